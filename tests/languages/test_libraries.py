"""wagtail-localize speaks German in the admin: what its own catalogues lack is in `locale/de`.

An update of the library that brings new strings fails here with a list of them.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import wagtail_localize
from django.test import Client
from django.urls import reverse
from django.utils.translation import override, trans_real
from wagtail_localize.models import StringTranslation

from infra.messages.extracting import Message, messages_of_module, messages_of_template
from network_core.networks.models import Network
from tests.factories import AdministratorFactory

LIBRARY = Path(wagtail_localize.__file__).parent
EDITOR = LIBRARY / "static" / "wagtail_localize" / "js" / "wagtail-localize.js"
OURS = "sites/static/translation_aids/german.js"
# As its build writes `gettext('Save')`, and a text that stands in an element without it.
_ASKED = re.compile(r"""\b\w+\(\)\((["'])((?:(?!\1)[^\\]|\\.)+)\1\)""")
_TITLE, _PART = re.compile(r"title:`([^`]*)`"), re.compile(r"\$\{[^}]*\}")
_PLAIN = re.compile(r'createElement\((?:[^()]|\([^()]*\))*?,"([A-Za-z][^"]{2,})"\)')


def messages() -> Iterator[Message]:
    """What its templates and modules say."""
    for path in sorted(LIBRARY.rglob("*.html")):
        yield from messages_of_template(path)
    for path in sorted(LIBRARY.rglob("*.py")):
        if not {"tests", "test", "migrations"} & set(path.parts):
            yield from messages_of_module(path, whole=True)


def test_templates_and_views_have_german() -> None:
    german = trans_real.translation("de")._catalog
    said = list(messages())
    assert len(said) > 80, "the library has moved its templates and modules"
    missing = []
    for one in said:
        key = f"{one.context}\x04{one.text}" if one.context else one.text
        if not german.get((key, 0) if one.plural else key):
            missing.append(one.text)
    assert sorted(set(missing)) == [], "translate them in locale/de/LC_MESSAGES/django.po"


def test_the_script_of_the_editor_has_german(network_a: Network) -> None:
    client = Client(HTTP_HOST=network_a.site.hostname)
    client.force_login(AdministratorFactory())
    served = client.get(reverse("wagtail_localize:javascript_catalog")).content.decode()
    found = re.search(r"const newcatalog = (\{.*?\n\s*\});", served, re.DOTALL)
    assert found is not None
    german = json.loads(found[1])
    asked = {text for _quote, text in _ASKED.findall(EDITOR.read_text())}
    assert len(asked) > 40, "the library builds its script in another way"
    missing = sorted(text for text in asked if not german.get(text))
    assert missing == [], "translate them in locale/de/LC_MESSAGES/djangojs.po"


def test_what_its_script_says_without_asking_is_said_in_german_by_ours() -> None:
    script = EDITOR.read_text()
    titles = {_PART.sub("…", title) for title in _TITLE.findall(script)}
    said = set(_PLAIN.findall(script)) | titles
    assert said == {"More actions", "… to … translation"}, f"say it in German in {OURS}"


def test_days_have_no_names_of_months() -> None:
    said = StringTranslation(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        updated_at=datetime(2026, 10, 3, tzinfo=UTC),
    )
    with override("de"):
        assert said.get_comment() == "Manuell übersetzt am 03.10.2026"
