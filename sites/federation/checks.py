"""When the offers were checked, and when they are due again."""

from datetime import timedelta

from network_core.directory.models import CheckPlan, Offer, Verification
from sites.federation.plan import World

HOLDS = timedelta(days=365)
HIDDEN_AFTER = timedelta(days=183)
WAYS = ("phone", "visit", "partner", "document")
# How long ago offers were checked, in days, and how many of them. The last ones are hidden.
AGES = ((1, 365, 70), (366, 540, 17), (549, 900, 4))
NEVER = 9


def write_checks(world: World, offers: list[Offer]) -> None:
    """A check of most offers, some overdue, some never made; and the plan of each."""
    dice = world.dice
    weights = [weight for _from, _to, weight in AGES]
    # Networks differ: some look after their offers better than others.
    diligence = {network.pk: dice.uniform(0.3, 1.6) for network in world.networks}
    plans, checks = [], []
    for offer in offers:
        eager = diligence.get(offer.steward_id, 1.0)
        ages = [weights[0] * eager, *weights[1:], NEVER]
        place = dice.choices(range(len(ages)), ages)[0]
        known_since = offer.first_published_at.date()
        if place == len(AGES):
            # Unchecked and old would be hidden, so that most of these are young.
            known_since = world.day(1, 500)
            checked_on = None
        else:
            checked_on = world.day(*AGES[place][:2])
            checks.append(
                Verification(
                    offer=offer,
                    checked_on=checked_on,
                    holds_until=checked_on + HOLDS,
                    way=dice.choice(WAYS),
                )
            )
        due_on = (checked_on or known_since) + HOLDS
        plans.append(
            CheckPlan(
                offer=offer,
                known_since=known_since,
                checked_on=checked_on,
                due_on=due_on,
                hide_on=due_on + HIDDEN_AFTER,
            )
        )
    world.write(Verification, checks)
    world.write(CheckPlan, plans)
