"""Blocks about the members of a network: who they are, and what one of them says."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, StructBlock, StructValue

from blocks.choices import KeysBlock
from blocks.choosers import PartnerBlock
from blocks.fields import LineField, ParagraphField
from blocks.position import heading_below
from blocks.previews import example_partner, example_partners
from blocks.rendering import is_preview, rendering_for
from network_core.directory.addresses import PARTNER_SECTION
from network_core.directory.models import Membership, Partner
from network_core.directory.visibility import is_hidden
from network_core.networks.models import Network

# More than any network has; what is left out is found in the list of partners.
MOST_MEMBERS = 200


class RolesBlock(KeysBlock):
    """Roles that a partner can have in a network."""

    def read_choices(self) -> Iterable[tuple[str, str]]:
        """The roles that the directory knows."""
        return [(key, str(label)) for key, label in Membership.Role.choices]


@dataclass(frozen=True)
class Member:
    """A partner and the year since which it has taken part, where that is known."""

    partner: Partner
    since: int | None = None


@dataclass(frozen=True)
class Members:
    """All members with the same role."""

    role: str
    members: list[Member] = field(default_factory=list)


class MembersListBlock(StructBlock):
    """Everybody who takes part in the network today, by role."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    roles = RolesBlock(label=_("Nur diese Rollen"))
    show_since = BooleanBlock(label=_("Zeigen, seit wann"), required=False, default=True)

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the members by role, and the way to all partners."""
        context = super().get_context(value, parent_context=parent_context)
        context["is_preview"] = is_preview(context)
        context["level"] = "h3" if value.get("title") else heading_below(value, context)
        if examples := getattr(value, "examples", None):
            context["groups"] = examples
            return context
        rendering = rendering_for(context)
        network = rendering.network
        context["groups"] = _by_role(network, value.get("roles") or []) if network else []
        context["more_url"] = f"/{rendering.language}/{PARTNER_SECTION}/"
        return context

    def get_preview_value(self) -> Any:
        """Invented members."""
        value = self.normalize({**self.get_default(), "title": "Wer dazugehört"})
        first, *others = (Member(partner, 2009) for partner in example_partners())
        value.examples = [
            Members(str(Membership.Role.COORDINATION.label), [first]),
            Members(str(Membership.Role.MEMBER.label), others),
        ]
        return value

    class Meta:
        icon = "group"
        label = _("Mitglieder")
        label_format = "{title}"
        template = "blocks/members_list.html"
        description = _("Wer zum Netzwerk gehört, nach Rollen, immer aktuell.")


def _by_role(network: Network, wanted: list[str]) -> list[Members]:
    """Public partners with a membership that holds today; each once per role."""
    memberships = Membership.objects.current().filter(
        network=network, partner__in=Partner.objects.reachable_on(network)
    )
    if wanted:
        memberships = memberships.filter(role__in=wanted)
    # Who came, left and came back is named once, with the first year.
    memberships = memberships.select_related("partner").order_by(
        "partner__name", "partner_id", "since"
    )
    found: dict[str, dict[int, Member]] = defaultdict(dict)
    for membership in memberships[:MOST_MEMBERS]:
        since = membership.since.year if membership.since else None
        member = Member(membership.partner, since)
        found[membership.role].setdefault(membership.partner_id, member)
    return [
        Members(str(role.label), list(found[role].values()))
        for role in Membership.Role
        if found.get(role)
    ]


class PartnerQuotationBlock(StructBlock):
    """What somebody from a partner says, with the way to that partner."""

    text = ParagraphField(label=_("Zitat"), help_text=_("Ohne Anführungszeichen."))
    partner = PartnerBlock(label=_("Partner"))
    speaker = LineField(
        label=_("Wer hat das gesagt?"),
        required=False,
        max_length=160,
        help_text=_("Leer lassen, wenn es nicht bekannt ist."),
    )

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the partner; it is None when it is not public (any more)."""
        context = super().get_context(value, parent_context=parent_context)
        partner = value.get("partner")
        network = rendering_for(context).network
        shown = partner is not None and partner.live and not is_hidden(partner, network)
        context["partner"] = partner if shown else None
        context["is_preview"] = is_preview(context)
        return context

    def get_preview_value(self) -> Any:
        """An invented partner: real ones may be somebody's draft."""
        return self.normalize(
            {
                "text": "Wer einmal hier war, kommt auch mit der nächsten Frage wieder.",
                "partner": example_partner(),
                "speaker": "Eine Beraterin",
            }
        )

    class Meta:
        icon = "openquote"
        label = _("Zitat eines Partners")
        label_format = "{text}"
        template = "blocks/partner_quotation.html"
        description = _("Was ein Partner sagt, mit Link zu ihm.")
