"""Machine translation: which service is asked for proposals. None, unless one is named."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

ENGINES = {
    "deepl": "network_core.machine_translation.engines.DeepL",
    "libretranslate": "network_core.machine_translation.engines.LibreTranslate",
    "placeholder": "network_core.machine_translation.engines.Placeholder",
}


# What wagtail-localize itself may know of it: that there is one, and nothing to ask it with.
ONLY_PROPOSALS = {"CLASS": "network_core.machine_translation.engines.OnlyProposals"}


def machine_translation(name: str, url: str, key: str, seconds: float) -> dict[str, Any] | None:
    """Class and options of the service `name`, or none.

    Raises `ImproperlyConfigured` for a service that is not known or lacks what it needs.
    """
    if not name:
        return None
    if name not in ENGINES:
        known = ", ".join(ENGINES)
        raise ImproperlyConfigured(f"MACHINE_TRANSLATION_ENGINE: {name} is none of {known}.")
    if name == "deepl" and not key:
        raise ImproperlyConfigured("MACHINE_TRANSLATION_KEY is needed for deepl.")
    if name == "libretranslate" and not url:
        raise ImproperlyConfigured("MACHINE_TRANSLATION_URL is needed for libretranslate.")
    options = {
        "AUTH_KEY": key,
        "API_KEY": key,
        "URL": url,
        "LIBRETRANSLATE_URL": url,
        "TIMEOUT": seconds,
    }
    return {"CLASS": ENGINES[name], "OPTIONS": options}
