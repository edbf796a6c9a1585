"""All texts as PO files and back: what is taken over, and what changes nothing at all."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import polib
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import GroupPagePermission, Locale, Page, Revision
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from network_core.directory.models import Offer, OfferText
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from network_core.words.models import mirror_german_words
from sites.models import StandardPage
from sites.translating.po import reading
from tests.factories import EventFactory, OfferFactory, let_speak, person
from tests.factories.people import role_group

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
RICH = '<p data-block-key="a1">Rufen Sie <a href="https://example.org/">uns</a> an.</p>'


@pytest.fixture
def offer(network: Network) -> Offer:
    made: Offer = OfferFactory(
        steward=network, slug="hilfe", title="Hilfe", summary="Wir hören zu.", description=RICH
    )
    mirror_german_words(made)
    return made


@pytest.fixture
def page(network: Network) -> Page:
    """A page that was offered for translation into English, and is translated in part."""
    german = StandardPage(title="Wohnen", slug="wohnen", introduction="Eine Wohnung finden.")
    Page.objects.get(pk=network.site.root_page_id).add_child(instance=german)
    german.save_revision().publish()
    english = Page.objects.get(
        translation_key=network.site.root_page.translation_key, locale__language_code="en"
    )
    for codename in ("change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=role_group(network, Role.EDITOR),
            page=english,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )
    source, _new = TranslationSource.update_or_create_from_instance(german)
    translation = Translation.objects.create(
        source=source, target_locale=Locale.objects.get(language_code="en")
    )
    translation.save_target(publish=False)
    found: Page = translation.get_target_instance()
    return found


def address(network: Network, language: str = "en") -> str:
    return f"/admin/uebersetzungen/po/{network.slug}/{language}/"


def download(client: Client, network: Network, language: str = "en") -> dict[str, str]:
    """The files of the archive, by name."""
    answer = client.get(f"{address(network, language)}herunterladen/")
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def packed(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def upload(
    client: Client, network: Network, content: bytes, name: str = "alles.zip", **more: str
) -> str:
    """What the admin says about an upload."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(address(network), {"file": file, **more}, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def filled(content: str, **words: str) -> str:
    """A PO file with translations, by the place of the entry."""
    po = polib.pofile(content, wrapwidth=0)
    for entry in po:
        entry.msgstr = words.get(entry.msgctxt, entry.msgstr)
    return str(po)


def of(files: dict[str, str], begin: str) -> str:
    return next(name for name in files if name.startswith(begin))


def state() -> list[Any]:
    """Everything that an import could change."""
    texts = OfferText.objects.order_by("pk").values_list("pk", "title", "summary", "source_hash")
    strings = StringTranslation.objects.order_by("pk").values_list("pk", "data")
    return [list(texts), list(strings), Revision.objects.count()]


def test_what_comes_back_unchanged_changes_nothing(
    network: Network, offer: Offer, page: Page, enter: Enter, translated: Callable[..., Any]
) -> None:
    translated(offer, title="Help", summary="We listen.")
    client = enter(person(network))
    files = download(client, network)
    assert {name.split("-")[0] for name in files} == {"offer", "page"}
    before = state()
    said = upload(client, network, packed(files), publish="on")
    assert "0 Texte übernommen, 2 unverändert." in said
    assert state() == before


def test_what_was_translated_is_there_afterwards(
    network: Network, offer: Offer, page: Page, enter: Enter
) -> None:
    client = enter(person(network))
    files = download(client, network)
    name, other = of(files, "offer"), of(files, "page")
    files[name] = filled(files[name], title="Help", summary="We listen.")
    files[other] = filled(
        files[other], title="Housing", introduction="Finding a home.", search_description="Homes"
    )
    said = upload(client, network, packed(files), publish="on")
    assert "4 Texte übernommen, 0 unverändert." in said
    text = offer.texts.get(locale__language_code="en")
    assert (text.live, text.title, text.summary, text.is_stale) == (
        *(True, "Help", "We listen."),
        False,
    )
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "Housing")
    assert page.specific.introduction == "Finding a home."
    assert "0 Texte übernommen, 4 unverändert." in upload(client, network, packed(files))


def test_translators_leave_drafts_and_single_files_are_taken_too(
    network: Network, offer: Offer, enter: Enter
) -> None:
    client = enter(person(network, Role.TRANSLATOR, "en"))
    files = download(client, network)
    content = filled(files[of(files, "offer")], title="Help").encode()
    said = upload(client, network, content, "hilfe.po", publish="on")
    assert "1 Text übernommen, 0 unverändert. 1 Entwurf wartet auf Veröffentlichung." in said
    text = offer.texts.get(locale__language_code="en")
    assert (text.live, text.title) == (False, "Help")


def test_what_changed_in_german_meanwhile_is_skipped_and_stays_a_draft(
    network: Network, offer: Offer, enter: Enter
) -> None:
    client = enter(person(network))
    files = download(client, network)
    offer.summary = "Wir hören zu und beraten."
    offer.save()
    mirror_german_words(offer)
    name = of(files, "offer")
    files[name] = filled(files[name], title="Help", summary="We listen.")
    said = upload(client, network, packed(files), publish="on")
    assert "1 Text übernommen, 0 unverändert, 1 übersprungen, weil die Quelle sich geändert" in said
    text = offer.texts.get(locale__language_code="en")
    assert (text.live, text.title, text.summary) == (False, "Help", "")


def test_words_that_a_file_leaves_out_stay_as_old_as_they_were(
    network: Network, offer: Offer, enter: Enter, translated: Callable[..., Any]
) -> None:
    translated(offer, title="Help", summary="We listen.", description="<p>Call us.</p>")
    offer.title, offer.summary = "Beistand", "Wir hören zu und beraten."
    offer.save()
    mirror_german_words(offer)
    client = enter(person(network))
    files = download(client, network)
    name = of(files, "offer")
    partly = filled(files[name], title="Support", summary="", description="")
    said = upload(client, network, packed({name: partly}), publish="on")
    assert "1 Entwurf wartet auf Veröffentlichung." in said
    text = offer.texts.get(locale__language_code="en")
    assert (text.title, text.is_stale) == ("Help", True)
    assert text.get_latest_revision_as_object().title == "Support"
    rest = filled(
        download(client, network)[name],
        summary="We listen and advise.",
        description="<p>Call us.</p>",
    )
    upload(client, network, packed({name: rest}), publish="on")
    text.refresh_from_db()
    assert (text.title, text.summary, text.is_stale) == ("Support", "We listen and advise.", False)


def test_a_broken_or_foreign_file_changes_nothing_and_says_which(
    network: Network, network_b: Network, offer: Offer, page: Page, enter: Enter
) -> None:
    let_speak(network_b, "en")
    foreign = OfferFactory(steward=network_b, title="Fremdes")
    theirs = download(enter(person(network_b)), network_b)
    client = enter(person(network))
    files = download(client, network)
    name = of(files, "offer")
    good = filled(files[name], title="Help")
    strange = theirs[of(theirs, "offer")]
    arabic = next(iter(download(client, network, "ar").values()))
    forged = strange.replace("b-netz", "a-netz")
    before = state()
    for bad, reason in (
        (strange, "gehört zu einem anderen Netzwerk"),
        (forged, "gibt es nicht"),
        (arabic, "anderen Sprache"),
        (good, "steht in mehreren Dateien"),
        (files[name].replace("hören zu.", "hören weg."), "Eintrag „summary“: Der deutsche Text"),
        ("unsinn", "keine lesbare PO-Datei"),
        ('msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n', "zu welchem Text sie gehört"),
        (filled(files[name], title="x" * 300), "Eintrag „title“"),
        (
            filled(files[name], description='<p><a linktype="page" id="3">x</a></p>'),
            "ein Link, den der deutsche Text nicht hat",
        ),
        (filled(files[of(files, "page")], title="<script>x</script>"), "Formatierungen und Links"),
    ):
        sent = {"a.po": good, "b.po": bad}
        if "Help" not in bad and f"offer/{offer.pk}" in bad:
            sent = {"b.po": bad}
        said = upload(client, network, packed(sent), publish="on")
        assert reason in said, reason
        assert "b.po" in said, reason
        assert state() == before, reason
    assert not foreign.texts.filter(locale__language_code="en").exists()
    assert "Fremdes" not in upload(client, network, packed({"b.po": forged}))


def test_an_archive_cannot_lead_out_of_itself_or_fill_the_memory(
    network: Network, offer: Offer, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(person(network))
    before = state()
    huge = "#" * (reading.LARGEST_FILE + 1)
    for content, name, reason in (
        (packed({"../../etc/a.po": "x"}), "a.zip", "aus ihm hinausführt"),
        (packed({"/a.po": "x"}), "a.zip", "aus ihm hinausführt"),
        (packed({"b.zip": "x"}), "a.zip", "keine PO-Datei"),
        (packed({"a.po": huge}), "a.zip", "zu groß für einen einzelnen Text"),
        (huge.encode(), "a.po", "zu groß für einen einzelnen Text"),
        (packed({}), "a.zip", "enthält keine PO-Datei"),
        (packed({"a.po": "abc" * 99}).replace(b"a.po", b"b.po", 1), "a.zip", "ZIP-Archiv"),
        (packed({"\u00e4.po": "x"}).replace("\u00e4".encode(), b"\xff\xfe"), "a.zip", "ZIP-Archiv"),
        (b"\xff\xfe\xff", "a.po", "nicht in UTF-8"),
        (b"/etc/passwd", "a.po", "keine lesbare PO-Datei"),
    ):
        assert reason in upload(client, network, content, name), reason
    monkeypatch.setattr(reading, "MOST_UNPACKED", 2 * reading.LARGEST_FILE)
    many = packed({f"{number}.po": "#" * (reading.LARGEST_FILE - 1) for number in range(3)})
    assert "ausgepackt zu groß" in upload(client, network, many)
    assert state() == before


def test_links_and_words_in_bold_come_through(network: Network, offer: Offer, enter: Enter) -> None:
    client = enter(person(network))
    files = download(client, network)
    name = of(files, "offer")
    assert "data-block-key" not in files[name]
    words = '<p onclick="x">Please <a href="https://example.org/">call</a> <b>us</b>.</p>'
    files[name] = filled(files[name], title="Help", description=words)
    assert "2 Texte übernommen" in upload(client, network, packed(files), publish="on")
    text = offer.texts.get(locale__language_code="en")
    assert text.description == '<p>Please <a href="https://example.org/">call</a> <b>us</b>.</p>'


def test_only_those_who_translate_into_the_language_may(
    umbrella: Network, network: Network, network_b: Network, enter: Enter
) -> None:
    let_speak(network_b, "en")
    translator = enter(person(network, Role.TRANSLATOR, "en"))
    for client, url in (
        (translator, address(network, "ar")),
        (translator, address(network_b)),
        (enter(person(network)), address(network_b)),
        (enter(person(network)), address(network, "de")),
        (enter(person(network)), address(network, "tr")),
        (enter(person(network, Role.AUTHOR)), address(network)),
    ):
        assert client.get(url).status_code == 404
        assert client.get(f"{url}herunterladen/").status_code == 404
        assert client.post(url, {}).status_code == 404
    assert translator.get(address(network)).status_code == 200


def test_the_number_of_queries_does_not_depend_on_the_number_of_texts(
    network: Network, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    client = enter(person(network))
    download(client, network)
    for _number in range(12):
        OfferFactory(steward=network)
        EventFactory(network=network)
    with django_assert_max_num_queries(60):
        assert len(download(client, network)) == 24
