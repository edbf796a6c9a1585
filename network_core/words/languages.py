"""Names of languages in the active language, for facts such as „hier spricht man Türkisch“."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# Languages that counselling centres name and that Django itself has no name for.
EXTRA_NAMES = {
    "ti": gettext_noop("Tigrinya"),
    "so": gettext_noop("Somali"),
    "ps": gettext_noop("Paschtu"),
    "ku": gettext_noop("Kurdisch"),
    "am": gettext_noop("Amharisch"),
}


def language_name(code: str) -> str:
    """The name of the language `code` (ISO 639-1), else the code itself."""
    if code in EXTRA_NAMES:
        return _(EXTRA_NAMES[code])
    info = LANG_INFO.get(code)
    return _(info["name"]) if info and "name" in info else code
