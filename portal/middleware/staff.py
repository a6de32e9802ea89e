"""Django's session, sign-in and message middleware and our gate, under /staff/ only.

A CMS preview runs the whole chain again with the page's public path: such a request
(`is_dummy`) is the staff side's too.
"""

from collections.abc import Awaitable
from typing import Any, cast

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest, HttpResponseBase
from django.middleware import csrf
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject

from accounts import gate, session
from accounts.models import User


def is_staff_side(request: HttpRequest) -> bool:
    """Whether a request is the staff side's, by its address or as a preview."""
    return request.path_info.startswith("/staff/") or getattr(request, "is_dummy", False)


class _StaffSideOnly(MiddlewareMixin):
    """Mixed in before a Django middleware: passes other requests by untouched."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        chain = super().__call__ if is_staff_side(request) else self.get_response
        return chain(request)

    def process_view(self, request: HttpRequest, *args: Any) -> Any:
        inherited = getattr(super(), "process_view", None)
        return inherited(request, *args) if inherited and is_staff_side(request) else None


class SessionMiddleware(_StaffSideOnly, sessions.SessionMiddleware):
    """Sessions."""


class CsrfViewMiddleware(_StaffSideOnly, csrf.CsrfViewMiddleware):
    """The CSRF check."""


class AuthenticationMiddleware(_StaffSideOnly, auth.AuthenticationMiddleware):
    """`request.user`."""

    def process_request(self, request: HttpRequest) -> None:
        """As Django's, but the person is read together with the session."""
        super().process_request(request)
        request.user = cast("User", SimpleLazyObject(lambda: session.user_of(request)))


class MessageMiddleware(_StaffSideOnly, messages.MessageMiddleware):
    """Messages to the person signed in."""


class Gate(_StaffSideOnly, gate.Gate):
    """Who may go where."""
