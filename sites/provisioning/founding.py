"""A new network with all that it needs of the whole: the one way of the command and of the form."""

from django.db import transaction

from network_core.networks.models import Network
from network_core.taxonomy.loading import load_taxonomy
from search.curation.loading import load_words
from sites.provisioning.provision import Blueprint, provision


@transaction.atomic
def found_networks(blueprints: list[Blueprint]) -> list[tuple[Network, bool]]:
    """Taxonomy and words of the search as far as they are missing, and the networks.

    Returns each with whether it is new. Raises what `provision` raises, and keeps nothing then.
    """
    load_taxonomy()
    made = provision(blueprints)
    load_words()
    return made
