"""What happens in a federation: proposals, events, searches, links that break."""

from collections import Counter
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from network_core.directory.models import Offer, Proposal, ProposedChange
from network_core.events.models import Event, Occurrence
from network_core.links.models import Link, LinkUse, digest_of
from network_core.statistics.kinds import PAGE_VIEW, SEARCH, SEARCH_WITHOUT_HIT
from network_core.statistics.models import DailyCount
from sites.federation.plan import World

PROPOSALS_EACH = 30
EVENTS_EACH = 12
LINKS_EACH = 40
COUNTED_DAYS = 90
WORDS_WITHOUT_HIT = (
    "nachhilfe abends",
    "auto leihen",
    "kita nachts",
    "umzugshilfe",
    "hebamme ukrainisch",
    "zwillinge",
    "ferien mit hund",
    "waschmaschine kaputt",
)


def write_life(world: World) -> None:
    """Everything around the records."""
    _proposals(world)
    _events(world)
    _counts(world)
    _links(world)


def _proposals(world: World) -> None:
    dice = world.dice
    decided = [Proposal.Status.ACCEPTED, Proposal.Status.PARTLY, Proposal.Status.DECLINED]
    proposals = []
    for network in world.networks:
        offers = list(Offer.objects.filter(steward=network, live=True).order_by("pk")[:500])
        patience = dice.uniform(1, 40)
        for _number in range(dice.randint(0, PROPOSALS_EACH) if offers else 0):
            created = world.moment(1, 360)
            took = timedelta(days=dice.expovariate(1 / patience))
            is_open = created + took > timezone.now()
            proposals.append(
                Proposal(
                    offer=dice.choice(offers),
                    network=dice.choice(world.networks),
                    source=Proposal.Source.NETWORK,
                    created_at=created,
                    status=Proposal.Status.OPEN if is_open else dice.choice(decided),
                    decided_at=None if is_open else created + took,
                )
            )
    world.write(Proposal, proposals)
    changes = [
        ProposedChange(
            proposal=proposal, position=0, field="hours_note", old="", new="Nur nach Absprache"
        )
        for proposal in proposals
    ]
    world.write(ProposedChange, changes)


def _events(world: World) -> None:
    events: list[Event] = []
    for network in world.networks:
        for _number in range(world.dice.randint(0, EVENTS_EACH)):
            begin = world.moment(-90, 500)
            events.append(
                Event(
                    slug=f"treffen-{len(events) + 1}-beispiel",
                    title="Treffen für Alleinerziehende",
                    network=network,
                    is_example=True,
                    begin=begin,
                    end=begin + timedelta(hours=2),
                    place_name="Familienzentrum",
                    first_published_at=world.moment(500, 600),
                    last_published_at=world.moment(1, 499),
                )
            )
    world.write(Event, events)
    times = [Occurrence(event=event, begin=event.begin, end=event.end) for event in events]
    world.write(Occurrence, times)


def _counts(world: World) -> None:
    dice = world.dice
    counts: Counter[tuple[int, int, str, str]] = Counter()
    for network in world.networks:
        visits = dice.randint(5, 400)
        for ago in range(COUNTED_DAYS):
            counts[network.pk, ago, PAGE_VIEW, "/de/"] = dice.randint(1, visits)
            counts[network.pk, ago, SEARCH, "unterhalt"] = dice.randint(1, max(1, visits // 4))
            word = dice.choice(WORDS_WITHOUT_HIT)
            counts[network.pk, ago, SEARCH_WITHOUT_HIT, word] = dice.randint(
                1, max(1, visits // 20)
            )
    rows = [
        DailyCount(
            network_id=network_id,
            day=world.today - timedelta(days=ago),
            kind=kind,
            key=key,
            language="de",
            count=number,
        )
        for (network_id, ago, kind, key), number in counts.items()
    ]
    world.write(DailyCount, rows)


def _links(world: World) -> None:
    offer_type = ContentType.objects.get_for_model(Offer)
    links, uses = [], []
    for network in world.networks:
        offers = Offer.objects.filter(steward=network, live=True).order_by("pk")
        for pk, title in offers.values_list("pk", "title")[:LINKS_EACH]:
            url = f"https://example.org/{network.slug}/{pk}"
            is_broken = world.happens(0.1)
            link = Link(
                url=url,
                digest=digest_of(url),
                state=Link.State.GONE if is_broken else Link.State.WORKS,
                failures=3 if is_broken else 0,
                failing_since=world.moment(3, 60) if is_broken else None,
                checked_at=timezone.now(),
                # The addresses are made up; nobody shall be asked for them.
                next_check_at=timezone.now() + timedelta(days=3650),
            )
            links.append(link)
            uses.append(
                LinkUse(
                    link=link,
                    network=network,
                    content_type=offer_type,
                    object_id=pk,
                    title=title[:255],
                )
            )
    world.write(Link, links)
    world.write(LinkUse, uses)
