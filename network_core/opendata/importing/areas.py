"""HSDS service areas as region keys."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network_core.networks.regions import LAENDER, normalise_region_key
from network_core.opendata.importing.fields import Fields

_LAND_KEYS = {name.casefold(): key for key, name in LAENDER.items()}
_NATIONWIDE = {"deutschland", "bundesweit", "germany", "nationwide", "de"}
_KEY_TYPES = {"ars", "ags"}


def area_of(area: Fields) -> str | None:
    """The region key of a service area; empty for all of Germany, None where it is not known.

    A key stands in `extent` with `extent_type` „ars“ or „ags“; otherwise the name of a Land or
    of Germany is understood.
    """
    extent, name = area.text("extent"), area.text("name")
    if area.text("extent_type").casefold() in _KEY_TYPES:
        try:
            return normalise_region_key(extent)
        except ValidationError as error:
            area.error("extent", " ".join(error.messages))
            return None
    for written in (name, extent):
        if written.casefold() in _NATIONWIDE:
            return ""
        if written.casefold() in _LAND_KEYS:
            return _LAND_KEYS[written.casefold()]
    area.hint(
        "name",
        _("Dieses Gebiet ist nicht bekannt. Verstanden werden Regionalschlüssel und Länder."),
    )
    return None
