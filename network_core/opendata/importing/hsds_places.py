"""HSDS locations as places of an offer, and as the address of a partner."""

from typing import Any

from django.utils.translation import gettext as _

from network_core.opendata.importing import values
from network_core.opendata.importing.fields import Fields
from network_core.opendata.importing.items import Values
from network_core.opendata.importing.records import town_only


def place_of(location: Fields, accessibility: str) -> list[Any] | None:
    """The row of `OfferPlace` for a location; None for a virtual one, or one without a town.

    A location without coordinates, or one whose name says so, is protected: of it nothing but the
    town is taken over.
    """
    if location.text("location_type") == "virtual":
        return None
    address = next(location.objects("addresses"), location.inner("address"))
    latitude = location.read("latitude", values.number, None)
    longitude = location.read("longitude", values.number, None)
    names = [location.text("name"), address.text("region"), location.text("description")]
    city = address.text("city")
    if not city:
        location.hint("addresses", _("Ein Ort ohne Stadt oder Gemeinde wird nicht übernommen."))
        return None
    accessibility = "\n".join([t for t in (accessibility, _accessibility_of(location)) if t])
    if latitude is None or longitude is None or any(map(values.says_protected, names)):
        return ["", "", "", city, None, None, accessibility, True]
    name = names[0] if names[0] != city else ""
    postcode = _postcode(address)
    return [name, _street(address), postcode, city, latitude, longitude, accessibility, False]


def partner_address(organization: Fields) -> Values:
    """Address and position of an organisation: its first physical location."""
    for location in organization.objects("locations"):
        if location.text("location_type") == "virtual":
            continue
        address = next(location.objects("addresses"), location.inner("address"))
        found: Values = {
            "street": _street(address),
            "postal_code": _postcode(address),
            "city": address.text("city"),
            "latitude": location.read("latitude", values.number, None),
            "longitude": location.read("longitude", values.number, None),
        }
        names = (location.text("name"), address.text("region"))
        return town_only(found) if any(map(values.says_protected, names)) else found
    return {}


def _street(address: Fields) -> str:
    return ", ".join(t for t in (address.text("address_1"), address.text("address_2")) if t)


def _postcode(address: Fields) -> str:
    if address.text("country").upper() not in ("", "DE", "DEU"):
        if address.text("postal_code"):
            address.hint("postal_code", _("Ausländische Postleitzahlen werden nicht übernommen."))
        return ""
    return address.read("postal_code", values.postcode, "")


def _accessibility_of(location: Fields) -> str:
    notes = location.objects("accessibility")
    texts = [note.text("description") or note.text("details") for note in notes]
    return "\n".join(text for text in texts if text)
