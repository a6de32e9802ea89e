"""The pages of the settings of questions."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

LIST = "/staff/inbox/settings/questions/"
Committed = Callable[..., Any]


def text_of(answer: Any) -> str:
    """A page as it is read."""
    return unescape(str(answer.content.decode()))


def fields_of(page: Any) -> dict[str, str]:
    """What the page's first form would send if nobody touched it."""
    html = page.content.decode()
    form = next(f for f in re.findall(r"<form.*?</form>", html, re.DOTALL) if "label--en" in f)
    found: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        given = {k: unescape(v) for k, v in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if given.get("type") == "checkbox" and " checked" not in tag:
            continue
        found[given["name"]] = given.get("value", "on" if given["type"] == "checkbox" else "")
    return found


def save(leader: Client, code: str, commit: Committed, /, drop: str = "", **changes: str) -> Any:
    """Sends the form of a question, changed."""
    fields = fields_of(leader.get(f"{LIST}{code}/"))
    fields = {name: value for name, value in fields.items() if name != drop}
    with commit():
        return leader.post(
            f"{LIST}{code}/", {**fields, **{k.replace("__", "-"): v for k, v in changes.items()}}
        )


def upload(leader: Client, data: bytes, *, language: str = "en", name: str = "a.mp3") -> Any:
    """Sends a recording of the question about danger."""
    file = SimpleUploadedFile(name, data, content_type="audio/mpeg")
    return leader.post(f"{LIST}danger/sound/", {"language": language, "sound": file})
