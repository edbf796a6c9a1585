"""What visitors type, made safe to store, compare and show: NFC, and no invisible commands."""

import re
import unicodedata

# Directions that override what is written (Trojan text), and characters that only hide things.
# The marks U+200E/U+200F and the joiners U+200C/U+200D stay: Arabic and Persian need them.
_HIDDEN = re.compile(
    "[\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Control characters (NUL among them) and lone surrogates, which no database takes.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029]")
# More of these on one letter than any language needs only disturbs the lines around it.
MAX_MARKS = 4
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")


def clean_text(value: str, *, multiline: bool) -> str:
    """`value` in NFC, without control, direction and zero-width characters.

    Line ends become "\\n", or a space where `multiline` is false. More combining marks on one
    letter than any language has are cut off.
    """
    text = unicodedata.normalize("NFC", _CONTROL.sub("", _LINE_END.sub("\n", value)))
    text = _MARKS.sub(lambda match: match.group()[:MAX_MARKS], _HIDDEN.sub("", text))
    if not multiline:
        text = " ".join(text.split())
    return text
