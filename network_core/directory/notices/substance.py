"""Which fields of a record are its substance: when they change, whoever shows it wants to know.

Another wording of the description is none; another number, place, time, cost or target group is.
"""

from django.db import models

from network_core.directory.models import Offer, Partner

SUBSTANCE: dict[type[models.Model], tuple[str, ...]] = {
    Partner: ("name", "kind", "street", "postal_code", "city", "phone", "email", "website"),
    Offer: (
        *("title", "partner", "eligibility", "documents", "cost_kind", "cost_note", "hours_note"),
        *("is_online", "nationwide", "valid_from", "valid_until"),
        *("contacts", "places", "hours", "service_areas"),
        *("languages", "topics", "life_situations", "formats", "audiences"),
    ),
}
