"""Terms and their tree."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale

from network_core.taxonomy.choices import term_choices
from network_core.taxonomy.models import Term, TermText, TermTree
from tests.factories import SchemeFactory, TermFactory

pytestmark = pytest.mark.django_db


def test_slug_is_unique_within_its_scheme_only() -> None:
    TermFactory(slug="beratung")
    TermFactory(slug="beratung", scheme__slug="format")
    with pytest.raises(IntegrityError), transaction.atomic():
        TermFactory(slug="beratung")


def test_parent_is_of_the_same_scheme_and_not_below_the_term() -> None:
    top = TermFactory()
    middle = TermFactory(parent=top)
    bottom = TermFactory(parent=middle)
    for parent in (bottom, middle, top, TermFactory(scheme__slug="format")):
        top.parent = parent
        with pytest.raises(ValidationError) as refused:
            top.full_clean()
        assert "parent" in refused.value.message_dict
    bottom.parent = top
    bottom.full_clean()


def test_the_database_refuses_a_term_that_is_its_own_parent() -> None:
    term = TermFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.filter(pk=term.pk).update(parent=term)


def test_parent_with_children_is_protected() -> None:
    child = TermFactory(parent=TermFactory())
    with pytest.raises(ProtectedError):
        child.parent.delete()


def test_tree_knows_above_and_below() -> None:
    top = TermFactory()
    middle = TermFactory(parent=top)
    bottom, other = TermFactory(parent=middle), TermFactory()
    tree = TermTree()
    assert tree.ancestor_ids(bottom.pk) == [bottom.pk, middle.pk, top.pk]
    assert tree.with_descendants([middle.pk, other.pk]) == {middle.pk, bottom.pk, other.pk}


def test_choices_follow_the_tree_in_one_query() -> None:
    scheme = SchemeFactory()
    second = TermFactory(scheme=scheme, label="Zweitens", position=2)
    first = TermFactory(scheme=scheme, label="Erstens", position=1)
    below = TermFactory(scheme=scheme, label="Darunter", parent=first)
    TermFactory(scheme__slug="format", label="Kurs")
    with CaptureQueriesContext(connection) as queries:
        choices = term_choices()
    assert len(queries) == 1
    assert choices["topic"] == [
        (first.pk, "Erstens"),
        (below.pk, "– Darunter"),
        (second.pk, "Zweitens"),
    ]
    assert [label for _pk, label in choices["format"]] == ["Kurs"]


def test_whole_labelled_tree_costs_two_queries() -> None:
    english = Locale.objects.create(language_code="en")
    for number in range(5):
        term = TermFactory(label=f"Geld {number}")
        TermText.objects.create(record=term, locale=english, label=f"Money {number}", live=True)
    TermFactory(label="Nur deutsch")
    with translation.override("en"), CaptureQueriesContext(connection) as queries:
        labels = [term.words.label for term in Term.objects.with_words(english)]
    assert len(queries) == 2
    assert sorted(labels) == [*(f"Money {n}" for n in range(5)), "Nur deutsch"]
