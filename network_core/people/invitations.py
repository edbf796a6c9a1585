"""Inviting somebody, and joining."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from network_core.audit.models import AuditEntry
from network_core.audit.record import current_actor, record
from network_core.directory.models import Partner
from network_core.mail.sending import send_mail
from network_core.networks.models import Network
from network_core.networks.states import State
from network_core.people.members import give_role
from network_core.people.models import Invitation
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User

Action = AuditEntry.Action
# So that nobody fills the mailboxes of others with the platform's mails.
MAX_OPEN = 50


@transaction.atomic
def invite(
    network: Network,
    email: str,
    role: Role,
    *,
    languages: list[str],
    partner: Partner | None,
    invited_by: User,
) -> Invitation:
    """Send a link to `email`. An open invitation of the same address is replaced by this one.

    Raises `ValidationError` where too many are open, or the network has ended.
    """
    if network.state == State.ENDED:
        raise ValidationError(_("Dieses Netzwerk ist beendet. Niemand kann ihm mehr beitreten."))
    Invitation.objects.filter(network=network, email__iexact=email).delete()
    if Invitation.objects.filter(network=network).count() >= MAX_OPEN:
        raise ValidationError(
            _("Es sind schon sehr viele Einladungen offen. Bitte zuerst alte zurückziehen.")
        )
    invitation = Invitation(
        network=network,
        email=email,
        role=role,
        languages=languages,
        partner=partner,
        invited_by=invited_by,
    )
    send(invitation, invited_by)
    return invitation


@transaction.atomic
def send(invitation: Invitation, sender: User) -> None:
    """Save the invitation with a new link and send it; a link sent before is void."""
    token = invitation.renew()
    invitation.save()
    network = invitation.network
    send_mail(
        "invitation",
        network,
        invitation.email,
        {
            "inviter": sender.display_name,
            "role": invitation.get_role_display(),
            "partner": invitation.partner and invitation.partner.name,
            "link": network.root_url + reverse("accept_invitation", args=[token]),
            "expires_at": invitation.expires_at,
        },
    )
    _note(Action.INVITED, invitation, sender)


@transaction.atomic
def withdraw(invitation: Invitation, actor: User) -> None:
    """Take an open invitation back."""
    _note(Action.INVITATION_WITHDRAWN, invitation, actor)
    invitation.delete()


@dataclass(frozen=True)
class Newcomer:
    """What an invited person says of themselves."""

    first_name: str
    last_name: str
    password: str


def account_for(invitation: Invitation) -> User | None:
    """The account that the invited address has already."""
    return User.objects.filter(email__iexact=invitation.email).first()


def is_shut(account: User) -> bool:
    """Whether the account was closed by an administrator, which no invitation undoes.

    One that was closed because the last role ended has none left.
    """
    return not account.is_active and (account.is_superuser or account.groups.exists())


@transaction.atomic
def accept(invitation_id: int, newcomer: Newcomer | None) -> User | None:
    """Join; the account, or None if somebody was faster or took it back, or the network has ended.

    With `newcomer` an account is made, or one that was closed is opened again. Without, the
    account of the address gets the role; the caller has made sure that its owner asks.
    """
    # The network first, like everybody who changes a team: it may be about to end.
    asked = Invitation.objects.filter(pk=invitation_id).values("network")
    network = Network.objects.select_for_update().filter(pk__in=asked).first()
    if network is None or network.state == State.ENDED:
        return None
    locked = Invitation.objects.valid().select_for_update(of=("self",))
    invitation = locked.select_related("network", "partner").filter(pk=invitation_id).first()
    if invitation is None:
        return None
    account = account_for(invitation)
    if newcomer is not None:
        account = _make_account(invitation, account, newcomer)
    if account is None or not account.is_active:
        return None
    give_role(
        invitation.network,
        account,
        Role(invitation.role),
        languages=invitation.languages,
        partner=invitation.partner,
    )
    record(Action.INVITATION_ACCEPTED, actor=account, network=invitation.network, target=account)
    invitation.delete()
    return account


def _make_account(invitation: Invitation, known: User | None, newcomer: Newcomer) -> User:
    user = known or User(username=_free_username(invitation.email), email=invitation.email)
    user.first_name = newcomer.first_name
    user.last_name = newcomer.last_name
    user.is_active = True
    user.set_password(newcomer.password)
    user.save()
    return user


def _free_username(email: str) -> str:
    wanted, number = email[:140], 1
    while User.objects.filter(username__iexact=wanted).exists():
        number += 1
        wanted = f"{email[:140]}-{number}"
    return wanted


def _note(action: str, invitation: Invitation, actor: User) -> None:
    details = {"role": str(invitation.get_role_display())}
    if invitation.languages:
        details["languages"] = ", ".join(invitation.languages)
    record(
        action,
        actor=current_actor() or actor,
        network=invitation.network,
        target=invitation,
        details=details,
    )
