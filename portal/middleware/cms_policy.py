"""The narrow content policy of the CMS.

Wagtail's editor prints a few inline initialisers and inline styles. Only scripts that match one of
the known shapes, with nothing but data in them, get the nonce; a script that an editor smuggled
into a page stays dead.
"""

import re
from collections.abc import Callable

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponse

_STRING = r"""(?:"(?:[^"\\<]|\\.)*"|'(?:[^'\\<]|\\.)*')"""
_DATA = rf"(?:{_STRING}|[\[\]{{}}:,\s\d.\-]|true|false|null)*"
_CHOOSERS = "Image|Page|Document|Snippet|Task"
KNOWN_INITIALISER = re.compile(
    r"<script(?: type=\"text/javascript\")?>(?=\s*(?:"
    rf"init(?:Date|Time|DateTime)Chooser\({_DATA}\);?"
    rf"|new (?:{_CHOOSERS})Chooser\({_DATA}\);?"
    rf"|createTaskChooser\({_DATA}\);?"
    r"|\(function\(\) \{\s*var panel = new (?:InlinePanel|MultipleChooserPanel)"
    rf"\(JSON\.parse\({_STRING}\)\);\s*\}}\)\(\);"
    r")\s*</script>)"
)
_POLICY = {
    "default-src": [NONE],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "connect-src": [SELF],
    "font-src": [SELF],
    "frame-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}


class CmsPolicyMiddleware:
    """Gives the pages of the CMS their own policy, and previews the right to be framed by it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "is_dummy", False):
            response._csp_replace = {  # type: ignore[attr-defined]
                "frame-ancestors": [SELF],
                "media-src": [SELF],
            }
        elif request.path_info.startswith("/staff/cms/") and not response.streaming:
            self._admit_initialisers(request, response)
        return response

    @staticmethod
    def _admit_initialisers(request: HttpRequest, response: HttpResponse) -> None:
        nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
        if response.headers.get("Content-Type", "").startswith("text/html"):
            page = response.content.decode()
            response.content = KNOWN_INITIALISER.sub(f'<script nonce="{nonce}">', page).encode()
        response._csp_config = {  # type: ignore[attr-defined]
            **_POLICY,
            "script-src": [SELF, f"'nonce-{nonce}'"],
        }
