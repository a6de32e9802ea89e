"""A clock that tests can put forward, so that nothing has to sleep."""

import time

import pytest


class Clock:
    """Stands still, but for what a test adds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # The beginning of an hour: windows and hours begin with the test.
        self._now = float(int(time.time()) // 3600 * 3600)
        monkeypatch.setattr(time, "time", lambda: self._now)

    def forward(self, seconds: float) -> None:
        """Some seconds later."""
        self._now += seconds
