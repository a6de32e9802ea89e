"""The one address of published files: to whom, how, and of what."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.images.models import Image
from wagtail.models import GroupCollectionPermission

from home.media.manifest import Document, Manifest, folder, manifest, write
from home.templatetags.media import in_words
from portal.roles import PortalRole
from tests import pictures
from tests.conftest import as_role
from tests.home.media.uploads import got, stored_document, stored_picture
from tests.reports.recordings import MP3

_SOUND, _PAPER = "5" * 32 + ".mp3", "7" * 32 + ".pdf"
_PDF = b"%PDF-1.7\n" + bytes(3000)


@pytest.fixture(autouse=True)
def _published() -> None:
    folder().mkdir(parents=True, exist_ok=True)  # the frame of a page may have been published
    (folder() / _SOUND).write_bytes(MP3)
    (folder() / _PAPER).write_bytes(_PDF)
    write(
        Manifest(
            documents={
                1: Document("", _SOUND, "Summary", "audio/mpeg", len(MP3)),
                2: Document("", _PAPER, 'Leaflet "<b>" ó\r\nX: y', "application/pdf", 1_230_000),
            }
        )
    )


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_file_is_served_as_what_it_is_for_ever_and_without_a_cookie(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/media/{_SOUND}", headers={"Accept-Encoding": "gzip"})
    assert len(queries) == 0
    assert _body(answer) == MP3
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == str(len(MP3))
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers
    assert not answer.cookies


def test_a_browser_that_has_it_gets_no_bytes(client: Client) -> None:
    first = client.get(f"/media/{_SOUND}")
    assert _body(first) == MP3
    etag = first.headers["ETag"]
    answer = client.get(f"/media/{_SOUND}", headers={"If-None-Match": etag})
    assert answer.status_code == 304
    other = client.get(f"/media/{_SOUND}", headers={"If-None-Match": '"x"'})
    assert _body(other) == MP3


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-1", 0, 1), ("bytes=-3", len(MP3) - 3, len(MP3) - 1)]
)
def test_an_iphone_gets_the_part_that_it_asks_for(
    client: Client, asked: str, first: int, last: int
) -> None:
    answer = client.get(f"/media/{_SOUND}", headers={"Range": asked, "Accept-Encoding": "gzip"})
    assert answer.status_code == 206
    assert answer.content == MP3[first : last + 1]
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(MP3)}"
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("asked", ["bytes=9-4", "bytes=999999-", "lines=1-2", "bytes=0-1,3-4"])
def test_a_part_that_makes_no_sense_gives_the_whole(client: Client, asked: str) -> None:
    answer = client.get(f"/media/{_SOUND}", headers={"Range": asked})
    assert answer.status_code == 200
    assert _body(answer) == MP3


def test_a_document_is_kept_under_its_title_and_not_opened_in_the_page(client: Client) -> None:
    answer = client.get(f"/media/{_PAPER}")
    assert _body(answer) == _PDF
    disposition = answer.headers["Content-Disposition"]
    assert disposition == 'attachment; filename="leaflet-b-o-x-y.pdf"'
    assert answer.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    "name",
    ["published.json", ".lock", "..%2Fshell.json", "%2e%2e/shell.json", "x", "5.mp3", "%00", "a/b"],
)
def test_what_is_not_in_the_list_is_not_there(client: Client, name: str) -> None:
    assert (folder() / "published.json").exists()
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_files_are_read_and_nothing_else(client: Client, method: str) -> None:
    assert getattr(client, method)(f"/media/{_SOUND}").status_code in {403, 405}


def test_each_half_serves_its_own_address(role: PortalRole) -> None:
    expected = 404 if role is PortalRole.STAFF else 200
    assert got(Client(), f"/media/{_SOUND}")[0] == expected


@pytest.mark.django_db
def test_no_visitor_reaches_what_was_uploaded(people: None) -> None:
    image, document = stored_picture(), stored_document()
    paths = [
        f"/{place}{name}"
        for name in (image.file.name, document.file.name)
        for place in ("", "media/", "staff/cms/media/", "static/")
    ]
    paths += [document.url, f"/staff/cms/images/{image.pk}/preview/original/", "/documents/1/x"]
    for role in PortalRole:
        with as_role(role):
            for path in paths:
                assert Client().get(path).status_code in {302, 404}, path


# Wagtail lets go of a temporary file when it makes a thumbnail, and does not close it.
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.django_db
def test_an_editor_reaches_pictures_and_documents_and_nothing_beside_them(
    sign_in: Callable[[str], Client],
) -> None:
    image, document = stored_picture(), stored_document()
    thumbnail = image.get_rendition("max-165x165")
    (Path(settings.MEDIA_ROOT) / "secret.txt").write_text("x")
    editor = sign_in("editor")
    for name in (image.file.name, thumbnail.file.name):
        assert thumbnail.url.startswith("/staff/cms/media/images/")
        answer = editor.get(f"/staff/cms/media/{name}")
        assert answer.status_code == 200
        assert _body(answer)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert _body(editor.get(document.url)).startswith(b"%PDF")
    for name in (document.file.name, "secret.txt", "images/../secret.txt", "images/no", "images"):
        assert editor.get(f"/staff/cms/media/{name}").status_code == 404, name
    assert editor.get("/staff/cms/documents/file/999/x.pdf").status_code == 404
    for other in ("triage", "lead", "admin", "auditor"):
        assert sign_in(other).get(document.url).status_code == 404, other


def _rendered(source: str) -> str:
    context = Context({"request": RequestFactory().get("/"), "bad": '"><script>'})
    return Template("{% load media %}" + source).render(context)


def test_a_link_to_a_document_says_its_type_and_its_size() -> None:
    link = _rendered("{% document_link 2 'Leaflet' %}")
    assert link == f'<a class="govuk-link" href="/media/{_PAPER}">Leaflet (PDF, 1.2 MB)</a>'
    with translation.override("pt"):
        assert "(PDF, 1,2 MB)" in _rendered("{% document_link 2 %}")
    assert "Leaflet &quot;&lt;b&gt;&quot;" in _rendered("{% document_link 2 %}")
    assert "<script>" not in _rendered("{% document_link 2 bad %}")


@pytest.mark.parametrize(
    "tag",
    [
        "document_link None",
        "document_link 3",
        "listen 3",
        "listen 2",
        "listen None",
        "picture 1 ''",
    ],
)
def test_what_is_not_there_or_is_something_else_shows_nothing(tag: str) -> None:
    assert _rendered("{% " + tag + " %}") == ""


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 kB"), (1, "1 kB"), (44_001, "45 kB"), (999_000, "999 kB"), (1_000_000, "1.0 MB")],
)
def test_sizes_are_told_as_people_pay_for_them(size: int, words: str) -> None:
    assert in_words(size) == words


def test_the_list_is_read_once_and_again_when_it_changed() -> None:
    assert manifest() is manifest()
    write(Manifest())
    assert not manifest().documents


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["images", "documents"])
def test_the_upload_that_stores_before_it_checks_is_not_to_be_had(
    sign_in: Callable[[str], Client], what: str
) -> None:
    editor = sign_in("editor")
    path = f"/staff/cms/{what}/multiple/add/"
    assert editor.get(path).headers["Location"] == f"/staff/cms/{what}/add/"
    sent = {"title": "x" * 300, "files[]": io.BytesIO(pictures.photo())}
    assert editor.post(path, sent).status_code == 302
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    for rest in ("1/", "1/delete/", "delete_upload/1/"):
        assert editor.post(f"/staff/cms/{what}/multiple/{rest}").status_code == 404


@pytest.mark.django_db
def test_an_editor_uploads_in_the_cms_and_a_refusal_leaves_nothing(
    sign_in: Callable[[str], Client],
) -> None:
    editor = sign_in("editor")
    for what, name in (("images", "a.jpg"), ("documents", "a.pdf")):
        bad = SimpleUploadedFile(name, b"hello")
        answer = editor.post(f"/staff/cms/{what}/add/", {"title": "Bad", "file": bad})
        assert answer.status_code == 200
        assert "upload that." in answer.content.decode()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    good = SimpleUploadedFile("a.jpg", pictures.photo())
    answer = editor.post("/staff/cms/images/add/", {"title": "Boat", "file": good})
    assert answer.status_code == 302
    image = Image.objects.get()
    assert b"MARKER" not in Path(image.file.path).read_bytes()


@pytest.mark.django_db
def test_who_does_not_publish_cannot_take_away_what_others_uploaded() -> None:
    rights = GroupCollectionPermission.objects.values_list("group__name", "permission__codename")
    editors = {code for name, code in rights if name == "Editors"}
    assert editors == {"add_image", "choose_image", "add_document", "choose_document"}
    assert ("Moderators", "change_image") in rights
