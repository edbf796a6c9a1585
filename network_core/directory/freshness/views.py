"""What the links in mails to partners lead to. A link shows on GET and acts on POST only."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network_core.directory.freshness import answers
from network_core.directory.freshness.forms import ChangeForm, GoneForm, OptOutForm, RightForm
from network_core.directory.freshness.links import (
    CHANGE,
    GONE,
    RIGHT,
    SECTION,
    LinkState,
    read_contact,
    read_question,
)
from network_core.directory.models import CheckContact, CheckQuestion, Offer
from network_core.directory.proposals.service import NothingChangedError
from network_core.directory.showing import offer_facts
from network_core.forms.protection import ProtectedForm
from network_core.forms.views import View, public_form


class SeeOther(HttpResponseRedirect):
    """The answer to a POST: go there with a GET, so that a reload sends nothing again."""

    status_code = 303


@dataclass(frozen=True)
class _Way:
    """One of the three answers: its form, its template and what it does."""

    form: Callable[..., Any]
    template: str
    act: Callable[[CheckQuestion, Any], object]


WAYS = {
    RIGHT: _Way(
        RightForm,
        "directory/check/right.html",
        lambda question, form: answers.still_right(question),
    ),
    CHANGE: _Way(
        ChangeForm,
        "directory/check/change.html",
        lambda question, form: answers.changed(
            question, form.proposed(), form.base, form.cleaned_data["note"]
        ),
    ),
    GONE: _Way(
        GoneForm,
        "directory/check/gone.html",
        lambda question, form: answers.gone(question, form.cleaned_data["note"]),
    ),
}


def personal_link(view: View) -> View:
    """Keep the address, which is the key of one person, out of statistics and search engines.

    What is corrected are the German words, so the page is in German and stands only there.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = get_language()
        if language != settings.LANGUAGE_CODE:
            german = request.path.replace(f"/{language}/", f"/{settings.LANGUAGE_CODE}/", 1)
            return HttpResponseRedirect(german)
        request.is_personal_link = True  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return kept


@personal_link
@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def answer_question(request: HttpRequest, token: str, answer: str) -> HttpResponseBase:
    """All current data of an offer and one of three answers; or the answer that was given."""
    way = WAYS.get(answer)
    number = read_question(token)
    if way is None or number is LinkState.INVALID:
        raise Http404
    if number is LinkState.EXPIRED:
        return render(request, "directory/check/expired.html", status=410)
    question = CheckQuestion.objects.filter(pk=number).first()
    if question is None:
        raise Http404
    offer = Offer.objects.for_page().get(pk=question.offer_id)
    question.offer = offer
    if question.answer:
        return _answered(request, question)
    if request.method != "POST":
        return _ask(request, token, question, way, way.form(request=request, offer=offer))
    form = way.form(request.POST, request=request, offer=offer)
    if not form.is_valid() or not _act(way, question, form):
        return _ask(request, token, question, way, form, status=422)
    return SeeOther(request.path)


def _act(way: _Way, question: CheckQuestion, form: ProtectedForm) -> bool:
    """Do what the form says; False with an error on the form where that cannot be done."""
    try:
        way.act(question, form)
    except answers.AlreadyAnsweredError:
        return True  # The page that follows shows the answer that was quicker.
    except NothingChangedError:
        form.add_error(None, _("Hier ist noch nichts geändert."))
    except ValidationError as error:
        form.add_error(None, error.messages)
    return not form.errors


def _ask(
    request: HttpRequest,
    token: str,
    question: CheckQuestion,
    way: _Way,
    form: forms.Form,
    status: int = 200,
) -> HttpResponse:
    others = {name: f"{SECTION}{token}/{name}/" for name in WAYS}
    context = _data(question) | {
        "form": form,
        "right_path": others[RIGHT],
        "change_path": others[CHANGE],
        "gone_path": others[GONE],
    }
    return render(request, way.template, context, status=status)


def _answered(request: HttpRequest, question: CheckQuestion) -> HttpResponse:
    return render(request, "directory/check/answered.html", _data(question))


def _data(question: CheckQuestion) -> dict[str, Any]:
    offer = question.offer
    return {"question": question, "offer": offer, "words": offer, **offer_facts(offer)}


@personal_link
@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, token: str) -> HttpResponseBase:
    """Unsubscribe an address from all questions, or subscribe it again."""
    contact = CheckContact.objects.filter(pk=read_contact(token)).first()
    if contact is None:
        raise Http404
    if request.method != "POST":
        form = OptOutForm(request=request)
    else:
        form = OptOutForm(request.POST, request=request)
        if form.is_valid():
            (answers.opt_in if "wieder" in request.POST else answers.opt_out)(contact)
            return SeeOther(request.path)
    context = {"form": form, "contact": contact}
    status = 422 if form.errors else 200
    return render(request, "directory/check/opt_out.html", context, status=status)
