"""Words of offers in the languages of their network's site, some of them out of date."""

import uuid
from typing import Any

from django.conf import settings
from wagtail.models import Locale

from network_core.directory.models import Offer, OfferText
from sites.federation.plan import World

TRANSLATED = 0.5
STALE = 0.15


def write_words(world: World, offers: list[Offer]) -> None:
    """The German row of what is translated, and the translations."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    languages = {network.pk: network.languages for network in world.networks}
    rows = []
    for offer in offers:
        others = [c for c in languages.get(offer.steward_id, ()) if c != settings.LANGUAGE_CODE]
        if not others or not world.happens(TRANSLATED):
            continue
        key = uuid.UUID(int=world.dice.getrandbits(128), version=4)
        shared: dict[str, Any] = {"record": offer, "translation_key": key, "live": True}
        words = {name: getattr(offer, name) for name in Offer.word_fields}
        digest = offer.words_hash
        german = locales[settings.LANGUAGE_CODE]
        rows.append(OfferText(locale=german, source_hash=digest, **shared, **words))
        for code in others:
            made_from = "0" * 64 if world.happens(STALE) else digest
            translated = words | {"title": f"[{code}] {offer.title}"[:200]}
            rows.append(
                OfferText(locale=locales[code], source_hash=made_from, **shared, **translated)
            )
    world.write(OfferText, rows)
