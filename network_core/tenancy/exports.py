"""Every list of the admin as a file: what is filtered, and what the person may see."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model, Prefetch, QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import capfirst, slugify
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.coreutils import multigetattr
from wagtail.fields import RichTextField

from network_core.tenancy.spreadsheets import CSV, formula_safe, table_response

if TYPE_CHECKING:  # stands in front of Wagtail's view of a list
    from wagtail.admin.views.generic import IndexView as _View
else:
    _View = object

ExportField: TypeAlias = str | Column
CHUNK = 500


class ListExport(_View):
    """Mixed into lists: „CSV“ and „XLSX“ of all rows, not only of the page that is shown.

    The columns are `export_fields`, or those of the list: names of fields, relations and
    attributes, or columns.
    """

    export_fields: tuple[ExportField, ...] = ()

    @property
    def show_export_buttons(self) -> bool:
        """Always: there is no list that cannot be exported."""
        return True

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> HttpResponseBase:
        """The response with the file."""
        columns = [_ExportColumn(self.model, field) for field in self._exported()]
        name = slugify(self.model._meta.verbose_name_plural)
        return table_response(
            f"{name}-{timezone.localdate():%Y-%m-%d}",
            spreadsheet_format,
            [column.heading for column in columns],
            _rows(queryset, columns),
        )

    def _exported(self) -> list[ExportField]:
        return list(self.export_fields or self.list_display)


class _ExportColumn:
    """One column: its heading, what it needs to be read, and its value in a row."""

    def __init__(self, model: type[Model], wanted: ExportField) -> None:
        self.name = wanted if isinstance(wanted, str) else wanted.name
        self._column = None if isinstance(wanted, str) else wanted
        self.field = _field_of(model, self.name)
        self.heading = self._heading(model)
        self.is_many = bool(self.field and (self.field.many_to_many or self.field.one_to_many))
        """Whether it shows several objects in one cell."""
        self.kept_as = f"_exported_{self.name}"
        """The attribute of a row that holds them: a list, where a manager would cost much more."""
        self._display = f"get_{self.name}_display" if _has_choices(self.field) else ""

    def _heading(self, model: type[Model]) -> str:
        if self._column is not None:
            return capfirst(str(self._column.label))
        if self.name == "__str__":
            return capfirst(str(model._meta.verbose_name))
        if self.field is not None:
            return capfirst(_label(self.field))
        attribute = getattr(model, self.name, None)
        label = getattr(attribute, "short_description", None)
        return capfirst(str(label or self.name.replace("_", " ")))

    def value(self, row: Model) -> Any:
        """What stands in the cell."""
        if self._column is not None:
            return self._column.get_value(row)
        if self.name == "__str__":
            return str(row)
        if self.is_many:
            return "; ".join(map(str, getattr(row, self.kept_as)))
        if self._display:
            return getattr(row, self._display)()
        value = multigetattr(row, self.name)
        if isinstance(self.field, RichTextField):
            return strip_tags(str(value).replace("</p>", "</p>\n").replace("<br/>", "\n")).strip()
        if isinstance(value, list):
            return "; ".join(str(each) for each in value)
        return str(value) if isinstance(value, Model) else value


def _field_of(model: type[Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _has_choices(field: Any) -> bool:
    return bool(getattr(field, "choices", None))


def _label(field: Any) -> str:
    if isinstance(field, Field):
        return str(field.verbose_name)
    return str(field.related_model._meta.verbose_name_plural)


def _rows(queryset: QuerySet, columns: list[_ExportColumn]) -> Iterator[list[Any]]:
    """The rows, read in pieces: one query for all, and for each piece one a column of many."""
    targets = [c.name for c in columns if isinstance(c.field, ForeignKey)]
    many = [Prefetch(c.name, to_attr=c.kept_as) for c in columns if c.is_many]
    wanted = queryset.select_related(*targets) if targets else queryset
    for row in wanted.prefetch_related(*many).iterator(chunk_size=CHUNK):
        yield [column.value(row) for column in columns]


def guard_stock_exports() -> None:
    """Make the CSV files of Wagtail's own reports safe; its XLSX files are since 8.0.1."""
    SpreadsheetExportMixin.custom_value_preprocess = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        str: {CSV: formula_safe},
    }
