"""The tip form, as a browser without JavaScript goes through it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency, AgencyEpoch
from accounts.pin import move_pin
from reports.intake import tokens
from reports.models import Access, Entry, Report
from tests.member import read_tip
from tests.sender import ANSWERS, STORY, Sender
from vault.identity import Identity

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_tip_can_be_sent_in_each_language(client: Client, people: None, language: str) -> None:
    sender = Sender(client, language)
    code = sender.send()
    assert len(code) == 20
    report = Report.objects.get()
    assert report.language == language
    assert report.status == Report.Status.RECEIVED


def test_the_answers_reach_the_member_as_they_were_given(
    sender: Sender, unlocked_triage: Any
) -> None:
    sender.send(danger="yes")
    report = Report.objects.get()
    assert report.danger_now
    (entry,) = read_tip(unlocked_triage, report)
    answers = dict(entry.answers)
    assert answers["What did you see, hear or live through?"] == [STORY]
    assert answers["Where is it?"] == ["Dili"]


def test_nothing_is_preselected(sender: Sender) -> None:
    sender.start()
    assert "checked" not in sender.text
    for answers in ANSWERS.values():
        sender.press("continue", **answers)
        assert "checked" not in sender.text


def test_only_the_story_is_required(sender: Sender) -> None:
    sender.start()
    sender.press("continue", story=STORY)
    for _step in list(ANSWERS)[1:]:
        sender.press("continue")
    sender.press("send")
    assert sender.code


def test_nothing_is_stored_before_send(sender: Sender) -> None:
    sender.fill_in()
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("story", "sentence"),
    [
        ("", "Tell us what you saw, heard or lived through."),
        ("too short", "Write a little more: at least 10 letters."),
        ("x" * 20_001, "This is too long. Write at most 20,000 letters."),
    ],
)
def test_a_story_that_does_not_do_is_told_so_and_kept(
    sender: Sender, story: str, sentence: str
) -> None:
    sender.start()
    sender.press("continue", story=story, danger="yes")
    assert sender.page.status_code == 200
    assert "<title>Error: " in sender.text
    assert sentence in sender.text
    assert story in sender.text
    assert sender.text.count("checked") == 1


@pytest.mark.parametrize(
    "story",
    [
        "Right to left: \u202eevil\u202c and \u2066isolated\u2069 text",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "Robert'); DROP TABLE reports_report;--",
        "{{ settings.SECRET_KEY }} {% debug %}",
        "Line one\n\n  Line two with  spaces\n",
        "ne’e ha’u-nia ñ 漢字 😀" * 20,
    ],
)
def test_hostile_words_arrive_exactly(sender: Sender, story: str, unlocked_triage: Any) -> None:
    sender.send(story)
    (entry,) = read_tip(unlocked_triage, Report.objects.get())
    assert dict(entry.answers)["What did you see, hear or live through?"] == [story]


def test_hostile_words_are_shown_as_words(sender: Sender) -> None:
    sender.fill_in("<script>alert(1)</script> is what I saw")
    assert b"<script>alert(1)" not in sender.page.content
    assert b"&lt;script&gt;alert(1)" in sender.page.content


def test_an_answer_that_is_not_offered_is_refused(sender: Sender) -> None:
    sender.start()
    sender.press("continue", story=STORY, danger="perhaps")
    assert "Choose one of the answers shown." in sender.text


def test_back_keeps_what_was_written(sender: Sender) -> None:
    sender.start()
    sender.press("continue", **ANSWERS["what"])
    sender.press("back", **ANSWERS["signs"])
    assert STORY in sender.text
    sender.press("continue", **ANSWERS["what"])
    assert sender.text.count("checked") == 5


def test_change_leads_to_the_step_and_back_to_the_check(sender: Sender) -> None:
    sender.fill_in()
    sender.press("change-where")
    sender.press("continue", municipality="tl-01", when="")
    assert "Check your answers" in sender.text
    assert "Aileu" in sender.text
    assert "It is happening now" not in sender.text


def test_the_language_can_be_changed_in_the_middle_and_keeps_everything(sender: Sender) -> None:
    sender.start()
    token = sender.hidden["token"]
    fields = {"token": token, "at": "what", "go": "stay", **ANSWERS["what"]}
    sender.page = sender.browser.post("/pt/report/form/", fields)
    assert STORY in sender.text
    assert '<html lang="pt"' in sender.text


def test_an_emptied_story_cannot_be_sent_by_way_of_back(sender: Sender) -> None:
    sender.fill_in()
    sender.press("change-what")
    sender.press("stay", story="")
    check = sender.press("continue", story=STORY)
    assert check.status_code == 200
    sender.press("change-what")
    sender.press("stay", story="")
    token = sender.hidden["token"]
    sender.page = sender.browser.post("/en/report/form/", {"token": token, "go": "send"})
    assert "Tell us what you saw, heard or lived through." in sender.text
    assert not Report.objects.exists()


def test_sending_twice_shows_the_same_code_and_stores_once(sender: Sender) -> None:
    sender.fill_in()
    check = sender.hidden
    sender.press("send")
    first = sender.code
    sender.page = sender.browser.post("/en/report/form/", {**check, "go": "send"})
    assert sender.code == first
    assert Report.objects.count() == Entry.objects.count() == 1


def test_sending_again_with_changed_words_adds_them(sender: Sender, unlocked_triage: Any) -> None:
    sender.fill_in()
    check = sender.hidden
    first = sender.send_now()
    sender.page = sender.browser.post("/en/report/form/", {**check, "go": "change-what"})
    sender.press("continue", story="It was four women, not three, in that house.")
    assert sender.send_now() == first
    entries = read_tip(unlocked_triage, Report.objects.get())
    assert [entry.kind for entry in entries] == ["answers", "addition"]
    assert "four women" in str(entries[1].answers)


def test_two_forms_make_two_tips_with_two_codes(sender: Sender) -> None:
    assert sender.send() != sender.send()
    assert Report.objects.count() == 2


def test_the_receipt_asks_for_the_tick_before_it_goes_on(sender: Sender) -> None:
    code = sender.send()
    sender.press("", "/kept/")
    assert "Keep the code first." in sender.text
    assert sender.code == code


def test_after_the_tick_the_form_is_dead_and_the_conversation_open(
    sender: Sender,
) -> None:
    sender.fill_in()
    check = sender.hidden
    sender.press("send")
    code, receipt = sender.code, sender.hidden
    sender.press("", "/kept/", kept="on")
    assert "Choose a file" in sender.text
    sender.press("finish", "/files/")
    assert "Messages from the committee" in sender.text
    assert STORY not in sender.text
    for path, fields in (("/form/", {**check, "go": "send"}), ("/kept/", receipt)):
        page = sender.browser.post(f"/en/report{path}", fields, follow=True)
        assert page.status_code == (410 if path == "/form/" else 200)
        assert code[:4] not in page.content.decode()
        assert STORY not in page.content.decode()


def test_a_form_that_was_left_shows_neither_answers_nor_code(sender: Sender) -> None:
    sender.fill_in()
    sender.browser.post("/leave", {"form": sender.form_id})
    for go in ("send", "back", "change-what", "stay"):
        page = sender.browser.post("/en/report/form/", {**sender.hidden, "go": go})
        assert page.status_code == 410
        assert STORY not in page.content.decode()
    assert not Report.objects.exists()


def test_an_expired_form_gives_back_only_what_this_request_carried(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender.start()
    sender.press("continue", **ANSWERS["what"])
    old = tokens.FormToken.open(sender.hidden["token"])
    monkeypatch.setattr(tokens, "IDLE_LIMIT", -1)
    sender.press("continue", **ANSWERS["signs"])
    assert "earlier answers are gone" in sender.text
    assert sender.text.count("checked") == 5
    monkeypatch.undo()
    new = tokens.FormToken.open(sender.hidden["token"])
    assert new.id != old.id
    assert new.code != old.code
    assert "story" not in new.answers


def test_an_expired_check_page_starts_again_empty(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender.fill_in()
    monkeypatch.setattr(tokens, "IDLE_LIMIT", -1)
    sender.press("send")
    assert "earlier answers are gone" in sender.text
    assert STORY not in sender.text
    assert not Report.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "gAAAAA", "é" * 300, "0" * 5000, "\0"])
def test_a_token_we_did_not_make_gets_a_clear_page(sender: Sender, token: str) -> None:
    for path in ("/form/", "/kept/", "/reply/"):
        page = sender.browser.post(f"/en/report{path}", {"token": token, "go": "send"})
        assert page.status_code == 400
        assert "This page cannot go on" in page.content.decode()


def test_a_token_of_another_page_is_refused(sender: Sender) -> None:
    sender.send()
    page = sender.browser.post("/en/report/form/", {**sender.hidden, "go": "send"})
    assert page.status_code == 400


def test_the_form_says_that_it_is_not_open_before_there_is_a_key(client: Client) -> None:
    page = client.get("/en/report/")
    assert "The form is not open yet" in page.content.decode()


def test_a_tip_that_nobody_could_read_is_not_taken(sender: Sender) -> None:
    sender.fill_in()
    Agency.objects.update(takes_tips_in=False)
    settings.TRUST_PIN_PATH.unlink()
    sender.press("send")
    assert "The form is not open yet" in sender.text
    assert not Access.objects.exists()


def _without_the_agency() -> None:
    Agency.objects.update(takes_tips_in=False)


def _with_another_recipient() -> None:
    AgencyEpoch.objects.update(recipient=Identity.generate().recipient)


def _with_another_pin() -> None:
    move_pin("0" * 64)


def _without_a_pin() -> None:
    settings.TRUST_PIN_PATH.unlink()


@pytest.mark.parametrize(
    "tamper", [_without_the_agency, _with_another_recipient, _with_another_pin, _without_a_pin]
)
def test_no_tip_is_taken_while_the_pin_does_not_vouch_for_the_keys(
    sender: Sender, tamper: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    sender.fill_in()
    tamper()
    sender.press("send")
    assert sender.page.status_code == 503
    assert "We cannot take tips here just now" in sender.text
    assert not Access.objects.exists()
    assert sender.browser.get("/en/report/").status_code == 503
    assert "not those that the pin names" in caplog.text


def test_a_look_at_the_form_address_leads_to_the_start(sender: Sender) -> None:
    for path in ("/form/", "/kept/"):
        assert sender.browser.get(f"/en/report{path}").headers["Location"] == "/en/report/"


def test_no_step_of_the_form_asks_the_database_more_than_five_times(sender: Sender) -> None:
    def statements(act: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            act()
        # A transaction's own words ask the tables for nothing.
        return sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)

    assert statements(sender.get) <= 4
    assert statements(lambda: sender.press("start")) == 0
    for answers in ANSWERS.values():
        assert statements(partial(sender.press, "continue", **answers)) == 0
    # The keys; that they are still in use; the three rows.
    assert statements(lambda: sender.press("send")) <= 5
    assert statements(lambda: sender.press("", "/kept/", kept="on")) <= 4


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_other_methods_are_refused(client: Client, people: None, method: str) -> None:
    for path in ("/en/report/", "/en/report/form/", "/en/report/reply/", "/leave"):
        assert getattr(client, method)(path).status_code in {403, 405}, path


def test_odd_bodies_get_a_page_and_never_an_error(client: Client, people: None) -> None:
    file = SimpleUploadedFile("a.txt", b"x" * 100_000)
    answers = [
        client.post("/en/report/form/", {"go": "start", "file": file}),
        client.post("/en/report/form/", "{}", content_type="application/json"),
        client.post("/en/report/form/", b"\xff\xfe=%zz&go", content_type="text/plain"),
        client.post("/en/report/form/", "--x", content_type="multipart/form-data; boundary=x"),
        client.post("/en/report/form/", "--x", content_type="multipart/form-data"),
        client.post("/en/report/form/", {"go": ["start", "send"], "token": ["a", "b"]}),
        client.post("/en/report/form/", {f"field{n}": "x" for n in range(1_500)}),
        client.post("/en/report/reply/", {"receipt_code": ["1", "2"]}),
        client.post("/en/report/reply/", {"token": "x", "receipt_code": "1"}),
        client.get("/en/report/reply/?receipt_code=1"),
        client.get("/en/report/?token=%00%ff"),
    ]
    assert {answer.status_code for answer in answers} <= {200, 400}
    for answer in answers:
        assert "<html" in answer.content.decode()


@pytest.mark.parametrize("field", ["story", "danger", "exploitation", "municipality"])
def test_a_field_sent_many_times_breaks_nothing(sender: Sender, field: str) -> None:
    sender.start()
    fields: dict[str, Any] = {"story": STORY, field: ["one", STORY]}
    sender.press("continue", **fields)
    assert sender.page.status_code == 200


_ENCODINGS = ["utf-7", "unicode_escape", "raw_unicode_escape", "hex", "idna", "latin-1", "nonsense"]


@pytest.mark.parametrize("encoding", _ENCODINGS)
@pytest.mark.parametrize("path", ["/en/report/form/", "/en/report/reply/", "/leave", "/staff/"])
def test_a_body_in_another_encoding_is_refused_with_a_page(
    client: Client, people: None, path: str, encoding: str
) -> None:
    body = '--x\r\nContent-Disposition: form-data; name="form"\r\n\r\n+2AA-\\ud800\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={encoding}"
    answer = client.generic("POST", path, body.encode(), content_type=kind)
    assert answer.status_code == 400
    assert "<html" in answer.content.decode()


def test_a_second_tap_on_the_receipt_leads_on(sender: Sender) -> None:
    sender.send()
    receipt = {**sender.hidden, "kept": "on"}
    assert sender.browser.post("/en/report/kept/", receipt).status_code == 200
    second = sender.browser.post("/en/report/kept/", receipt)
    assert second.headers["Location"] == "/en/report/reply/"
