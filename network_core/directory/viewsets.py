"""The directory in the admin."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from network_core.directory import panels
from network_core.directory.duplicates.views import DuplicateViewSet
from network_core.directory.editing.views import RecordCreateView, RecordEditView
from network_core.directory.forms import (
    OfferForm,
    RecordForm,
    TermsForm,
    VerificationForm,
)
from network_core.directory.freshness.viewsets import CheckRuleViewSet, CheckSettingsViewSet
from network_core.directory.handover.views import HandedOver, HandoverViewSet
from network_core.directory.models import (
    HiddenOffer,
    HiddenPartner,
    LocalNote,
    Membership,
    Offer,
    Partner,
    Selection,
    Verification,
)
from network_core.directory.notices.views import NoticeViewSet
from network_core.directory.proposals.viewset import Proposable, ProposalViewSet
from network_core.networks.models import Network
from network_core.taxonomy.choices import term_choices
from network_core.taxonomy.models import Scheme
from network_core.tenancy.columns import PublishedColumn, StatusColumn
from network_core.tenancy.viewsets import TenantModelViewSet, TenantSnippetViewSet
from network_core.words.staleness import stale_texts


class StewardFilter(WagtailFilterSet):
    """Narrows a list of shared records to those that one network looks after."""

    steward = django_filters.ModelChoiceFilter(
        label=_("Gepflegt von"), queryset=Network.objects.all()
    )


class StaleFilter(StewardFilter):
    """Narrows a list to what has a translation of other German words than today's."""

    stale = django_filters.ChoiceFilter(
        label=_("Übersetzung"), choices=[("yes", _("veraltet"))], method="narrow_stale"
    )

    def narrow_stale(self, records: QuerySet, name: str, value: str) -> QuerySet:
        """Records of which at least one language is stale."""
        text_model = self._meta.model._meta.get_field("texts").related_model
        return records.filter(pk__in=stale_texts(text_model).values("record"))


class PartnerFilter(StaleFilter):
    """Filters of the list of partners."""

    class Meta:
        model = Partner
        fields = ["steward", "kind", "live"]


class OfferFilter(StaleFilter):
    """Filters of the list of offers."""

    class Meta:
        model = Offer
        fields = ["steward", "cost_kind", "nationwide", "is_online", "live"]


class RecordViewSet(HandedOver, Proposable, TenantSnippetViewSet):
    """Shared records: everybody reads, the steward writes, others propose."""

    form_base = RecordForm
    add_view_class = RecordCreateView
    create_template_name = "directory/record_create.html"
    edit_view_class = RecordEditView
    edit_template_name = "directory/record_edit.html"


class PartnerViewSet(RecordViewSet):
    """Partners."""

    model = Partner
    icon = "group"
    menu_label = _("Partner")
    panels = panels.PARTNER_PANELS
    list_display = ["name", "kind", "city", "steward", StatusColumn()]
    list_related = ("steward",)
    filterset_class = PartnerFilter
    search_fields = ["name", "city", "summary"]
    chooser_search_fields = ("name", "city")
    export_fields = (
        *("name", "slug", "kind", "summary", "street", "postal_code", "city"),
        *("phone", "email", "website", "steward", StatusColumn(), "is_example", "updated_at"),
    )
    inspect_view_fields = [
        *("name", "kind", "summary", "description", "street", "postal_code", "city"),
        *("phone", "email", "website", "steward", "is_example", "updated_at"),
    ]


OFFERING_PARTNER = PublishedColumn("partner", label=_("Partner"), sort_key="partner__name")


class OfferViewSet(RecordViewSet):
    """Offers."""

    model = Offer
    form_base = OfferForm
    icon = "help"
    menu_label = _("Angebote")
    panels = panels.OFFER_PANELS
    list_display = ["title", OFFERING_PARTNER, "steward", "valid_until", StatusColumn()]
    list_related = ("partner", "steward")
    filterset_class = OfferFilter
    # The partner's name is found as visitors find it: once the partner is public.
    search_fields = ["title", "summary"]
    chooser_search_fields = ("title",)
    export_fields = (
        *("title", "slug", OFFERING_PARTNER, "summary", "eligibility", "cost_kind", "cost_note"),
        *("places", "contacts", "hours", "hours_note", "spoken_languages", "service_areas"),
        *("nationwide", "is_online", "topics", "life_situations", "formats", "audiences"),
        *("valid_from", "valid_until", "source_url"),
        *("steward", StatusColumn(), "is_example", "updated_at"),
    )
    inspect_view_fields = [
        *("title", "summary", "description", "partner", "eligibility", "steps", "documents"),
        *("cost_kind", "cost_note", "hours_note", "is_online", "nationwide"),
        *("topics", "life_situations", "formats", "audiences", "valid_from", "valid_until"),
        *("source_title", "source_url", "source_law", "steward", "is_example", "updated_at"),
    ]


class VerificationViewSet(TenantModelViewSet):
    """Checks of one's own offers."""

    model = Verification
    name = "pruefungen"
    form_base = VerificationForm
    icon = "circle-check"
    menu_label = _("Prüfungen")
    panels = panels.VERIFICATION_PANELS
    list_display = ["offer", "checked_on", "holds_until", "way", "checked_by"]
    list_related = ("offer", "checked_by")
    list_filter = ["way", "holds_until"]
    search_fields = ["offer__title", "note"]
    export_fields = ("offer", "checked_on", "holds_until", "way", "checked_by", "note")
    inspect_view_enabled = False


class MembershipViewSet(TenantModelViewSet):
    """The partners that belong to one's own network."""

    model = Membership
    name = "mitgliedschaften"
    icon = "group"
    menu_label = _("Mitgliedschaften")
    panels = panels.MEMBERSHIP_PANELS
    list_display = ["partner", "network", "role", "since", "until"]
    list_related = ("partner", "network")
    list_filter = ["role"]
    search_fields = ["partner__name"]
    inspect_view_enabled = False


class LocalNoteViewSet(TenantSnippetViewSet):
    """What one's own network adds to shared records."""

    model = LocalNote
    icon = "comment"
    menu_label = _("Hinweise vor Ort")
    panels = panels.LOCAL_NOTE_PANELS
    list_display = ["__str__", "text", "network"]
    list_related = ("network", "offer", "partner")
    search_fields = ["text", "offer__title", "partner__name"]
    chooser_search_fields = ("text",)
    inspect_view_enabled = False


class HiddenOfferViewSet(TenantModelViewSet):
    """Offers of others that one's own website does not show."""

    model = HiddenOffer
    name = "ausgeblendete-angebote"
    icon = "view"
    menu_label = _("Ausgeblendete Angebote")
    panels = panels.HIDDEN_OFFER_PANELS
    list_display = ["offer", "network", "reason"]
    list_related = ("offer", "network")
    search_fields = ["offer__title", "reason"]
    inspect_view_enabled = False


class HiddenPartnerViewSet(TenantModelViewSet):
    """Partners of others that one's own website does not show."""

    model = HiddenPartner
    name = "ausgeblendete-partner"
    icon = "view"
    menu_label = _("Ausgeblendete Partner")
    panels = panels.HIDDEN_PARTNER_PANELS
    list_display = ["partner", "network", "reason"]
    list_related = ("partner", "network")
    search_fields = ["partner__name", "reason"]
    inspect_view_enabled = False


class SelectionForm(TermsForm):
    """The terms of all schemes, grouped by scheme."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = term_choices()
        self.fields["terms"].choices = [
            (scheme.label, choices[scheme.pk])
            for scheme in Scheme.objects.all()
            if scheme.pk in choices
        ]


class SelectionViewSet(TenantModelViewSet):
    """Which offers of others one's own website shows."""

    model = Selection
    name = "auswahl"
    form_base = SelectionForm
    icon = "list-ul"
    menu_label = _("Auswahl fremder Angebote")
    panels = panels.SELECTION_PANELS
    list_display = ["network"]
    list_related = ("network",)
    inspect_view_enabled = False


class DirectoryGroup(SnippetViewSetGroup):
    """Everything about partners and offers, below one entry of the menu."""

    items = (
        OfferViewSet,
        PartnerViewSet,
        ProposalViewSet,
        HandoverViewSet,
        NoticeViewSet,
        DuplicateViewSet,
        MembershipViewSet,
        VerificationViewSet,
        LocalNoteViewSet,
        HiddenOfferViewSet,
        HiddenPartnerViewSet,
        SelectionViewSet,
        CheckRuleViewSet,
        CheckSettingsViewSet,
    )
    menu_label = _("Verzeichnis")
    menu_icon = "folder-open-inverse"
    menu_name = "verzeichnis"
    menu_order = 110
