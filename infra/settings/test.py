"""Tests: no manifest of static files, mail in memory, everything written below a scratch folder."""

import tempfile
from pathlib import Path

from infra.settings.base import *  # noqa: F403
from infra.settings.base import DATABASES, env

DATA_DIR = Path(tempfile.mkdtemp(prefix="netzwerke-test-"))
SECRET_KEY = "tests-only-" + "0123456789abcdef" * 4
ALLOWED_HOSTS = [".localhost", "localhost", "testserver", "unknown.example"]
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
SEARCH_INDEX_DIR = DATA_DIR / "index"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATISTICS_FLUSH_SECONDS = 0
# Only here: a test takes each guard of the wall away and sees that it is missed.
GUARDS_MAY_FALL = True
if "sqlite" in DATABASES["default"]["ENGINE"] and not env.str("DATABASE_URL", default=""):
    DATABASES["default"]["NAME"] = DATA_DIR / "test.sqlite3"
