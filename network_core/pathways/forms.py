"""The form of a pathway in the admin."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.permissions import policy_registry

from network_core.directory.models import Offer
from network_core.taxonomy.choices import term_choices
from network_core.taxonomy.models import Scheme
from network_core.tenancy.forms import TenantForm, show_only


class PathwayForm(TenantForm):
    """A pathway: its steps name terms, and offers that the person may choose."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = term_choices()
        labels = {scheme.pk: scheme.label for scheme in Scheme.objects.all()}
        grouped = [(labels[scheme], terms[scheme]) for scheme in labels if scheme in terms]
        for name, scheme in (("life_situations", "life_situation"), ("audiences", "audience")):
            if name in self.fields:
                self.fields[name].choices = terms.get(scheme, [])
        formset = self.formsets.get("steps")
        if formset is None:
            return
        for step in [*formset.forms, formset.empty_form]:
            if "terms" in step.fields:
                step.fields["terms"].choices = grouped
        rows = [row for step in formset.forms for row in step.formsets["fixed_offers"].forms]
        offers = self._choosable_offers()
        known = offers.in_bulk([pk for row in rows if (pk := row.instance.offer_id)])
        for row in rows:
            field = row.fields["offer"]
            field.queryset = offers
            if isinstance(field.widget, BaseChooser):
                show_only(field.widget, offers, known)

    def _choosable_offers(self) -> QuerySet:
        """Published offers of all networks, own drafts, and what the pathway has stored already."""
        found = Q(named_in_steps__step__pathway=self.instance.pk)
        if self.for_user:
            policy = policy_registry.get_by_type(Offer)
            allowed = policy.instances_user_has_any_permission_for(self.for_user, ["choose"])
            found |= Q(pk__in=allowed.values("pk"))
        return Offer.objects.filter(pk__in=Offer.objects.filter(found).values("pk"))
