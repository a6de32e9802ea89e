"""The check of the catalogues finds what is wrong with them."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.formats import date_format

from portal import catalogues


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogues as they are, in a folder where a test may spoil them."""
    for language in catalogues.LANGUAGES:
        original = catalogues.po_path(language)
        for suffix in (".po", ".mo"):
            copy = tmp_path / f"{language}{suffix}"
            copy.write_bytes(original.with_suffix(suffix).read_bytes())
    monkeypatch.setattr(catalogues, "po_path", lambda language: tmp_path / f"{language}.po")
    return tmp_path


_LINE = 'msgid "Leave this site"\nmsgstr "'


def test_the_catalogues_are_complete_and_compiled(copies: Path) -> None:
    call_command("catalogues", check=True)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_missing_translation_is_found(copies: Path, language: str) -> None:
    file = copies / f"{language}.po"
    before, after = file.read_text().split(_LINE)
    file.write_text(before + _LINE + '"' + after.split('"', 1)[1])
    assert f"{language}: not translated: 'Leave this site'" in catalogues.faults(language)
    with pytest.raises(CommandError, match="Leave this site"):
        call_command("catalogues", check=True)


def test_a_fuzzy_translation_is_found(copies: Path) -> None:
    file = copies / "pt.po"
    file.write_text(file.read_text().replace(_LINE, "#, fuzzy\n" + _LINE))
    assert "pt: fuzzy: 'Leave this site'" in catalogues.faults("pt")


def test_a_lost_placeholder_is_found(copies: Path) -> None:
    file = copies / "pt.po"
    file.write_text(file.read_text().replace("%(number)s", "", 2))
    assert catalogues.faults("pt")


def test_a_catalogue_that_was_not_compiled_is_found(copies: Path) -> None:
    file = copies / "id.po"
    file.write_text(file.read_text().replace(_LINE, _LINE + "Segera "))
    (fault,) = catalogues.faults("id")
    assert "compiled" in fault
    catalogues.update("id")
    assert catalogues.faults("id") == []


def test_a_word_of_django_that_is_not_ours_is_found_and_put_right(copies: Path) -> None:
    catalogues.update("pt")
    file = copies / "pt.po"
    assert 'msgid "November"\nmsgstr "novembro"' in file.read_text()
    file.write_text(file.read_text().replace('"novembro"', '"Novembro"'))
    assert any("'November'" in fault for fault in catalogues.faults("pt"))
    catalogues.update("pt")
    assert not any("'November'" in fault for fault in catalogues.faults("pt"))


@pytest.mark.parametrize(
    ("language", "said"), [("pt", "15 de novembro de 2021"), ("tet", "15 Novembru 2021")]
)
def test_dates_are_written_as_the_language_writes_them(
    copies: Path, settings: Any, language: str, said: str
) -> None:
    catalogues.update(language)
    folder = copies / "locale" / language / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (copies / f"{language}.mo").rename(folder / "django.mo")
    settings.LOCALE_PATHS = [copies / "locale"]
    with translation.override(language):
        assert date_format(date(2021, 11, 15), "DATE_FORMAT") == said


def test_compiling_twice_gives_the_same_bytes(copies: Path) -> None:
    for language in catalogues.LANGUAGES:
        catalogues.update(language)
    first = [(copies / f"{language}.mo").read_bytes() for language in catalogues.LANGUAGES]
    for language in catalogues.LANGUAGES:
        catalogues.update(language)
        assert (copies / f"{language}.mo").read_bytes() in first


def test_no_file_asks_for_translations_by_a_name_that_is_not_looked_for() -> None:
    """Its sentences would be in no catalogue, and nothing would say so."""
    aliases = re.compile(rb"gettext(?:_lazy|_noop)? as (\w+)")
    for name, source in catalogues._sources():
        assert set(aliases.findall(source)) <= {b"_"}, name
