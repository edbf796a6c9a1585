"""The port of the demo."""

from __future__ import annotations

import os
import socket

from infra.installation.problem import SetupError

DEFAULT = 8000


def chosen() -> int:
    """Return the port that `PORT` asks for, 8000 without it; raise `SetupError` for nonsense."""
    text = os.environ.get("PORT") or str(DEFAULT)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise SetupError(f"PORT must be a number from 1 to 65535, not “{text}”.")
    return int(text)


def addresses(port: int) -> list[str]:
    """Return what the server has to listen on so that `localhost` works whichever way it resolves.

    Raises `SetupError` when somebody else already listens there.
    """
    found = [f"127.0.0.1:{port}"]
    _check_free(socket.AF_INET, "127.0.0.1", port)
    if _has_ipv6():
        _check_free(socket.AF_INET6, "::1", port)
        found.append(f"[::1]:{port}")
    return found


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def _check_free(family: int, host: str, port: int) -> None:
    try:
        with socket.socket(family) as probe:
            # Connections that have just ended must not look like a server.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen(1)
    except PermissionError as error:
        raise SetupError(
            f"Port {port} may not be opened by you; choose one above 1023: PORT=8123 make demo"
        ) from error
    except OSError as error:
        raise SetupError(
            f"Port {port} is in use by another program; choose another: PORT=8123 make demo"
        ) from error
