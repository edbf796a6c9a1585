"""Proposals of a machine beside the texts of a page: asking for them, and taking one over.

A proposal is no translation: it stands beside the text until a person who translates takes it
over, and with that says that it is right. Nothing here publishes.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from network_core.machine_translation.models import MachineProposal
from network_core.machine_translation.proposing import Outcome, machine_for, propose
from network_core.networks.models import Network
from network_core.tenancy.access import languages_translated_by, person_of
from network_core.tenancy.questions import may_change_page
from network_core.tenancy.translations import network_of_page
from sites.translation_aids.aids import translated_page
from sites.translation_aids.machine_help import known_names, tell_problems
from sites.translation_aids.segments import untranslated_segments

UNSENT = ("slug", "contact_name")
"""Last parts of paths whose texts are never sent: an address, and who somebody is."""


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Ask for proposals for all texts of the page that nobody has translated yet."""
    translation, page, network = _own(request, translation_id)
    machine = machine_for(translation.target_locale.language_code)
    if machine is None:
        raise Http404
    texts = [
        segment.string.data
        for segment in untranslated_segments(translation)
        if segment.context.path.rpartition(".")[2] not in UNSENT
    ]
    names = known_names(network, getattr(page.specific, "contact_name", ""), page.owner_id)
    _tell(request, propose(machine, network, texts, names))
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def accept_proposal(
    request: HttpRequest, translation_id: int, string_segment_id: int
) -> HttpResponse:
    """Make a proposal the translation of its text, in the name of the person who has read it.

    A text that somebody has translated meanwhile stays as it is.
    """
    translation, _page, network = _own(request, translation_id)
    segment = get_object_or_404(
        StringSegment.objects.select_related("string"),
        pk=string_segment_id,
        source=translation.source_id,
    )
    german, language = segment.string.data, translation.target_locale.language_code
    proposal = MachineProposal.objects.of(network.pk, language, [german]).get(german)
    if proposal is None:
        raise Http404
    StringTranslation.objects.get_or_create(
        translation_of_id=segment.string_id,
        context_id=segment.context_id,
        locale=translation.target_locale,
        defaults={
            "data": proposal,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "last_translated_by": request.user,
        },
    )
    return JsonResponse({"text": proposal})


def _own(request: HttpRequest, translation_id: int) -> tuple[Translation, Page, Network]:
    """The translation, if the person translates for its network into its language."""
    translation, page = translated_page(translation_id)
    network = network_of_page(page)
    if network is None:
        raise Http404
    user = person_of(request)
    language = translation.target_locale.language_code
    if not may_change_page(user, page) or language not in languages_translated_by(user, network):
        raise PermissionDenied
    return translation, page, network


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.made:
        made = ngettext(
            "Neben einem Text steht jetzt ein Vorschlag der Maschine.",
            "Neben %(count)d Texten steht jetzt ein Vorschlag der Maschine.",
            outcome.made,
        ) % {"count": outcome.made}
        messages.success(
            request, f"{made} {_('Er gilt erst, wenn jemand ihn gelesen und übernommen hat.')}"
        )
    tell_problems(request, outcome, _("Was schon übersetzt ist, bleibt erhalten."))
    if not (outcome.made or outcome.unusable or outcome.failure):
        messages.info(request, _("Es gibt keinen Text mehr, für den ein Vorschlag fehlt."))
