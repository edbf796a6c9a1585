"""The demo: SQLite, embedded search, files for mail, everything below `DATA_DIR`."""

from infra.settings.base import *  # noqa: F403
from infra.settings.base import env

SECRET_KEY = env.str("SECRET_KEY", default="demo-only-" + "0123456789abcdef" * 4)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", ".localhost", "127.0.0.1"])
PORT = env.int("PORT", default=8000)
WAGTAILADMIN_BASE_URL = f"http://localhost:{PORT}"
