"""Settings of the embedded default; every deployment differs from it by environment values alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from jinja2 import StrictUndefined

from moisson.web.databases import database
from moisson.web.folders import data_folder, master_key_path

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, str(int(default))).strip().lower() in ("1", "true", "yes", "on")


def _listed(name: str, default: str) -> list[str]:
    return [word for word in os.environ.get(name, default).replace(",", " ").split() if word]


def _secret(name: str) -> str:
    """The value of `NAME`, or the content of the file that `NAME_FILE` names."""
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text("utf-8").strip() if path else os.environ.get(name, "")


def _secret_key() -> str:
    """Django's signing key: from the environment, else made once beside the master key (0600)."""
    given = os.environ.get("MOISSON_SECRET_KEY")
    if given:
        return given
    path = DATA / "keys" / "django.key"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key


SECRET_KEY = _secret_key()
DEBUG = _flag("MOISSON_DEBUG", False)
ALLOWED_HOSTS = _listed("MOISSON_HOSTS", "127.0.0.1 localhost [::1]")
CSRF_TRUSTED_ORIGINS = _listed("MOISSON_TRUSTED_ORIGINS", "")
BEHIND_TLS = _flag("MOISSON_TLS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "moisson_session"
CSRF_COOKIE_NAME = "moisson_csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview of a PDF is a frame of our own

# The practice portal is for newcomers; an installation reached over TLS is taken for production.
PRACTICE_PORTAL = _flag("MOISSON_PRACTICE", not BEHIND_TLS)
PRACTICE_PORTAL_ADDRESS = os.environ.get("MOISSON_PRACTICE_ADDRESS", "http://127.0.0.1:8766")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "django_htmx",
    "moisson.web",
    "moisson.accounts",
    "moisson.portals",
    "moisson.documents",
    "moisson.documents.review",
    "moisson.documents.approval",
    "moisson.documents.bank",
    "moisson.documents.batches",
    "moisson.documents.charts",
    "moisson.documents.doubles",
    "moisson.documents.keeping",
    "moisson.documents.rules",
    "moisson.documents.splitting",
    "moisson.documents.tagging",
    "moisson.documents.finding",
    "moisson.delivery",
    "moisson.runs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "moisson.web.security.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "moisson.accounts.middleware.CurrentOrganisationMiddleware",
    "moisson.accounts.middleware.FirstAccountMiddleware",
]

ROOT_URLCONF = "moisson.web.urls"
ASGI_APPLICATION = "moisson.web.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "moisson.web.context.frame",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "moisson.web.rows.environment", "undefined": StrictUndefined},
    },
]

DATABASES = {"default": database(os.environ.get("MOISSON_DATABASE", str(DATA / "moisson.sqlite3")))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "moisson.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "moisson.accounts.sign_in_forms.LoginForm",
    "change_password": "moisson.accounts.sign_in_forms.ChangePasswordForm",
    "reset_password": "moisson.accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "moisson.accounts.sign_in_forms.ResetPasswordKeyForm",
    "reauthenticate": "moisson.accounts.sign_in_forms.ReauthenticateForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Moisson] "
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # an invited person is in after choosing a password
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:dashboard"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# Mail goes out where a server is named; else it is shown on the console, and links are shown to the owner.
EMAIL_HOST = os.environ.get("MOISSON_SMTP_HOST", "")
MAIL_CONFIGURED = bool(EMAIL_HOST)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_CONFIGURED else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("MOISSON_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("MOISSON_SMTP_USER", "")
EMAIL_HOST_PASSWORD = _secret("MOISSON_SMTP_PASSWORD")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = _flag("MOISSON_SMTP_STARTTLS", EMAIL_PORT == 587)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("MOISSON_MAIL_FROM", "moisson@localhost")

CSRF_FAILURE_VIEW = "moisson.web.errors.csrf_failure"

LANGUAGE_CODE = "en"
LANGUAGES = [("fr", _("French")), ("de", _("German")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "moisson_language"
# Each room's words before those that Django and allauth have for the same English: theirs were said of something else.
LOCALE_PATHS = [
    PACKAGE.joinpath(*app.split(".")[1:], "locale") for app in INSTALLED_APPS if app.startswith("moisson.")
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("MOISSON_TIME_ZONE", "Europe/Paris")

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True  # no collectstatic step on the embedded default
WHITENOISE_AUTOREFRESH = DEBUG

DOCUMENTS_FOLDER = Path(os.environ.get("MOISSON_DOCUMENTS", DATA / "documents"))
EVIDENCE_FOLDER = DATA / "evidence"
# Below it destinations that are folders put documents, each organisation in a folder of its own.
DELIVERY_ROOT = Path(os.environ.get("MOISSON_DELIVERY_ROOT", DATA / "outgoing"))
# Pictures of pages that somebody looked at; as private as the documents themselves, and made anew when they are gone.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "pages",
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 3000},
    },
}
VISITS_FOLDER = DATA / "visits"  # files of a visit under way, before they are kept
RUNS_DATABASE = os.environ.get("MOISSON_RUNS_DATABASE", f"sqlite:///{DATA / 'runs.sqlite3'}")
MASTER_KEY_PATH = master_key_path()
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# How long a challenge waits for a person, where the portal names no time of its own (seconds).
CHALLENGE_PATIENCE = int(os.environ.get("MOISSON_CHALLENGE_PATIENCE", "600"))
# How long the browser of a visit waits for the help of a person (seconds), where the worker that has it listens for the
# pages meanwhile, and under which address they reach it where that is another one (several machines).
TAKEOVER_PATIENCE = int(os.environ.get("MOISSON_TAKEOVER_PATIENCE", "900"))
TAKEOVER_LISTEN = os.environ.get("MOISSON_TAKEOVER_LISTEN", "127.0.0.1:0")
TAKEOVER_ADDRESS = os.environ.get("MOISSON_TAKEOVER_ADDRESS", "").rstrip("/")
# Visits at the same time on this worker; two suits two cores and keeps memory bounded.
VISITS_AT_ONCE = int(os.environ.get("MOISSON_VISITS_AT_ONCE", "2"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("MOISSON_LOG_LEVEL", "INFO")},
    "loggers": {
        # says at every start that it is there
        "pikepdf": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        # a stray request for another host is no fault of ours: no traceback for each
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
