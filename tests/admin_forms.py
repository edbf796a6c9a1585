"""Filling in forms of the admin as a browser does."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse


def posted(response: HttpResponse, **changes: Any) -> dict[str, Any]:
    """What a browser would send for the form of the answer `response`, with some changes.

    Fields that the form does not have are sent all the same: that is what an attacker does.
    """
    form: BaseForm = response.context["form"]
    data: dict[str, Any] = {}
    forms = [form]
    for formset in getattr(form, "formsets", {}).values():
        forms += [formset.management_form, *formset.forms]
    for one in forms:
        for field in one:
            value = field.value()
            if isinstance(value, list | tuple):
                data[field.html_name] = [getattr(v, "pk", v) for v in value]
            elif value is True:
                data[field.html_name] = "on"
            elif value is not None and value is not False:
                shown = field.field.widget.format_value(value)
                data[field.html_name] = "" if shown is None else shown
    return {**data, **changes}
