"""The rules of checks in the admin: everybody reads them, the umbrella writes them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network_core.directory import panels
from network_core.directory.models import CheckRule, CheckSettings
from network_core.taxonomy.choices import term_choices
from network_core.tenancy.forms import TenantForm
from network_core.tenancy.viewsets import TenantModelViewSet


class CheckRuleForm(TenantForm):
    """A rule, with the formats as the tree that they form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "format" in self.fields:
            self.fields["format"].choices = term_choices().get("format", [])


class CheckRuleViewSet(TenantModelViewSet):
    """How long data of offers of one format hold."""

    model = CheckRule
    name = "fristen"
    form_base = CheckRuleForm
    icon = "calendar-check"
    menu_label = _("Fristen für Prüfungen")
    panels = panels.CHECK_RULE_PANELS
    list_display = ["format", "months", "months_with_hours", "at_end"]
    list_related = ("format",)
    inspect_view_fields = ["format", "months", "months_with_hours", "at_end"]


class CheckSettingsViewSet(TenantModelViewSet):
    """When partners are asked, and what happens without an answer."""

    model = CheckSettings
    name = "ablauf-der-pruefungen"
    icon = "cogs"
    menu_label = _("Ablauf der Prüfungen")
    panels = panels.CHECK_SETTINGS_PANELS
    list_display = ["__str__", "months", "ask_days_before", "hide_after_months"]
    inspect_view_fields = [
        *("months", "months_with_hours", "ask_days_before", "remind_after_days"),
        *("steward_after_days", "umbrella_after_days", "days_between_mails", "hide_after_months"),
    ]
