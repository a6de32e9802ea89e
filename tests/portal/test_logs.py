"""Log lines say where it broke and never what somebody wrote."""

import io
import logging
from collections.abc import Iterator
from unittest import mock

import pytest
from django.test import Client

from portal.logs import ScrubbedFormatter
from tests.sender import Sender

_MARKER = "words of a sender"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the console would show of everything."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(ScrubbedFormatter())
    loggers = [logging.getLogger(name) for name in ("", "django", "django.request")]
    for logger in loggers:
        logger.addHandler(handler)
    yield stream
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.mark.django_db
def test_an_error_while_sending_says_where_and_not_what(people: None, logged: io.StringIO) -> None:
    sender = Sender(Client(raise_request_exception=False), "en")
    sender.fill_in(f"{_MARKER} in the story")
    failure = ValueError(f"cannot handle {_MARKER}")
    with mock.patch("reports.intake.services.store.save_tip", side_effect=failure):
        sender.press("send")
    assert sender.page.status_code == 500
    shown = logged.getvalue()
    assert "ValueError" in shown
    assert "report_submit" in shown
    assert _MARKER not in shown
    assert "/en/report/" not in shown


def test_chained_errors_and_arguments_are_not_shown(logged: io.StringIO) -> None:
    logger = logging.getLogger("reports.anything")
    try:
        try:
            int(_MARKER)
        except ValueError as error:
            raise RuntimeError(_MARKER) from error
    except RuntimeError:
        logger.exception("failed with %s", _MARKER)
    logging.getLogger("django.request").error("Internal Server Error: %s", f"/en/{_MARKER}/")
    assert _MARKER not in logged.getvalue()
    assert "RuntimeError" in logged.getvalue()
