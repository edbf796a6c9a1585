"""The columns of the tables that people fill in: their headings, and what they are for."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ColumnSpec:
    """One column: the field it fills, its heading, and an explanation for the template."""

    name: str
    heading: object
    explanation: object = ""
    is_needed: bool = False
    is_multiline: bool = False

    @property
    def key(self) -> str:
        """The heading as it is compared: case, spaces and a star do not matter."""
        return heading_key(str(self.heading))


def heading_key(heading: str) -> str:
    """A heading as it is compared."""
    return " ".join(heading.replace("*", " ").split()).casefold()


ID = ColumnSpec(
    "id",
    _("Kennung"),
    _("Ihre eigene Nummer für diese Zeile. Daran wird sie beim nächsten Mal wiedererkannt."),
    is_needed=True,
)
SLUG = ColumnSpec(
    "slug", _("Kürzel"), _("Für die Adresse auf der Website. Leer: aus dem Namen gebildet.")
)
LIVE = ColumnSpec("live", _("Veröffentlicht"), _("Ja oder Nein. Leer: Ja."))
POSITION = (
    ColumnSpec("latitude", _("Breitengrad"), _("Zum Beispiel 51,5345.")),
    ColumnSpec("longitude", _("Längengrad"), _("Zum Beispiel 9,9349.")),
)
ADDRESS = (
    ColumnSpec("street", _("Straße und Hausnummer")),
    ColumnSpec("postal_code", _("Postleitzahl"), _("Fünf Ziffern.")),
    ColumnSpec("city", _("Ort")),
    *POSITION,
)
CONTACT = (
    ColumnSpec("phone", _("Telefon")),
    ColumnSpec("email", _("E-Mail")),
    ColumnSpec("website", _("Website")),
)

COLUMNS: dict[str, tuple[ColumnSpec, ...]] = {
    "partner": (
        ID,
        SLUG,
        ColumnSpec("name", _("Name"), is_needed=True),
        ColumnSpec("kind", _("Art"), _("Eine der Arten aus dem Formular, zum Beispiel Bildung.")),
        ColumnSpec("summary", _("Kurz gesagt"), _("Ein bis zwei Sätze."), is_multiline=True),
        ColumnSpec("description", _("Beschreibung"), is_multiline=True),
        *ADDRESS,
        *CONTACT,
        ColumnSpec(
            "role",
            _("Rolle im Netzwerk"),
            _("Mitglied, Koordination oder Verbündete. Leer: keine."),
        ),
        LIVE,
    ),
    "offer": (
        ID,
        SLUG,
        ColumnSpec("title", _("Titel"), is_needed=True),
        ColumnSpec(
            "partner",
            _("Partner"),
            _("Kennung des Partners aus dieser Datei oder einer früheren, sonst sein Kürzel."),
        ),
        ColumnSpec("summary", _("Kurz gesagt"), _("Ein bis zwei Sätze."), is_multiline=True),
        ColumnSpec(
            "description", _("Beschreibung"), _("Absätze mit Leerzeile."), is_multiline=True
        ),
        ColumnSpec("eligibility", _("Für wen"), is_multiline=True),
        ColumnSpec("documents", _("Unterlagen"), _("Eine pro Zeile."), is_multiline=True),
        ColumnSpec("steps", _("So geht es"), _("Ein Schritt pro Zeile."), is_multiline=True),
        ColumnSpec(
            "cost_note",
            _("Kosten"),
            _("Zum Beispiel kostenlos, 5 € pro Kind, je nach Einkommen."),
        ),
        ColumnSpec("place_name", _("Name des Ortes")),
        *ADDRESS,
        ColumnSpec("accessibility", _("Barrierefreiheit"), is_multiline=True),
        ColumnSpec(
            "is_protected",
            _("Geschützter Ort"),
            _("Ja: Vom Ort wird nur die Stadt oder Gemeinde gespeichert, sonst nichts."),
        ),
        ColumnSpec(
            "hours", _("Öffnungszeiten"), _("Zum Beispiel Mo-Fr 08:30-12:00; Do 14:00-17:00.")
        ),
        ColumnSpec("hours_note", _("Hinweis zu den Zeiten")),
        *CONTACT,
        ColumnSpec("languages", _("Sprachen vor Ort"), _("Kürzel, zum Beispiel de; tr; uk.")),
        ColumnSpec(
            "areas", _("Einzugsgebiet"), _("Regionalschlüssel, zum Beispiel 03159. Mehrere mit ;")
        ),
        ColumnSpec("nationwide", _("Bundesweit"), _("Ja oder Nein.")),
        ColumnSpec("is_online", _("Online möglich"), _("Ja oder Nein.")),
        ColumnSpec("topics", _("Themen"), _("Begriffe oder ihre Kürzel. Mehrere mit ;")),
        ColumnSpec("life_situations", _("Lebenslagen"), _("Ebenso.")),
        ColumnSpec("formats", _("Art des Angebots"), _("Ebenso.")),
        ColumnSpec("audiences", _("Zielgruppen"), _("Ebenso.")),
        ColumnSpec("valid_from", _("Gibt es ab"), _("Zum Beispiel 31.12.2026.")),
        ColumnSpec("valid_until", _("Gibt es bis"), _("Zum Beispiel 31.12.2026.")),
        LIVE,
        ColumnSpec("assured_on", _("Geprüft am"), _("Zum Beispiel 31.12.2026.")),
    ),
}
SHEETS = {"partner": _("Partner"), "offer": _("Angebote")}
