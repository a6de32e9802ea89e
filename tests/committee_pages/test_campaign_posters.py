"""Posters: one page of the right size, whose square leads to the report form."""

import io
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno
from django.conf import settings
from django.test import Client

from committee_pages import pdf_files
from committee_pages.campaigns import posters
from committee_pages.campaigns.drawings import Drawing
from committee_pages.models import CampaignPage, CampaignStep
from home.models import Service
from home.shell import write_files
from portal.management.commands import work
from tests.committee_pages.campaign_samples import add_campaign

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("pages"),
    pytest.mark.skipif(pdf_files.program() is None, reason="Pango is not installed"),
]
_CODES = [code for code, _name in settings.LANGUAGES]
_POINTS = {"a4": (595.28, 841.89), "a5": (419.53, 595.28)}
_CAMPAIGN = "campaigns/check-before-you-go/"
_LONG_WORDS = "Wmwmwmwmwmwmwm "


@pytest.fixture(autouse=True)
def _place(settings: Any, tmp_path: Path) -> None:
    settings.PUBLISHED_DIR = tmp_path
    settings.PUBLIC_URL = "https://portal.example"
    write_files()


@pytest.fixture
def only_one() -> CampaignPage:
    """A campaign beside which there is none: making posters takes a second each."""
    page = add_campaign(slug="look")
    CampaignPage.objects.exclude(pk=page.pk).update(live=False)
    return page


def _page(code: str = "en") -> CampaignPage:
    found: CampaignPage = CampaignPage.objects.select_related("locale").get(
        locale__language_code=code, slug="check-before-you-go"
    )
    return found


def _modules(html: str) -> list[list[int]]:
    """What is dark in the drawn QR code, row by row, read from its lines."""
    svg = next(part for part in html.split("<svg")[1:] if "qrline" in part)
    (found,) = re.findall(r'viewBox="0 0 (\d+) \d+"', svg)
    side = int(found)
    grid = [[0] * side for _ in range(side)]
    x, y = 0, 0.0
    path = re.search(r'class="qrline"[^>]* d="([^"]+)"', svg)
    assert path
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", path[1]):
        if command == "h":
            for column in range(x, x + int(first)):
                grid[int(y)][column] = 1
            x += int(first)
        elif command == "M":
            x, y = int(first), float(second)
        else:
            x, y = x + int(first), y + float(second)
    return [row[4:-4] for row in grid[4:-4]]


@pytest.mark.parametrize("code", _CODES)
def test_the_square_leads_to_the_report_form_in_the_language_of_the_poster(code: str) -> None:
    html = posters.html_of(_page(code))
    target = f"https://portal.example/{code}/report/"
    expected = segno.make(target, error="m", micro=False).matrix
    assert _modules(html) == [list(row) for row in expected]
    assert f">portal.example/{code}/report<" in html
    other = segno.make(f"https://portal.example/{code}/help/", error="m", micro=False).matrix
    assert _modules(html) != [list(row) for row in other]


@pytest.mark.parametrize("code", _CODES)
def test_the_address_on_a_poster_is_that_of_the_form(client: Client, code: str) -> None:
    # Somebody who types it leaves the slash at the end away.
    assert client.get(f"/{code}/report/").status_code == 200
    answer = client.get(f"/{code}/report", follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == f"/{code}/report/"


@pytest.mark.parametrize("size", list(_POINTS))
@pytest.mark.parametrize("code", _CODES)
def test_a_poster_is_one_tagged_page_in_its_language(code: str, size: str) -> None:
    page = _page(code)
    made = posters.render(pdf_files.program(), page, size)
    with pikepdf.open(io.BytesIO(made)) as document:
        (only,) = document.pages
        assert tuple(map(float, only.mediabox[2:])) == pytest.approx(_POINTS[size], abs=1)
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == code
        assert str(document.docinfo["/Title"]) == page.title


@pytest.mark.parametrize("size", list(_POINTS))
@pytest.mark.parametrize("letters", ["x", "W", _LONG_WORDS, "’á "])
def test_the_longest_words_an_editor_can_write_stay_on_one_page(
    settings: Any, size: str, letters: str
) -> None:
    settings.PUBLIC_URL = f"https://{'a-very-long-name.' * 4}example"
    hotline = Service.objects.get(in_strip=True)
    for text in hotline.texts.all():
        text.hours = "W" * 20
        text.save()
    write_files()

    def of(length: int) -> str:
        return (letters * length)[:length].strip()

    page = add_campaign(
        of(60), slug="long", summary=of(200), steps=[CampaignStep(text=of(110)) for _ in range(5)]
    )
    made = posters.render(pdf_files.program(), page, size)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages) == 1


def test_words_that_cannot_fit_make_no_poster_rather_than_two_pages(
    only_one: CampaignPage, caplog: pytest.LogCaptureFixture
) -> None:
    only_one.steps = [CampaignStep(text="W" * 110) for _ in range(60)]
    only_one.save()
    with pytest.raises(posters.TooLong):
        posters.render(pdf_files.program(), only_one, "a4")
    posters.write_missing()
    assert not list(posters._folder().glob("*"))
    assert "cannot be made" in caplog.text


@pytest.mark.parametrize("drawing", list(Drawing))
def test_the_drawing_is_on_the_poster_with_its_words(drawing: str) -> None:
    page = _page("pt")
    page.drawing = drawing
    html = posters.html_of(page)
    assert html.count("<svg") == 2
    assert len(re.findall(r"<svg[^>]*><title>[^<]+</title>", html)) == 2
    posters.render(pdf_files.program(), page, "a5")


def test_hostile_words_are_words_on_the_poster(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    evil = f'<img src="file://{secret}"><link rel=attachment href="file://{secret}">'[:110]
    page = add_campaign("</title><b>", slug="e", summary=evil, steps=[CampaignStep(text=evil)])
    html = posters.html_of(page)
    assert "<img" not in html
    assert evil in unescape(html)
    with pikepdf.open(io.BytesIO(posters.render(pdf_files.program(), page, "a4"))) as document:
        assert not document.attachments


def test_the_hotline_is_on_the_poster_and_is_not_where_there_is_none() -> None:
    assert "<strong>000 0000</strong>" in posters.html_of(_page())
    Service.objects.get(in_strip=True).unpublish()
    write_files()
    assert "Need help? Call" not in posters.html_of(_page())


def test_a_poster_of_the_demonstration_says_that_it_is_one(settings: Any) -> None:
    assert "Not the official site." in posters.html_of(_page())
    settings.DEMONSTRATION = False
    assert "Demonstration" not in posters.html_of(_page())


def test_the_background_worker_makes_posters() -> None:
    assert posters.write_missing in work.JOBS


def test_a_reader_finds_no_poster_before_it_is_made(client: Client) -> None:
    assert "poster-" not in client.get(f"/en/{_CAMPAIGN}").content.decode()
    assert client.get(f"/en/{_CAMPAIGN}poster-a4/").status_code == 404


def test_a_poster_is_served_and_its_link_says_how_large_it_is(
    client: Client, only_one: CampaignPage
) -> None:
    posters.write_missing()
    shown = client.get("/en/campaigns/look/").content.decode()
    link = re.search(r'<a [^>]*href="(/en/campaigns/look/poster-a5/)">(.*?)</a>', shown)
    assert link
    answer = client.get(link[1])
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # the test client names no kind
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "look-en-a5.pdf" in answer.headers["Content-Disposition"]
    assert content.startswith(b"%PDF-")
    said = re.search(r"A5 \(PDF, (\d+) kB\)", link[2])
    assert said
    assert int(said[1]) == -(-len(content) // 1000)


@pytest.mark.parametrize("name", ["a3", "A4", "a4.pdf", "", "..", "a4/x", "%00", "a4%2f..%2fx"])
def test_what_is_no_poster_is_not_found(client: Client, only_one: CampaignPage, name: str) -> None:
    posters.write_missing()
    assert client.get(f"/en/campaigns/look/poster-{name}/").status_code == 404


def test_what_is_made_is_not_made_again_and_what_is_old_goes(only_one: CampaignPage) -> None:
    posters.write_missing()
    first = posters.path_of(only_one, "a4")
    made_at = first.stat().st_mtime_ns
    posters.write_missing()
    assert first.stat().st_mtime_ns == made_at
    only_one.unpublish()
    posters.write_missing()
    assert not list(posters._folder().glob("*.pdf"))


def test_another_hotline_address_or_publication_makes_another_poster(settings: Any) -> None:
    page = _page()
    names = {posters.path_of(page, "a4")}
    settings.PUBLIC_URL = "https://other.example"
    names.add(posters.path_of(page, "a4"))
    Service.objects.get(in_strip=True).unpublish()
    write_files()
    names.add(posters.path_of(page, "a4"))
    page.save_revision().publish()
    names.add(posters.path_of(_page(), "a4"))
    names.add(posters.path_of(_page("pt"), "a4"))
    assert len(names) == 5


@pytest.mark.parametrize("address", ["", "http://localhost:8000"])
def test_without_a_public_address_there_are_no_posters(
    client: Client, settings: Any, only_one: CampaignPage, address: str
) -> None:
    settings.DEMONSTRATION = False
    settings.PUBLIC_URL = address
    posters.write_missing()
    assert not list(posters._folder().glob("*"))
    assert "Posters" not in client.get("/en/campaigns/look/").content.decode()


def test_without_pango_nothing_is_made_and_nothing_fails(
    monkeypatch: pytest.MonkeyPatch, client: Client, only_one: CampaignPage
) -> None:
    monkeypatch.setattr(posters, "program", lambda: None)
    posters.write_missing()
    assert not list(posters._folder().glob("*"))
    assert "Posters" not in client.get("/en/campaigns/look/").content.decode()


def test_one_poster_that_cannot_be_made_does_not_hold_up_the_others(
    only_one: CampaignPage, tmp_path: Path
) -> None:
    def fail() -> bytes:
        raise RuntimeError

    folder = tmp_path / "x"
    pdf_files.write_missing(folder, {folder / "a.pdf": fail, folder / "b.pdf": lambda: b"b"})
    assert [path.name for path in folder.iterdir()] == ["b.pdf"]


def test_making_posters_does_not_make_uploads_take_half_pictures() -> None:
    script = (
        "from PIL import ImageFile; from committee_pages.pdf_files import program; "
        "assert program(); assert not ImageFile.LOAD_TRUNCATED_IMAGES"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
