"""Reading the fields of one object of a source; whatever is wrong is noted with row and field."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from network_core.opendata.importing import values
from network_core.opendata.importing.items import Problems

Read = TypeVar("Read")


class Fields:
    """An object of the source, at a row and a path within it."""

    def __init__(self, row: str, data: dict[str, Any], problems: Problems, path: str = "") -> None:
        self.row = row
        self.data = data
        self.problems = problems
        self.path = path
        self._asked: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return self._get(name) is not None

    def _get(self, name: str) -> Any:
        self._asked.add(name)
        return self.data.get(name)

    def hint_unread(self) -> None:
        """Note the fields that nobody has asked for: what they say is not taken over."""
        for name in self.data.keys() - self._asked:
            if self.data[name] not in (None, "", [], {}):
                self.hint(str(name)[:60], _("Dieses Feld wird nicht übernommen."))

    def where(self, name: str) -> str:
        """The path of a field, as the source names it."""
        return f"{self.path}{name}".rstrip(".")

    def read(self, name: str, function: Callable[[Any], Read], otherwise: Read) -> Read:
        """What `function` makes of the field; a value that it cannot read is an error."""
        try:
            return function(self._get(name))
        except ValueError as error:
            self.problems.error(self.row, self.where(name), str(error))
            return otherwise

    def text(self, name: str, *, multiline: bool = False) -> str:
        """The text of a field, empty where there is none."""
        return self.read(name, lambda value: values.text(value, multiline=multiline), "")

    def hint(self, name: str, message: str) -> None:
        """Note that the field is left out."""
        self.problems.hint(self.row, self.where(name), message)

    def error(self, name: str, message: str) -> None:
        """Note that the field must be put right."""
        self.problems.error(self.row, self.where(name), message)

    def inner(self, name: str) -> "Fields":
        """The object in a field; an empty one where there is none."""
        found = self._get(name)
        if found is not None and not isinstance(found, dict):
            self.error(name, _("Hier muss ein Objekt stehen."))
        return self._child(name, found if isinstance(found, dict) else {})

    def objects(self, name: str) -> Iterator["Fields"]:
        """The objects of a list in a field."""
        found = self._get(name)
        if found is None:
            return
        if not isinstance(found, list):
            self.error(name, _("Hier muss eine Liste stehen."))
            return
        for number, child in enumerate(found, start=1):
            inner = f"{name}[{number}]"
            if isinstance(child, dict):
                yield self._child(inner, child)
            else:
                self.error(inner, _("Hier muss ein Objekt stehen."))

    def _child(self, name: str, data: dict[str, Any]) -> "Fields":
        return Fields(self.row, data, self.problems, f"{self.where(name)}.")
