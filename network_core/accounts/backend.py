"""Name or address, and password."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from network_core.accounts.throttle import account_named
from network_core.tenancy.models import User


class NameOrEmailBackend(ModelBackend):
    """Finds the account by its name or its address, and hashes a password exactly once.

    So the time of an answer does not tell whether there is an account, nor whether it is closed.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The active account with this name or address and password, or None."""
        if not username or password is None:
            return None
        user = account_named(username)
        if user is None:
            User().set_password(password)
            return None
        is_right = user.check_password(password)
        return user if is_right and self.user_can_authenticate(user) else None
