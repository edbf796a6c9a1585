"""The list of offers to check in the admin, with a check in one click, and withdrawing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry
from wagtail.snippets.widgets import AdminSnippetChooser

from network_core.directory.freshness import checking
from network_core.directory.models import CheckPlan, CheckQuestion, Offer, Verification
from network_core.directory.visibility import has_not_ended
from network_core.networks.models import Network
from network_core.tenancy.access import is_umbrella_staff, network_ids_for, person_of
from network_core.tenancy.forms import show_only
from network_core.tenancy.matrix import Kind
from network_core.tenancy.models import User

PER_PAGE = 50
Stage = CheckPlan.Stage
WAYS = {way.value: way for way in (Verification.Way.PHONE, Verification.Way.VISIT)}
ASK_AGAIN = "ask"


def checked_networks(user: User) -> set[int]:
    """Ids of the networks whose offers the person may check."""
    return network_ids_for(user, "add", Kind.LOCAL)


class ChecksMenuItem(MenuItem):
    """Shown to those who check offers, and to the umbrella's staff."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the list has something for this person."""
        user = person_of(request)
        return bool(checked_networks(user)) or is_umbrella_staff(user)


class DueFilter(forms.Form):
    """Which offers of the list to see."""

    TO_DO, WAITING, ALL, UMBRELLA = "to_do", "waiting", "all", "umbrella"

    # Its choices are longer than a phone is wide.
    state = forms.ChoiceField(
        label=gettext_lazy("Zeigen"),
        required=False,
        widget=forms.Select(attrs={"class": "w-w-full"}),
    )
    q = forms.CharField(label=gettext_lazy("Suchwort"), required=False, max_length=100)
    network: "forms.ModelChoiceField[Network]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Netzwerk"), required=False
    )

    def __init__(self, data: Any, networks: set[int], sees_umbrella: bool) -> None:
        super().__init__(data)
        choices = [
            (self.TO_DO, _("Was zu tun ist")),
            (self.WAITING, _("Partner gefragt, noch keine Antwort")),
            (self.ALL, _("Alle Angebote")),
        ]
        if sees_umbrella:
            choices.append((self.UMBRELLA, _("Bei der Bundesebene, aus allen Netzwerken")))
        self.fields["state"].choices = choices  # type: ignore[attr-defined]
        shown = Network.objects.filter(pk__in=networks)
        if len(networks) < 2:
            del self.fields["network"]
        else:
            self.fields["network"].queryset = shown  # type: ignore[attr-defined]
        self._networks = networks
        self._sees_umbrella = sees_umbrella

    def plans(self) -> QuerySet[CheckPlan]:
        """The plans to show, the longest due first; nothing for what cannot be understood."""
        today = timezone.localdate()
        plans = CheckPlan.objects.of_live_offers().filter(has_not_ended("offer__"))
        if not self.is_valid():
            return plans.none()
        chosen = self.cleaned_data
        state = chosen["state"] or self.TO_DO
        if state == self.UMBRELLA and self._sees_umbrella:
            plans = plans.filter(stage=Stage.UMBRELLA)
        else:
            plans = plans.filter(offer__steward__in=self._networks)
        if state == self.TO_DO:
            handed_on = Q(stage__in=[Stage.STEWARD, Stage.UMBRELLA])
            plans = plans.filter(handed_on | Q(due_on__lt=today))
        elif state == self.WAITING:
            plans = plans.filter(stage__in=[Stage.ASKED, Stage.REMINDED])
        if chosen["q"]:
            word = chosen["q"].replace("\x00", "")
            plans = plans.filter(
                Q(offer__title__icontains=word) | Q(offer__partner__name__icontains=word)
            )
        if chosen.get("network"):
            plans = plans.filter(offer__steward=chosen["network"])
        answered = CheckQuestion.objects.exclude(answer="").order_by("-answered_at")
        return (
            plans.select_related("offer__partner", "offer__steward")
            .prefetch_related(Prefetch("offer__check_questions", answered))
            .order_by("due_on", "pk")
        )


class DueChecksView(WagtailAdminTemplateMixin, TemplateView):
    """Offers whose check is due; POST records checks, or lets partners be asked again."""

    page_title = gettext_lazy("Fällige Prüfungen")
    header_icon = "time"
    template_name = "directory/admin/checks.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who have nothing to check."""
        self.networks = checked_networks(person_of(request))
        self.sees_umbrella = is_umbrella_staff(person_of(request))
        if not self.networks and not self.sees_umbrella:
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here, which ends with the title."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the list and its filter."""
        # Without anything asked it is what is to be done.
        form = DueFilter(self.request.GET, self.networks, self.sees_umbrella)
        page = Paginator(form.plans(), PER_PAGE).get_page(self.request.GET.get("p"))
        rows = [self._row(plan) for plan in page]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "form": form,
            "rows": rows,
            "page_obj": page,
            "shows_network": len(self.networks) > 1 or self.sees_umbrella,
            "may_record": any(row["is_own"] for row in rows),
        }

    def _row(self, plan: CheckPlan) -> dict[str, Any]:
        questions = plan.offer.check_questions.all()
        return {
            "plan": plan,
            "offer": plan.offer,
            "is_own": plan.offer.steward_id in self.networks,
            "note": questions[0].note if questions else "",
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do what a button says, with one offer (`phone:12`) or with all that are ticked."""
        action, _colon, one = request.POST.get("action", "").partition(":")
        wanted = [one] if one else request.POST.getlist("offer")[:PER_PAGE]
        numbers = {int(pk) for pk in wanted if pk.isascii() and pk.isdigit() and len(pk) < 19}
        own = Offer.objects.filter(pk__in=numbers, steward__in=self.networks, live=True)
        offers = set(own.values_list("pk", flat=True))
        if not offers:
            messages.error(request, _("Bitte zuerst Angebote ankreuzen."))
        elif action in WAYS:
            count = checking.record_checks(offers, WAYS[action], person_of(request))
            text = ngettext(
                "Die Prüfung ist eingetragen.", "%(count)d Prüfungen sind eingetragen.", count
            )
            messages.success(request, text % {"count": count})
        elif action == ASK_AGAIN:
            checking.ask_again(offers)
            text = _("Die Partner werden beim nächsten Durchgang noch einmal gefragt.")
            messages.success(request, text)
        return HttpResponseRedirect(request.get_full_path())


class WithdrawForm(forms.Form):
    """What to use instead of an offer that is withdrawn."""

    replacement: "forms.ModelChoiceField[Offer]" = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Stattdessen"),
        required=False,
        help_text=gettext_lazy("Darauf verweist die Adresse des zurückgezogenen Angebots."),
        widget=AdminSnippetChooser(Offer),
    )

    def __init__(self, *args: Any, offer: Offer, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = policy_registry.get_by_type(Offer)
        choosable = policy.instances_user_has_any_permission_for(user, ["choose"])
        field = self.fields["replacement"]
        field.queryset = choosable.filter(live=True).exclude(pk=offer.pk)  # type: ignore[attr-defined]
        show_only(field.widget, field.queryset)  # type: ignore[attr-defined]


class WithdrawView(WagtailAdminTemplateMixin, FormView):
    """Withdraws one offer of one's own network."""

    page_title = gettext_lazy("Angebot zurückziehen")
    header_icon = "bin"
    template_name = "directory/admin/withdraw.html"
    form_class = WithdrawForm
    _show_breadcrumbs = True

    @cached_property
    def offer(self) -> Offer:
        """The offer of the address, if the person may withdraw it."""
        offer: Offer = get_object_or_404(Offer, pk=self.kwargs["pk"], live=True)
        policy = policy_registry.get_by_type(Offer)
        if not policy.user_has_permission_for_instance(self.request.user, "publish", offer):
            raise PermissionDenied
        return offer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list, and which offer it is."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("due_checks"), "label": _("Fällige Prüfungen")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.offer.title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The offer, and who withdraws it."""
        kwargs = super().get_form_kwargs()
        return kwargs | {"offer": self.offer, "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """What the offer says already."""
        return {"replacement": self.offer.replacement_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The offer, and what its partner said last."""
        answered = self.offer.check_questions.exclude(answer="").order_by("-answered_at")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"offer": self.offer, "question": answered.first()}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Withdraw it and go back to the list."""
        try:
            replacement = form.cleaned_data["replacement"]
            checking.withdraw(self.offer, person_of(self.request), replacement)
        except checking.OfferLockedError:
            form.add_error(None, _("Das Angebot ist gesperrt, weil jemand anders es bearbeitet."))
            return self.form_invalid(form)
        messages.success(self.request, _("Das Angebot ist zurückgezogen."))
        return HttpResponseRedirect(reverse("due_checks"))
