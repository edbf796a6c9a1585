"""What people look after in the search."""

import factory

from search.curation.models import PinnedResult, WordGroup
from tests.factories.directory import OfferFactory
from tests.factories.networks import NetworkFactory


class WordGroupFactory(factory.django.DjangoModelFactory):
    """Words of one meaning; `names` and `phrases` are texts with a line for each."""

    class Meta:
        model = WordGroup

    network = factory.SubFactory(NetworkFactory)
    names = factory.Sequence(lambda n: f"Wort {n}")


class PinnedResultFactory(factory.django.DjangoModelFactory):
    """An offer that stands first for a query."""

    class Meta:
        model = PinnedResult

    network = factory.SubFactory(NetworkFactory)
    query = factory.Sequence(lambda n: f"Frage {n}")
    offer = factory.SubFactory(OfferFactory)
