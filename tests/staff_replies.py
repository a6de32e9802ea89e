"""Replying to a sender as a member does: looking at the reply, then sending it."""

import re
from html import unescape
from typing import Any

from django.test import Client

from reports.models import Entry


def look_at_reply(browser: Client, tip: str, text: str, once: str = "1") -> Any:
    """Presses the button below the box of a page that shows all that there is.

    `tip` is the address of the tip.
    """
    newest = Entry.objects.filter(report__pk=tip.split("/")[-2]).count()
    fields = {"text": text, "once": once, "based_on": newest, "go": "preview"}
    return browser.post(f"{tip}reply/", fields)


def hidden_fields(page: Any) -> dict[str, str]:
    """What the page holds in hidden fields."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    return {name: unescape(value) for name, value in found}


def send_reply(browser: Client, tip: str, text: str, once: str = "1") -> Any:
    """Both presses; the answer to the first when it shows no reply to send."""
    page = look_at_reply(browser, tip, text, once)
    fields = hidden_fields(page)
    if "seen" not in fields:
        return page
    return browser.post(f"{tip}reply/", {**fields, "go": "send"})
