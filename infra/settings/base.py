"""Settings that every environment shares; what differs comes from environment variables."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.conf import locale
from django.utils.translation import gettext_lazy as _

from infra.settings.machine_translation import ONLY_PROPOSALS, machine_translation

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
USE_X_FORWARDED_PORT = False

INSTALLED_APPS = [
    "network_core.networks",
    "network_core.places",
    "network_core.media",
    "network_core.statistics",
    "network_core.audit",
    "network_core.jobs",
    "network_core.mail",
    "network_core.translations",
    "network_core.machine_translation",
    "network_core.tenancy",
    "network_core.links",
    "network_core.glossary",
    "network_core.taxonomy",
    "network_core.directory",
    "network_core.opendata",
    "network_core.events",
    "network_core.alliance",
    "network_core.people",
    "network_core.accounts",
    "network_core.pathways",
    "network_core.umbrella",
    "network_core.steering",
    "blocks",
    "search",
    "sites",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First: it has to answer whatever the host is, and without a redirect.
    "sites.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Pages are compressed here; static files are by WhiteNoise when they are collected.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "network_core.networks.middleware.NetworkMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "network_core.networks.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "network_core.tenancy.partner_gate.PartnerGateMiddleware",
    "network_core.accounts.second_factor.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "sites.closed.ClosedSiteMiddleware",
    "network_core.statistics.middleware.PageViewMiddleware",
    "network_core.tenancy.gate.AdminGateMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    # The last one: next to the views.
    "network_core.words.middleware.TypesettingMiddleware",
]

ROOT_URLCONF = "infra.urls"
WSGI_APPLICATION = "infra.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "sites.frame.frame",
            ],
        },
    },
]

# SQLite without these loses half of concurrent writes ("database is locked"); with them, none.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"),
}
POSTGRESQL_OPTIONS = {
    "options": (
        "-c statement_timeout=30000 -c lock_timeout=10000"
        " -c idle_in_transaction_session_timeout=60000"
    ),
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/demo.sqlite3")}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"].setdefault("OPTIONS", {}).update(POSTGRESQL_OPTIONS)
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}

AUTH_USER_MODEL = "tenancy.User"
AUTHENTICATION_BACKENDS = ["network_core.accounts.backend.NameOrEmailBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "network_core.accounts.forms.PasswordResetForm"  # noqa: S105
# A working day; without „angemeldet bleiben“ a session ends with the browser before that.
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=8 * 60 * 60)

# Second factors. Of allauth only its steps after the password are in use.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
ACCOUNT_ADAPTER = "network_core.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
MFA_ADAPTER = "network_core.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {"authenticate": "network_core.accounts.forms.CodeForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Netzwerke"

# Languages. German is the source of all content and of the product's own strings.
# `de-simple` is the registered variant for Leichte Sprache; Django does not know it by itself.
locale.LANG_INFO["de-simple"] = {
    "bidi": False,
    "code": "de-simple",
    "name": "German (simple)",
    "name_local": "Leichte Sprache",
    "fallback": ["de"],
}
LANGUAGE_CODE = "de"
LANGUAGES = [
    ("de", _("Deutsch")),
    ("de-simple", _("Leichte Sprache")),
    ("en", _("Englisch")),
    ("tr", _("Türkisch")),
    ("ar", _("Arabisch")),
    ("uk", _("Ukrainisch")),
    ("ru", _("Russisch")),
    ("fa", _("Persisch")),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAIL_USER_TIME_ZONES = ["Europe/Berlin"]
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Proposals of a machine: off unless a service is named.
MACHINE_TRANSLATION = machine_translation(
    env.str("MACHINE_TRANSLATION_ENGINE", default=""),
    env.str("MACHINE_TRANSLATION_URL", default=""),
    env.str("MACHINE_TRANSLATION_KEY", default=""),
    env.float("MACHINE_TRANSLATION_TIMEOUT", default=20.0),
)
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = ONLY_PROPOSALS if MACHINE_TRANSLATION else None
# Of each network in a month.
MACHINE_TRANSLATION_CHARACTERS = env.int("MACHINE_TRANSLATION_CHARACTERS", default=100_000)
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "infra.settings.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Built by `make setup`; tests and checks do without.
BUILT_ASSETS = BASE_DIR / "infra" / "assets" / "dist"
STATICFILES_DIRS = [BUILT_ASSETS] if BUILT_ASSETS.is_dir() else []
# Without them PDF files are set in the font that Typst brings along.
PRINT_FONTS = BUILT_ASSETS / "fonts" / "print"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "Netzwerke"
WAGTAILADMIN_BASE_URL = env.str("ADMIN_BASE_URL", default="http://localhost:8000")
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "network_core.media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
# A picture of a few hundred kilobytes can hold 128 million pixels and take a gigabyte to open.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "media.File"
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "csv", "txt", "ics"]
# The admin must not ask any other host for anything.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# The people of a network approve; administrators would get the drafts of all networks by mail.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

# "embedded" (tantivy, in SEARCH_INDEX_DIR) or "elasticsearch" (the server named here).
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="embedded")
ELASTICSEARCH = {
    "url": env.str("ELASTICSEARCH_URL", default="http://localhost:9200"),
    "prefix": env.str("ELASTICSEARCH_PREFIX", default="networks"),
    "api_key": env.str("ELASTICSEARCH_API_KEY", default=""),
    "ca_certs": env.str("ELASTICSEARCH_CA_CERTS", default=""),
    "replicas": env.int("ELASTICSEARCH_REPLICAS", default=0),
}
SEARCH_INDEX_DIR = Path(env.str("SEARCH_INDEX_DIR", default=str(DATA_DIR / "index")))

TASKS = {
    # Wagtail's own tasks (reference index, deletion of files) run at once, as in stock Wagtail.
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    # Ours are durable and run by `manage.py run_jobs`.
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
# Entries of X-Forwarded-For, from the right, that our own proxies wrote.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
STATISTICS_FLUSH_SECONDS = 10

# Pairs of address and port that links may be checked at besides public ones: for tests only.
LINK_CHECK_ALSO_ALLOWED: list[tuple[str, int]] = []

EMAIL_TIMEOUT = 10
EMAIL_CONFIG = env.email("EMAIL_URL", default=f"filemail:///{DATA_DIR}/mail")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="netzwerke@example.org")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# Wagtail lets its own previews, and only these, be framed by its own pages.
X_FRAME_OPTIONS = "DENY"

# Visitors' pages get no inline script and no other host; the admin of Wagtail needs inline code.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Every publication, small task of Wagtail and request to the search server would be a line.
    "loggers": {
        name: {"level": "WARNING"} for name in ("wagtail", "django_tasks", "elastic_transport")
    },
}
