"""Files of a sender, by the pages, without JavaScript."""

import errno
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from portal.management.commands.work import hourly
from portal.settings.paths import DATA_DIR
from reports import sealed_files
from reports.cleaning.outcome import NotCleaned, Outcome, Why
from reports.intake import adding_files, store, upload
from reports.intake.adding_files import add_file
from reports.intake.services import UntrustedRecipient
from reports.intake.tokens import ConversationToken
from reports.models import Attachment, Report
from tests import pictures
from tests.pictures import photo
from tests.sender import Sender
from vault.identity import Identity


def to_files(sender: Sender) -> None:
    """Sends a tip and ticks the box: the page of files."""
    sender.send()
    sender.press("", "/kept/", kept="on")
    assert "Choose a file" in sender.text


def add(sender: Sender, content: bytes, name: str = "photo.jpg") -> None:
    """Chooses a file and presses the button."""
    sender.press("add", "/files/add/", file=SimpleUploadedFile(name, content))


def token(sender: Sender) -> ConversationToken:
    return ConversationToken.open(sender.hidden["token"])


def stored() -> set[str]:
    """What lies in the storage of sealed files."""
    return set(sealed_files._stored())


@pytest.fixture(autouse=True)
def _empty_storage() -> None:
    sealed_files.forget(*stored())


# ---- a file comes in


def test_a_photo_is_added_and_its_sender_told_what_was_removed(sender: Sender) -> None:
    to_files(sender)
    add(sender, photo())
    assert sender.page.status_code == 200, sender.text
    assert "We have your file." in sender.text
    for what in ("the place", "the phone or program it was made with", "the time"):
        assert what in sender.text
    report = Report.objects.get()
    assert (report.files, report.unread) == (1, True)
    assert len(stored()) == 2


def test_the_storage_and_the_table_hold_nothing_in_clear(sender: Sender) -> None:
    to_files(sender)
    add(sender, photo(), "MARKERNAME.jpg")
    attachment = Attachment.objects.get()
    for name in stored():
        with default_storage.open(name) as file:
            sealed = file.read()
        assert sealed.startswith(b"age-encryption.org/v1\n")
        assert b"MARKERPHONE" not in sealed
        assert str(attachment.report_id) not in name
        assert str(attachment.pk) not in name
    assert b"MARKERNAME" not in bytes(attachment.sealed_about)
    assert attachment.sealed_about[:4] == b"age-"


def test_nothing_stays_where_uploads_are_sealed(sender: Sender) -> None:
    to_files(sender)
    add(sender, photo())
    add(sender, b"not taken")
    assert list((DATA_DIR / "run" / "uploads").iterdir()) == []


def test_a_stored_file_tells_the_day_and_not_the_minute(sender: Sender) -> None:
    to_files(sender)
    add(sender, photo())
    for name in stored():
        path = Path(default_storage.path(name))
        changed = timezone.localtime(default_storage.get_modified_time(name))
        assert (changed.hour, changed.minute, changed.second) == (0, 0, 0)
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_calls_itself_something_else_is_taken_as_what_it_is(sender: Sender) -> None:
    to_files(sender)
    add(sender, pictures.document(), "holiday.jpg")
    assert "Document ·" in sender.text
    assert "small programs inside it" in sender.text


@pytest.mark.parametrize(
    ("make", "family"),
    [
        (pictures.heic, "Photo"),
        (lambda: pictures.made_by_ffmpeg("mp4"), "Film"),
        (lambda: pictures.made_by_ffmpeg("webm", pictures=False), "Sound"),
        (lambda: pictures.made_by_ffmpeg("m4a", pictures=False), "Sound"),
    ],
)
def test_photos_sound_film_and_pdf_are_taken(
    sender: Sender, make: Callable[[], bytes], family: str
) -> None:
    to_files(sender)
    add(sender, make())
    assert f"{family} ·" in sender.text
    assert Attachment.objects.get().cleaned


def test_a_film_too_large_to_clean_is_sealed_as_it_came_and_its_sender_told(
    sender: Sender, settings: LazySettings
) -> None:
    settings.CLEAN_LIMIT = 5_000
    to_files(sender)
    add(sender, pictures.made_by_ffmpeg("mp4"))
    assert "too large for us to remove hidden notes" in sender.text
    assert Attachment.objects.get().cleaned == ""
    assert len(stored()) == 1


@pytest.mark.parametrize("why", [Why.DIED, Why.TIME, Why.MEMORY, Why.BUSY, Why.LOCKED])
def test_a_file_that_could_not_be_cleaned_stays_sealed_and_its_sender_is_told(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, why: Why
) -> None:
    def fails(_memory: int) -> Outcome:
        return NotCleaned(why)

    monkeypatch.setattr(adding_files, "clean", fails)
    to_files(sender)
    add(sender, photo())
    assert "We could not remove hidden notes" in sender.text
    assert Attachment.objects.get().cleaned == ""


# ---- what is refused leaves nothing


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"just text", "We cannot take this kind of file."),
        (b"MZ" + bytes(3000), "We cannot take this kind of file."),
        (photo()[:3000], "This file is damaged or not whole."),
        (pictures.bomb(), "This picture has too many points."),
        (
            pictures.plain_picture()[:2] + b"\xff\xfe\0\x0a%PDF-1.7" + pictures.plain_picture()[2:],
            "This file holds another file inside.",
        ),
        (b"", "Choose a file first."),
    ],
)
def test_a_bad_file_gets_a_plain_message_and_leaves_nothing(
    sender: Sender, content: bytes, words: str
) -> None:
    to_files(sender)
    add(sender, content)
    assert sender.page.status_code == 422
    assert words in sender.text
    assert "Error:" in sender.text
    assert not Attachment.objects.exists()
    assert Report.objects.get().files == 0
    assert stored() == set()
    add(sender, photo())
    assert "We have your file." in sender.text


def test_a_file_over_the_limit_gets_a_plain_message(sender: Sender, settings: LazySettings) -> None:
    settings.FILE_LIMIT = 10_000
    to_files(sender)
    for size in (11_000, 200_000):  # seen while it comes in, and by what the browser announces
        add(sender, photo()[:100] + bytes(size))
        assert "This file is too large." in sender.text
        assert stored() == set()
        assert "token" in sender.hidden


def test_no_file_at_all_is_asked_for(sender: Sender) -> None:
    to_files(sender)
    body = b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n'
    body += sender.hidden["token"].encode() + b"\r\n--x--\r\n"
    answer = sender.browser.post(
        "/en/report/files/add/", body, content_type="multipart/form-data; boundary=x"
    )
    assert "Choose a file first." in answer.content.decode()


# ---- how many


def test_a_tip_has_a_limited_number_of_files(sender: Sender, settings: LazySettings) -> None:
    settings.FILES_PER_TIP = 2
    code = sender.send()
    sender.press("", "/kept/", kept="on")
    page = sender.hidden
    add(sender, pictures.plain_picture())
    add(sender, pictures.plain_picture("PNG"))
    assert "No more files can be added." in sender.text
    fields = {**page, "file": SimpleUploadedFile("a.jpg", photo())}
    answer = sender.browser.post("/en/report/files/add/", fields)
    assert "A tip can have 2 files. Delete one first." in answer.content.decode()
    sender.come_back(code)  # in another visit, too
    sender.press("files", "/files/")
    add(sender, photo())
    assert "A tip can have 2 files. Delete one first." in sender.text
    assert Attachment.objects.count() == 2
    assert len(stored()) == 4


def test_the_same_page_sent_twice_adds_once(sender: Sender) -> None:
    to_files(sender)
    content, fields = photo(), sender.hidden
    for _ in range(2):
        file = SimpleUploadedFile("photo.jpg", content)
        sender.page = sender.browser.post("/en/report/files/add/", {**fields, "file": file})
        assert "We have your file." in sender.text
        assert sender.text.count("Delete this file") == 1
    assert Attachment.objects.count() == 1
    assert Report.objects.get().files == 1
    assert len(stored()) == 2


def test_another_file_from_the_same_old_page_is_not_lost(sender: Sender) -> None:
    to_files(sender)
    fields = sender.hidden
    for content in (photo(), pictures.document()):
        file = SimpleUploadedFile("file", content)
        sender.browser.post("/en/report/files/add/", {**fields, "file": file})
    assert Attachment.objects.count() == 2


# ---- deleting


def test_a_file_can_be_deleted_again_and_leaves_nothing(sender: Sender) -> None:
    to_files(sender)
    add(sender, photo())
    add(sender, pictures.document())
    first = str(Attachment.objects.get(number=1).pk)
    sender.press(f"delete-{first}", "/files/")
    assert "The file is deleted." in sender.text
    assert "Photo ·" not in sender.text
    assert "Document ·" in sender.text
    assert Report.objects.get().files == 1
    assert len(stored()) == 2
    sender.press(f"delete-{first}", "/files/")  # a second tap
    assert sender.page.status_code == 200
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    "chosen", ["", "x", "1", "6cc97514-e093-42f2-bfa1-85e8ba13591d", "../../etc"]
)
def test_only_files_of_this_visit_can_be_deleted(sender: Sender, chosen: str) -> None:
    to_files(sender)
    add(sender, photo())
    sender.press(f"delete-{chosen}", "/files/")
    assert sender.page.status_code == 200
    assert Attachment.objects.count() == 1


def test_a_file_of_an_earlier_visit_is_neither_shown_nor_deleted(sender: Sender) -> None:
    code = sender.send()
    sender.press("", "/kept/", kept="on")
    add(sender, photo())
    pk = Attachment.objects.get().pk
    sender.come_back(code)
    sender.press("files", "/files/")
    assert "Photo ·" not in sender.text
    sender.press(f"delete-{pk}", "/files/")
    assert Attachment.objects.count() == 1


def test_the_file_of_another_tip_cannot_be_deleted(sender: Sender) -> None:
    to_files(sender)
    add(sender, photo())
    foreign = Attachment.objects.get().pk
    other = Sender(Client(), "en")
    to_files(other)
    theirs = token(other)
    theirs.files = [{"id": str(foreign), "kind": "jpeg", "size": 1, "state": "", "removed": []}]
    adding_files.delete_file(theirs.sender_keys, UUID(str(foreign)))
    assert Attachment.objects.filter(pk=foreign).exists()


# ---- the page


def test_files_lead_on_to_the_conversation_and_back(sender: Sender) -> None:
    to_files(sender)
    sender.press("finish", "/files/")
    assert "Messages from the committee" in sender.text
    sender.press("files", "/files/")
    assert "Choose a file" in sender.text


def test_leaving_kills_the_page_of_files(sender: Sender) -> None:
    to_files(sender)
    add(sender, photo())
    sender.browser.post("/leave", {"form": sender.form_id})
    sender.press("finish", "/files/")
    assert sender.page.status_code == 410
    fields = {**sender.hidden, "file": SimpleUploadedFile("a.jpg", photo())}
    assert sender.browser.post("/en/report/files/add/", fields).status_code in {400, 410}
    assert Attachment.objects.count() == 1


def test_a_dead_page_takes_no_file(sender: Sender) -> None:
    to_files(sender)
    fields = sender.hidden
    sender.press("close", "/files/")
    assert sender.page.status_code == 410
    with_file = {**fields, "file": SimpleUploadedFile("a.jpg", photo())}
    assert sender.browser.post("/en/report/files/add/", with_file).status_code == 410
    assert stored() == set()


@pytest.mark.parametrize("path", ["/files/", "/files/add/"])
def test_an_address_alone_leads_to_where_the_code_is_asked_for(sender: Sender, path: str) -> None:
    sender.get(path)
    assert sender.page.status_code == 302
    assert sender.page.headers["Location"] == "/en/report/reply/"


@pytest.mark.parametrize("value", ["", "x", "gAAAAA"])
def test_a_token_that_is_not_ours_takes_no_file(sender: Sender, value: str) -> None:
    fields = {"token": value, "file": SimpleUploadedFile("a.jpg", photo())}
    assert sender.browser.post("/en/report/files/add/", fields).status_code == 400
    assert sender.browser.post("/en/report/files/", {"token": value}).status_code == 400


def test_the_microphone_is_free_on_this_page_and_nowhere_else(sender: Sender) -> None:
    to_files(sender)
    assert "microphone=(self)" in sender.page.headers["Permissions-Policy"]
    policy = sender.page.headers["Content-Security-Policy"]
    assert "media-src 'self' blob:" in policy
    assert "connect-src 'self'" in policy
    assert sender.page.headers["Cache-Control"] == "no-store"
    sender.press("finish", "/files/")
    assert "microphone=()" in sender.page.headers["Permissions-Policy"]
    assert "blob:" not in sender.page.headers["Content-Security-Policy"]


def test_the_page_weighs_at_most_6_kb(sender: Sender) -> None:
    import gzip

    to_files(sender)
    add(sender, photo())
    assert len(gzip.compress(sender.page.content)) <= 6 * 1024


# ---- the middle of the way


def test_django_never_reads_the_form_of_an_upload(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_files(sender)
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", None)
    add(sender, photo())
    assert "We have your file." in sender.text


def test_when_all_places_are_taken_the_sender_is_told_at_once(sender: Sender) -> None:
    to_files(sender)
    slots = [upload._slots.acquire(blocking=False) for _ in range(50)].count(True)
    try:
        add(sender, photo())
        assert sender.page.status_code == 503
        assert "Many people are sending files just now." in sender.text
        assert not Attachment.objects.exists()
    finally:
        for _ in range(slots):
            upload._slots.release()
    add(sender, photo())
    assert "We have your file." in sender.text


def test_a_place_is_given_back_whatever_happens(sender: Sender) -> None:
    to_files(sender)
    for content in (b"x", photo()[:2000], b"", photo()):
        add(sender, content)
    sender.browser.post(
        "/en/report/files/add/", b"", content_type="multipart/form-data; boundary=x"
    )
    free = [upload._slots.acquire(blocking=False) for _ in range(50)].count(True)
    for _ in range(free):
        upload._slots.release()
    assert free == django_settings.UPLOADS_AT_ONCE


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data", "application/json"])
def test_what_is_no_form_with_a_file_is_answered_plainly(
    client: Client, people: None, content_type: str
) -> None:
    answer = client.post("/en/report/files/add/", b"x" * 100, content_type=content_type)
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/files/", "/files/add/", "/form/"])
def test_only_a_form_with_a_file_may_be_large(client: Client, people: None, path: str) -> None:
    large = {"token": "x" * 700_000}
    plain = "application/x-www-form-urlencoded"
    answer = client.post(f"/en/report{path}", "token=" + large["token"], content_type=plain)
    assert answer.status_code == 413
    answer = client.post(f"/en/report{path}", large)
    assert answer.status_code == (400 if path == "/files/add/" else 413)


def test_a_recipient_exchanged_in_the_database_gets_no_file(sender: Sender) -> None:
    to_files(sender)
    foreign = Identity.generate().recipient
    Report.objects.update(case_recipient=foreign)
    logging.disable(logging.CRITICAL)
    add(sender, photo())
    logging.disable(logging.NOTSET)
    assert "Your tip does not open just now" in sender.text
    assert not Attachment.objects.exists()
    assert stored() == set()


def test_a_tip_that_is_gone_while_its_file_comes_in_leaves_nothing(sender: Sender) -> None:
    to_files(sender)
    keys = token(sender).sender_keys

    class Slow:
        content = photo()

        def read(self, size: int) -> bytes:
            Report.objects.all().delete()
            piece, self.content = self.content[:size], self.content[size:]
            return piece

    with pytest.raises(store.Gone):
        add_file(keys, source=Slow(), name="", once="x")
    assert stored() == set()


def test_a_full_disk_between_file_and_copy_leaves_nothing(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_files(sender)
    keep, calls = sealed_files.store, []

    def full_at_the_second(sealed: IO[bytes]) -> str:
        calls.append(sealed)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "no space")
        return keep(sealed)

    monkeypatch.setattr(sealed_files, "store", full_at_the_second)
    with pytest.raises(OSError, match="no space"):
        add(sender, photo())
    assert len(calls) == 2
    assert not stored()
    assert Report.objects.get().files == 0


def test_untrusted_recipients_are_a_fault_of_the_tip() -> None:
    from vault.errors import Unopenable

    assert issubclass(UntrustedRecipient, Unopenable)


# ---- what is left over


def test_objects_without_a_row_are_swept_once_they_are_old(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_files(sender)
    add(sender, photo())
    kept = stored()
    default_storage.save("sealed/zz/orphan", ContentFile(b"age"))
    sealed_files.forget_orphans()
    assert stored() == kept | {"sealed/zz/orphan"}  # it may be waiting for its row
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    sealed_files.forget_orphans()
    assert stored() == kept


def test_objects_are_looked_through_once_an_hour_and_not_every_minute() -> None:
    looks: list[int] = []
    job = hourly(lambda: looks.append(1))
    for _ in range(5):
        job()
    assert looks == [1]


def test_all_files_of_a_tip_can_be_deleted_with_it(
    sender: Sender, django_capture_on_commit_callbacks: Any
) -> None:
    to_files(sender)
    add(sender, photo())
    add(sender, pictures.document())
    with django_capture_on_commit_callbacks(execute=True):
        sealed_files.delete_files(Report.objects.get().pk)
    assert stored() == set()
    assert not Attachment.objects.exists()
    assert Report.objects.get().files == 0
