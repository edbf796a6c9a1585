"""Naming likely duplicates when a record is saved."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from network_core.directory.duplicates.finding import MOST_SHOWN, Likeness, likely_duplicates
from network_core.directory.duplicates.views import reasons_in_words
from network_core.directory.models import LikelyDuplicate, Offer, Partner
from network_core.directory.models.about import record_field
from network_core.tenancy.access import network_ids_for
from network_core.tenancy.matrix import Kind

SEEN = "duplicates_seen"


def found_for(record: Offer | Partner, user: Any) -> list[Likeness]:
    """Likely duplicates that the person may see and nobody has called different."""
    own = network_ids_for(user, "view", Kind.RECORD)
    found = likely_duplicates(record, Q(live=True) | Q(steward__in=own))
    if record.pk and found:
        field = record_field(record)
        pairs = LikelyDuplicate.objects.filter(dismissed_at__isnull=False).filter(
            Q(**{field: record}) | Q(**{f"other_{field}": record})
        )
        different = {
            pk for pair in pairs.values_list(f"{field}_id", f"other_{field}_id") for pk in pair
        }
        found = [each for each in found if each.record.pk not in different]
    return found[:MOST_SHOWN]


def listed(found: list[Likeness]) -> SafeString:
    """The records as links, with what is equal."""
    return format_html_join(
        "; ",
        '<a href="{}" target="_blank">{}</a> ({}; {})',
        (
            (
                reverse(
                    type(each.record).snippet_viewset.get_url_name("inspect"),
                    args=[each.record.pk],
                ),
                each.record,
                each.record.steward.short_name,
                reasons_in_words(each),
            )
            for each in found
        ),
    )


def warn(request: HttpRequest, record: Offer | Partner) -> None:
    """Name them after saving."""
    found = found_for(record, request.user)
    if found:
        text = _("Gibt es diesen Eintrag zweimal?")
        messages.warning(request, format_html("{} {}", text, listed(found)))
