"""The signed token of a form: when the form was shown, and which form of which network it was."""

import secrets
from dataclasses import dataclass
from enum import Enum

from django.core import signing

MIN_AGE_SECONDS = 3
MAX_AGE_SECONDS = 24 * 60 * 60
_SALT = "network_core.forms.token"


class TokenState(Enum):
    """What became of a token."""

    VALID = "valid"
    TOO_YOUNG = "too young"
    EXPIRED = "expired"
    INVALID = "invalid"


@dataclass(frozen=True)
class TokenReading:
    """A token that came back; `nonce` is empty where it was not ours."""

    state: TokenState
    nonce: str = ""


def make_token(scope: str) -> str:
    """A fresh token for the form named by `scope`."""
    return _signer(scope).sign(secrets.token_urlsafe(9))


def read_token(scope: str, token: str) -> TokenReading:
    """Judge a token that was sent with the form named by `scope`."""
    if not token or len(token) > 200:
        return TokenReading(TokenState.INVALID)
    signer = _signer(scope)
    try:
        nonce = signer.unsign(token, max_age=MAX_AGE_SECONDS)
    except signing.SignatureExpired:
        return TokenReading(TokenState.EXPIRED)
    except (signing.BadSignature, ValueError):
        return TokenReading(TokenState.INVALID)
    try:
        signer.unsign(token, max_age=MIN_AGE_SECONDS)
    except signing.SignatureExpired:
        return TokenReading(TokenState.VALID, nonce)
    return TokenReading(TokenState.TOO_YOUNG, nonce)


def _signer(scope: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"{_SALT}:{scope}")
