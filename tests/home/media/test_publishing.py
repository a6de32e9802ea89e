"""What `work` makes of pictures and documents, what it takes away, and what a visit costs."""

import io
import logging
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image as Drawing
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition

from committee_pages.models import OrdinaryPage
from home.media import renditions
from home.media.manifest import manifest
from home.media.publishing import publish_media
from home.models import HomePage
from tests.home.media.uploads import (
    got,
    png,
    stored,
    stored_document,
    stored_picture,
    stored_recording,
)

pytestmark = pytest.mark.django_db

_PATH = "/en/about/"
_ALT = "A boat on the beach"


def _page() -> OrdinaryPage:
    page: OrdinaryPage = OrdinaryPage.objects.get(locale__language_code="en", place="about")
    return page


def _show(image: Image | None = None, sound: Document | None = None) -> OrdinaryPage:
    page = _page()
    page.picture, page.picture_alt, page.summary_audio = image, _ALT, sound
    page.save_revision().publish()
    return page


def _files() -> set[str]:
    return {path.name for path in (Path(settings.PUBLISHED_DIR) / "media").glob("*.*")} - {
        "published.json",
        ".lock",
    }


def _shown(client: Client, path: str = _PATH) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_published_picture_is_shown_in_two_light_widths_without_metadata(client: Client) -> None:
    _show(stored_picture())
    publish_media()
    (entry,) = manifest().pictures.values()
    narrow, wide = entry.renditions
    assert (narrow.width, narrow.height) == (360, 240)
    assert 360 < wide.width <= 720
    page = _shown(client)
    for one in entry.renditions:
        assert f"/media/{one.name} {one.width}w" in page
        data = got(client, f"/media/{one.name}")[1]
        assert len(data) <= renditions.LARGEST
        assert b"EXIF" not in data
        assert b"MARKER" not in data
        with Drawing.open(io.BytesIO(data)) as drawn:
            assert (drawn.format, drawn.size) == ("WEBP", (one.width, one.height))
            assert not drawn.getexif()
    assert f'width="{wide.width}" height="{wide.height}" alt="{_ALT}" loading="lazy"' in page
    assert page.count("<img") == 1


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1200, 800), [360, 720]),
        ((100, 100), [100]),
        ((360, 100), [360]),
        ((500, 400), [360, 500]),
        ((300, 1600), [180]),
        ((1600, 1), [360, 720]),
        ((1, 1), [1]),
    ],
)
def test_no_picture_is_made_larger_than_it_is(size: tuple[int, int], widths: list[int]) -> None:
    made = renditions.renditions_of(io.BytesIO(png(size)))
    assert [one.width for one in made] == widths


def test_a_picture_that_nothing_makes_light_is_made_smaller() -> None:
    file = io.BytesIO()
    Drawing.effect_noise((1600, 1600), 200).save(file, "PNG")
    made = renditions.renditions_of(file)
    assert all(len(data) <= renditions.LARGEST for data in made.values())
    assert max(one.width for one in made) < 720


def test_a_transparent_drawing_stays_transparent() -> None:
    (data,) = renditions.renditions_of(io.BytesIO(png((80, 80), "RGBA"))).values()
    with Drawing.open(io.BytesIO(data)) as drawn:
        assert drawn.mode == "RGBA"


def test_a_picture_that_is_not_ready_is_not_shown_and_no_visit_makes_it(client: Client) -> None:
    _show(stored_picture(), stored_recording())
    for _visit in range(2):
        page = _shown(client)
        assert "<img" not in page
        assert "<audio" not in page
    assert not Rendition.objects.exists()
    assert _files() == set()


def test_a_picture_and_a_recording_cost_a_visit_no_query(client: Client) -> None:
    _show()
    _shown(client)
    with CaptureQueriesContext(connection) as without:
        _shown(client)
    _show(stored_picture(), stored_recording())
    publish_media()
    with CaptureQueriesContext(connection) as with_both:
        page = _shown(client)
    assert "<img" in page
    assert "<audio" in page
    assert len(with_both) == len(without)
    assert not Rendition.objects.exists()


def test_what_only_a_draft_names_is_not_published(client: Client) -> None:
    image, sound = stored_picture(), stored_recording()
    stored_document()
    page = _page()
    page.picture, page.picture_alt, page.summary_audio = image, _ALT, sound
    page.save_revision()
    publish_media()
    assert not manifest().names
    assert _files() == set()
    draft = OrdinaryPage(
        title="New", slug="new", summary="x", body="<p>x</p>", live=False, locale=page.locale
    )
    draft.picture = image
    page.get_parent().add_child(instance=draft)
    publish_media()
    assert not manifest().names


def test_what_is_withdrawn_is_gone_at_once_and_its_files_with_the_next_round(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = _show(stored_picture(), stored_recording())
    publish_media()
    names = set(manifest().names)
    assert len(names) == 3
    assert _files() == names
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert {got(client, f"/media/{name}")[0] for name in names} == {404}
    publish_media()
    assert _files() == set()


@pytest.mark.parametrize("what", ["page", "picture", "field"])
def test_a_picture_is_gone_with_its_page_its_row_or_its_field(
    client: Client, django_capture_on_commit_callbacks: Any, what: str
) -> None:
    image = stored_picture()
    page = _show(image)
    publish_media()
    (name, *_more) = manifest().names
    assert got(client, f"/media/{name}")[0] == 200
    with django_capture_on_commit_callbacks(execute=True):
        if what == "page":
            page.delete()
        elif what == "picture":
            image.delete()
        else:
            _show(None)
    assert got(client, f"/media/{name}")[0] == 404


def test_two_pages_share_a_picture_until_the_last_lets_it_go() -> None:
    image = stored_picture()
    _show(image)
    other = OrdinaryPage.objects.get(locale__language_code="pt", place="about")
    other.picture, other.picture_alt = image, "Um barco"
    other.save_revision().publish()
    publish_media()
    _show(None)
    publish_media()
    assert len(manifest().pictures) == 1
    other.unpublish()
    publish_media()
    assert not manifest().pictures


def test_a_round_with_nothing_new_makes_nothing_again() -> None:
    _show(stored_picture(), stored_recording())
    publish_media()
    folder = Path(settings.PUBLISHED_DIR) / "media"
    before = {name: (folder / name).stat().st_mtime_ns for name in (*_files(), "published.json")}
    Path(Image.objects.get().file.path).unlink()  # it cannot even be read
    publish_media()
    after = {name: (folder / name).stat().st_mtime_ns for name in (*_files(), "published.json")}
    assert before == after


def test_a_lost_file_is_made_again(client: Client) -> None:
    _show(stored_picture())
    publish_media()
    name = next(iter(manifest().names))
    (Path(settings.PUBLISHED_DIR) / "media" / name).unlink()
    assert got(client, f"/media/{name}")[0] == 404
    publish_media()
    assert got(client, f"/media/{name}")[0] == 200


def test_one_picture_that_cannot_be_made_keeps_no_other_back(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    broken = stored(png((50, 50)), "a.png")
    Path(broken.file.path).write_bytes(b"broken")
    _show(broken, stored_recording())
    with caplog.at_level(logging.ERROR):
        publish_media()
    assert "cannot be published" in caplog.text
    assert len(manifest().documents) == 1
    assert "<img" not in _shown(client)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pictures": {"1": {}}, "documents": {}}'])
def test_a_broken_list_breaks_no_page_and_is_written_anew(client: Client, content: str) -> None:
    _show(stored_picture())
    publish_media()
    path = Path(settings.PUBLISHED_DIR) / "media" / "published.json"
    path.write_text(content)
    assert "<img" not in _shown(client)
    publish_media()
    assert "<img" in _shown(client)


def test_a_summary_can_be_heard_on_every_kind_of_page_and_its_size_is_told(client: Client) -> None:
    sound = stored_recording()
    for page in HomePage.objects.get(locale__language_code="en").get_descendants(inclusive=True):
        specific = page.specific
        specific.summary_audio = sound
        specific.save_revision().publish()
    publish_media()
    (entry,) = manifest().documents.values()
    for path in ("", "law/", "law/lei-3-2017/", "news/", "news/work-plan-meeting-2021/", "help/",
                 "check/", "about/", "privacy/", "contact/"):  # fmt: skip
        shown = _shown(client, f"/en/{path}")
        assert "Listen (1 kB)" in shown, path
        assert f'controls preload="none" aria-labelledby="listen-{sound.pk}"' in shown, path
        assert f'src="/media/{entry.name}"' in shown, path
        policy = client.get(f"/en/{path}").headers["Content-Security-Policy"]
        assert "media-src 'self'" in policy, path


def test_a_picture_needs_words_for_who_cannot_see_it() -> None:
    page = _page()
    page.picture, page.picture_alt = stored_picture(), "  "
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == ["picture_alt"]
    page.picture_alt = _ALT
    page.full_clean()


def test_a_document_to_read_is_no_summary_to_listen_to() -> None:
    page = _page()
    page.summary_audio = stored_document()
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == ["summary_audio"]
