"""Django's error reports show nothing that was written, typed or kept secret."""

import sys
from typing import Any, NoReturn

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.views.debug import get_exception_reporter_class, technical_500_response

from tests.vault.samples import ABOUT, ALICE, BOB
from vault.errors import Unopenable
from vault.sealing import open_sealed, seal

MARKER = "MARKERmarker"


class _User:
    def __str__(self) -> str:
        return MARKER


def in_the_vault(request: HttpRequest) -> NoReturn:
    story = request.POST["story"]
    sealed = seal(story.encode(), to=[ALICE.recipient], about={"kind": story})
    open_sealed(sealed, identity=BOB, about=ABOUT)
    raise AssertionError(story)


def with_a_message(request: HttpRequest) -> NoReturn:
    try:
        int(request.POST["story"])
    except ValueError as error:
        error.add_note(MARKER)
        raise RuntimeError(request.POST["story"]) from error
    raise AssertionError


def while_another(request: HttpRequest) -> NoReturn:
    try:
        int(request.POST["story"])
    except ValueError:
        raise Unopenable  # noqa: B904
    raise AssertionError


def by_a_codec(request: HttpRequest) -> NoReturn:
    (request.POST["story"] + "\udcff").encode()
    raise AssertionError


def in_a_template(request: HttpRequest) -> NoReturn:
    Template(MARKER + "{% include missing %}").render(Context({"missing": request.POST["story"]}))
    raise AssertionError


VIEWS = [in_the_vault, with_a_message, while_another, by_a_codec, in_a_template]
urlpatterns = [path(f"{view.__name__}/{MARKER}/", view) for view in VIEWS]


@pytest.fixture(params=VIEWS, ids=lambda view: view.__name__)
def view(request: pytest.FixtureRequest) -> Any:
    return request.param


def everything_sent() -> dict[str, Any]:
    """A form that has the marker in each of its parts."""
    file = SimpleUploadedFile(f"{MARKER}.jpg", MARKER.encode())
    return {"story": MARKER, MARKER: "x", "file": file}


def reporter_of(request: HttpRequest | None) -> Any:
    """What the settings put in charge of the error that is being handled."""
    kind: Any = get_exception_reporter_class(request)  # type: ignore[arg-type]
    return kind(request, *sys.exc_info())


def is_silent(page: str) -> bool:
    secrets = [MARKER, settings.SECRET_KEY, settings.CODE_PEPPER, settings.MEMBER_PEPPER,
               ALICE.reveal(), BOB.reveal(), ALICE.recipient]  # fmt: skip
    # The views' own source shows their lines, in which the marker is not spelt out.
    return not any(secret in page for secret in secrets)


@pytest.mark.parametrize("accepted", ["text/html", "text/plain"])
def test_the_page_of_an_error_with_debug_on_shows_nothing(view: Any, accepted: str) -> None:
    browser = Client(raise_request_exception=False, headers={"Accept": accepted, "X-Note": MARKER})
    browser.cookies["note"] = MARKER
    with override_settings(
        DEBUG=True, ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["testserver"]
    ):
        answer = browser.post(f"/{view.__name__}/{MARKER}/?note={MARKER}", everything_sent())
    page = answer.content.decode()
    assert answer.status_code == 500
    assert view.__name__ in page
    assert is_silent(page)


@pytest.mark.parametrize("debug", [True, False])
def test_a_report_shows_nothing_of_request_frames_and_settings(view: Any, debug: bool) -> None:
    request = RequestFactory().post(
        f"/{MARKER}/?note={MARKER}", everything_sent(), headers={"X-Note": MARKER}
    )
    request.COOKIES["note"] = MARKER
    request.user = _User()  # type: ignore[assignment]
    with override_settings(DEBUG=debug):
        try:
            view(request)
        except Exception:  # noqa: BLE001
            reporter = reporter_of(request)
            pages = [reporter.get_traceback_html(), reporter.get_traceback_text()]
            pages.append(technical_500_response(request, *sys.exc_info()).content.decode())
    assert all(view.__name__ in page for page in pages)
    assert all(is_silent(page) for page in pages)
    assert not any("Local vars" in page for page in pages)


def test_a_report_without_a_request_shows_nothing() -> None:
    try:
        with_a_message(RequestFactory().post("/", everything_sent()))
    except RuntimeError:
        reporter = reporter_of(None)
        page = reporter.get_traceback_text()
    assert "RuntimeError" in page
    assert "ValueError" in page
    assert is_silent(page)


def test_djangos_own_reporter_would_have_shown_it() -> None:
    own = "django.views.debug"
    with override_settings(DEFAULT_EXCEPTION_REPORTER=f"{own}.ExceptionReporter", DEBUG=True):
        try:
            with_a_message(RequestFactory().post("/", everything_sent()))
        except RuntimeError:
            reporter = reporter_of(None)
            page = reporter.get_traceback_text()
    assert MARKER in page
