"""Files to download in search: by their title, their tags and the text in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from network_core.media.models import File
from network_core.networks.models import Network
from search.documents.base import Draft, Hit, HitContext, holding, object_key, stands_for
from search.engines.base import IndexDocument

KIND = "document"
_OWN_LENGTH = Collection.steplen * 2


class FileSource:
    """One document per file; which language it is in nobody says, so it counts as German."""

    type = "file"
    label = _("Dokument")

    def pks(self) -> Iterable[int]:
        """All files."""
        return File.objects.order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, pks: Sequence[int]) -> Iterator[tuple[int, tuple[IndexDocument, ...]]]:
        """The documents of those files that everybody may download."""
        files = findable().filter(pk__in=pks).select_related("collection", "text")
        owners = collection_owners()
        for file in files.prefetch_related("tags"):
            network = owner_of(file, owners)
            if network is None or not network.is_open:
                continue
            # Of a file that was replaced the old text says nothing.
            read = getattr(file, "text", None)
            text = read.text if read and read.source == file.file.name else ""
            yield (
                file.pk,
                (
                    Draft(
                        type=self.type,
                        kind=KIND,
                        pk=file.pk,
                        language=settings.LANGUAGE_CODE,
                        stands_for=stands_for(settings.LANGUAGE_CODE, ()),
                        title=file.title,
                        mentions=[tag.name for tag in file.tags.all()],
                        body=[text],
                        facets={"network": [network.slug]},
                    ).build(),
                ),
            )

    def named(self, words: Sequence[str], limit: int) -> list[int]:
        """Public ones by title."""
        found = holding(findable(), ["title"], words)
        return list(found.order_by("pk").values_list("pk", flat=True)[:limit])

    def hits(self, pks: Sequence[int], context: HitContext) -> Mapping[int, Hit]:
        """Files that everybody may download now, under the address of their network's site."""
        files = list(findable().filter(pk__in=pks).select_related("collection"))
        if not files:
            return {}
        owners = collection_owners(context.named)
        found: dict[int, Hit] = {}
        for file in files:
            network = owner_of(file, owners)
            if network is None or not network.is_open:
                continue
            is_own = network.pk == context.network.pk
            found[file.pk] = Hit(
                object=object_key(self.type, file.pk),
                slug=file.filename,
                title=file.title,
                url=file.url if is_own else network.root_url + file.url,
                type=KIND,
                type_label=self.label,
                network=network.slug,
                network_name=network.short_name,
                is_own=is_own,
                language=settings.LANGUAGE_CODE,
                is_dormant=network.is_dormant,
            )
        return found


def findable() -> QuerySet[File]:
    """Files that may be found: in no collection with a restriction, here or above."""
    closed = CollectionViewRestriction.objects.annotate(
        below=ExpressionWrapper(OuterRef("collection__path"), CharField())
    ).filter(below__startswith=F("collection__path"))
    files: QuerySet[File] = File.objects.filter(~Exists(closed), is_findable=True)
    return files


def collection_owners(known: Mapping[int, Network] | None = None) -> dict[str, Network]:
    """Path of each collection below the root → the one network whose groups have rights on it."""
    owners: dict[str, set[int]] = {}
    rows = (
        GroupCollectionPermission.objects.filter(group__network_role__isnull=False)
        .order_by()
        .values_list("collection__path", "group__network_role__network")
        .distinct()
    )
    for path, network in rows:
        if len(path) == _OWN_LENGTH:
            owners.setdefault(path, set()).add(network)
    networks = known or Network.objects.select_related("site").in_bulk()
    return {
        path: networks[min(found)]
        for path, found in owners.items()
        if len(found) == 1 and min(found) in networks
    }


def owner_of(file: File, owners: Mapping[str, Network]) -> Network | None:
    """The network whose file it is; none for what lies outside of all networks' collections."""
    return owners.get(file.collection.path[:_OWN_LENGTH])
