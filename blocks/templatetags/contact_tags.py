"""Links to call and to write; numbers and addresses stay readable in every writing direction."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from network_core.directory.phone import dialled

register = template.Library()


@register.simple_tag
def phone_link(number: Any, css_class: str = "") -> SafeString:
    """A link that dials `number`; a number that cannot be dialled is shown without a link."""
    shown = str(number or "").strip()
    if not shown:
        return SafeString("")
    target = dialled(shown)
    if not target:
        return format_html('<bdi dir="ltr">{}</bdi>', shown)
    return format_html(
        '<a href="tel:{}"{}><bdi dir="ltr">{}</bdi></a>', target, _class(css_class), shown
    )


@register.simple_tag
def email_link(address: Any, css_class: str = "") -> SafeString:
    """A link that opens a mail to `address`."""
    shown = str(address or "").strip()
    if not shown:
        return SafeString("")
    return format_html(
        '<a href="mailto:{}"{}><bdi dir="ltr">{}</bdi></a>', shown, _class(css_class), shown
    )


def _class(css_class: str) -> SafeString:
    return format_html(' class="{}"', css_class) if css_class else SafeString("")
