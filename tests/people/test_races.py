"""Two people at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from network_core.networks.models import Network
from network_core.people.invitations import Newcomer, accept
from network_core.people.members import remove_from
from network_core.people.models import Invitation
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import RoleGroup, User
from tests.factories import person

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions: Callable[[], object]) -> list[object]:
    """Do all of it at the same moment; what each gave, or the error that it raised."""
    start, results = Barrier(len(actions)), []

    def run(action: Callable[[], object]) -> None:
        try:
            start.wait(10)
            results.append(action())
        except ValidationError as error:
            results.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_of_two_coordinators_who_leave_at_once_one_stays(network: Network) -> None:
    both = [person(network, Role.COORDINATOR) for _number in range(2)]
    results = at_once(*(lambda user=user: remove_from(network, user) for user in both))
    assert sum(isinstance(result, ValidationError) for result in results) == 1
    left = RoleGroup.objects.get(network=network, role=Role.COORDINATOR).group.user_set
    assert left.filter(is_active=True).count() == 1


def test_an_invitation_that_is_accepted_twice_at_once_makes_one_account(network: Network) -> None:
    invitation = Invitation(network=network, email="neu@example.org", role=Role.AUTHOR)
    invitation.renew()
    invitation.save()
    newcomer = Newcomer("Nele", "Neu", "Kastanien-im-Herbst")
    results = at_once(*[lambda: accept(invitation.pk, newcomer)] * 2)
    assert sorted(result is None for result in results) == [False, True]
    assert User.objects.filter(email="neu@example.org").count() == 1
