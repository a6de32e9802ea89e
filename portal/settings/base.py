"""Settings that hold everywhere. Nothing here reads a secret: embedded and production do."""

from typing import Any

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from portal.roles import PortalRole
from portal.settings import environment
from portal.settings.paths import BASE_DIR, DATA_DIR, STATIC_DIR

DEBUG = False
try:
    PORTAL_ROLE = PortalRole(environment.text("PORTAL_ROLE", "all"))
except ValueError:
    raise ImproperlyConfigured("PORTAL_ROLE must be all, public or staff.") from None
ROOT_URLCONF = PORTAL_ROLE.urlconf
MIDDLEWARE = PORTAL_ROLE.middleware
# portal.checks looks for our own guards instead.
SILENCED_SYSTEM_CHECKS = ["security.W003"]
WSGI_APPLICATION = "portal.wsgi.application"

INSTALLED_APPS = [
    "portal",
    "home",
    "committee_pages",
    "accounts",
    "reports",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
FORM_RENDERER = "home.form_renderer.PortalFormRenderer"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site",
                "accounts.context_processors.signed_in",
            ],
        },
    },
]

# Languages. Tetum has no two-letter code and Django does not know it: names and formats are ours.
LANG_INFO["tet"] = {"bidi": False, "code": "tet", "name": "Tetum", "name_local": "Tetun"}
LANGUAGES = [
    ("tet", "Tetun"),
    ("pt", "Português"),
    ("en", "English"),
    ("id", "Bahasa Indonesia"),
]
LANGUAGE_CODE = "en"  # what an untranslated string falls back to
DEFAULT_VISITOR_LANGUAGE = "tet"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["home.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Dili"
COUNTRY = environment.text("COUNTRY", "TL")  # whose holidays are no working days (ISO 3166-1)
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES

# The CMS. Nothing calls out, nothing is sent by mail, accounts are our own.
WAGTAIL_SITE_NAME = "Mahon"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False
# A page that is open in a browser must not keep its session alive for ever.
WAGTAIL_EDITING_SESSION_PING_INTERVAL = 0
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_NOTIFICATION_USE_HTML = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("tet", "Tetun"),
    ("pt-pt", "Português"),
    ("en", "English"),
    ("id-id", "Bahasa Indonesia"),
]
WAGTAILADMIN_LOGIN_URL = "/staff/"
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "home.rich_text.CheckedRichTextArea",  # its list of what may be goes with these
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link"]},
    },
}
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.media.forms.DocumentForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Files.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = STATIC_DIR / PORTAL_ROLE
if PORTAL_ROLE is PortalRole.PUBLIC:  # no file of the CMS
    STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
# What editors upload, for them alone: readers get copies from PUBLISHED_DIR.
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/staff/cms/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False

# Sessions and sign-in exist under /staff/ only.
LOGIN_URL = "/staff/"
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_NAME = "staff_session"
SESSION_COOKIE_PATH = "/staff/"
SESSION_COOKIE_AGE = 30 * 60  # seconds without a request
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = True
CSRF_COOKIE_NAME = "staff_csrf"
CSRF_COOKIE_PATH = "/staff/"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Front servers of our own that each add an address to X-Forwarded-For. More than there are, and
# anybody writes the address that sign-in tries are counted under.
TRUSTED_PROXIES = environment.whole_number("TRUSTED_PROXIES", 0)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Headers. `same-origin` and not `no-referrer`: with the latter Chromium sends `Origin: null` and
# every form of the staff side would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
PUBLIC_BODY_LIMIT = 640 * 1024  # bytes
STAFF_BODY_LIMIT = 12 * 1024 * 1024  # bytes
DATA_UPLOAD_MAX_MEMORY_SIZE = STAFF_BODY_LIMIT
# Files of senders. They are sealed while they come in, by a reader of our own.
FILE_LIMIT = environment.whole_number("FILE_LIMIT", 25 * 1024 * 1024, minimum=1024)  # bytes
FILES_PER_TIP = environment.whole_number("FILES_PER_TIP", 5, minimum=1)
# Larger ones are sealed and not cleaned: a file that is cleaned lies in memory whole.
CLEAN_LIMIT = environment.whole_number("CLEAN_LIMIT", 32 * 1024 * 1024, minimum=1024)  # bytes
# Of a process: a third of its threads, so that slow senders leave the others to readers.
UPLOADS_AT_ONCE = environment.whole_number(
    "UPLOADS_AT_ONCE", max(1, environment.whole_number("WEB_THREADS", 8, minimum=1) // 3), minimum=1
)
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Django's other handler writes what is uploaded to a temporary file, in clear.
FILE_UPLOAD_MAX_MEMORY_SIZE = STAFF_BODY_LIMIT
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Notices to members. Without a mail server they stand on the lead's page alone.
_mail_server = environment.mail_server("SMTP_URL")
MAIL_IS_ON: bool = _mail_server is not None
_mail = _mail_server or environment.MailServer()
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.tls, _mail.ssl
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = environment.text("NOTICE_FROM", "notices@localhost")
NOTICE_HOURS = environment.hours("NOTICE_HOURS", (8, 14))  # of the day where the portal is

# The portal's own.
SITE_NAME = environment.text("SITE_NAME", "Mahon")
# A light site without a sign-in that says nothing about who opened it.
LEAVE_URL = environment.text("LEAVE_URL", "https://www.wikipedia.org/")
RUN_DIR = DATA_DIR / "run"
# The fingerprint of the newest keys of the agency that takes tips in, outside the database: in a
# file that set-up and rotation write, or fixed by the operator.
TRUST_PIN = environment.text("TRUST_PIN", "")
TRUST_PIN_PATH = environment.path("TRUST_PIN_PATH", DATA_DIR / "trust" / "pin")
PUBLISHED_DIR = DATA_DIR / "published"
RECEIPT_COST = {
    "memory_kib": environment.whole_number("RECEIPT_MEMORY_KIB", 64 * 1024, minimum=8 * 1024),
    "rounds": environment.whole_number("RECEIPT_ROUNDS", 1, minimum=1),
    "lanes": 1,
}
# What the codes of tips before the last change of pepper or cost were hashed with. What is not set
# is as it is now; all three unset is one generation of codes.
RECEIPT_PREVIOUS_COST = {
    "memory_kib": environment.whole_number(
        "RECEIPT_PREVIOUS_MEMORY_KIB", RECEIPT_COST["memory_kib"], minimum=8 * 1024
    ),
    "rounds": environment.whole_number(
        "RECEIPT_PREVIOUS_ROUNDS", RECEIPT_COST["rounds"], minimum=1
    ),
    "lanes": 1,
}
MEMBER_COST = {
    "memory_kib": environment.whole_number("MEMBER_MEMORY_KIB", 64 * 1024, minimum=8 * 1024),
    "rounds": environment.whole_number("MEMBER_ROUNDS", 3, minimum=1),
    "lanes": 1,
}
HASHES_AT_ONCE = environment.whole_number("HASHES_AT_ONCE", 2, minimum=1)
# How many more may wait for their turn, each with a thread of the server. With HASHES_AT_ONCE and
# one place for people in danger this stays under WEB_THREADS: readers need threads, too.
HASHES_WAITING = environment.whole_number("HASHES_WAITING", 1)

# What processes share and nothing may keep: how often a network sent something. Empty is the memory
# of each process. The keys of the tip form lie there, too: this Redis must not write to disk.
CACHE_URL = environment.cache_address("CACHE_URL")
CACHES = environment.caches(CACHE_URL)

# Against floods. A network is an IPv4 /24 or an IPv6 /64, and a whole village, or all customers of
# a carrier, can stand behind one: so much in five minutes, for all of them together.
NETWORK_BUDGETS = {
    "tips": environment.whole_number("TIPS_PER_NETWORK", 20, minimum=1),
    "codes": environment.whole_number("CODES_PER_NETWORK", 40, minimum=1),
    "steps": environment.whole_number("STEPS_PER_NETWORK", 1200, minimum=1),
    "megabytes": environment.whole_number("MEGABYTES_PER_NETWORK", 400, minimum=1),
}
# Tips an hour on the whole site, until a lead says else: a committee gets a few a day, so that
# sixty an hour is a campaign on television, or a flood.
WAIT_FROM = environment.whole_number("WAIT_FROM", 60, minimum=5)
QUARANTINE_FROM = environment.whole_number("QUARANTINE_FROM", 200, minimum=10)
# Nobody reads the questions and answers in less (seconds).
QUICKEST_TIP = environment.whole_number("QUICKEST_TIP", 5)
# Google's check, one of two ways under pressure; off unless both keys are set. The names of the
# settings are django-recaptcha's.
RECAPTCHA_PUBLIC_KEY = environment.text("RECAPTCHA_SITE_KEY", "")
RECAPTCHA_PRIVATE_KEY = environment.text("RECAPTCHA_SECRET_KEY", "")
RECAPTCHA_VERIFY_URL = environment.text(
    "RECAPTCHA_VERIFY_URL", "https://www.google.com/recaptcha/api/siteverify"
)
if bool(RECAPTCHA_PUBLIC_KEY) != bool(RECAPTCHA_PRIVATE_KEY):
    raise ImproperlyConfigured("Set both RECAPTCHA_SITE_KEY and RECAPTCHA_SECRET_KEY, or neither.")
if RECAPTCHA_PUBLIC_KEY:  # for its check: Google's test keys let everybody through
    INSTALLED_APPS.append("django_recaptcha")

DEFAULT_EXCEPTION_REPORTER = "portal.exception_filter.Reporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "portal.exception_filter.ExceptionFilter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"scrubbed": {"()": "portal.logs.ScrubbedFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "scrubbed"},
        "none": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Anybody can send any name of a host: nothing to wake somebody for.
        "django.security.DisallowedHost": {"handlers": ["none"], "propagate": False},
        # A line for each HEAD, with the time that whoever collects the lines adds to it.
        "gunicorn.http": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # It prints the address of the database at every try.
        "psycopg.pool": {"handlers": ["none"], "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
