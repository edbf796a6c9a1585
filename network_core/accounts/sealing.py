"""Small secrets that have to be read again, kept so that a copy of the database tells nothing."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def sealed(text: str) -> str:
    """`text` in a form that only this installation can open."""
    return _box().encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """What was sealed, also with a former key that is still among SECRET_KEY_FALLBACKS.

    Raises `cryptography.fernet.InvalidToken` for anything else.
    """
    return _box().decrypt(text.encode()).decode()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    salted = (hashlib.sha256(f"network_core.accounts.sealing:{key}".encode()) for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key.digest())) for key in salted])
