"""The workbench of the taxonomy: all terms with their use, one term, and changing it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.steering.access import SteeringView
from network_core.steering.terms.changing import (
    TermError,
    check_merge,
    check_move,
    check_replacement,
    merge_terms,
    move_term,
    replace_term,
)
from network_core.steering.terms.forms import TargetForm, TermsFilter
from network_core.steering.terms.preview import (
    Preview,
    place_of,
    preview_merge,
    preview_move,
    preview_replacement,
)
from network_core.steering.terms.usage import usage_of
from network_core.steering.terms.words import texts_of
from network_core.taxonomy.models import Term, TermProposal
from network_core.words.languages import language_name

PER_PAGE = 50


class TermsView(SteeringView):
    """All terms, fifty a page, with how often and by how many networks each is used."""

    page_title = gettext_lazy("Werkbank der Systematik")
    header_icon = "tag"
    template_name = "steering/terms.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of terms; the number of queries does not depend on how many there are."""
        chosen = TermsFilter(self.request.GET)
        chosen.is_valid()
        page = Paginator(self._terms(chosen.cleaned_data), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        used = usage_of(term.pk for term in page)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "filter": chosen,
            "page_obj": page,
            "rows": [(term, used[term.pk]) for term in page],
        }

    def _terms(self, chosen: dict[str, Any]) -> QuerySet[Term]:
        terms: QuerySet[Term] = Term.objects.select_related("scheme", "parent", "replaced_by")
        if chosen.get("scheme"):
            terms = terms.filter(scheme=chosen["scheme"])
        if words := chosen.get("q"):
            terms = terms.filter(Q(label__icontains=words) | Q(synonyms__icontains=words))
        is_open = Q(proposals__status=TermProposal.Status.OPEN)
        return terms.annotate(open_proposals=Count("proposals", filter=is_open)).order_by(
            "scheme__position", "label", "pk"
        )


class OneTermView(SteeringView):
    """Of one term."""

    header_icon = "tag"

    @cached_property
    def term(self) -> Term:
        """The term of the address."""
        terms = Term.objects.select_related("scheme", "parent", "replaced_by")
        found: Term = get_object_or_404(terms, pk=self.kwargs["pk"])
        return found

    def way_here(self) -> list[tuple[str, str]]:
        """By the list of all."""
        return [(reverse("steering_terms"), _("Werkbank der Systematik"))]


class TermView(OneTermView):
    """One term: its words, who uses it, what is proposed about it, what was merged into it."""

    template_name = "steering/term.html"

    def get_page_title(self) -> str:
        """The label."""
        return self.term.label

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All that is known of it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        term = self.term
        texts = sorted(texts_of(term).items())
        proposals = TermProposal.objects.filter(term=term).select_related("network")
        return context | {
            "term": term,
            "place": place_of(term),
            "texts": [(language_name(code), code, text) for code, text in texts],
            "children": term.children.order_by("position", "label", "pk"),
            "usage": usage_of([term.pk])[term.pk],
            "proposals": proposals[:PER_PAGE],
            "former_terms": term.former_terms.order_by("-merged_at", "pk")[:PER_PAGE],
        }


@dataclass(frozen=True)
class Way:
    """One way to change a term with the help of another one."""

    title: Any
    label: Any
    explanation: Any
    button: Any
    check: Callable[[Term, Any], None]
    preview: Callable[[Term, Any], Preview]
    change: Callable[[Term, Any, Any], Term]
    done: Any
    or_top: bool = False


WAYS: dict[str, Way] = {
    "merge": Way(
        gettext_lazy("Zusammenführen"),
        gettext_lazy("In welchem Begriff geht er auf?"),
        gettext_lazy(
            "Alles, was diesen Begriff hat, bekommt den anderen. Seine Bezeichnungen werden andere "
            "Wörter für ihn, und seine Adressen führen dorthin. Diesen Begriff gibt es danach "
            "nicht mehr."
        ),
        gettext_lazy("Jetzt zusammenführen"),
        check_merge,
        preview_merge,
        merge_terms,
        gettext_lazy("Die Begriffe sind zusammengeführt."),
    ),
    "move": Way(
        gettext_lazy("Verschieben"),
        gettext_lazy("Unter welchen Begriff?"),
        gettext_lazy(
            "Der Begriff behält seine Einträge und seine Adressen. Er steht mit allem darunter an "
            "einem anderen Platz, in den Filtern der Websites und in der Suche auch."
        ),
        gettext_lazy("Jetzt verschieben"),
        check_move,
        preview_move,
        move_term,
        gettext_lazy("Der Begriff ist verschoben."),
        or_top=True,
    ),
    "replace": Way(
        gettext_lazy("Ablösen"),
        gettext_lazy("Welcher Begriff löst ihn ab?"),
        gettext_lazy(
            "Der Begriff bleibt vorerst bei seinen Einträgen und steht unter seinem Nachfolger, "
            "der sie deshalb auch findet. In den Formularen steht, welcher Begriff künftig zu "
            "wählen ist. Zusammenführen schließt das ab."
        ),
        gettext_lazy("Jetzt ablösen"),
        check_replacement,
        preview_replacement,
        replace_term,
        gettext_lazy("Der Begriff wird abgelöst."),
    ),
}


class ChangeTermView(OneTermView):
    """Choosing the other term, seeing what would change, and doing it."""

    template_name = "steering/change_term.html"

    @cached_property
    def way(self) -> Way:
        """What the address names."""
        found = WAYS.get(self.kwargs["way"])
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """What is to be done with which term."""
        return f"{self.way.title}: {self.term.label}"

    def way_here(self) -> list[tuple[str, str]]:
        """By the term."""
        return [
            *super().way_here(),
            (reverse("steering_term", args=[self.term.pk]), str(self.term)),
        ]

    @cached_property
    def form(self) -> TargetForm:
        """The form, filled in as soon as something was chosen."""
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        return TargetForm(
            data if "target" in data else None,
            term=self.term,
            label=str(self.way.label),
            or_top=self.way.or_top,
        )

    @cached_property
    def preview(self) -> Preview | None:
        """What would change, if it may."""
        if not self.form.is_valid():
            return None
        target = self.form.cleaned_data["target"]
        try:
            self.way.check(self.term, target)
        except TermError as error:
            self.form.add_error("target", str(error))
            return None
        return self.way.preview(self.term, target)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, if that is what the person has seen."""
        preview = self.preview
        if preview is not None and request.POST.get("seen") == preview.seen:
            try:
                kept = self.way.change(self.term, self.form.cleaned_data["target"], self.user)
            except TermError as error:
                self.form.add_error("target", str(error))
            else:
                messages.success(request, str(self.way.done))
                return redirect("steering_term", kept.pk)
        elif preview is not None:
            messages.warning(
                request, _("Inzwischen hat sich etwas geändert. Bitte noch einmal prüfen.")
            )
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and what would change."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "term": self.term,
            "way": self.way,
            "form": self.form,
            "preview": self.preview,
            "is_merge": self.kwargs["way"] == "merge",
        }
