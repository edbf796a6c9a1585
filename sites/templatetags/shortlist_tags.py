"""Remembering offers and steps, without a script and without a cookie."""

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language

from sites.shortlist import MOST, PARAMETER, Entry, Shortlist

register = template.Library()


def _request(context: Context) -> Any:
    """The request, also inside of an include that is given nothing else."""
    return context.get("request") or getattr(context, "request", None)


@register.simple_tag(takes_context=True)
def carried(context: Context, address: str) -> str:
    """`address`, with the list of the present address."""
    return Shortlist.of(_request(context)).carried(address)


@register.simple_tag(takes_context=True)
def shortlist_value(context: Context) -> str:
    """The list of the present address, for a hidden field; empty without one."""
    return str(Shortlist.of(_request(context)))


@register.inclusion_tag("components/remember.html", takes_context=True)
def remember(
    context: Context, kind: str, pk: int | None, title: str, anchor: str = "", language: str = ""
) -> dict[str, Any]:
    """A button that puts something on the list, or takes it off; the page stays the same."""
    request = _request(context)
    if request is None or pk is None or getattr(request, "is_preview", False):
        return {}
    kept, entry = Shortlist.of(request), Entry(kind, pk)
    is_kept = entry in kept
    changed = kept.without(entry) if is_kept else kept.with_entry(entry)
    return {
        "action": request.path + (f"#{anchor}" if anchor else ""),
        "parameter": PARAMETER,
        "value": str(changed),
        "title": title,
        "this": {"words_language": language},
        "is_kept": is_kept,
        "is_full": kept.is_full and not is_kept,
        "most": MOST,
    }


@register.inclusion_tag("components/shortlist_bar.html", takes_context=True)
def shortlist_bar(context: Context) -> dict[str, Any]:
    """The way to the list, wherever the address has one."""
    request = _request(context)
    kept, path = Shortlist.of(request), f"/{get_language()}/{PARAMETER}/"
    is_there = request is not None and request.path == path
    return {"number": 0 if is_there else len(kept), "url": kept.carried(path)}
