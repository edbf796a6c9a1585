"""Links to shared records, where the site that shows them has a page for them."""

from typing import Any

from django import template
from django.utils.html import format_html

from network_core.directory.models import Partner
from network_core.directory.visibility import is_hidden

register = template.Library()


@register.simple_tag(takes_context=True)
def partner_link(context: template.Context, partner: Partner, css: str = "") -> str:
    """The partner's name, leading to its page unless the network of this site hides it."""
    if is_hidden(partner, _network(context)):
        return format_html("{}", partner.name)
    attributes = format_html(' class="{}"', css) if css else ""
    return format_html('<a{} href="{}">{}</a>', attributes, partner.get_path(), partner.name)


@register.simple_tag(takes_context=True)
def shown_here(context: template.Context, record: Any) -> bool:
    """Whether a record is public and not hidden by the network of this site."""
    return record is not None and record.live and not is_hidden(record, _network(context))


def _network(context: template.Context) -> Any:
    return getattr(context.get("request"), "network", None)
