"""What content files refer to by name, looked up in the database."""

from pathlib import Path
from typing import Any

from django.core.files import File as DjangoFile
from django.core.files.images import ImageFile
from wagtail.models import Collection, Page
from wagtail.utils.file import hash_filelike

from network_core.directory.addresses import OFFER_SECTION, PARTNER_SECTION, record_path
from network_core.directory.models import Offer, Partner
from network_core.directory.models.record import SharedRecord
from network_core.events.models import EVENT_SECTION, Event
from network_core.media.models import File, Picture
from network_core.networks.models import Network
from network_core.pathways.models import PATHWAY_SECTION, Pathway
from sites.provisioning.files import ContentError
from sites.provisioning.markdown import stable_id, to_html

SECTIONS = {
    "offer": OFFER_SECTION,
    "partner": PARTNER_SECTION,
    "event": EVENT_SECTION,
    "pathway": PATHWAY_SECTION,
}
RECORDS: dict[str, type[SharedRecord]] = {
    "offer": Offer,
    "partner": Partner,
    "event": Event,
    "pathway": Pathway,
}
# Keys of blocks whose value is Markdown.
MARKDOWN_KEYS = {
    ("question_answer", "answer"),
    ("accordion", "body"),
    ("notice", "text"),
    ("step_list", "text"),
    ("timeline", "text"),
}
# Keys of blocks whose value is a list of items with ids, because translations hang on the ids.
LIST_KEYS = {"items", "hotlines", "tasks", "steps", "rows"}
# Keys of blocks whose value is a stream: tables with the name of a block as `block`.
STREAM_KEYS = {("two_columns", "first"), ("two_columns", "second")}
# Keys of blocks whose value is a decimal number, which is stored as text.
DECIMAL_KEYS = {("figure", "value"), ("figure", "full_scale")}
# Blocks that name a record by its slug.
WITH_RECORD = {"contact_card", "partner_quotation", "pathway"}
# The credit of a picture belongs to the picture itself.
KEPT_ELSEWHERE = {("picture", "credit")}


class References:
    """Resolves links, pictures and records for the files of one network in one language.

    As soon as `all_are_made`, links to records that do not exist lead nowhere.
    """

    def __init__(
        self,
        network: Network,
        home: Page,
        images: Path,
        collection: Collection,
        *,
        all_are_made: bool = False,
    ) -> None:
        self.network = network
        self.home = home
        self.images = images
        self.collection = collection
        self.all_are_made = all_are_made
        self._pictures: dict[str, Picture] = {}
        self._documents: dict[str, File] = {}

    def link(self, target: str) -> dict[str, str] | None:
        """Attributes of a rich text link for `page:…`, `offer:…`, …; None if it leads nowhere."""
        kind, _colon, name = target.partition(":")
        if kind in SECTIONS:
            if self.all_are_made and not RECORDS[kind].objects.filter(slug=name).exists():
                return None
            language = self.home.locale.language_code
            return {"href": record_path(SECTIONS[kind], name, language)}
        page = self.page(name if kind == "page" else target)
        return {"linktype": "page", "id": str(page.pk)} if page else None

    def page(self, name: str) -> Page | None:
        """The page at the path `name` below the home page, or a network's home (`network:slug`)."""
        if name.startswith("network:"):
            slug = name.removeprefix("network:")
            network = Network.objects.filter(slug=slug).select_related("site__root_page").first()
            return network.site.root_page if network else None
        path = name.strip("/")
        if not path:
            return self.home
        page = Page.objects.descendant_of(self.home).filter(url_path=f"{self.home.url_path}{path}/")
        found: Page | None = page.first()
        if found is None:
            raise ContentError(f"no page {name!r} in the network {self.network.slug}")
        return found

    def picture(self, filename: str, credit: str, description: str) -> Picture:
        """The picture made from a file of the network's `images` folder.

        Pages in all languages share it: one that the network has already is not made again.
        """
        if filename not in self._pictures:
            path = self.images / filename
            if not path.is_file():
                raise ContentError(f"no picture {filename!r} in {self.images.parent.name}/images")
            with path.open("rb") as file:
                known = hash_filelike(file)
                same = Picture.objects.filter(collection=self.collection, file_hash=known)
                self._pictures[filename] = same.first() or Picture.objects.create(
                    title=description[:255] or path.stem,
                    credit=credit,
                    description=description[:255],
                    collection=self.collection,
                    file=ImageFile(file, name=f"{self.network.slug}-{filename}"),
                    file_hash=known,
                )
        return self._pictures[filename]

    def document(self, filename: str, title: str) -> File:
        """The document made from a file of the network's `documents` folder, once likewise."""
        if filename not in self._documents:
            path = self.images.with_name("documents") / filename
            if not path.is_file():
                raise ContentError(f"no document {filename!r} in {path.parent}")
            with path.open("rb") as file:
                self._documents[filename] = File.objects.create(
                    title=title[:255] or path.stem,
                    collection=self.collection,
                    file=DjangoFile(file, name=f"{self.network.slug}-{filename}"),
                    file_size=path.stat().st_size,
                )
        return self._documents[filename]

    def block(self, name: str, data: dict[str, Any], place: str) -> Any:
        """The raw value of the block `name` from its TOML; `place` makes the ids of list items."""
        if name == "text":
            return to_html(data["text"], self.link)
        return {
            key: self._value(name, key, value, data, place)
            for key, value in data.items()
            if (name, key) not in KEPT_ELSEWHERE
        }

    def _value(self, block: str, key: str, value: Any, data: dict[str, Any], place: str) -> Any:
        if (block, key) in MARKDOWN_KEYS:
            return to_html(value, self.link)
        if key in LIST_KEYS:
            return [
                {
                    "type": "item",
                    "id": stable_id(f"{place}/{key}/{number}"),
                    "value": self._item(block, item, place),
                }
                for number, item in enumerate(value)
            ]
        if (block, key) in STREAM_KEYS:
            return [
                self._stream_child(child, f"{place}/{key}/{number}")
                for number, child in enumerate(value)
            ]
        if (block, key) in DECIMAL_KEYS:
            return str(value)
        if block == "download" and key == "document":
            return self.document(value, data.get("title", "")).pk
        if block == "picture" and key == "image":
            return self.picture(value, data.get("credit", ""), data.get("alt", "")).pk
        if key == "page":
            page = self.page(value)
            return page.pk if page else None
        if key == "year":
            return int(value)
        if block in WITH_RECORD and key in RECORDS:
            return self.record_id(key, value)
        return value

    def _stream_child(self, table: Any, place: str) -> dict[str, Any]:
        """One block inside another: its name under `block`, everything else as usual."""
        if not isinstance(table, dict) or "block" not in table:
            raise ContentError("every block of a column needs its name under the key 'block'")
        data = {key: value for key, value in table.items() if key != "block"}
        return {
            "type": table["block"],
            "id": stable_id(place),
            "value": self.block(table["block"], data, place),
        }

    def _item(self, block: str, item: Any, place: str) -> Any:
        if not isinstance(item, dict):
            return item
        return {key: self._value(block, key, value, item, place) for key, value in item.items()}

    @staticmethod
    def record_id(kind: str, slug: str) -> int:
        """The key of the record with this slug. Raises `ContentError` if there is none."""
        record = RECORDS[kind].objects.filter(slug=slug).first()
        if record is None:
            raise ContentError(f"no {kind} {slug!r}")
        return int(record.pk)
