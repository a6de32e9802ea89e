"""The PDF of a version: tagged, with contents, made once and served with its size."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import Client

from committee_pages import pdf_files
from committee_pages.law import pdf, services
from committee_pages.law.structure import Kind, Node
from committee_pages.models import ActVersion
from portal.management.commands import work
from tests.committee_pages import fictitious

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("pages"),
    pytest.mark.skipif(pdf_files.program() is None, reason="Pango is not installed"),
]


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.PUBLISHED_DIR = tmp_path


def _version() -> ActVersion:
    found: ActVersion = ActVersion.objects.published().get(act__number="3")
    return found


def test_the_background_worker_makes_what_is_missing() -> None:
    assert pdf.write_missing in work.JOBS


def test_a_visitor_never_waits_for_a_file_to_be_made(client: Client) -> None:
    page = client.get("/pt/law/lei-3-2017/").content.decode()
    assert ".pdf" not in page
    assert client.get("/akn/tl/act/lei/2017/3/por@2017-01-25.pdf").status_code == 404


def test_the_file_is_served_and_the_page_says_how_large_it_is(client: Client) -> None:
    pdf.write_missing()
    page = client.get("/pt/law/lei-3-2017/").content.decode()
    assert 'href="/akn/tl/act/lei/2017/3/por@2017-01-25.pdf"' in page
    assert re.search(r"PDF \(\d+ kB\)", page)
    answer = client.get("/akn/tl/act/lei/2017/3/por@2017-01-25.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert content.startswith(b"%PDF-")
    assert len(content) == pdf.size(_version(), "pt")


def test_the_file_is_tagged_names_its_language_and_has_contents() -> None:
    version = fictitious.version(12)
    made = pdf.render(pdf_files.program(), version, "tet")
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "tet"
        assert document.Root.StructTreeRoot
        assert str(document.docinfo["/Title"]) == "Lei la loos"
        with document.open_outline() as outline:
            assert outline.root
        links = [
            note
            for page in document.pages
            for note in page.get("/Annots", [])
            if note.get("/Subtype") == "/Link"
        ]
        assert len(links) >= 12


def test_the_text_of_a_law_cannot_make_the_server_fetch_anything(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    evil = f'<img src="file://{secret}"><link rel="attachment" href="file://{secret}">'
    version = services.save_version(
        act=fictitious.act(),
        in_force_from=date(2001, 2, 3),
        trees={"pt": (Node(Kind.ARTICLE, "1", evil, evil),)},
    )
    made = pdf.render(pdf_files.program(), version, "pt")
    with pikepdf.open(io.BytesIO(made)) as document:
        assert not document.attachments


def test_what_is_made_is_not_made_again_and_what_is_old_goes(tmp_path: Path) -> None:
    version = fictitious.version(3)
    pdf.write_missing()
    first = pdf.path_of(version, "pt")
    made_at = first.stat().st_mtime_ns
    pdf.write_missing()
    assert first.stat().st_mtime_ns == made_at
    services.withdraw_version(version)
    pdf.write_missing()
    assert not first.exists()


def test_without_pango_nothing_is_made_and_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "program", lambda: None)
    pdf.write_missing()
    assert pdf.size(_version(), "pt") is None


def test_a_draft_has_no_file() -> None:
    version = fictitious.version(3)
    draft = services.draft_of(version)
    pdf.write_missing()
    assert pdf.size(draft, "pt") is None


def test_a_version_that_was_withdrawn_and_came_back_corrected_has_a_new_file() -> None:
    version = fictitious.version(3)
    pdf.write_missing()
    assert pdf.size(version, "pt")
    services.withdraw_version(version)
    services.publish_version(fictitious.corrected(version, "chp_1__art_1", "Corrected."))
    assert pdf.size(version, "pt") is None


def test_new_words_around_the_text_make_a_new_file(settings: Any, tmp_path: Path) -> None:
    version = _version()
    before = pdf.path_of(version, "pt")
    folder = tmp_path / "pt" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(b"other words")
    settings.LOCALE_PATHS = [str(tmp_path)]
    pdf._edition.cache_clear()
    assert pdf.path_of(version, "pt") != before
    pdf._edition.cache_clear()
