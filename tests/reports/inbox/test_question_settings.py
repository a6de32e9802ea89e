"""What a lead changes about the questions, and what senders and members then see."""

import re
from collections.abc import Callable
from html import unescape
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
from reports.question_file import write_questions
from reports.questions import QUESTIONS, questions_now
from tests.member import found_partner, read_tip
from tests.reports.recordings import AAC, M4A, MP3, MP3_WITH_TAG, NOT_PLAYABLE, OGG_OPUS
from tests.sender import STORY, Sender

pytestmark = pytest.mark.django_db
_LIST = "/staff/inbox/settings/questions/"
Committed = Callable[..., Any]


@pytest.fixture
def leader(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("lead")


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Committed) -> Committed:
    """Does what waits for the commit, as if there had been one."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def _fields(page: Any) -> dict[str, str]:
    """What the page's first form would send if nobody touched it."""
    html = page.content.decode()
    form = next(f for f in re.findall(r"<form.*?</form>", html, re.DOTALL) if "label--en" in f)
    found: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        given = {k: unescape(v) for k, v in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if given.get("type") == "checkbox" and " checked" not in tag:
            continue
        found[given["name"]] = given.get("value", "on" if given["type"] == "checkbox" else "")
    return found


def _save(leader: Client, code: str, commit: Committed, /, drop: str = "", **changes: str) -> Any:
    fields = _fields(leader.get(f"{_LIST}{code}/"))
    fields = {name: value for name, value in fields.items() if name != drop}
    with commit():
        return leader.post(
            f"{_LIST}{code}/", {**fields, **{k.replace("__", "-"): v for k, v in changes.items()}}
        )


def test_the_list_shows_every_question_by_step(leader: Client) -> None:
    page = _text(leader.get(_LIST))
    for code in QUESTIONS:
        assert f'href="{_LIST}{code}/"' in page
    assert "Step 5: Who must not see it" in page


def test_the_list_asks_twice_however_much_was_changed(
    leader: Client, django_assert_max_num_queries: Any
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            leader.get(_LIST)
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
    page = _text(leader.get("/staff/inbox/"))
    assert 'href="/staff/inbox/settings/"' in page
    assert _text(leader.get("/staff/inbox/settings/")).count('aria-current="true"') == 1
    triage = sign_in("triage")
    assert "/staff/inbox/settings/" not in _text(triage.get("/staff/inbox/"))
    for path in (_LIST, f"{_LIST}story/", f"{_LIST}story/sound/"):
        assert triage.get(path).status_code == 404
        assert triage.post(path, {"a": "b"}).status_code == 404
    assert not QuestionSetting.objects.exists()


def test_a_lead_of_another_agency_neither_sees_nor_changes_what_senders_are_asked(
    sign_in: Callable[[str], Client], lead: Unlocked
) -> None:
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    QuestionSetting.objects.create(question="story", off=False)
    stranger = sign_in("editor")
    page = _text(stranger.get("/staff/inbox/settings/"))
    assert "/settings/labels/" in page
    for path in ("questions/", "intake/", "deadlines/", "days-off/"):
        assert f"/settings/{path}" not in page
    for path in ("", "exclude/", "exclude/sound/"):
        assert stranger.get(_LIST + path).status_code in {404, 405}
    record = SimpleUploadedFile("a.mp3", MP3)
    for path in ("exclude/", "story/original/", "story/sound/", "story/sound/en/remove/"):
        sent = {"language": "en", "sound": record, "label--en": "Who?"}
        assert stranger.post(_LIST + path, sent).status_code == 404
    assert QuestionSetting.objects.count() == 1
    assert not QuestionSound.objects.exists()


@pytest.mark.parametrize("code", ["no-such-question", "STORY", "..", "0"])
def test_a_question_that_is_not_there_gets_404(leader: Client, code: str) -> None:
    for path in ("", "original/", "sound/", "sound/en/remove/"):
        assert leader.post(f"{_LIST}{code}/{path}").status_code == 404


def test_saving_without_a_change_keeps_no_words(leader: Client, commit: Committed) -> None:
    for code in QUESTIONS:
        assert _save(leader, code, commit).status_code == 302
        setting = QuestionSetting.objects.get(question=code)
        assert (setting.off, setting.options_off, setting.words) == (False, [], {})


def test_other_words_reach_the_sender_of_their_language_alone(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    _save(leader, "danger", commit, label____en="Is a life at risk?", label__yes__en="Yes, now")
    sender.start()
    assert "Is a life at risk?" in sender.text
    assert "Yes, now" in sender.text
    other = Sender(sender.browser, "pt")
    other.start()
    assert "Is a life at risk?" not in other.text
    page = _text(leader.get(_LIST))
    assert "Is a life at risk?" in page
    assert re.search(r'data-label="Other words in">English<', page)


def test_the_original_words_come_back(leader: Client, sender: Sender, commit: Committed) -> None:
    _save(leader, "danger", commit, label____en="Is a life at risk?")
    with commit():
        leader.post(f"{_LIST}danger/original/")
    sender.start()
    assert "Is someone in danger right now?" in sender.text
    assert not QuestionSetting.objects.exists()
    assert "Back to the original words" not in _text(leader.get(f"{_LIST}danger/"))


def test_a_question_that_is_switched_off_is_not_asked(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    _save(leader, "signs", commit, drop="asked")
    sender.start()
    sender.press("continue", story=STORY)
    assert "What does it look like?" in sender.text
    assert "What signs did you notice?" not in sender.text
    assert "Not asked" in _text(leader.get(_LIST))


@pytest.mark.parametrize("code", ["story", "danger", "exclude"])
def test_what_must_be_asked_cannot_be_switched_off(
    leader: Client, sender: Sender, commit: Committed, code: str
) -> None:
    assert "This question is always asked." in _text(leader.get(f"{_LIST}{code}/"))
    _save(leader, code, commit, asked="")
    QuestionSetting.objects.filter(question=code).update(off=True)
    write_questions()
    sender.fill_in()
    assert str(QUESTIONS[code].label) in sender.text


def test_the_ways_not_to_answer_cannot_be_switched_off(leader: Client) -> None:
    page = _text(leader.get(f"{_LIST}people/"))
    assert 'name="offered-1"' in page
    assert 'name="offered-unknown"' not in page
    assert 'name="offered-unsaid"' not in page


def test_the_way_to_say_that_somebody_is_in_danger_cannot_be_switched_off(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    assert 'name="offered-' not in _text(leader.get(f"{_LIST}danger/"))
    _save(leader, "danger", commit)
    QuestionSetting.objects.update(options_off=["yes"])
    write_questions()
    sender.send(danger="yes")
    assert Report.objects.get().danger_now


def test_an_answer_that_is_not_offered_any_more_is_not_shown(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    _save(leader, "exploitation", commit, drop="offered-organ")
    sender.start()
    sender.press("continue", story=STORY)
    assert "A part of the body taken" not in sender.text
    assert "Forced to beg" in sender.text
    assert "1 answer not offered" in _text(leader.get(_LIST))


def test_to_offer_no_answer_at_all_is_refused(leader: Client) -> None:
    answer = leader.post(f"{_LIST}people/", {"asked": "on"})
    assert "Leave at least one answer" in _text(answer)
    assert "<title>Error: " in _text(answer)
    assert not QuestionSetting.objects.exists()


@pytest.mark.parametrize(
    ("name", "longest"), [("label__en", 200), ("hint__en", 300), ("label__yes__tet", 200)]
)
def test_words_that_are_too_long_are_refused_and_kept_in_the_page(
    leader: Client, commit: Committed, name: str, longest: int
) -> None:
    name = name.replace("__", "--", 1) if name.count("__") == 1 else name
    changes = {name: "x" * (longest + 1)}
    answer = _save(leader, "danger", commit, **changes)
    assert "This is too long." in _text(answer)
    assert "x" * (longest + 1) in _text(answer)
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
    _save(leader, "danger", commit, label____en=words, hint____en=words, label__yes__en=words)
    sender.start()
    pages = [sender.page, leader.get(_LIST), leader.get(f"{_LIST}danger/")]
    sender.press("continue", story=STORY, danger="yes")
    sender.fill_in(danger="yes")
    for page in [*pages, sender.page]:
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
        assert words in _text(page)


def test_a_tip_from_before_is_shown_in_words_when_its_questions_are_off(
    leader: Client, sender: Sender, commit: Committed, unlocked_triage: Any
) -> None:
    sender.send()
    _save(leader, "people", commit, drop="asked")
    _save(leader, "exploitation", commit, drop="offered-not_free")
    (entry,) = read_tip(unlocked_triage, Report.objects.get())
    answers = dict(entry.answers)
    assert answers["How many people are affected?"] == ["2 to 5"]
    assert "Cannot leave, or is watched" in answers["What does it look like?"]
    assert "Cannot leave, or is watched" in _text(leader.get("/staff/inbox/"))


def test_of_two_leads_the_later_one_is_obeyed_whole(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    first = _fields(leader.get(f"{_LIST}people/"))
    second = _fields(leader.get(f"{_LIST}people/"))
    with commit():
        leader.post(
            f"{_LIST}people/", {**first, "label--en": "How many?", "label-1-en": "Only one"}
        )
        del second["asked"]
        leader.post(f"{_LIST}people/", {**second, "hint--pt": "Mais ou menos."})
    setting = QuestionSetting.objects.get()
    assert setting.off
    assert setting.words == {"pt": {"": {"label": "", "hint": "Mais ou menos."}}}


def test_every_change_is_in_the_trail_without_its_words(leader: Client, commit: Committed) -> None:
    _save(leader, "danger", commit, label____en="Is a life at risk?")
    with commit():
        leader.post(f"{_LIST}danger/original/")
        _upload(leader, MP3)
        leader.post(f"{_LIST}danger/sound/en/remove/")
        leader.post(f"{_LIST}danger/sound/en/remove/")
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


def _upload(leader: Client, data: bytes, *, language: str = "en", name: str = "a.mp3") -> Any:
    file = SimpleUploadedFile(name, data, content_type="audio/mpeg")
    return leader.post(f"{_LIST}danger/sound/", {"language": language, "sound": file})


@pytest.mark.parametrize("data", [MP3, MP3_WITH_TAG, OGG_OPUS, M4A, AAC])
def test_a_recording_reaches_the_sender(
    leader: Client, sender: Sender, commit: Committed, data: bytes
) -> None:
    with commit():
        answer = _upload(leader, data, name="whatever.exe")
    assert answer.headers["Location"] == f"{_LIST}danger/"
    sender.start()
    (address,) = re.findall(r'<audio[^>]* src="([^"]+)"', sender.text)
    heard = sender.browser.get(address)
    assert heard.content == data
    assert heard.headers["Content-Type"] == QuestionSound.objects.get().kind
    page = _text(leader.get(_LIST))
    assert re.search(r'data-label="Recording in">English<', page)


def test_a_new_recording_takes_the_place_of_the_old_one(leader: Client, commit: Committed) -> None:
    with commit():
        _upload(leader, MP3)
        _upload(leader, OGG_OPUS)
        _upload(leader, AAC, language="tet")
    assert QuestionSound.objects.count() == 2
    assert bytes(QuestionSound.objects.get(language="en").sound) == OGG_OPUS


@pytest.mark.parametrize("name", NOT_PLAYABLE)
def test_what_is_no_recording_is_told_so_and_not_kept(leader: Client, name: str) -> None:
    answer = _upload(leader, NOT_PLAYABLE[name])
    assert "none of the kinds that phones play" in _text(answer)
    assert "<title>Error: " in _text(answer)
    assert not QuestionSound.objects.exists()


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        (0, "This file is empty."),
        (300_001, "This recording is larger than 300 kB."),
        (3_000_000, "This recording is larger than 300 kB."),
    ],
)
def test_a_recording_of_a_wrong_size_is_told_so(leader: Client, size: int, sentence: str) -> None:
    answer = _upload(leader, (MP3 + bytes(size))[:size])
    assert sentence in _text(answer)
    assert not QuestionSound.objects.exists()


def test_a_recording_of_exactly_300_kilobytes_is_taken(leader: Client) -> None:
    assert _upload(leader, (MP3 + bytes(300_000))[:300_000]).status_code == 302


@pytest.mark.parametrize("language", ["", "xx", "en-GB", "<b>"])
def test_a_recording_in_no_language_of_the_portal_is_refused(leader: Client, language: str) -> None:
    assert _upload(leader, MP3, language=language).status_code == 200
    assert not QuestionSound.objects.exists()


def test_a_removed_recording_is_not_offered(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    with commit():
        _upload(leader, MP3)
        leader.post(f"{_LIST}danger/sound/en/remove/")
    sender.start()
    assert "<audio" not in sender.text
