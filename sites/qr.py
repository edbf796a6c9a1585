"""Addresses as QR codes, drawn on the server."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(address: str) -> SafeString:
    """A QR code (ISO/IEC 18004, 15 % of it may be lost) of `address`, as SVG to stand in a page.

    It has no size of its own, no style and no script, and always is dark on white: many
    telephones do not read the inverse of it.
    """
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(dark="#000", light="#fff", border=2, omitsize=True)
    # What segno writes is drawing commands; the address is in it as modules only.
    return mark_safe(svg)
