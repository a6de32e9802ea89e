"""Files of a sender, by the pages, without JavaScript."""

from django.core.files.uploadedfile import SimpleUploadedFile

from reports.models import Attachment, Report
from tests.pictures import photo
from tests.sender import Sender


def to_files(sender: Sender) -> None:
    sender.send()
    sender.press("", "/kept/", kept="on")
    assert "Add a photo" in sender.text


def add(sender: Sender, content: bytes, name: str = "photo.jpg") -> None:
    sender.press("add", "/files/add/", file=SimpleUploadedFile(name, content))


def test_a_photo_is_added(sender: Sender) -> None:
    to_files(sender)
    add(sender, photo())
    assert sender.page.status_code == 200, sender.text
    assert "We have your file." in sender.text
    assert "the place" in sender.text
    assert Attachment.objects.count() == 1
    assert Report.objects.get().files == 1
