"""Pages of a network that are translated, and who translates them."""

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import RoleGroup, User
from sites.models import StandardPage
from tests.factories import UserFactory
from tests.sites.making import below, home_of

ADVANCE = "Sie bekommen Unterhaltsvorschuss."


def german_page(network: Network, introduction: str = ADVANCE) -> StandardPage:
    """A published German page whose introduction has a fixed term."""
    return below(home_of(network), StandardPage(title="Geld", introduction=introduction))


def translated(page: StandardPage, language: str) -> Translation:
    """The page's translation into a language of its network, as an editor begins it."""
    locale = Locale.objects.get(language_code=language)
    source, _new = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    translation.save_target(publish=False)
    return translation


def segment_of(translation: Translation, text: str) -> StringSegment:
    """The segment with this German text."""
    return translation.source.stringsegment_set.get(string__data=text)


def say(translation: Translation, german: str, text: str) -> StringTranslation:
    """Translate one text."""
    segment = segment_of(translation, german)
    said, _new = StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={"data": text},
    )
    return said


def enter(user: User, network: Network) -> Client:
    """Log in to the admin."""
    client = Client(HTTP_HOST=network.site.hostname)
    client.force_login(user)
    return client


def member(network: Network, role: Role, language: str = "") -> User:
    """A person with a role in a network that was made as the product makes it."""
    user = UserFactory()
    given = RoleGroup.objects.get(network=network, role=role, language=language)
    user.groups.add(given.group)
    return user


def edit(page: Page) -> str:
    """Where a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def told(response: HttpResponse) -> str:
    """What the answer says besides its page."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))
