"""Translations and versions for sharing: what was written stays, whoever wrote when."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from accounts.unlocked import Unlocked
from reports.inbox.tip.thread import Shown, threaded
from reports.inbox.writing import services
from reports.models import Entry, Report
from tests.member import read_tip, unlocked
from tests.sender import STORY, Sender
from tests.staff_replies import hidden_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(sender: Sender) -> str:
    return sender.send()


@pytest.fixture
def report(code: str) -> Report:
    return Report.objects.get()


@pytest.fixture
def rui(people: None) -> Unlocked:
    return unlocked("triage")


@pytest.fixture
def triage(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("triage")


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def _tip(member: Unlocked, report: Report) -> Shown:
    return threaded(read_tip(member, report))[0]


def _translate(member: Unlocked, report: Report, text: str, **said: Any) -> None:
    services.add_translation(
        member,
        report,
        **{"of": 1, "language": "pt", "once": text, "based_on": 1, "text": text, **said},
    )


def _redact(member: Unlocked, report: Report, text: str, **said: Any) -> None:
    services.add_redaction(
        member, report, **{"of": 1, "once": text, "based_on": 1, "text": text, **said}
    )


# ---- translations


def test_a_translation_stands_beside_the_original_with_who_typed_it(
    report: Report, triage: Client, code: str, sender: Sender
) -> None:
    address = f"/staff/inbox/{report.pk}/"
    page = triage.get(f"{address}entries/1/translation/")
    assert STORY in _text(page)
    said = {"language": "pt", "text": "Um homem <guarda> os passaportes.", "based_on": "1"}
    answer = triage.post(f"{address}entries/1/translation/?view=mine", {**said, "once": "1"})
    assert answer.headers["Location"] == f"{address}?view=mine#entry-1"
    page = triage.get(address)
    assert STORY in _text(page)
    assert "Um homem <guarda> os passaportes." in _text(page)
    assert "In Português, by Rui (demonstration)" in _text(page)
    assert b"<guarda>" not in page.content
    sender.come_back(code)
    assert "passaportes" not in sender.text
    events = AuditEvent.objects.filter(action="tip.translated")
    assert [(e.actor, e.target, e.detail) for e in events] == [("triage", f"tip/{report.pk}", {})]


def test_a_newer_translation_stands_first_and_the_older_one_is_kept(
    report: Report, rui: Unlocked, triage: Client
) -> None:
    _translate(rui, report, "Primeira.")
    _translate(rui, report, "In English.", language="en", based_on=2)
    address = f"/staff/inbox/{report.pk}/entries/1/translation/?into=pt"
    page = triage.get(address)
    assert "Primeira.</textarea>" in _text(page)
    assert '<option value="pt" selected>' in _text(page)
    _translate(unlocked("lead"), report, "Segunda.", based_on=3)
    shown = _tip(rui, report)
    assert [(v.language, v.text, v.by) for v in shown.translations] == [
        ("pt", "Segunda.", "Lita (demonstration)"),
        ("en", "In English.", "Rui (demonstration)"),
    ]
    assert [v.text for v in shown.older_translations] == ["Primeira."]
    text = _text(triage.get(f"/staff/inbox/{report.pk}/"))
    assert "1 earlier translation" in text
    assert text.index("Segunda.") < text.index("Primeira.")


def test_a_translation_that_somebody_else_kept_meanwhile_is_shown_and_neither_is_lost(
    report: Report, triage: Client, lead: Unlocked
) -> None:
    address = f"/staff/inbox/{report.pk}/entries/1/translation/"
    mine = {**hidden_fields(triage.get(address)), "language": "pt", "text": "A minha."}
    _translate(lead, report, "A da Lita.")
    page = triage.post(address, mine)
    assert "Somebody kept a translation meanwhile." in _text(page)
    assert "What Lita (demonstration) kept meanwhile" in _text(page)
    assert "A da Lita." in _text(page)
    assert "A minha.</textarea>" in _text(page)
    assert Entry.objects.filter(kind="staff").count() == 1
    fields = {**hidden_fields(page), "language": "pt", "text": "As duas."}
    assert triage.post(address, fields).status_code == 302
    shown = _tip(lead, report)
    assert [v.text for v in shown.translations + shown.older_translations] == [
        "As duas.",
        "A da Lita.",
    ]


def test_one_in_another_language_or_of_another_entry_is_in_nobodys_way(
    report: Report, rui: Unlocked, lead: Unlocked
) -> None:
    _translate(lead, report, "In English.", language="en")
    _translate(lead, report, "De outra.", of=7)
    _translate(rui, report, "Em português.")
    assert len(_tip(rui, report).translations) == 2


def test_pressed_twice_a_translation_is_kept_once_and_no_quarrel_with_itself(
    report: Report, rui: Unlocked
) -> None:
    for _press in range(2):
        _translate(rui, report, "Uma vez.")
    assert Entry.objects.filter(kind="staff").count() == 1
    assert AuditEvent.objects.filter(action="tip.translated").count() == 1


def test_of_two_posts_based_on_the_same_one_is_refused(report: Report, rui: Unlocked) -> None:
    _translate(rui, report, "Uma.")
    with pytest.raises(services.WrittenMeanwhile) as refused:
        _translate(rui, report, "Outra.")
    assert refused.value.newer["text"] == "Uma."


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": " "}, "Write something first."),
        ({"text": "x" * 40_001}, "Write at most 40,000 letters."),
        ({"language": "fr"}, "Choose one of the languages shown."),
        ({"language": ""}, "Choose one of the languages shown."),
        ({"based_on": "x"}, "The page was changed on its way."),
        ({"based_on": "-1"}, "The page was changed on its way."),
        ({"based_on": "9" * 30}, "The page was changed on its way."),
    ],
)
def test_a_translation_that_does_not_do_is_told_so_and_not_kept(
    report: Report, triage: Client, changed: dict[str, str], sentence: str
) -> None:
    said = {"language": "pt", "text": "Palavras.", "based_on": "1", "once": "1", **changed}
    page = triage.post(f"/staff/inbox/{report.pk}/entries/1/translation/", said)
    assert page.status_code == 200
    assert sentence in _text(page)
    assert not Entry.objects.filter(kind="staff").exists()


@pytest.mark.parametrize("number", ["0", "2", "99", "9" * 40])
@pytest.mark.parametrize("page", ["translation", "sharing"])
def test_a_number_that_is_no_entry_with_words_gets_404(
    report: Report, rui: Unlocked, triage: Client, number: str, page: str
) -> None:
    services.add_note(rui, report, text="A note, which is number 2.", once="1")
    address = f"/staff/inbox/{report.pk}/entries/{number}/{page}/"
    assert triage.get(address).status_code == 404
    said = {"text": "x", "once": "1", "based_on": "2", "language": "pt", "go": "keep"}
    assert triage.post(address, said).status_code == 404
    assert Entry.objects.filter(kind="staff").count() == 1


def test_an_entry_that_does_not_open_is_not_translated(report: Report, triage: Client) -> None:
    Entry.objects.update(sealed=b"rubbish")
    assert triage.get(f"/staff/inbox/{report.pk}/entries/1/translation/").status_code == 404
    Report.objects.update(sealed_case=b"rubbish")
    page = triage.get(f"/staff/inbox/{report.pk}/entries/1/translation/")
    assert "This tip does not open." in _text(page)


def test_looking_at_an_original_counts_as_reading_the_tip(report: Report, triage: Client) -> None:
    triage.get(f"/staff/inbox/{report.pk}/entries/1/sharing/")
    assert AuditEvent.objects.filter(action="tip.viewed", actor="triage").count() == 1


def test_a_translation_of_nothing_stands_by_itself(
    report: Report, rui: Unlocked, triage: Client
) -> None:
    _translate(rui, report, "De nada.", of=9)
    assert "De nada." in _text(triage.get(f"/staff/inbox/{report.pk}/"))


# ---- versions for sharing


def test_marked_passages_become_bars_of_one_length_and_the_original_stays(
    report: Report, triage: Client
) -> None:
    address = f"/staff/inbox/{report.pk}/"
    before = bytes(report.entries.get(number=1).sealed)
    page = triage.get(f"{address}entries/1/sharing/")
    assert f"{STORY}\n" in _text(page)
    said = {**hidden_fields(page), "text": "[[Maun Bosok]] keeps the passports of [[Ana]]."}
    page = triage.post(f"{address}entries/1/sharing/", {**said, "go": "preview"})
    assert "█████ keeps the passports of █████." in _text(page)
    assert not Entry.objects.filter(kind="staff").exists()
    answer = triage.post(
        f"{address}entries/1/sharing/", {**said, **hidden_fields(page), "go": "keep"}
    )
    assert answer.headers["Location"] == f"{address}#entry-1"
    shown = _tip(unlocked("triage"), report)
    assert shown.sharing is not None
    assert shown.sharing.text == "█████ keeps the passports of █████."
    assert bytes(report.entries.get(number=1).sealed) == before
    assert STORY in _text(triage.get(address))
    events = AuditEvent.objects.filter(action="tip.redacted")
    assert [(e.actor, e.target, e.detail) for e in events] == [("triage", f"tip/{report.pk}", {})]


@pytest.mark.parametrize("go", ["preview", "keep", "change"])
def test_unbalanced_brackets_are_told_at_the_field_and_nothing_is_kept(
    report: Report, triage: Client, go: str
) -> None:
    said = {"text": "Hide [[Ana.", "once": "1", "based_on": "1", "go": go}
    page = _text(triage.post(f"/staff/inbox/{report.pk}/entries/1/sharing/", said))
    assert "There is a [[ without a ]] after it." in page
    assert "Hide [[Ana.</textarea>" in page
    assert not Entry.objects.filter(kind="staff").exists()


@pytest.mark.parametrize("changed", [{"text": "All of it."}, {"based_on": "9"}, {"seen": "x"}])
def test_a_version_that_was_not_looked_at_is_not_kept_but_shown(
    report: Report, triage: Client, changed: dict[str, str]
) -> None:
    address = f"/staff/inbox/{report.pk}/entries/1/sharing/"
    said = {"text": "Hide [[Ana]].", "once": "1", "based_on": "1"}
    seen = hidden_fields(triage.post(address, {**said, "go": "preview"}))
    page = triage.post(address, {**seen, **changed, "go": "keep"})
    assert "these are not the words that you looked at" in _text(page)
    assert not Entry.objects.filter(kind="staff").exists()


def test_a_version_without_a_bar_is_warned_of(report: Report, triage: Client) -> None:
    said = {"text": "Nothing hidden.", "once": "1", "based_on": "1", "go": "preview"}
    page = triage.post(f"/staff/inbox/{report.pk}/entries/1/sharing/", said)
    assert "No passage is hidden." in _text(page)


def test_a_version_that_somebody_else_kept_meanwhile_is_shown_and_neither_is_lost(
    report: Report, triage: Client, lead: Unlocked
) -> None:
    address = f"/staff/inbox/{report.pk}/entries/1/sharing/"
    said = {**hidden_fields(triage.get(address)), "text": "Mine: [[Ana]]."}
    seen = hidden_fields(triage.post(address, {**said, "go": "preview"}))
    _redact(lead, report, "Lita’s: █████.")
    page = triage.post(address, {**seen, "go": "keep"})
    assert "Lita’s: █████." in _text(page)
    assert "Mine: [[Ana]].</textarea>" in _text(page)
    assert Entry.objects.filter(kind="staff").count() == 1
    said = {**hidden_fields(page), "text": "Both: [[Ana]]."}
    seen = hidden_fields(triage.post(address, {**said, "go": "preview"}))
    assert triage.post(address, {**seen, "go": "keep"}).status_code == 302
    shown = _tip(lead, report)
    assert shown.sharing is not None
    assert shown.sharing.text == "Both: █████."
    assert [version.text for version in shown.older_sharing] == ["Lita’s: █████."]
    assert "Both: █████.</textarea>" in _text(triage.get(address))
