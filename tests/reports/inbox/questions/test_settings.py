"""What a lead changes about the questions, and what senders and members then see."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from reports.inbox.settings import services
from reports.models import QuestionSetting, QuestionSound, Report
from reports.questions import QUESTIONS, questions_now
from tests.member import found_partner, read_tip
from tests.reports.inbox.questions.pages import LIST, Committed, fields_of, save, text_of, upload
from tests.reports.recordings import MP3
from tests.sender import STORY, Sender

pytestmark = pytest.mark.django_db


def test_the_list_shows_every_question_by_step(leader: Client) -> None:
    page = text_of(leader.get(LIST))
    for code in QUESTIONS:
        assert f'href="{LIST}{code}/"' in page
    assert "Step 5: Who must not see it" in page


def test_the_list_asks_twice_however_much_was_changed(
    leader: Client, django_assert_max_num_queries: Any
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            leader.get(LIST)
        return len(captured)

    before = count()
    for code in QUESTIONS:
        QuestionSetting.objects.create(question=code)
        QuestionSound.objects.create(
            question=code, language="en", digest=code, kind="audio/aac", size=1, sound=b""
        )
    assert count() == before


def test_leads_find_the_settings_and_others_do_not(
    leader: Client, sign_in: Callable[[str], Client]
) -> None:
    page = text_of(leader.get("/staff/inbox/"))
    assert 'href="/staff/inbox/settings/"' in page
    assert text_of(leader.get("/staff/inbox/settings/")).count('aria-current="true"') == 1
    triage = sign_in("triage")
    assert "/staff/inbox/settings/" not in text_of(triage.get("/staff/inbox/"))
    for path in (LIST, f"{LIST}story/", f"{LIST}story/sound/"):
        assert triage.get(path).status_code == 404
        assert triage.post(path, {"a": "b"}).status_code == 404
    assert not QuestionSetting.objects.exists()


def test_a_lead_of_another_agency_neither_sees_nor_changes_what_senders_are_asked(
    sign_in: Callable[[str], Client], lead: Unlocked
) -> None:
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    QuestionSetting.objects.create(question="story", off=False)
    stranger = sign_in("editor")
    page = text_of(stranger.get("/staff/inbox/settings/"))
    assert "/settings/labels/" in page
    for path in ("questions/", "intake/", "deadlines/", "days-off/"):
        assert f"/settings/{path}" not in page
    for path in ("", "exclude/", "exclude/sound/"):
        assert stranger.get(LIST + path).status_code in {404, 405}
    record = SimpleUploadedFile("a.mp3", MP3)
    for path in ("exclude/", "story/original/", "story/sound/", "story/sound/en/remove/"):
        sent = {"language": "en", "sound": record, "label--en": "Who?"}
        assert stranger.post(LIST + path, sent).status_code == 404
    assert QuestionSetting.objects.count() == 1
    assert not QuestionSound.objects.exists()


@pytest.mark.parametrize("code", ["no-such-question", "STORY", "..", "0"])
def test_a_question_that_is_not_there_gets_404(leader: Client, code: str) -> None:
    for path in ("", "original/", "sound/", "sound/en/remove/"):
        assert leader.post(f"{LIST}{code}/{path}").status_code == 404


def test_saving_without_a_change_keeps_no_words(leader: Client, commit: Committed) -> None:
    for code in QUESTIONS:
        assert save(leader, code, commit).status_code == 302
        setting = QuestionSetting.objects.get(question=code)
        assert (setting.off, setting.options_off, setting.words) == (False, [], {})


def test_other_words_reach_the_sender_of_their_language_alone(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    save(leader, "danger", commit, label____en="Is a life at risk?", label__yes__en="Yes, now")
    sender.start()
    assert "Is a life at risk?" in sender.text
    assert "Yes, now" in sender.text
    other = Sender(sender.browser, "pt")
    other.start()
    assert "Is a life at risk?" not in other.text
    page = text_of(leader.get(LIST))
    assert "Is a life at risk?" in page
    assert re.search(r'data-label="Other words in">English<', page)


def test_the_original_words_come_back(leader: Client, sender: Sender, commit: Committed) -> None:
    save(leader, "danger", commit, label____en="Is a life at risk?")
    with commit():
        leader.post(f"{LIST}danger/original/")
    sender.start()
    assert "Is someone in danger right now?" in sender.text
    assert not QuestionSetting.objects.exists()
    assert "Back to the original words" not in text_of(leader.get(f"{LIST}danger/"))


@pytest.mark.parametrize(
    ("name", "longest"), [("label__en", 200), ("hint__en", 300), ("label__yes__tet", 200)]
)
def test_words_that_are_too_long_are_refused_and_kept_in_the_page(
    leader: Client, commit: Committed, name: str, longest: int
) -> None:
    name = name.replace("__", "--", 1) if name.count("__") == 1 else name
    changes = {name: "x" * (longest + 1)}
    answer = save(leader, "danger", commit, **changes)
    assert "This is too long." in text_of(answer)
    assert "x" * (longest + 1) in text_of(answer)
    assert not QuestionSetting.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{% debug %}{{ settings.SECRET_KEY }}",
        "\u202eevil",
        "%(number)s %s {0}",
    ],
)
def test_hostile_words_of_a_lead_are_shown_as_words(
    leader: Client, sender: Sender, commit: Committed, words: str
) -> None:
    save(leader, "danger", commit, label____en=words, hint____en=words, label__yes__en=words)
    sender.start()
    pages = [sender.page, leader.get(LIST), leader.get(f"{LIST}danger/")]
    sender.press("continue", story=STORY, danger="yes")
    sender.fill_in(danger="yes")
    for page in [*pages, sender.page]:
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
        assert words in text_of(page)


def test_a_tip_from_before_is_shown_in_words_when_its_questions_are_off(
    leader: Client, sender: Sender, commit: Committed, unlocked_triage: Any
) -> None:
    sender.send()
    save(leader, "people", commit, drop="asked")
    save(leader, "exploitation", commit, drop="offered-not_free")
    (entry,) = read_tip(unlocked_triage, Report.objects.get())
    answers = dict(entry.answers)
    assert answers["How many people are affected?"] == ["2 to 5"]
    assert "Cannot leave, or is watched" in answers["What does it look like?"]
    assert "Cannot leave, or is watched" in text_of(leader.get("/staff/inbox/"))


def test_of_two_leads_the_later_one_is_obeyed_whole(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    first = fields_of(leader.get(f"{LIST}people/"))
    second = fields_of(leader.get(f"{LIST}people/"))
    with commit():
        leader.post(f"{LIST}people/", {**first, "label--en": "How many?", "label-1-en": "Only one"})
        del second["asked"]
        leader.post(f"{LIST}people/", {**second, "hint--pt": "Mais ou menos."})
    setting = QuestionSetting.objects.get()
    assert setting.off
    assert setting.words == {"pt": {"": {"label": "", "hint": "Mais ou menos."}}}


def test_every_change_is_in_the_trail_without_its_words(leader: Client, commit: Committed) -> None:
    save(leader, "danger", commit, label____en="Is a life at risk?")
    with commit():
        leader.post(f"{LIST}danger/original/")
        upload(leader, MP3)
        leader.post(f"{LIST}danger/sound/en/remove/")
        leader.post(f"{LIST}danger/sound/en/remove/")
    events = AuditEvent.objects.filter(action__startswith="question.").order_by("number")
    assert [event.action for event in events] == [
        "question.changed",
        "question.restored",
        "question.sound_added",
        "question.sound_removed",
    ]
    assert {event.target for event in events} == {"question/danger"}
    assert "life" not in str([event.detail for event in events])


def test_nothing_is_published_before_the_change_is_committed(
    people: None, commit: Committed
) -> None:
    lead = User.objects.get(username="lead")
    with commit():
        services.change_question(
            QUESTIONS["people"],
            by=lead,
            off=False,
            options_off=["1"],
            words={},
        )
        assert not questions_now()["people"].retired
    assert questions_now()["people"].retired == {"1"}
