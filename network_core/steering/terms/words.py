"""What one term takes over of the words of another: its names become synonyms."""

from typing import Any

from django.conf import settings

from network_core.taxonomy.models import Term, TermText


def with_synonyms(kept: Any, dropped: Any) -> str:
    """The synonyms of `kept` with label and synonyms of `dropped`, each word once."""
    known = {kept.label.casefold()}
    words = []
    for word in (*kept.synonym_list, dropped.label.strip(), *dropped.synonym_list):
        if word and word.casefold() not in known:
            known.add(word.casefold())
            words.append(word)
    return "\n".join(words)


def new_synonyms(kept: Any, dropped: Any) -> list[str]:
    """Those of them that `kept` does not have yet."""
    own = set(kept.synonym_list)
    return [word for word in with_synonyms(kept, dropped).splitlines() if word not in own]


def texts_of(term: Term) -> dict[str, TermText]:
    """The words of a term in other languages, by the code of the language."""
    rows = TermText.objects.filter(record=term).select_related("locale")
    others = rows.exclude(locale__language_code=settings.LANGUAGE_CODE)
    return {text.locale.language_code: text for text in others}


def take_words(kept: Term, dropped: Term) -> None:
    """Make the words of `dropped` synonyms of `kept`, in every language; save `kept`.

    Where `kept` has no words in a language, it takes those of `dropped`, which then count as
    stale: a translator looks at them. What was up to date stays so.
    """
    own, others = texts_of(kept), texts_of(dropped)
    was_current = {code for code, text in own.items() if text.source_hash == kept.words_hash}
    kept.synonyms = with_synonyms(kept, dropped)
    kept.save()
    german = TermText.objects.get(record=kept, locale__language_code=settings.LANGUAGE_CODE)
    for code, text in others.items():
        if code in own:
            own[code].synonyms = with_synonyms(own[code], text)
        else:
            text.record = kept
            text.translation_key = german.translation_key
            text.source_hash = ""
            text.save()
    for code, text in own.items():
        if code in was_current:
            text.source_hash = kept.words_hash
        text.save()
