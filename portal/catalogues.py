"""The catalogues of translations: found in the sources, kept as .po, compiled to .mo.

Without gettext's own programs, so that a machine with only Python can check and compile them.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.utils.translation.template import templatize

from home.formats.words import DJANGO_WORDS
from portal.settings.paths import BASE_DIR

_PACKAGES = ("accounts", "committee_pages", "home", "portal", "reports")
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# Catalogues are kept for the languages that are not the source.
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
_PLURALS = {
    "tet": "nplurals=2; plural=(n != 1);",
    "pt": "nplurals=2; plural=(n != 1);",
    "id": "nplurals=1; plural=0;",
}
# Babel compiles the moment of reading in, with which the file would differ every minute.
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def po_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"


def _sources() -> Iterator[tuple[str, bytes]]:
    for package in _PACKAGES:
        for path in sorted((BASE_DIR / package).rglob("*")):
            name = str(path.relative_to(BASE_DIR))
            if "migrations" in path.parts:
                continue
            if path.suffix == ".py":
                yield name, path.read_bytes()
            elif path.suffix == ".html":
                calls = templatize(path.read_text(), origin=name)
                # Indentation means something to a reader of Python and nothing in a template.
                yield name, "\n".join(line.lstrip() for line in calls.splitlines()).encode()


def template(language: str) -> Catalog:
    """Every string of the sources that a reader or a member can see, without translations."""
    catalog = Catalog(locale=None, domain="django")
    for name, source in _sources():
        for line, message, _comments, context in extract.extract(
            "python", io.BytesIO(source), _KEYWORDS, (), {"encoding": "utf-8"}
        ):
            catalog.add(message, locations=[(name, line)], context=context)
    for word in DJANGO_WORDS.get(language, ()):
        catalog.add(word, locations=[("home/formats/words.py", 0)])
    return catalog


def kept(language: str) -> Catalog:
    """The catalogue as it lies in the repository."""
    with po_path(language).open("rb") as stream:
        catalog = pofile.read_po(stream)
    catalog.creation_date = _NO_TIME
    return catalog


def faults(language: str) -> list[str]:
    """What is wrong with a catalogue, in sentences; empty when it is complete and compiled."""
    catalog = kept(language)
    found: list[str] = []
    for wanted in template(language):
        if not wanted.id:
            continue
        message = catalog.get(wanted.id, wanted.context)
        words = (message.string if message else "") or ""
        parts = words if isinstance(words, tuple | list) else [words]
        if not all(parts):
            found.append(f"{language}: not translated: {wanted.id!r}")
        elif message is not None and message.fuzzy:
            found.append(f"{language}: fuzzy: {wanted.id!r}")
        elif words != _given(language, wanted, words):
            found.append(f"{language}: not as home/formats/words.py has it: {wanted.id!r}")
        elif message is not None:
            found += [f"{language}: {error}: {wanted.id!r}" for error in message.check(catalog)]
    if po_path(language).with_suffix(".mo").read_bytes() != _compiled(catalog):
        found.append(f"{language}: the compiled catalogue is not that of django.po")
    return found


def update(language: str) -> None:
    """Brings the catalogue in step with the sources, drops what is gone, and compiles it."""
    path = po_path(language)
    old = kept(language) if path.exists() else Catalog()
    new = Catalog(locale=None, domain="django", fuzzy=False, charset="utf-8")
    new.header_comment = f"# Mahon, {language}"
    new.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", _PLURALS[language]),
    ]
    for wanted in template(language):
        if wanted.id:
            message = old.get(wanted.id, wanted.context)
            new.add(
                wanted.id,
                _given(language, wanted, message.string if message else ""),
                locations=sorted({(name, 0) for name, _line in wanted.locations}),
                flags=wanted.flags,
                context=wanted.context,
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    pofile.write_po(
        buffer, new, width=100, omit_header=True, sort_output=True, include_lineno=False
    )
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {_PLURALS[language]}\\n"\n\n'
    )
    path.write_text(header + buffer.getvalue().decode())
    path.with_suffix(".mo").write_bytes(_compiled(kept(language)))


def _given(language: str, wanted: Message, kept: Any) -> Any:
    """Our word for one of Django's; for anything else, what the catalogue has."""
    return DJANGO_WORDS.get(language, {}).get(str(wanted.id), kept)


def _compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    mofile.write_mo(buffer, catalog)
    return buffer.getvalue()
