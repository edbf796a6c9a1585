"""Codes that a phone reads from paper."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(address: str) -> SafeString:
    """`address` as a drawing that grows with its frame; empty if it is too long."""
    try:
        code = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        return mark_safe("")
    return mark_safe(
        code.svg_inline(scale=3, border=2, svgclass="qr", lineclass=None, omitsize=True)
    )
