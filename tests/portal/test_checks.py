"""The rules of the house that a start checks."""

from typing import Any

import pytest

from portal.checks import forms_are_guarded
from portal.roles import PortalRole


def test_every_role_has_its_guards(role: PortalRole) -> None:
    assert forms_are_guarded() == []


@pytest.mark.parametrize("lost", ["OriginMiddleware", "CsrfViewMiddleware", "Gate"])
def test_a_guard_that_is_lost_stops_the_start(settings: Any, lost: str) -> None:
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith(f".{lost}")]
    (found,) = forms_are_guarded()
    assert lost in found.msg
