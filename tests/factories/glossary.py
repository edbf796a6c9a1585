"""Fixed terms."""

import factory

from network_core.glossary.models import GlossaryTerm, Rendering


class GlossaryTermFactory(factory.django.DjangoModelFactory):
    """A fixed term; `renderings` are texts by language, or lists whose first text is the fixed one.

    The product's own terms are there already: asking for one of them changes it.
    """

    class Meta:
        model = GlossaryTerm
        django_get_or_create = ("german",)
        skip_postgeneration_save = True

    german = factory.Sequence(lambda n: f"Begriff {n}")

    @factory.post_generation
    def renderings(obj, create, given, **kwargs):  # noqa: N805
        """Write the renderings."""
        for language, words in (given or {}).items():
            texts = [words] if isinstance(words, str) else words
            Rendering.objects.update_or_create(
                term=obj,
                language=language,
                defaults={"text": texts[0], "alternatives": "\n".join(texts[1:])},
            )
