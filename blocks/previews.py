"""Invented records for the previews in the block chooser; nothing of them is ever saved."""

from network_core.directory.models import Offer, Partner


def example_partner() -> Partner:
    """A partner with every way of contact."""
    return Partner(
        name="Beratungsstelle am Park",
        slug="beispiel",
        kind=Partner.Kind.ADVICE,
        summary="Beratung für Familien, kostenlos und vertraulich.",
        street="Beispielweg 1",
        postal_code="12345",
        city="Beispielstadt",
        phone="030 23125 000",
        email="beratung@example.org",
        is_example=True,
        live=True,
    )


def example_partners() -> list[Partner]:
    """Some partners of different kinds."""
    return [
        example_partner(),
        Partner(
            name="Familientreff Mitte",
            slug="beispiel-2",
            kind=Partner.Kind.ASSOCIATION,
            summary="Treffpunkt mit Frühstück und Spielecke.",
            city="Beispielstadt",
            is_example=True,
            live=True,
        ),
    ]


def example_offers() -> list[Offer]:
    """Some offers of different kinds."""
    return [
        Offer(
            title="Hilfe beim Antrag",
            slug="beispiel",
            summary="Wir füllen Anträge gemeinsam aus.",
            cost_kind=Offer.Cost.FREE,
            is_example=True,
            live=True,
        ),
        Offer(
            title="Sprechstunde am Abend",
            slug="beispiel-2",
            summary="Für alle, die tagsüber arbeiten.",
            is_online=True,
            is_example=True,
            live=True,
        ),
    ]
