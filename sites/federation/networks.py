"""The networks: a district each, some of them a whole Land, with their towns."""

from datetime import timedelta
from typing import Any

from network_core.networks.models import Network
from network_core.networks.regions import LAENDER
from network_core.umbrella.models import ComparisonProfile, ReferenceGroup, Threshold
from sites.federation.districts import District, draw_districts, land_district
from sites.federation.plan import World
from sites.provisioning.files import NETWORKS_DIR
from sites.provisioning.provision import blueprint_from_folder, provision
from sites.provisioning.structure import ensure_network

# Every so many networks one is there for a whole Land, and overlaps with all inside it.
ONE_LAND_IN = 25
LANGUAGES = ("en", "tr", "ar", "uk", "ru", "fa", "de-simple")
# Per cent of the thresholds that the umbrella of the federation has set.
THRESHOLDS: tuple[tuple[str, float, float, str], ...] = (
    ("verified", 80, 50, "Vier von fünf Angeboten geprüft: darauf kann man sich verlassen."),
    ("check_age", 270, 450, "Nach spätestens 15 Monaten stimmt eine Telefonnummer oft nicht mehr."),
    ("translated", 50, 10, "Die Hälfte übersetzt: die meisten finden etwas in ihrer Sprache."),
    ("proposal_days", 7, 30, "Wer etwas meldet, soll in einer Woche eine Antwort haben."),
    ("broken_links", 2, 20, "Wenige defekte Links gibt es immer; viele sieht niemand durch."),
)


def make_networks(world: World) -> None:
    """The umbrella as the product has it where there is none yet, and the networks.

    Each has a site with its home page. Standard pages, groups and workflows take a second for
    every network; `create_network --slug` completes one with them.
    """
    slugs = set(Network.objects.values_list("slug", flat=True))
    world.umbrella = Network.objects.umbrella()
    if world.umbrella is None:
        folder = NETWORKS_DIR / "umbrella"
        [(world.umbrella, _is_new)] = provision([blueprint_from_folder(folder, "localhost", 80)])
    districts = draw_districts(world.dice, world.plan.networks)
    laender = sorted(LAENDER)
    for number in range(ONE_LAND_IN - 1, len(districts), ONE_LAND_IN):
        districts[number] = land_district(laender[2 + number // ONE_LAND_IN], districts)
    for number, district in enumerate(districts):
        slug = f"verbund-{number + 1:03d}"
        if slug in slugs:
            raise ValueError(f"There is a network {slug} already.")
        facts = _facts(world, slug, district, number)
        port = world.umbrella.site.port
        network, _is_new = ensure_network(facts, f"{slug}.localhost", port)
        world.networks.append(network)
        world.keys[network.pk] = district.key
        world.towns[network.pk] = district.towns
    _profiles(world)
    world.made["networks.Network"] = len(world.networks)


def _facts(world: World, slug: str, district: District, number: int) -> dict[str, Any]:
    dice = world.dice
    checked = world.day(10, 900) if world.happens(0.8) else None
    return {
        "slug": slug,
        "name": f"Netzwerk Alleinerziehende {district.name} ({number + 1})",
        "short_name": f"{district.name} ({number + 1})",
        "languages": ["de", *sorted(dice.sample(LANGUAGES, dice.choice([0, 0, 1, 1, 2, 3])))],
        "address_form": dice.choice(["du", "sie"]),
        "contact_email": f"{slug}@example.org",
        "is_example_contact": True,
        "accessibility_checked_on": checked,
        "region_keys": [district.key],
    }


def _profiles(world: World) -> None:
    dice = world.dice
    seen = [choice.value for choice in ComparisonProfile.SeenBy]
    profiles = [
        ComparisonProfile(
            network=network,
            active_since=world.today - timedelta(days=dice.randint(30, 4000)),
            seen_by=dice.choices(seen, [5, 3, 2])[0],
        )
        for network in world.networks
    ]
    world.write(ComparisonProfile, profiles)
    groups = []
    for profile in profiles:
        # Some have not counted yet; the federation has to do without.
        if not world.happens(0.9):
            continue
        number = dice.randint(2_000, 30_000) * (
            20 if len(world.keys[profile.network_id]) == 2 else 1
        )
        for year in (world.today.year - 3, world.today.year - 1):
            groups.append(
                ReferenceGroup(
                    profile=profile,
                    label="Ein-Eltern-Familien mit Kindern unter 18 Jahren",
                    number=int(number * dice.uniform(0.95, 1.05)),
                    source="Erfundene Zahl zum Ausprobieren",
                    year=year,
                )
            )
    world.write(ReferenceGroup, groups)
    known = set(Threshold.objects.values_list("figure", flat=True))
    world.write(
        Threshold,
        [
            Threshold(figure=figure, good=good, poor=poor, explanation=why)
            for figure, good, poor, why in THRESHOLDS
            if figure not in known
        ],
    )
