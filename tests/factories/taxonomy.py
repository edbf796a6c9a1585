"""Schemes and terms."""

import factory

from network_core.taxonomy.models import Scheme, Term


class SchemeFactory(factory.django.DjangoModelFactory):
    """One of the schemes; asking twice for the same one gives the same."""

    class Meta:
        model = Scheme
        django_get_or_create = ("slug",)

    slug = "topic"
    labels = factory.LazyAttribute(lambda o: {"de": o.slug, "en": o.slug})


class TermFactory(factory.django.DjangoModelFactory):
    """A topic, unless `scheme__slug` says otherwise."""

    class Meta:
        model = Term

    scheme = factory.SubFactory(SchemeFactory)
    slug = factory.Sequence(lambda n: f"begriff-{n}")
    label = factory.Sequence(lambda n: f"Begriff {n}")
