"""A real instance. It refuses to start while anything it needs is missing."""

from django.core.exceptions import ImproperlyConfigured

from portal.roles import PortalRole
from portal.settings import environment
from portal.settings.base import *  # noqa: F403
from portal.settings.base import PORTAL_ROLE

if environment.flag("DEMONSTRATION", False):
    raise ImproperlyConfigured(
        "DEMONSTRATION is set. A real instance cannot be a demonstration: unset it."
    )
if PORTAL_ROLE is PortalRole.ALL:
    raise ImproperlyConfigured(
        "PORTAL_ROLE is not set. Set it to public for the processes that citizens reach and to "
        "staff for those that members and editors reach: they must be separate."
    )
DEMONSTRATION = False
SECRET_KEY = environment.secret(
    "SECRET_KEY", "at least 50 random characters, the same for all processes.", minimum=50
)
CODE_PEPPER = environment.secret(
    "CODE_PEPPER",
    "random characters, the same for all processes, kept apart from the database and backed up. "
    "If it is lost, no receipt code works again.",
)
CODE_PEPPER_PREVIOUS = environment.optional_secret("CODE_PEPPER_PREVIOUS")
MEMBER_PEPPER = (
    environment.secret(
        "MEMBER_PEPPER",
        "random characters, for the staff processes only, kept apart from the database and "
        "backed up. If it is lost, no member can open a tip again.",
    )
    if PORTAL_ROLE is PortalRole.STAFF
    else ""
)
DATABASES = {
    "default": environment.database(
        environment.required("DATABASE_URL", "postgres://user:password@host:5432/name")
    )
}
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is not set. Set it to this site's host names, with commas between them."
    )
PUBLIC_URL = environment.required("PUBLIC_URL", "the address of the public site, with https://")
if not PUBLIC_URL.startswith("https://"):
    raise ImproperlyConfigured("PUBLIC_URL must begin with https://.")
WAGTAILADMIN_BASE_URL = environment.text("STAFF_URL", PUBLIC_URL)
STAFF_ORIGIN = environment.origin(WAGTAILADMIN_BASE_URL, "STAFF_URL")  # where passkeys work
SECURITY_CONTACT = environment.required(
    "SECURITY_CONTACT", "mailto: or https: address for people who found a weakness."
)

SECURE_SSL_REDIRECT = True
# The front server sets this header and strips a visitor's own.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL.rstrip("/")]
