"""One mail a day with what has become of records that a network shows."""

from collections import defaultdict

from django.urls import reverse
from django.utils import timezone

from network_core.directory.models import ChangeNotice
from network_core.networks.models import Network
from network_core.networks.states import State
from network_core.tenancy.mailing import mail_those_who_may
from network_core.tenancy.matrix import Kind

MOST_LINES = 50
MOST_NOTICES = 2000


def send_digests() -> int:
    """Mail the notices that no mail has told of yet, one mail per network and person."""
    waiting = ChangeNotice.objects.filter(mailed_at__isnull=True).order_by("pk")[:MOST_NOTICES]
    by_network: dict[int, list[ChangeNotice]] = defaultdict(list)
    for notice in waiting:
        by_network[notice.network_id].append(notice)
    sent = 0
    for network in Network.objects.filter(pk__in=by_network).select_related("site"):
        notices = by_network[network.pk]
        context = {
            "lines": [
                f"{notice.get_kind_display()}: {notice.title} ({notice.steward_name})"
                for notice in notices[:MOST_LINES]
            ],
            "count": len(notices),
            "url": network.root_url + reverse("meldungen:index"),
        }
        # To the others it is silent; the notices stand in their list.
        if network.state == State.ACTIVE:
            sent += mail_those_who_may("change", Kind.LOCAL, network, "change_digest", context)
        ids = [notice.pk for notice in notices]
        ChangeNotice.objects.filter(pk__in=ids).update(mailed_at=timezone.now())
    return sent
