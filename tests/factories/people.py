"""People, and their roles in networks."""

import factory
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from network_core.networks.models import Network
from network_core.tenancy.matrix import (
    COLLECTION_PERMISSIONS,
    PAGE_PERMISSIONS,
    TRANSLATES_EVERYTHING,
    Role,
)
from network_core.tenancy.models import RoleGroup, User


class UserFactory(factory.django.DjangoModelFactory):
    """A person without any role."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.org")


class AdministratorFactory(UserFactory):
    """A person who may do everything."""

    class Meta:
        model = User

    is_superuser = True


def role_group(network: Network, role: Role, language: str = "") -> Group:
    """The group of all who have `role` in `network`, with its rights on pages and files."""
    if role == Role.TRANSLATOR:
        language = language or "en"
    known = RoleGroup.objects.filter(network=network, role=role, language=language)
    if found := known.select_related("group").first():
        return found.group
    group = Group.objects.create(name=f"{network.slug} {role} {language}".strip())
    RoleGroup.objects.create(network=network, role=role, language=language, group=group)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    if role in TRANSLATES_EVERYTHING:
        group.permissions.add(Permission.objects.get(codename="submit_translation"))
    for codename in PAGE_PERMISSIONS[role]:
        GroupPagePermission.objects.create(
            group=group,
            page=network.site.root_page,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )
    collection = Collection.objects.get(name=network.name)
    for action in COLLECTION_PERMISSIONS[role]:
        # Wagtail asks for the permissions of its own models, whichever models are in use.
        for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
            GroupCollectionPermission.objects.create(
                group=group,
                collection=collection,
                permission=Permission.objects.get(
                    content_type__app_label=app, codename=f"{action}_{model}"
                ),
            )
    return group


def person(
    network: Network, role: Role | None = None, language: str = "", **attributes: object
) -> User:
    """A person with one role in one network: an editor, or staff where it is the umbrella."""
    user = UserFactory(**attributes)
    role = role or (Role.STAFF if network.is_umbrella else Role.EDITOR)
    user.groups.add(role_group(network, role, language))
    return user
