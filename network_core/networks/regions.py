"""Official region keys (Amtlicher Regionalschlüssel, ARS) and what they cover.

A key has up to 12 digits: Land 2, Bezirk 1, Kreis 2, Verband 4, Gemeinde 3. A prefix stands for
the whole area below it: `03` is Niedersachsen, `03159` the district of Göttingen.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# The first two digits of every key; Statistisches Bundesamt, Gemeindeverzeichnis.
LAENDER = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}
LEVEL_LENGTHS = (2, 3, 5, 9, 12)
KEY_PATTERN = r"^(\d{2}|\d{3}|\d{5}|\d{9}|\d{12})$"
POSTCODE_PATTERN = r"^\d{5}$"


def normalise_region_key(value: str) -> str:
    """Return the region key that `value` means.

    Spaces are dropped. An 8-digit AGS (Amtlicher Gemeindeschlüssel) is converted: it shares only
    the first five digits with the ARS. `000` at its end means the whole Kreis; any other
    municipality is taken as one that belongs to no association (Verband `0` + its number).

    Raises `ValidationError` when the digits are not a key of any level.
    """
    key = re.sub(r"\s", "", value)
    if re.fullmatch(r"\d{8}", key):
        district, municipality = key[:5], key[5:]
        key = district if municipality == "000" else f"{district}0{municipality}{municipality}"
    if not re.fullmatch(KEY_PATTERN, key):
        raise ValidationError(
            _(
                "„%(value)s“ ist kein Regionalschlüssel. Erlaubt sind 2, 3, 5, 9 oder 12 Ziffern "
                "(zum Beispiel 03 für Niedersachsen, 03159 für den Landkreis Göttingen) oder ein "
                "achtstelliger Gemeindeschlüssel."
            ),
            params={"value": value},
        )
    return key


def enclosing_keys(key: str) -> list[str]:
    """All keys of areas that contain `key`, itself included, the widest first."""
    return [key[:length] for length in LEVEL_LENGTHS if length <= len(key)]
