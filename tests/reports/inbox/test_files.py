"""Files of tips, for members."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from accounts.models import AuditEvent
from reports import sealed_files
from reports.models import Attachment
from tests import pictures
from tests.pictures import photo
from tests.reports.intake.test_files import add, stored, to_files
from tests.sender import Sender


@pytest.fixture(autouse=True)
def _empty_storage() -> None:
    sealed_files.forget(*stored())


@pytest.fixture
def member(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("triage")


def _with(sender: Sender, content: bytes, name: str = "photo.jpg") -> str:
    """Adds a file to a new tip; its address for members."""
    to_files(sender)
    add(sender, content, name)
    attachment = Attachment.objects.get()
    return f"/staff/inbox/{attachment.report_id}/files/{attachment.pk}/"


def _tip(address: str) -> str:
    return address.partition("files/")[0]


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def _events() -> list[str]:
    return list(
        AuditEvent.objects.filter(action__startswith="tip.file").values_list("action", flat=True)
    )


def test_the_page_of_a_tip_shows_the_cleaned_photo(sender: Sender, member: Client) -> None:
    address = _with(sender, photo(), "<b>holiday.jpg")
    page = member.get(_tip(address)).content.decode()
    assert f'src="{address}"' in page
    assert "the place" in page
    assert "&lt;b&gt;holiday.jpg" in page


def test_the_cleaned_photo_comes_with_headers_that_let_nothing_run(
    sender: Sender, member: Client
) -> None:
    address = _with(sender, photo())
    answer: Any = member.get(address)
    content = _body(answer)
    assert content.startswith(b"\xff\xd8\xff")
    assert b"MARKERPHONE" not in content
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Length"] == str(len(content))
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline; filename=")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert _events() == ["tip.file_viewed"]


def test_a_cleaned_document_is_fetched_and_not_shown(sender: Sender, member: Client) -> None:
    answer: Any = member.get(_with(sender, pictures.document()))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"MARKER" not in _body(answer)


def test_the_original_comes_behind_a_warning_and_leaves_an_event(
    sender: Sender, member: Client
) -> None:
    content = photo()
    address = _with(sender, content, "evil.html") + "original/"
    page = member.get(address)
    assert "It can harm your computer." in page.content.decode()
    assert _events() == []
    answer: Any = member.post(address)
    assert _body(answer) == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "evil" not in answer.headers["Content-Disposition"]
    assert _events() == ["tip.file_original"]


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-50", -50, None)],
)
def test_a_player_gets_the_part_it_asks_for(
    sender: Sender, member: Client, asked: str, start: int, stop: int | None
) -> None:
    address = _with(sender, pictures.made_by_ffmpeg("mp4"))
    whole = _body(member.get(address))
    answer: Any = member.get(address, headers={"Range": asked})
    assert answer.status_code == 206
    assert _body(answer) == whole[start:stop]
    assert answer.headers["Content-Range"].endswith(f"/{len(whole)}")


@pytest.mark.parametrize("asked", ["bytes=1-", "bytes=-50", "bytes=100-200"])
def test_a_look_that_begins_later_leaves_an_event_too(
    sender: Sender, member: Client, asked: str
) -> None:
    address = _with(sender, pictures.made_by_ffmpeg("mp4"))
    for _ in range(3):  # a player asks for more of the same file again and again
        _body(member.get(address, headers={"Range": asked}))
    assert _events() == ["tip.file_viewed"]


def test_looks_are_told_apart_by_member_and_file(
    sender: Sender, member: Client, sign_in: Callable[[str], Client]
) -> None:
    address = _with(sender, pictures.made_by_ffmpeg("mp4"))
    for looking in (member, sign_in("lead")):
        _body(looking.get(address, headers={"Range": "bytes=1-"}))
    actors = AuditEvent.objects.filter(action="tip.file_viewed").values_list("actor", flat=True)
    assert list(actors) == ["triage", "lead"]


@pytest.mark.parametrize("asked", ["bytes=9999999-", "bytes=5-1", "bytes=-", "x", "bytes=0-1,5-6"])
def test_what_is_no_range_gets_the_whole(sender: Sender, member: Client, asked: str) -> None:
    address = _with(sender, pictures.made_by_ffmpeg("mp4"))
    answer: Any = member.get(address, headers={"Range": asked})
    assert answer.status_code == 200
    assert len(_body(answer)) == int(answer.headers["Content-Length"])


# ---- who gets nothing


@pytest.mark.parametrize("person", ["editor", "auditor", "admin", "publisher"])
@pytest.mark.parametrize("part", ["", "original/", "clean/"])
def test_who_reads_no_tips_gets_404(
    sender: Sender, sign_in: Callable[[str], Client], person: str, part: str
) -> None:
    address = _with(sender, photo())
    browser = sign_in(person)
    assert browser.get(address + part).status_code == 404
    assert browser.post(address + part).status_code == 404


def test_a_file_of_another_tip_is_404(sender: Sender, member: Client) -> None:
    address = _with(sender, photo())
    file = address.rstrip("/").rpartition("/")[2]
    other = Sender(Client(), "en")
    other.send()
    from reports.models import Report

    foreign = Report.objects.exclude(attachments__pk=file).get()
    for path in (
        f"/staff/inbox/{foreign.pk}/files/{file}/",
        f"/staff/inbox/{uuid4()}/files/{file}/",
        _tip(address) + f"files/{uuid4()}/",
    ):
        assert member.get(path).status_code == 404
        assert member.get(path + "original/").status_code == 404


# ---- what was exchanged


def test_a_stored_object_that_was_exchanged_is_not_shown(sender: Sender, member: Client) -> None:
    address = _with(sender, photo())
    attachment = Attachment.objects.get()
    for forged in (attachment.original, "nowhere"):
        Attachment.objects.update(cleaned=forged)
        assert member.get(address).status_code == 409
    assert AuditEvent.objects.filter(action="tip.damaged").exists()


def test_a_damaged_object_is_not_shown(sender: Sender, member: Client) -> None:
    address = _with(sender, photo())
    name = Attachment.objects.get().cleaned
    with default_storage.open(name) as file:
        sealed = file.read()
    default_storage.delete(name)
    default_storage.save(name, ContentFile(sealed[:-20]))
    assert member.get(address).status_code == 409


def test_a_description_that_was_exchanged_is_said_so(sender: Sender, member: Client) -> None:
    address = _with(sender, photo())
    Attachment.objects.update(sealed_about=b"age-encryption.org/v1\n")
    page = member.get(_tip(address)).content.decode()
    assert "This part does not open." in page
    assert member.get(address).status_code == 409


# ---- cleaning later


def test_a_member_has_a_large_film_cleaned(
    sender: Sender, member: Client, settings: LazySettings
) -> None:
    settings.CLEAN_LIMIT = 5_000
    address = _with(sender, pictures.made_by_ffmpeg("mp4"))
    assert member.get(address).status_code == 404
    assert "Clean it now" in member.get(_tip(address)).content.decode()
    answer = member.post(address + "clean/", follow=True)
    assert "The file is cleaned." in answer.content.decode()
    assert "Clean it now" not in answer.content.decode()
    content = _body(member.get(address))
    assert b"MARKERTITLE" not in content
    assert b"ftyp" in content[:16]
    assert _events() == ["tip.file_cleaned", "tip.file_viewed"]
    assert len(stored()) == 2


def test_a_second_cleaning_leaves_one_copy(sender: Sender, member: Client) -> None:
    address = _with(sender, photo())
    answer = member.post(address + "clean/?view=new&language=pt")
    assert answer.headers["Location"].endswith("/?view=new&language=pt")
    assert len(stored()) == 2
    assert _body(member.get(address)).startswith(b"\xff\xd8\xff")


def test_the_number_of_files_costs_no_more_queries(sender: Sender, member: Client) -> None:
    to_files(sender)
    counts = []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for name in ("JPEG", "PNG", "GIF"):
        add(sender, pictures.plain_picture(name))
        tip = f"/staff/inbox/{Attachment.objects.all()[0].report_id}/"
        member.get(tip)
        with CaptureQueriesContext(connection) as queries:
            member.get(tip)
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts


def test_the_list_and_the_tip_say_how_many_files_there_are(sender: Sender, member: Client) -> None:
    address = _with(sender, photo())
    assert "1 file</span>" in member.get("/staff/inbox/").content.decode()
    assert '<a class="govuk-link" href="#files">1</a>' in member.get(_tip(address)).content.decode()


def test_the_buttons_of_a_tip_say_what_they_save(sender: Sender, member: Client) -> None:
    page = member.get(_tip(_with(sender, photo()))).content.decode()
    assert ": Where it stands</span></button>" in page
    assert "Take it</button>" in page
