"""Which half of the site a process serves.

The public half has no session, no sign-in and no staff address: what is not mounted cannot be
attacked. Role `all` serves both; there, too, sessions exist under /staff/ only.
"""

from enum import StrEnum

_FIRST = [
    "portal.middleware.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.language.LanguageMiddleware",
    "portal.middleware.body_limit.BodyLimitMiddleware",
    "portal.middleware.charset.CharsetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.middleware.not_allowed.NotAllowedMiddleware",
]
_PUBLIC = ["portal.middleware.origin.OriginMiddleware"]
_STAFF = [
    "portal.middleware.cms_policy.CmsPolicyMiddleware",
    "portal.middleware.staff.SessionMiddleware",
    # Its views come first: who may not know of an address gets 404 and not a word about forms.
    "portal.middleware.staff.Gate",
    "portal.middleware.staff.CsrfViewMiddleware",
    "portal.middleware.staff.AuthenticationMiddleware",
    "portal.middleware.staff.MessageMiddleware",
]


class PortalRole(StrEnum):
    """The value of PORTAL_ROLE."""

    ALL = "all"
    PUBLIC = "public"
    STAFF = "staff"

    @property
    def urlconf(self) -> str:
        """The dotted path of the address list."""
        return f"portal.urls.{self.value}"

    @property
    def middleware(self) -> list[str]:
        """The middleware of this role, outermost first."""
        return [
            *_FIRST,
            *(_PUBLIC if self is not PortalRole.STAFF else []),
            *(_STAFF if self is not PortalRole.PUBLIC else []),
        ]
