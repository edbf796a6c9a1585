"""Every change of a partner or offer writes its words anew, in its own transaction."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from network_core.directory.models import Offer, OfferPlace, Partner
from network_core.tenancy.searching import register_way
from search.lists.records import forget_words, keep_words, offers_with, partners_with


def register() -> None:
    """Let lists and choosers find by words; called once when the app is ready."""
    register_way(Offer, offers_with)
    register_way(Partner, partners_with)


@receiver(post_save, sender=Offer)
def offer_saved(instance: Offer, **kwargs: Any) -> None:
    """Its title or summary may be another."""
    keep_words("offer", [instance.pk])


@receiver([post_save, post_delete], sender=OfferPlace)
def place_changed(instance: OfferPlace, **kwargs: Any) -> None:
    """It is somewhere else."""
    keep_words("offer", [instance.offer_id])


@receiver(post_save, sender=Partner)
def partner_saved(instance: Partner, **kwargs: Any) -> None:
    """Its name, town or summary may be another."""
    keep_words("partner", [instance.pk])


@receiver(post_delete, sender=Offer)
def offer_deleted(instance: Offer, **kwargs: Any) -> None:
    """Nothing is to be found any more."""
    forget_words("offer", instance.pk)


@receiver(post_delete, sender=Partner)
def partner_deleted(instance: Partner, **kwargs: Any) -> None:
    """Nothing is to be found any more."""
    forget_words("partner", instance.pk)
