"""Pathways and their steps."""

from typing import Any

import factory

from network_core.directory.models import Offer
from network_core.pathways.models import Pathway, PathwayStep, StepOffer
from network_core.taxonomy.models import Term
from tests.factories.networks import NetworkFactory


class PathwayFactory(factory.django.DjangoModelFactory):
    """A published pathway without steps.

    `life_situations` and `audiences` take terms.
    """

    class Meta:
        model = Pathway
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"weg-{n}")
    title = factory.Sequence(lambda n: f"Weg {n}")
    steward = factory.SubFactory(NetworkFactory)

    @factory.post_generation
    def life_situations(self, create: bool, extracted: list[Term] | None, **kwargs: Any) -> None:
        """Say for which life situations it is."""
        if extracted:
            self.life_situations = extracted
            self.save()

    @factory.post_generation
    def audiences(self, create: bool, extracted: list[Term] | None, **kwargs: Any) -> None:
        """Say for whom it is."""
        if extracted:
            self.audiences = extracted
            self.save()


class PathwayStepFactory(factory.django.DjangoModelFactory):
    """A step that asks for no offers.

    `terms` takes terms of any scheme, `offers` the offers that the step names itself.
    """

    class Meta:
        model = PathwayStep
        skip_postgeneration_save = True

    pathway = factory.SubFactory(PathwayFactory)
    title = factory.Sequence(lambda n: f"Schritt {n}")
    sort_order = factory.Sequence(int)

    @factory.post_generation
    def terms(self, create: bool, extracted: list[Term] | None, **kwargs: Any) -> None:
        """Say what helps here."""
        if extracted:
            self.terms = extracted
            self.save()

    @factory.post_generation
    def offers(self, create: bool, extracted: list[Offer] | None, **kwargs: Any) -> None:
        """Name certain offers, in order."""
        for number, offer in enumerate(extracted or []):
            StepOffer.objects.create(step=self, offer=offer, sort_order=number)
