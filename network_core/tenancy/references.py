"""What a form refers to, found in every kind of field, and whether the person may refer to it.

Choosers offer only what may be chosen, but what is posted is written by whoever posts it: keys of
pictures, pages and records in fields, blocks, links within texts and rows of inline forms.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from network_core.networks.models import Network
from network_core.tenancy.access import is_administrator
from network_core.tenancy.guards import guard
from network_core.tenancy.models import User
from network_core.tenancy.policies import NetworkPolicy

if TYPE_CHECKING:  # the mixin stands in front of one of Wagtail's forms
    from wagtail.admin.forms.models import WagtailAdminModelForm as _Form
else:
    _Form = object

LONGEST_KEY = 19
Reference = tuple[type[Model], str]


class OwnReferences(_Form):
    """Mixed into forms: no reference to what the person may not choose.

    Choosers offer nothing of the kind, so whoever posts one has written it by hand. The whole
    request is refused: shown again, the form would name what it refers to.
    """

    open_references: ClassVar[frozenset[type[Model]]] = frozenset()
    """Models of which everybody may name anything in this form."""

    def is_valid(self) -> bool:
        """Whether the form is filled in right; raise `PermissionDenied` for what is foreign."""
        valid = super().is_valid()
        if not self.is_bound:
            return valid
        wanted = [each for each in references_of(self) if each[0] not in self.open_references]
        foreign = foreign_among(self.for_user, wanted) if self.for_user else set()
        # What the object refers to already stays, whoever has put it there.
        if foreign and foreign - known_references(self.instance):
            raise PermissionDenied
        return valid


def _reference(model: type[Model], key: Any) -> Reference:
    """A page is a page, whatever kind it is of."""
    return (Page if issubclass(model, Page) else model), str(key)


def references_of(form: BaseForm) -> Iterator[Reference]:
    """Everything that a bound form refers to, in its fields and in its rows."""
    model = form._meta.model  # type: ignore[attr-defined]
    names = {field.name: field for field in model._meta.get_fields()}
    for name in form.fields:
        field = names.get(name)
        value = _sent(form, name)
        if isinstance(value, Model):
            yield _reference(type(value), value.pk)
        elif isinstance(value, QuerySet):
            yield from (_reference(value.model, key) for key in value.values_list("pk", flat=True))
        elif value and field is not None and hasattr(field, "extract_references"):
            for target, key, *_path in field.extract_references(value):
                yield _reference(target, key)
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            if row not in formset.deleted_forms:
                yield from references_of(row)


def _sent(form: BaseForm, name: str) -> Any:
    """The value of a field, also where it is not filled in right."""
    cleaned = getattr(form, "cleaned_data", {})
    if name in cleaned:
        return cleaned[name]
    return form.fields[name].widget.value_from_datadict(
        form.data, form.files, form.add_prefix(name)
    )


def known_references(instance: Model) -> set[Reference]:
    """What the object refers to already, as it is in the database and as its last version is."""
    if not instance.pk:
        return set()
    found = {
        _reference(row.to_content_type.model_class(), row.to_object_id)
        for row in ReferenceIndex.get_references_for_object(instance).select_related(
            "to_content_type"
        )
    }
    # Wagtail's index of references follows a moment after the change.
    stored = type(instance)._default_manager.filter(pk=instance.pk).first()
    if stored is not None:
        found |= _held_by(stored)
    latest = getattr(instance, "latest_revision", None)
    if latest is not None:
        found |= _held_by(latest.as_object())
    return found


def _held_by(instance: Model) -> set[Reference]:
    held: set[Reference] = set()
    for field in instance._meta.get_fields():
        value = getattr(instance, field.name, None) if getattr(field, "concrete", False) else None
        if value and hasattr(field, "extract_references"):
            held |= {
                _reference(target, key) for target, key, *_path in field.extract_references(value)
            }
        elif isinstance(value, Model):
            held.add(_reference(type(value), value.pk))
    return held


@guard(
    "references in forms",
    "what is posted in fields, blocks, links and rows",
    otherwise=lambda user, wanted: set(),
)
def foreign_among(user: User, wanted: Iterable[Reference]) -> set[Reference]:
    """Those of the references that the person may not make; what does not exist is not foreign."""
    by_model: dict[type[Model], set[str]] = {}
    for model, key in wanted:
        by_model.setdefault(model, set()).add(key)
    foreign: set[Reference] = set()
    for model, keys in by_model.items():
        choosable = choosable_by(user, model)
        if choosable is None:
            continue
        wanted_keys = {key for key in keys if key.isdigit() and len(key) < LONGEST_KEY}
        there = model._default_manager.filter(pk__in=wanted_keys).exclude(
            pk__in=choosable.values("pk")
        )
        foreign |= {(model, str(key)) for key in there.values_list("pk", flat=True)}
    return foreign


def choosable_by(user: User, model: type[Model]) -> QuerySet | None:
    """What of the model the person may refer to; None where everybody may refer to anything."""
    if is_administrator(user) or model is Network:
        return None
    policy = policy_registry.get_by_type(model, fallback=False)
    if issubclass(model, Page):
        return policy_registry.get_by_type(Page).explorable_instances(user)
    if issubclass(model, get_image_model() | get_document_model()):
        return policy.instances_user_has_any_permission_for(user, ["choose"])
    if isinstance(policy, NetworkPolicy):
        return policy.instances_user_has_any_permission_for(user, ["choose"])
    return None
