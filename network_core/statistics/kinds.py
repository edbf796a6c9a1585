"""What is counted, as data. A kind that is not in this list cannot be counted."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """One thing that is counted.

    `keep_days` is how long the counts of single days are kept; they are then summed up per month
    and kept for `keep_months`. Where visitors choose the words of the key themselves
    (`is_free_text`), a key that few people used is never shown and is forgotten with its days.
    """

    name: str
    label: str | Promise
    keep_days: int = 92
    keep_months: int = 60
    is_free_text: bool = False

    @property
    def day_retention(self) -> timedelta:
        """How long days are kept."""
        return timedelta(days=self.keep_days)


# A free-text key is shown from this count on. Fewer could point to one person.
SMALLEST_SHOWN = 5

PAGE_VIEW = "page_view"
SEARCH = "search"
SEARCH_WITHOUT_HIT = "search_without_hit"
SEARCH_WITH_HIT = "search_with_hit"
CONTACT_MESSAGE = "contact_message"
COMPANY_OFFER = "company_offer"

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(PAGE_VIEW, _("Seitenaufrufe")),
        Kind(SEARCH, _("Suchanfragen")),
        Kind(SEARCH_WITHOUT_HIT, _("Suchanfragen ohne Treffer"), keep_months=12, is_free_text=True),
        Kind(SEARCH_WITH_HIT, _("Suchanfragen mit Treffern"), keep_months=12, is_free_text=True),
        Kind(CONTACT_MESSAGE, _("Nachrichten über das Kontaktformular")),
        Kind(COMPANY_OFFER, _("Angaben über das Formular für Unternehmen")),
    )
}
