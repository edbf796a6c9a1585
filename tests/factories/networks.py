"""Networks with a site, a root page and a collection of their own."""

from typing import Any

import factory
from wagtail.models import Collection, Locale, Page, Site

from network_core.networks.models import Network, RegionKey, RegionPostcode
from network_core.networks.states import State
from tests.factories.ground import lay_ground


class NetworkFactory(factory.django.DjangoModelFactory):
    """A regional network at `<slug>.localhost`.

    `region_keys` and `postcodes` take lists of strings.
    """

    class Meta:
        model = Network
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"netz{n}")
    name = factory.LazyAttribute(lambda o: f"Netzwerk {o.slug}")
    short_name = factory.LazyAttribute(lambda o: o.slug.title())

    @factory.lazy_attribute
    def site(self) -> Site:
        """A site at a host of its own, with a plain page as its root."""
        root = lay_ground()
        page = root.add_child(instance=Page(title=self.name, slug=f"wurzel-{self.slug}"))
        return Site.objects.create(
            hostname=f"{self.slug}.localhost", port=80, root_page=page, site_name=self.name
        )

    @factory.post_generation
    def region_keys(self, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        """Give the network its region."""
        for key in extracted or []:
            RegionKey.objects.create(network=self, key=key)

    @factory.post_generation
    def postcodes(self, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        """Narrow the region to postcodes."""
        for postcode in extracted or []:
            RegionPostcode.objects.create(network=self, postcode=postcode)

    @factory.post_generation
    def collection(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """A collection for its pictures and files, named like the network."""
        Collection.get_first_root_node().add_child(name=self.name)


class UmbrellaFactory(NetworkFactory):
    """The national umbrella."""

    class Meta:
        model = Network
        skip_postgeneration_save = True

    slug = "umbrella"
    name = "Bundesebene"
    short_name = "Bundesebene"
    is_umbrella = True


def let_speak(network: Network, *codes: str) -> dict[str, Locale]:
    """Make the network's site exist in these languages beside German: a home page in each."""
    network.languages = ["de", *codes]
    network.save()
    german = network.site.root_page
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in codes}
    for code, locale in locales.items():
        facts = {"locale": locale, "translation_key": german.translation_key}
        home = Page(title=f"{german.title} ({code})", slug=f"{german.slug}-{code}", **facts)
        Page.get_first_root_node().add_child(instance=home)
    return locales


def bring_into(network: Network, state: State) -> Network:
    """Bring the network into the state, whether or not a way leads there from the present one."""
    network.state = state
    network.save(update_fields=["state"])
    return network
