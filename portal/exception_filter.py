"""Django's error reports, without anything that somebody wrote or that we keep secret.

Django hides what has a telling name, and all of it only where DEBUG is off. Here each variable may
hold words of a sender or a key, so that nothing is shown: a report says where something broke.
"""

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter


class ExceptionFilter(SafeExceptionReporterFilter):
    """No variables of frames, no form data, no cookies, no headers, no settings."""

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        nothing: dict[str, Any] = {}
        return nothing.items()

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_settings(self) -> dict[str, Any]:
        return {}


class Reporter(ExceptionReporter):
    """Nor what the filter is not asked about: messages of errors, the address, names of files."""

    def get_traceback_data(self) -> dict[str, Any]:
        shown = super().get_traceback_data()
        for frame in shown["frames"]:
            frame["exc_cause"] = _kind_of(frame["exc_cause"])
        if self.request is not None:
            shown["request_insecure_uri"] = ""
            shown["request_GET_items"] = []
            shown["request_FILES_items"] = []
        return shown | {
            "exception_value": "",
            "exception_notes": "",
            "unicode_hint": "",
            "template_info": None,
            "postmortem": None,
            "template_does_not_exist": False,
            "request": None,
            "user_str": "",
        }


def _kind_of(error: object) -> str | None:
    return None if error is None else type(error).__name__
