"""Files of tips, for members."""

from collections.abc import Callable

from django.test import Client

from reports.models import Attachment
from tests.pictures import photo
from tests.reports.intake.test_files import add, to_files
from tests.sender import Sender


def test_a_member_sees_the_cleaned_photo(sender: Sender, sign_in: Callable[[str], Client]) -> None:
    to_files(sender)
    add(sender, photo())
    attachment = Attachment.objects.get()
    browser = sign_in("triage")
    page = browser.get(f"/staff/inbox/{attachment.report_id}/")
    address = f"/staff/inbox/{attachment.report_id}/files/{attachment.pk}/"
    assert f'src="{address}"' in page.content.decode()
    answer = browser.get(address)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xff\xd8\xff")
    assert b"MARKERPHONE" not in content
    answer = browser.post(f"{address}original/")
    assert b"".join(answer.streaming_content).count(b"MARKERPHONE") == 1
