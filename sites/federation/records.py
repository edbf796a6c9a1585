"""Partners with their memberships, and offers with all that belongs to them."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from django.utils.text import slugify

from network_core.directory.models import (
    ContactPoint,
    Membership,
    Offer,
    OfferLanguage,
    OfferPlace,
    Partner,
    ServiceArea,
)
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from sites.federation.checks import write_checks
from sites.federation.plan import World
from sites.federation.words import write_words

CHUNK = 10_000
PARTNER_NAMES = {
    "municipality": "Jugendamt",
    "equality": "Gleichstellungsstelle",
    "jobcenter": "Jobcenter",
    "welfare": "Wohlfahrtsverband",
    "advice": "Beratungsstelle",
    "education": "Volkshochschule",
    "employment": "Qualifizierung und Beruf",
    "association": "Verein für Familien",
    "company": "Betrieb",
    "state": "Landesamt",
    "other": "Treffpunkt",
}
SPOKEN = ("de", "en", "tr", "ar", "uk", "ru", "fa", "pl", "fr", "ti")
NATIONAL = 0
MOST_TERMS = {"topic": 3, "life_situation": 2, "format": 1, "audience": 2}


def write_partners(world: World) -> None:
    """Partners, each looked after by one network, most of them its members, some of two."""
    dice = world.dice
    kinds = list(PARTNER_NAMES)
    partners = []
    for number in range(world.plan.partners):
        network = dice.choices(world.networks, _weights(len(world.networks)))[0]
        name, postcode, latitude, longitude = dice.choice(world.towns[network.pk])
        kind = dice.choice(kinds)
        partner = Partner(
            slug=f"{kind}-{number + 1}-beispiel",
            name=f"{PARTNER_NAMES[kind]} {name} {number + 1}",
            kind=kind,
            steward=network,
            is_example=True,
            summary=f"Für Familien in {name}.",
            postal_code=postcode,
            city=name,
            latitude=latitude,
            longitude=longitude,
            phone=f"030 23125 {number % 1000:03d}",
            website="https://example.org/",
            live=world.happens(0.96),
            first_published_at=world.moment(400, 900),
            last_published_at=world.moment(1, 390),
        )
        partners.append(partner)
    world.write(Partner, partners)
    world.partners = defaultdict(list)
    for partner in partners:
        world.partners[partner.steward_id].append(partner)
    world.write(Membership, _memberships(world, partners))


def _memberships(world: World, partners: list[Partner]) -> Iterator[Membership]:
    roles = [role.value for role in Membership.Role]
    for partner in partners:
        if world.happens(0.85):
            yield Membership(
                network_id=partner.steward_id,
                partner=partner,
                role=world.dice.choices(roles, [1, 8, 3])[0],
                since=world.day(30, 2000),
                until=world.day(1, 29) if world.happens(0.03) else None,
            )
        if world.happens(0.15):
            other = world.dice.choice(world.networks)
            if other.pk != partner.steward_id:
                yield Membership(network=other, partner=partner, since=world.day(30, 1000))


def _weights(number: int) -> list[float]:
    """The first networks are the large ones, as in any federation."""
    return [1 / (place + 8) for place in range(number)]


def write_offers(world: World) -> None:
    """Offers in pieces, so that memory stays small however many there are."""
    cumulative = list(accumulate(_weights(len(world.networks))))
    tops = {
        scheme: [term for term in terms if scheme != "topic" or term.parent_id] or terms
        for scheme, terms in world.terms.items()
    }
    # Nobody covers everything: what is missing where, is what the comparison is for.
    covered = {
        (keeper, scheme): [term for term in terms if world.happens(share)] or terms
        for keeper, share in [(NATIONAL, 0.3), *((n.pk, 0.75) for n in world.networks)]
        for scheme, terms in tops.items()
    }
    done = 0
    while done < world.plan.offers:
        number = min(CHUNK, world.plan.offers - done)
        stewards = world.dice.choices(world.networks, cum_weights=cumulative, k=number)
        chosen = [
            {
                scheme: world.some(covered[_keeper(done + place, steward), scheme], most)
                for scheme, most in MOST_TERMS.items()
                if scheme in tops
            }
            for place, steward in enumerate(stewards)
        ]
        offers = [
            _offer(world, done + place, steward, terms)
            for place, (steward, terms) in enumerate(zip(stewards, chosen, strict=True))
        ]
        world.write(Offer, offers)
        for scheme in tops:
            through: Any = getattr(Offer, SCHEME_FIELDS[scheme]).through
            world.write(
                through,
                [
                    through(offer_id=offer.pk, term_id=term.pk)
                    for offer, terms in zip(offers, chosen, strict=True)
                    for term in terms[scheme]
                ],
            )
        _write_parts(world, offers)
        write_checks(world, offers)
        write_words(world, offers)
        done += number


def _keeper(number: int, steward: Network) -> int:
    """Who looks after the offer: one in a hundred is national, and the umbrella's."""
    return NATIONAL if number % 100 == 0 else steward.pk


def _offer(world: World, number: int, steward: Network, terms: dict[str, list[Term]]) -> Offer:
    dice = world.dice
    town = dice.choice(world.towns[steward.pk])[0]
    topic, way = terms["topic"][0].label, terms["format"][0].label
    is_national = _keeper(number, steward) == NATIONAL
    own = world.partners.get(steward.pk)
    return Offer(
        slug=f"{slugify(topic)[:60]}-{number + 1}-beispiel",
        title=f"{way}: {topic}" if is_national else f"{way}: {topic} in {town}",
        summary=f"Hilfe zum Thema {topic} für Alleinerziehende.",
        description=f"<p>{way} zum Thema {topic}. Ein erfundener Eintrag zum Ausprobieren.</p>",
        steward=world.umbrella if is_national else steward,
        nationwide=is_national,
        partner=None if is_national or not own else dice.choice(own),
        is_example=True,
        cost_kind=dice.choices(["free", "income_based", "paid", "unknown"], [6, 1, 1, 2])[0],
        is_online=world.happens(0.2),
        live=world.happens(0.95),
        valid_until=world.day(-500, 300) if world.happens(0.05) else None,
        first_published_at=world.moment(400, 365 * world.plan.years + 400),
        last_published_at=world.moment(1, 399),
    )


def _write_parts(world: World, offers: list[Offer]) -> None:
    dice = world.dice
    areas, places, contacts, languages = [], [], [], []
    for offer in offers:
        contacts.append(
            ContactPoint(offer=offer, kind="phone", value=f"030 23125 {offer.pk % 1000:03d}")
        )
        for code in dice.sample(SPOKEN[1:], dice.choice([0, 0, 0, 1, 2])):
            languages.append(OfferLanguage(offer=offer, code=code))
        if offer.nationwide:
            continue
        areas.append(ServiceArea(offer=offer, key=world.keys[offer.steward_id]))
        name, postcode, latitude, longitude = dice.choice(world.towns[offer.steward_id])
        if not offer.is_online:
            place = OfferPlace(
                offer=offer,
                postal_code=postcode,
                city=name,
                latitude=latitude,
                longitude=longitude,
            )
            places.append(place)
    world.write(ServiceArea, areas)
    world.write(OfferPlace, places)
    world.write(ContactPoint, contacts)
    world.write(OfferLanguage, languages)
