"""Who may reach what under /staff/. What is not allowed in so many words is refused."""

import logging
from collections.abc import Callable
from typing import Any, overload
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from accounts import audit, session
from accounts.addresses import CONFIRM, START, page_to_return_to
from accounts.refusals import record_refused_request
from accounts.roles import Role
from vault.errors import VaultError

_log = logging.getLogger(__name__)
View = Callable[..., Any]


def open_to_all(view: View) -> View:
    """Marks a view that somebody who has not signed in may reach."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


@overload
def needs_sign_in(view: View) -> View: ...
@overload
def needs_sign_in(*, fresh: bool) -> Callable[[View], View]: ...
def needs_sign_in(view: View | None = None, *, fresh: bool = False) -> Any:
    """Marks a view for everybody who is signed in with both factors.

    `fresh` asks for the second factor once more when it was given more than five minutes ago.
    """

    def mark(view: View) -> View:
        view.signed_in_suffices = True  # type: ignore[attr-defined]
        view.needs_fresh_factor = fresh  # type: ignore[attr-defined]
        return view

    return mark if view is None else mark(view)


def needs(role: Role, *, fresh: bool = False) -> Callable[[View], View]:
    """Marks a view for people signed in with both factors who hold a role.

    `fresh` asks for the second factor once more when it was given more than five minutes ago.
    """

    def mark(view: View) -> View:
        view.needed_role = role  # type: ignore[attr-defined]
        view.needs_fresh_factor = fresh  # type: ignore[attr-defined]
        return view

    return mark


class Gate(MiddlewareMixin):
    """Sends who is not signed in to their next step, and answers 404 to who lacks the role.

    404 and not 403: an editor cannot learn that tips exist. A view without a mark is refused to
    everybody. Sets `request.unlocked` for the views behind it. Refusing somebody signed in is
    recorded; a stranger leaves no event.
    """

    def process_view(self, request: HttpRequest, view: View, *_args: Any) -> HttpResponse | None:
        """A redirect to where a factor is asked for; None lets the request pass. Raises Http404."""
        if getattr(view, "open_to_all", False):
            return None
        unlocked = session.signed_in(request)
        if unlocked is None:
            return HttpResponseRedirect(session.next_step(request))
        role = getattr(view, "needed_role", None)
        if not getattr(view, "signed_in_suffices", False) and (
            role is None or not unlocked.holds(role)
        ):
            record_refused_request(request, unlocked.user)
            raise Http404
        if getattr(view, "needs_fresh_factor", False) and not session.is_fresh(request):
            # What was sent is not done: the person comes back to the form.
            query = urlencode({"next": _page_of(request)})
            return HttpResponseRedirect(f"{CONFIRM}?{query}")
        request.unlocked = unlocked  # type: ignore[attr-defined]
        if unlocked.user.language:
            translation.activate(unlocked.user.language)
            request.LANGUAGE_CODE = unlocked.user.language
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page instead of a traceback where keys do not open or are not believed.

        Transactions were rolled back on the way here, so that nothing was changed.
        """
        if not isinstance(error, VaultError):
            return None
        unlocked = getattr(request, "unlocked", None)
        user = unlocked.user if unlocked else None
        target = f"user/{user.username}" if user else ""
        audit.record("keys.unusable", by=user, target=target)
        _log.critical("Keys in the database do not open, or are not those that the pin names.")
        return render(request, "accounts/keys_unusable.html", status=503)


def _page_of(request: HttpRequest) -> str:
    """The page that a request is for, or whose form sent it."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    here = f"{request.scheme}://{request.get_host()}"
    sent_from = request.headers.get("Referer", "")
    page = page_to_return_to(sent_from.removeprefix(here))
    return request.path if page == START else page
