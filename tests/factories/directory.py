"""Partners, offers and what networks add to them."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from network_core.directory.models import (
    Handover,
    HiddenOffer,
    HiddenPartner,
    LocalNote,
    Membership,
    Offer,
    Partner,
    Proposal,
    ProposedChange,
    Selection,
    ServiceArea,
    Verification,
)
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.taxonomy.models import Term
from tests.factories.networks import NetworkFactory


class PartnerFactory(factory.django.DjangoModelFactory):
    """A published partner."""

    class Meta:
        model = Partner

    slug = factory.Sequence(lambda n: f"partner-{n}")
    name = factory.Sequence(lambda n: f"Partner {n}")
    steward = factory.SubFactory(NetworkFactory)


class OfferFactory(factory.django.DjangoModelFactory):
    """A published offer without a service area.

    `areas` takes region keys or pairs of region key and postcode; `terms` takes terms of any
    scheme.
    """

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"angebot-{n}")
    title = factory.Sequence(lambda n: f"Angebot {n}")
    steward = factory.SubFactory(NetworkFactory)

    @factory.post_generation
    def areas(
        self, create: bool, extracted: list[str | tuple[str, str]] | None, **kwargs: Any
    ) -> None:
        """Say where the offer is for."""
        for area in extracted or []:
            key, postcode = (area, "") if isinstance(area, str) else area
            ServiceArea.objects.create(offer=self, key=key, postcode=postcode)

    @factory.post_generation
    def terms(self, create: bool, extracted: list[Term] | None, **kwargs: Any) -> None:
        """Sort the offer into the taxonomy."""
        for term in extracted or []:
            getattr(self, SCHEME_FIELDS[term.scheme_id]).add(term)
        if extracted:
            self.save()


class MembershipFactory(factory.django.DjangoModelFactory):
    """A membership that has no known begin and no end."""

    class Meta:
        model = Membership

    network = factory.SubFactory(NetworkFactory)
    partner = factory.SubFactory(PartnerFactory)


class LocalNoteFactory(factory.django.DjangoModelFactory):
    """A network's note about an offer."""

    class Meta:
        model = LocalNote

    network = factory.SubFactory(NetworkFactory)
    offer = factory.SubFactory(OfferFactory)
    text = "Bei uns im zweiten Stock."


class HiddenOfferFactory(factory.django.DjangoModelFactory):
    """An offer that a network does not show."""

    class Meta:
        model = HiddenOffer

    network = factory.SubFactory(NetworkFactory)
    offer = factory.SubFactory(OfferFactory)


class HiddenPartnerFactory(factory.django.DjangoModelFactory):
    """A partner that a network does not show."""

    class Meta:
        model = HiddenPartner

    network = factory.SubFactory(NetworkFactory)
    partner = factory.SubFactory(PartnerFactory)


class ProposalFactory(factory.django.DjangoModelFactory):
    """An open proposal of some network to give an offer another title."""

    class Meta:
        model = Proposal
        skip_postgeneration_save = True

    source = Proposal.Source.NETWORK
    network = factory.SubFactory(NetworkFactory)
    offer = factory.SubFactory(OfferFactory)

    @factory.post_generation
    def change(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Propose one change."""
        field = "title" if self.offer else "name"
        ProposedChange.objects.create(
            proposal=self, position=0, field=field, old=self.record.title, new="Anders"
        )


class HandoverFactory(factory.django.DjangoModelFactory):
    """An offer that its steward would hand over to some network."""

    class Meta:
        model = Handover

    offer = factory.SubFactory(OfferFactory)
    giver = factory.LazyAttribute(lambda o: o.offer.steward)
    receiver = factory.SubFactory(NetworkFactory)


class SelectionFactory(factory.django.DjangoModelFactory):
    """What a network shows of what is not its own; `terms` takes terms."""

    class Meta:
        model = Selection
        skip_postgeneration_save = True

    network = factory.SubFactory(NetworkFactory)

    @factory.post_generation
    def terms(self, create: bool, extracted: list[Term] | None, **kwargs: Any) -> None:
        """Choose terms."""
        self.terms.set(extracted or [])


class VerificationFactory(factory.django.DjangoModelFactory):
    """A check made today."""

    class Meta:
        model = Verification

    offer = factory.SubFactory(OfferFactory)
    checked_on = factory.LazyFunction(timezone.localdate)
    holds_until = factory.LazyAttribute(lambda o: o.checked_on + timedelta(days=365))
    way = Verification.Way.PHONE
