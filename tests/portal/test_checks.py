"""The rules of the house that a start checks."""

from typing import Any

import pytest

from portal.checks import country_has_a_calendar, forms_are_guarded
from portal.roles import PortalRole


def test_every_role_has_its_guards(role: PortalRole) -> None:
    assert forms_are_guarded() == []


@pytest.mark.parametrize("lost", ["OriginMiddleware", "CsrfViewMiddleware", "Gate"])
def test_a_guard_that_is_lost_stops_the_start(settings: Any, lost: str) -> None:
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith(f".{lost}")]
    (found,) = forms_are_guarded()
    assert lost in found.msg


@pytest.mark.parametrize(("country", "known"), [("TL", True), ("PT", True), ("XX", False)])
def test_a_country_without_a_known_calendar_stops_the_start(
    settings: Any, country: str, known: bool
) -> None:
    settings.COUNTRY = country
    assert (country_has_a_calendar() == []) is known
