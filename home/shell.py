"""What every public page shows around its content: hotline, menu, foot, per language.

Plain files, rewritten when an editor publishes: reading them costs no query, and they are there
when the database is not.
"""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from home.addresses import address, foreign
from home.after_commit import once_after_commit
from home.best_language import in_best_language
from home.languages import lang_mark
from home.telephone import dialled
from published.files import write_whole


@dataclass(frozen=True)
class Hotline:
    """The number to call, as it is written, and as a telephone dials it."""

    number: str
    note: str

    @property
    def tel(self) -> str:
        """The digits, with a leading plus if there is one."""
        return dialled(self.number)


@dataclass(frozen=True)
class MenuItem:
    """One part of the site."""

    title: str
    url: str
    lang: str = ""
    """The language of the title where it is another than that of the site around it."""

    @property
    def lang_mark(self) -> SafeString:
        """The attribute for the element that shows the title."""
        return lang_mark(self.lang)


@dataclass(frozen=True)
class Shell:
    """What stands around the content in one language.

    `places` are pages that others lead to by a code, such as `help`: see `BasePage.place`.
    """

    hotline: Hotline | None = None
    menu: tuple[MenuItem, ...] = ()
    foot: tuple[MenuItem, ...] = ()
    places: dict[str, MenuItem] = field(default_factory=dict)


def shell(language: str) -> Shell:
    """What stands around the content in a language; empty before anything is published.

    Empty, too, while the file is broken: the worker writes it anew, and pages must show meanwhile.
    """
    path = _folder() / "shell.json"
    try:
        return _read(path, path.stat().st_mtime_ns).get(language, Shell())
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Shell()


@lru_cache(maxsize=1)
def _read(path: Path, _changed_at: int) -> dict[str, Shell]:
    shells = json.loads(path.read_text())
    return {
        language: Shell(
            hotline=Hotline(**value["hotline"]) if value["hotline"] else None,
            menu=tuple(MenuItem(**item) for item in value["menu"]),
            foot=tuple(MenuItem(**item) for item in value.get("foot", ())),
            places={code: MenuItem(**item) for code, item in value.get("places", {}).items()},
        )
        for language, value in shells.items()
    }


def write_files() -> None:
    """Writes the hotline, the menu and the page for broken times from what is published."""
    from home.models import HomePage, Service

    services = list(Service.objects.in_the_strip())
    homes = HomePage.objects.live().select_related("locale")
    shells = {home.locale.language_code: _shell_of(home, services) for home in homes}
    write_whole(_folder() / "shell.json", json.dumps(shells, ensure_ascii=False, sort_keys=True))
    hotlines = {
        language: Hotline(**value["hotline"])
        for language, value in shells.items()
        if value["hotline"]
    }
    page = render_to_string("errors/static_page.html", {"hotlines": hotlines})
    write_whole(_folder() / "unavailable.html", page)


def republish(**_signal: Any) -> None:
    """Writes the files anew once the change that calls for it is committed."""
    once_after_commit(write_files)


def _shell_of(home: Any, services: list[Any]) -> dict[str, Any]:
    language = home.locale.language_code
    pages = list(in_best_language(home, language).order_by("rank", "path").specific())
    parts = {
        page: {
            "title": page.title,
            "url": address(page, language),
            "lang": foreign(page, language),
        }
        for page in pages
    }
    return {
        "hotline": _hotline_in(services, language),
        "menu": [part for page, part in parts.items() if page.show_in_menus],
        "foot": [part for page, part in parts.items() if getattr(page, "at_foot", False)],
        "places": {page.place: part for page, part in parts.items() if getattr(page, "place", "")},
    }


def _hotline_in(services: list[Any], language: str) -> dict[str, str] | None:
    for service in services:
        text = service.text_in(language)
        return {"number": service.shown_phone, "note": text.hours if text else ""}
    return None


def _folder() -> Path:
    return Path(settings.PUBLISHED_DIR)
