"""The pages of a change of several tips, as a browser without JavaScript uses them."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.test import Client

from reports.inbox import services
from reports.intake import hashing, store
from reports.intake.services import report_submit
from reports.models import Report
from tests.member import unlocked
from vault.receipts import new_code

_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
BULK = "/staff/inbox/bulk/"


def send_tip(story: str = "A story to be sorted.", *, opened: bool = True) -> Report:
    """A tip, and unless said otherwise somebody has read it."""
    keys = hashing.keys_of(new_code())
    report_submit(keys, answers={"story": story}, language="en", origin=store.Origin())
    report = Report.objects.get(access__lookup=keys.lookup)
    if opened:
        services.record_view(unlocked("triage"), report)
        report.refresh_from_db()
    return report


class BulkPages:
    """Goes from page to page: what a page holds in hidden fields goes along."""

    def __init__(self, browser: Client) -> None:
        self.browser = browser
        self.page: Any = None

    @property
    def text(self) -> str:
        return unescape(str(self.page.content.decode()))

    @property
    def hidden(self) -> dict[str, list[str]]:
        """The hidden fields of the form of this page."""
        form = self.page.content.decode().partition(f'action="{BULK}"')[2].partition("</form>")[0]
        fields: dict[str, list[str]] = {}
        for name, value in _HIDDEN.findall(form):
            fields.setdefault(name, []).append(unescape(value))
        return fields

    def from_the_list(self, tips: Iterable[Any], do: str, **more: Any) -> None:
        ticked = [str(getattr(tip, "pk", tip)) for tip in tips]
        self.page = self.browser.post(BULK, {"tip": ticked, "do": do, **more}, follow=True)

    def go_on(self, **fields: Any) -> None:
        self.page = self.browser.post(BULK, {**self.hidden, **fields}, follow=True)

    def change(self, tips: Iterable[Any], do: str, value: str, reason: str = "Because.") -> None:
        """All three pages at once."""
        self.from_the_list(tips, do)
        self.go_on(value=value)
        self.go_on(reason=reason)

    def undo(self) -> None:
        found = re.search(rf'action="({BULK}[0-9a-f-]+/undo/[^"]*)"', self.page.content.decode())
        assert found, self.text
        self.page = self.browser.post(found.group(1))
