"""Pictures, documents and posters: what the worker makes of an editor's files for readers."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import FilePayload, Locator, Page, expect

from committee_pages import pdf_files
from tests import pictures
from tests.journeys.cms_forms import (
    ADD,
    add_source,
    choose_file,
    day,
    key,
    publish,
    published,
    save_draft,
    until_there,
    write,
)
from tests.live import LiveServer

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>MARKERSCRIPT()</script></svg>'
_NO_PICTURES = [
    ("Large.png", pictures.bomb(10_000), "Make it smaller and upload it again."),
    ("Drawing.svg", _SVG, "Save it as PNG and upload that."),
    ("Called a picture.png", _SVG, "save it as JPEG or PNG, and upload that."),
]
_NO_DOCUMENTS = [
    ("Letter.pdf", b"hello", "Save it as one of these and upload that."),
    ("Half.pdf", b"%PDF-1.7 and no more", "Make it again and upload that."),
]


def _file(name: str, data: bytes) -> FilePayload:
    kind = "application/pdf" if name.endswith("pdf") else "image/png"
    return FilePayload(name=name, mimeType=kind, buffer=data)


def _write_meeting(page: Page) -> str:
    """All that a news item can have. Gives the name of the institution that took part."""
    page.locator("#id_title").fill("Meeting of the journey")
    page.locator("#id_summary").fill("People met and spoke about help.")
    page.get_by_label("Meeting", exact=True).check()
    day(page, "happened_on", "2026-11-20")
    write(page, "What they agreed on.")
    page.get_by_role("button", name="Choose an image").click()
    photo = pictures.photo(size=(1200, 900))
    expect(choose_file(page, _file("Four people.jpg", photo))).to_be_hidden()
    page.locator("#id_picture_alt").fill("Four people at a table")
    page.locator("#id_people-ADD").click()
    page.locator("#id_people-0-name").fill("Person of the journey")
    page.locator("#id_people-0-role").fill("speaker")
    first = page.locator("#id_institutions label").first
    first.click()
    page.locator("#id_documents-ADD").click()
    page.locator("#inline_child_documents-0").get_by_role("button", name="Choose").click()
    expect(choose_file(page, _file("Agreed.pdf", pictures.document()))).to_be_hidden()
    page.locator("#id_documents-0-title").fill("What was agreed")
    add_source(page)
    return first.inner_text().strip()


def _publish_campaign(page: Page, shot: Callable[[Page, str], None]) -> None:
    """A campaign with two steps, which must not end before it starts."""
    today = timezone.localdate()
    page.locator("#id_title").fill("Campaign of the journey")
    page.locator("#id_summary").fill("Nobody may keep your passport.")
    day(page, "starts_on", str(today))
    day(page, "ends_on", str(today - timedelta(days=1)))
    page.get_by_label("Get help", exact=True).check()
    page.locator("#id_share_text").fill("Nobody may keep your passport. Ask for it back.")
    publish(page)
    at_field = page.locator('[data-contentpath="ends_on"]')
    expect(at_field).to_contain_text("It must not end before it starts.")
    expect(page.locator("body")).to_contain_text("A campaign needs a step: what people can do.")
    shot(page, "cms-campaign-refused")
    day(page, "ends_on", str(today + timedelta(days=30)))
    for place, words in enumerate(("Ask for it back.", "Tell us when you do not get it.")):
        page.locator("#id_steps-ADD").click()
        page.locator(f"#id_steps-{place}-text").fill(words)
    shot(page, "cms-campaign")
    published(page)


def test_readers_get_picture_document_and_poster_of_what_is_published(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
    server: LiveServer,
) -> None:
    """One journey, so that it waits for the worker once."""
    page = sign_in("editor", faulty=True)
    page.goto(f"{ADD}/newspage/{key(server, 'NewsIndexPage')}/")
    institution = _write_meeting(page)
    form = save_draft(page)
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("#w-preview-iframe").first
    expect(preview.get_by_role("link", name="What was agreed")).to_be_visible(timeout=20_000)
    _is_drawn(preview.get_by_role("img", name="Four people at a table"))
    shot(page, "cms-news")
    reader = visit("/en/news/?type=meeting", java_script_enabled=False)
    expect(reader.get_by_role("link", name="Meeting of the journey")).to_have_count(0)

    page = sign_in("publisher", faulty=True)
    page.goto(form)
    published(page)
    page.goto(f"{ADD}/campaignpage/{key(server, 'CampaignIndexPage')}/")
    _publish_campaign(page, shot)

    reader.reload()
    reader.get_by_role("link", name="Meeting of the journey").click()
    expect(reader.locator(".govuk-caption-xl")).to_contain_text("Meeting · 20 November 2026")
    for words in ("What they agreed on.", "Person of the journey", "speaker", institution):
        expect(reader.locator("main")).to_contain_text(words)
    expect(reader.get_by_role("link", name="Report of the journey")).to_be_visible()
    picture = reader.get_by_role("img", name="Four people at a table")
    link = reader.get_by_role("link", name=re.compile(r"^What was agreed \(PDF, \d+ kB\)$"))
    until_there(reader, picture, link)
    # Its place is kept free before it comes, so that nothing jumps.
    width, height = (int(picture.get_attribute(name) or 0) for name in ("width", "height"))
    assert width * 3 == height * 4 > 0
    _is_drawn(picture)
    shot(reader, "news-published")
    with reader.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "agreed.pdf"
    content = download.value.path().read_bytes()
    assert content.startswith(b"%PDF")
    assert b"MARKER" not in content
    _read_campaign(reader, shot)


def _is_drawn(picture: Locator) -> None:
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0


def _read_campaign(reader: Page, shot: Callable[[Page, str], None]) -> None:
    reader.goto("/en/")
    reader.get_by_role("link", name="Campaign of the journey").click()
    expect(reader.locator("main")).to_contain_text("Nobody may keep your passport.")
    expect(reader.locator("main ol > li")).to_have_count(2)
    expect(reader.locator("main .govuk-button")).to_have_attribute("href", "/en/help/")
    if pdf_files.program() is None:
        return  # without Pango there are no posters
    sizes = (re.compile(rf"^English, {size} \(PDF, \d+ kB\)$") for size in ("A4", "A5"))
    links = [reader.get_by_role("link", name=size) for size in sizes]
    until_there(reader, *links)
    shot(reader, "campaign-published")
    poster = reader.request.get(links[0].get_attribute("href") or "")
    assert poster.headers["content-type"] == "application/pdf"
    assert poster.body().startswith(b"%PDF")


def test_what_an_editor_cannot_upload_is_refused_at_its_field_and_kept_nowhere(
    sign_in: Callable[..., Page], shot: Callable[[Page, str], None], server: LiveServer
) -> None:
    before = _stored(server)
    page = sign_in("editor", faulty=True)
    page.goto(f"{ADD}/newspage/{key(server, 'NewsIndexPage')}/")
    page.get_by_role("button", name="Choose an image").click()
    for name, data, sentence in _NO_PICTURES:
        chooser = choose_file(page, _file(name, data))
        expect(_at_file(chooser)).to_contain_text(sentence)
    shot(page, "cms-picture-refused")
    page.get_by_role("button", name="Close").last.click()
    page.locator("#id_documents-ADD").click()
    page.locator("#inline_child_documents-0").get_by_role("button", name="Choose").click()
    for name, data, sentence in _NO_DOCUMENTS:
        chooser = choose_file(page, _file(name, data))
        expect(_at_file(chooser)).to_contain_text(sentence)
    shot(page, "cms-document-refused")
    assert _stored(server) == before


def _at_file(chooser: Locator) -> Locator:
    """What is said at the field of the file."""
    field = chooser.locator("[data-field]", has=chooser.page.locator("input[type=file]"))
    return field.locator("[data-field-errors]")


def _stored(server: LiveServer) -> set[Path]:
    return {path for path in (server.folder / "media").rglob("*") if path.is_file()}
