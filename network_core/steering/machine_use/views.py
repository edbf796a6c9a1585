"""The list of what was used, and the form for a network's budget."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from network_core.machine_translation.models import MachineBudget
from network_core.networks.models import Network
from network_core.steering.access import SteeringView
from network_core.steering.log_actions import MACHINE_BUDGET
from network_core.steering.machine_use.use import (
    Use,
    characters_in_month,
    months_with_use,
    use_in_month,
    use_of_network,
)
from network_core.tenancy.access import is_umbrella_staff, machine_use_read_by, person_of

PER_PAGE = 50
MOST_CHARACTERS = 1_000_000_000
LIST = "machine_use"


def grouped(number: int | None) -> str:
    """A number as people read it; a dash where there is none."""
    return "–" if number is None else number_format(number, force_grouping=True)


class MachineUseItem(MenuItem):
    """Shown where a service is asked, to those who may read what was used."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is anything to read."""
        has_service = settings.MACHINE_TRANSLATION is not None
        return has_service and bool(machine_use_read_by(person_of(request)))


class UseFilter(forms.Form):
    """All networks in one month, or all months of one network."""

    month = forms.ChoiceField(label=gettext_lazy("Monat"), required=False)
    network = forms.ChoiceField(label=gettext_lazy("Netzwerk"), required=False)

    def __init__(self, data: Any, seen: set[int]) -> None:
        super().__init__(data)
        self.months = {f"{month:%Y-%m}": month for month in months_with_use(seen)}
        networks = Network.objects.filter(pk__in=seen).order_by("-is_umbrella", "name")
        self.networks = {network.slug: network for network in networks}
        self._offer("month", [(key, date_format(m, "F Y")) for key, m in self.months.items()])
        names = [(slug, network.short_name) for slug, network in self.networks.items()]
        self._offer("network", [("", _("Alle")), *names])
        self.is_valid()

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Network | None:
        """The only network, or the one that was chosen."""
        if len(self.networks) == 1:
            return next(iter(self.networks.values()))
        return self.networks.get(self.cleaned_data.get("network", ""))

    @property
    def chosen_month(self) -> Any:
        """The month that was chosen, or the one that is going on."""
        now = next(iter(self.months.values()))
        return self.months.get(self.cleaned_data.get("month", ""), now)


class MachineUseView(WagtailAdminTemplateMixin, TemplateView):
    """The umbrella's staff read all networks, coordinators their own."""

    template_name = "steering/machine_use.html"
    page_title = gettext_lazy("Maschinelle Übersetzung")
    header_icon = "globe"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        self.seen = machine_use_read_by(person_of(request))
        if not self.seen:
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here, which ends with the title."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fifty networks of one month, or fifty months of one network; eight queries or so."""
        form = UseFilter(self.request.GET, self.seen)
        chosen, month = form.chosen, form.chosen_month
        listed: Any = use_of_network(chosen) if chosen else list(form.networks.values())
        page = Paginator(listed, PER_PAGE).get_page(self.request.GET.get("p"))
        shown = list(page.object_list)
        rows = shown if chosen else use_in_month(shown, month)
        is_staff = is_umbrella_staff(person_of(self.request))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "form": form if len(form.networks) > 1 else None,
            "rows": [_row(each, is_staff) for each in rows],
            "total": None if chosen else grouped(characters_in_month(self.seen, month)),
            "usual": grouped(settings.MACHINE_TRANSLATION_CHARACTERS),
            "is_staff": is_staff,
            "page_obj": page,
        }


def _row(use: Use, is_staff: bool) -> dict[str, Any]:
    may_change = is_staff and use.is_now
    return {
        "network": use.network,
        "month": date_format(use.month, "F Y"),
        "used": grouped(use.characters),
        "budget": grouped(use.budget),
        "percent": use.percent,
        "engine": use.engine or "–",
        "failed": grouped(use.failed),
        "refused": grouped(use.refused),
        "url": reverse("machine_budget", args=[use.network.slug]) if may_change else "",
    }


class BudgetForm(forms.Form):
    """How many characters a network has in a month."""

    characters = forms.IntegerField(
        label=gettext_lazy("Zeichen im Monat"),
        required=False,
        min_value=0,
        max_value=MOST_CHARACTERS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["characters"].help_text = _(
            "Bleibt das Feld leer, gilt das übliche Budget: %(usual)s. Mit 0 bekommt das Netzwerk "
            "keine Vorschläge. Es gilt sofort, auch für den laufenden Monat."
        ) % {"usual": grouped(settings.MACHINE_TRANSLATION_CHARACTERS)}


class MachineBudgetView(SteeringView):
    """The form for one network."""

    template_name = "steering/machine_budget.html"
    header_icon = "globe"

    @cached_property
    def network(self) -> Network:
        """The network of the address."""
        found: Network = get_object_or_404(Network, slug=self.kwargs["slug"])
        return found

    def get_page_title(self) -> str:
        """Whose budget it is."""
        return _("Budget für maschinelle Übersetzung: %(network)s") % {"network": self.network.name}

    def way_here(self) -> list[tuple[str, str]]:
        """By the list."""
        return [(reverse(LIST), _("Maschinelle Übersetzung"))]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the budget, or show what is wrong with it."""
        form = BudgetForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        characters = form.cleaned_data["characters"]
        if characters is None:
            MachineBudget.objects.filter(network=self.network).delete()
        else:
            MachineBudget.objects.update_or_create(
                network=self.network, defaults={"characters": characters}
            )
        log(self.network, MACHINE_BUDGET, user=self.user, data={"characters": characters})
        messages.success(
            request, _("Das Budget von %(network)s ist geändert.") % {"network": self.network.name}
        )
        return redirect(LIST)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with what holds now."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        own = MachineBudget.objects.filter(network=self.network).first()
        initial = {"characters": own.characters if own else None}
        context.setdefault("form", BudgetForm(initial=initial))
        return context | {"back": reverse(LIST)}
