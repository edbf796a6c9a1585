"""What the gate asks about the objects in an address or in what is posted to it."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import TranslationSource

from network_core.tenancy.access import is_administrator, person_of
from network_core.tenancy.models import User

Values = Mapping[str, Any]


def sees_page(user: User, pk: Any) -> bool:
    """Whether the page is one that the person may look at in the admin."""
    return policy_registry.get_by_type(Page).explorable_instances(user).filter(pk=_key(pk)).exists()


def may_change_page(user: User, page: Page | None, *, publish: bool = False) -> bool:
    """Whether the person may change the page, or publish it."""
    if page is None:
        return False
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_publish() if publish else permissions.can_edit())


PAGES_IN_ADDRESSES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")

POSTED_DESTINATIONS = ("new_parent_page", "chooser")


def named_pages_seen(request: HttpRequest, values: Values) -> bool:
    """Every page that the address names is one that the person may look at in the admin."""
    named = {values[name] for name in PAGES_IN_ADDRESSES if values.get(name) is not None}
    # Where a copy or a move goes is posted; a form that is shown again would name the page.
    named |= {request.POST[name] for name in POSTED_DESTINATIONS if request.POST.get(name)}
    return all(sees_page(person_of(request), key) for key in named)


def source_to_update(request: HttpRequest, values: Values) -> bool:
    """The source is a page that the person may change, and publish if that is asked for."""
    source = TranslationSource.objects.filter(pk=values["translation_source_id"]).first()
    instance = (
        Page.objects.filter(translation_key=source.object_id, locale=source.locale_id).first()
        if source
        else None
    )
    if instance is None:
        return is_administrator(person_of(request))
    pages = [instance]
    publish = bool(request.POST.get("publish_translations"))
    if publish:
        pages += list(instance.get_translations())
    return all(may_change_page(person_of(request), page, publish=publish) for page in pages)


def own_objects_only(request: HttpRequest, values: Values) -> bool:
    """Bulk actions: every object named is one that the person may treat in some way."""
    try:
        model = apps.get_model(values["app_label"], values["model_name"])
    except LookupError:
        return False
    if not named_pages_seen(request, {}):
        return False
    keys = request.GET.getlist("id")
    parent = request.GET.get("childOf")
    if parent and not _seen(person_of(request), model, parent):
        return False
    if "all" in keys:
        # Of pages, all below one; of pictures and files Wagtail takes the person's own.
        return bool(parent) or not issubclass(model, Page)
    wanted = {_key(key) for key in keys}
    return own_among(person_of(request), model, wanted) == wanted


def own_among(user: User, model: type[Model], keys: set[int]) -> set[int]:
    """Those of the keys whose object is the person's to work with."""
    policy = policy_registry.get_by_type(model)
    actions = ["add", "change", "delete", "publish", "lock", "unlock"]
    own = policy.instances_user_has_any_permission_for(user, actions)
    return set(own.filter(pk__in=keys).values_list("pk", flat=True))


def _seen(user: User, model: type[Model], parent: str) -> bool:
    return sees_page(user, parent) if issubclass(model, Page) else True


def _key(value: Any) -> int:
    """The number, or one that no object has."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
