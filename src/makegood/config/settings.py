"""All settings of Makegood in one place; each MAKEGOOD_ variable is named here once."""

from __future__ import annotations

import os
from pathlib import Path

from makegood.config import environment as env
from makegood.config.callers import proxies
from makegood.config.database import database
from makegood.handbook import use_folder

ROOT = Path(__file__).resolve().parents[3]

PLACE = Path(env.text("MAKEGOOD_PLACE", str(ROOT / "var"))).resolve()
"""Where a company's own files are: the database, the secret, the log."""
LEARNED = Path(env.text("MAKEGOOD_LEARNED", str(PLACE / "learned"))).resolve()
"""Where is kept what the representative learned; it can be thrown away, and is learned again."""

HANDBOOK = Path(env.text("MAKEGOOD_HANDBOOK", str(ROOT / "handbook" / "northvale"))).resolve()
use_folder(HANDBOOK)

DEMO = env.flag("MAKEGOOD_DEMO", False)
"""The demo has a clock that can be moved and shows every message that is sent."""

DATABASES = {
    "default": database(env.text("MAKEGOOD_DATABASE", f"sqlite:///{PLACE / 'makegood.sqlite3'}"))
}
if env.text("MAKEGOOD_TEST_NAME"):
    DATABASES["default"]["TEST"] = {"NAME": env.text("MAKEGOOD_TEST_NAME")}
    """Lets several runs of the tests stand beside each other on one PostgreSQL."""

OUTSIDE = env.text("MAKEGOOD_OUTSIDE", "")
"""Where the simulated world outside remembers, if not among the company's own records."""
if OUTSIDE:
    DATABASES["outside"] = database(OUTSIDE)
    DATABASE_ROUTERS = ["makegood.config.outside.OutsideWorld"]

SECRET_KEYS_FOR_SEALING = env.words("MAKEGOOD_SECRET_KEYS", "")
"""Keys for what is sealed at rest, the current one first."""
SECRET_KEY, *SECRET_KEY_FALLBACKS = (
    env.words("MAKEGOOD_SECRET_KEY", "")
    or SECRET_KEYS_FOR_SEALING
    or ["only-for-commands-that-keep-no-secret"]  # `serve` refuses it
)
"""With what sessions and tokens are signed, the current one first; older ones still count."""

METRICS_KEY = env.text("MAKEGOOD_METRICS_KEY")
"""Whoever shows this key may read /metrics; without one nobody may."""
LOG_LEVEL = env.one_of("MAKEGOOD_LOG_LEVEL", "info", ("debug", "info", "warning", "error"))
LOG_AS = env.one_of("MAKEGOOD_LOG_AS", "json", ("json", "plain"))
LOGGING_CONFIG = None
"""The log is set up by whoever serves or works (config/logs), not by Django."""

ALLOWED_HOSTS = env.words("MAKEGOOD_HOSTS", "127.0.0.1,localhost,[::1]")
PUBLIC_ADDRESS = env.text("MAKEGOOD_PUBLIC_ADDRESS", "http://127.0.0.1:8000")
TRUSTED_PROXIES = proxies("MAKEGOOD_TRUSTED_PROXIES", env.words("MAKEGOOD_TRUSTED_PROXIES", ""))
"""Whose word counts for the address of a caller (X-Forwarded-For); without any, nobody's."""
DEBUG = False

SMTP_HOST = env.text("MAKEGOOD_SMTP_HOST", "127.0.0.1")
SMTP_PORT = env.number("MAKEGOOD_SMTP_PORT", 0)
"""Where the company listens for mail; 0 is nowhere."""
MAIL_SERVER = env.text("MAKEGOOD_MAIL_SERVER", "")
"""By which server mail leaves the house, as "host:port"; empty keeps all mail in the house."""
MAIL_USER = env.text("MAKEGOOD_MAIL_USER", "")
MAIL_PASSWORD = env.text("MAKEGOOD_MAIL_PASSWORD", "")
MAIL_STARTTLS = env.flag("MAKEGOOD_MAIL_STARTTLS", True)

IMAP_SERVER = env.text("MAKEGOOD_IMAP_SERVER", "")
"""Where the company's mail waits to be fetched, as "host:port"; empty is nowhere."""
IMAP_USER = env.text("MAKEGOOD_IMAP_USER", "")
IMAP_PASSWORD = env.text("MAKEGOOD_IMAP_PASSWORD", "")
IMAP_TOKEN = os.environ.get("MAKEGOOD_IMAP_TOKEN_FILE", "")
"""A file with an OAuth 2 access token in place of the password, read anew at each look."""
IMAP_FOLDER = env.text("MAKEGOOD_IMAP_FOLDER", "INBOX")
IMAP_TLS = env.flag("MAKEGOOD_IMAP_TLS", True)
IMAP_SECONDS = env.number("MAKEGOOD_IMAP_SECONDS", 30)
"""How long to wait between two looks."""

MAIL_CHECKED_BY = env.words("MAKEGOOD_MAIL_CHECKED_BY", "")
"""The names under which our own mail host says in Authentication-Results whose a mail is."""

STRIPE_KEY = env.text("MAKEGOOD_STRIPE_KEY", "")
"""Stripe's secret key; with one, cards and bank accounts are charged and refunded by Stripe."""
STRIPE_INSTALLATION = env.text("MAKEGOOD_STRIPE_INSTALLATION", "")
"""What this installation is called in keys at Stripe; another one of the account differs in it."""

SCANNER = env.text("MAKEGOOD_SCANNER", "")
"""Where ClamAV's daemon listens, "unix:/run/clamav/clamd.ctl" or "host:port"; empty is nowhere."""

TESSERACT = env.text("MAKEGOOD_TESSERACT", "tesseract")
"""The program that reads the text of pictures; where there is none, pictures are not read."""
TESSERACT_LANGUAGES = env.text("MAKEGOOD_TESSERACT_LANGUAGES", "eng+spa+fra")
"""What it reads, as it names them; those that are not installed are left out."""
PDFTOTEXT = env.text("MAKEGOOD_PDFTOTEXT", "pdftotext")
"""The program that reads the text of PDFs; where there is none, they are not read."""

UNDERSTANDING = env.text("MAKEGOOD_UNDERSTANDING", "embedded")
"""Who reads messages: "embedded", or "openai" for an OpenAI-compatible endpoint."""
MODEL_ADDRESS = env.text("MAKEGOOD_MODEL_ADDRESS", "")
MODEL_NAME = env.text("MAKEGOOD_MODEL_NAME", "")
MODEL_KEY = env.text("MAKEGOOD_MODEL_KEY", "")
MODEL_WORDS = env.flag("MAKEGOOD_MODEL_WORDS", False)
"""Whether the model also words replies; its words are sent only when they say what ours say."""
MODEL_SECONDS = env.number("MAKEGOOD_MODEL_SECONDS", 8)

DOMAINS = (
    "parties",
    "company",
    "catalog",
    "knowledge",
    "conversations",
    "documents",
    "ledger",
    "billing",
    "ordering",
    "aftersales",
    "dealers",
    "utility",
    "cases",
)
INSTALLED_APPS = [
    "makegood.core",
    *(f"makegood.domains.{name}" for name in DOMAINS),
    "makegood.adapters.channels.simulated",
    "makegood.adapters.payments.simulated",
    "makegood.adapters.carriers.simulated",
    "makegood.config",
]
INSTALLED_APPS = [
    name
    for name in INSTALLED_APPS
    if (ROOT / "src" / Path(*name.split(".")) / "__init__.py").is_file()
]
MIDDLEWARE = [
    "makegood.config.middleware.safe_headers",
    "makegood.config.middleware.room_for_everybody",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
CSRF_COOKIE_NAME = "makegood_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PUBLIC_ADDRESS.startswith("https:")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
ROOT_URLCONF = "makegood.config.urls"
WSGI_APPLICATION = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
