"""The skeleton of a network: site, language roots, groups, collection, workflow."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from network_core.networks.models import Network, RegionKey, RegionPostcode, SocialLink
from network_core.networks.regions import normalise_region_key
from network_core.tenancy.matrix import (
    COLLECTION_PERMISSIONS,
    PAGE_PERMISSIONS,
    TRANSLATES_EVERYTHING,
    Role,
    roles_in,
)
from network_core.tenancy.models import RoleGroup
from sites.pages.home import HomePage
from sites.provisioning.files import ContentError

NETWORK_KEYS = {
    field.name
    for field in Network._meta.concrete_fields
    if field.name not in {"id", "site", "latest_revision", "state_since", "successor"}
}
CHILD_KEYS = {"region_keys", "postcodes", "social_links", "selection", "host"}

APPROVING = (Role.EDITOR, Role.STAFF, Role.COORDINATOR)


def ensure_network(data: dict[str, Any], hostname: str, port: int) -> tuple[Network, bool]:
    """The network that `data` describes, with site and German home page; and whether it is new.

    An existing network is left as it is. Raises `ContentError` for unknown keys and
    `ValidationError` for values that the model refuses.
    """
    if unknown := set(data) - NETWORK_KEYS - CHILD_KEYS:
        raise ContentError(f"unknown keys {', '.join(sorted(unknown))}")
    if missing := {"slug", "name"} - set(data):
        raise ContentError(f"missing keys {', '.join(sorted(missing))}")
    if existing := Network.objects.filter(slug=data["slug"]).select_related("site").first():
        return existing, False
    if Site.objects.filter(hostname=hostname).exists():
        raise ValidationError(
            _("Die Adresse %(host)s gehört schon zu einer anderen Website."),
            params={"host": hostname},
        )
    locale, _new = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home = _add_root(HomePage(title=data["name"], slug=data["slug"], locale=locale))
    site = Site.objects.create(hostname=hostname, port=port, root_page=home, site_name=data["name"])
    values = {key: value for key, value in data.items() if key in NETWORK_KEYS}
    network = Network(site=site, **({"short_name": data["name"][:60]} | values))
    network.full_clean()
    network.save()
    for key in data.get("region_keys", []):
        RegionKey.objects.create(network=network, key=normalise_region_key(key))
    for postcode in data.get("postcodes", []):
        RegionPostcode.objects.create(network=network, postcode=postcode)
    for link in data.get("social_links", []):
        SocialLink.objects.create(network=network, **link)
    return network, True


def _add_root(page: HomePage) -> HomePage:
    root = Page.get_first_root_node()
    if root is None:
        raise ContentError("The page tree has no root; run the migrations first.")
    return root.add_child(instance=page)


def ensure_language_roots(network: Network) -> dict[str, HomePage]:
    """A home page for every language of the network; new ones are drafts until they have text."""
    german = HomePage.objects.get(pk=network.site.root_page_id)
    roots = {settings.LANGUAGE_CODE: german}
    for code in network.languages:
        if code in roots:
            continue
        locale, _new = Locale.objects.get_or_create(language_code=code)
        existing = HomePage.objects.filter(
            translation_key=german.translation_key, locale=locale
        ).first()
        roots[code] = existing or _add_root(
            HomePage(
                title=network.name,
                slug=f"{network.slug}-{code}",
                locale=locale,
                translation_key=german.translation_key,
                live=False,
            )
        )
    return roots


def ensure_groups(network: Network, roots: dict[str, HomePage]) -> dict[Role, Group]:
    """One group per role, with page rights on every language root and on the own collection.

    Translators have a group per language, with rights on the root of that language. Returned are
    the groups of the roles without a language.
    """
    groups: dict[Role, Group] = {}
    collection = ensure_collection(network)
    for role in roles_in(umbrella=network.is_umbrella):
        if role == Role.TRANSLATOR:
            for code, root in roots.items():
                if code != settings.LANGUAGE_CODE:
                    _grant(_ensure_group(network, role, code), role, [root], collection)
        else:
            groups[role] = _ensure_group(network, role)
            _grant(groups[role], role, list(roots.values()), collection)
    return groups


def _grant(group: Group, role: Role, roots: list[HomePage], collection: Collection) -> None:
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.add(access)
    if role in TRANSLATES_EVERYTHING:
        # One permission for everything; whose page it is, is asked by tenancy.
        group.permissions.add(Permission.objects.get(codename="submit_translation"))
    for root in roots:
        _grant_page_permissions(group, role, root)
    _grant_collection_permissions(group, role, collection)


def _ensure_group(network: Network, role: Role, language: str = "") -> Group:
    """The group of the role, whatever it is called.

    A network may take a new name, or one that another has or had: a group found by its name
    could be that of another network.
    """
    wanted = RoleGroup(network=network, role=role, language=language)
    existing = RoleGroup.objects.filter(network=network, role=role, language=language)
    if found := existing.select_related("group").first():
        return found.group
    name = f"{network.short_name}: {wanted.label}"
    if Group.objects.filter(name=name).exists():
        name = f"{network.short_name} ({network.slug}): {wanted.label}"
    wanted.group = Group.objects.create(name=name)
    wanted.save()
    return wanted.group


def _grant_page_permissions(group: Group, role: Role, root: Page) -> None:
    permissions = Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(Page), codename__in=PAGE_PERMISSIONS[role]
    )
    for permission in permissions:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _grant_collection_permissions(group: Group, role: Role, collection: Collection) -> None:
    # Wagtail asks for the permissions of its own models, whichever models are in use.
    for model in (Image, Document):
        name = model._meta.model_name
        permissions = Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            codename__in=[f"{action}_{name}" for action in COLLECTION_PERMISSIONS[role]],
        )
        for permission in permissions:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )


def ensure_collection(network: Network) -> Collection:
    """The network's own collection of pictures and files, directly below the root collection.

    It is the first one that only the network's own groups have rights on.
    """
    root = Collection.get_first_root_node()
    rights = GroupCollectionPermission.objects.filter(group__network_role__isnull=False)
    own = rights.filter(group__network_role__network=network).values("collection")
    shared = rights.exclude(group__network_role__network=network).values("collection")
    existing = root.get_children().filter(pk__in=own).exclude(pk__in=shared).order_by("pk").first()
    return existing or root.add_child(name=network.short_name)


def ensure_workflow(network: Network, groups: dict[Role, Group], roots: list[HomePage]) -> None:
    """Approval by the network's own editors and coordinators, in all its languages."""
    task = GroupApprovalTask.objects.filter(groups=groups[Role.EDITOR]).order_by("pk").first()
    workflow = task and Workflow.objects.filter(workflow_tasks__task=task).order_by("pk").first()
    if not workflow:
        name = _("Freigabe %(network)s") % {"network": network.short_name}
        workflow = Workflow.objects.create(name=name)
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.set([groups[role] for role in APPROVING if role in groups])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for root in roots:
        WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
