"""The audit trail: what it takes, and what it shows of being touched."""

import ast
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts import audit
from accounts.audit_actions import ACTIONS, REFUSED
from accounts.audit_check import START, Broken, Link, check_trail, links
from accounts.models import AuditEvent, AuditHead, User
from accounts.refusals import record_refusal
from portal.settings import environment
from portal.settings.paths import BASE_DIR
from tests.accounts import tampering
from tests.accounts.trail_writers import (
    Aborted,
    another_database,
    assert_none_is_lost,
    record_and_abort,
)
from tests.sender import Sender

pytestmark = pytest.mark.django_db

# ---- recording


@pytest.fixture
def somebody() -> User:
    return User.objects.create(username="rui", full_name="Rui")


@pytest.fixture
def trail(somebody: User) -> list[str]:
    """Six events; their hashes."""
    for number in range(6):
        audit.record("role.granted", by=somebody, target=f"user/{number}", role="lead", epoch=1)
    return list(AuditEvent.objects.values_list("hash", flat=True))


def test_an_event_says_who_did_what_to_what_and_names_the_one_before(somebody: User) -> None:
    audit.record("agency.founded", by=somebody, target="agency/a")
    audit.record("keys.rotated", by=None, target="agency/a", epoch=2)
    first, second = AuditEvent.objects.all()
    assert (first.number, first.actor, first.action, first.target, first.detail) == (
        *(1, "rui", "agency.founded", "agency/a"),
        {},
    )
    assert first.previous == audit.FIRST_HASH
    assert (second.actor, second.detail, second.previous) == ("", {"epoch": 2}, first.hash)
    head = audit.newest()
    assert head
    assert (head.number, head.hash) == (2, second.hash)


@pytest.mark.parametrize("microsecond", [0, 1, 120_000, 999_999])
def test_an_event_that_is_read_again_has_the_same_hash(somebody: User, microsecond: int) -> None:
    at = datetime(2026, 11, 24, 23, 59, 59, microsecond, tzinfo=UTC)
    detail: dict[str, Any] = {"zz": "Ç 漢 \u00a0 'x' \\ \" 😀", "a": 2**70, "epoch": -1, "bb": ""}
    with mock.patch("accounts.audit.timezone.now", return_value=at.astimezone()):
        audit.record("role.granted", by=somebody, target="user/Ção", **detail)
    event = AuditEvent.objects.get()
    assert event.at == at
    assert event.detail == detail
    assert audit.hash_of(event) == event.hash


def test_the_hash_is_over_a_form_that_others_can_make_again() -> None:
    event = AuditEvent(
        number=7,
        at=datetime(2026, 11, 24, 12, 0, tzinfo=timezone.get_fixed_timezone(540)),
        actor="rui",
        action="tip.viewed",
        target="tip/é",
        detail={"b": 1, "a": "x"},
        previous=audit.FIRST_HASH,
    )
    # sha256sum of the line that `hash_of` describes, made with other tools.
    expected = "856bc5a06d665d87a47d505a4d6e2cac36808f5b32218566894c6ce1e98ea099"
    assert audit.hash_of(event) == expected


@pytest.mark.parametrize(
    ("target", "detail"),
    [
        ("x" * 121, {}),
        ("tip/\0", {}),
        ("tip/1\n", {}),
        ("tip/\ud800", {}),
        ("tip/1", {"note": "x" * 201}),
        ("tip/1", {"note": "two\nlines"}),
        ("tip/1", {"note": b"bytes"}),
        ("tip/1", {"note": None}),
        ("tip/1", {"note": True}),
        ("tip/1", {"note": 1.5}),
        ("tip/1", {"note": ["x"]}),
        ("tip/1", {"note": {"x": 1}}),
    ],
)
def test_content_does_not_get_in(somebody: User, target: str, detail: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"trail|detail"):
        audit.record("tip.viewed", by=somebody, target=target, **detail)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("action", ["", "tip.read", "Tip.viewed", "tip.viewed "])
def test_an_action_that_is_not_listed_is_refused(somebody: User, action: str) -> None:
    with pytest.raises(ValueError, match="list"):
        audit.record(action, by=somebody)
    assert not AuditEvent.objects.exists()


def test_every_action_has_words_and_fits_its_column() -> None:
    longest = AuditEvent._meta.get_field("action").max_length or 0
    for action, label in ACTIONS.items():
        assert 0 < len(action) <= longest
        assert str(label)
    assert len({str(label) for label in ACTIONS.values()}) == len(ACTIONS)


def _recorded_in(path: Path) -> list[str]:
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    actions = [call.args[0] for call in calls if ast.unparse(call.func) == "audit.record"]
    return [str(node.value) for node in actions if isinstance(node, ast.Constant)]


def test_every_action_that_the_code_records_is_listed() -> None:
    files = [f for app in ("accounts", "reports", "portal") for f in (BASE_DIR / app).rglob("*.py")]
    used = {action for file in files for action in _recorded_in(file)}
    assert len(used) > 5
    assert used <= set(ACTIONS)


def test_an_aborted_transaction_leaves_no_event_and_no_gap(somebody: User) -> None:
    audit.record("tip.viewed", by=somebody)
    with pytest.raises(Aborted):
        record_and_abort("tip.replied", target="tip/1")
    audit.record("tip.assigned", by=somebody)
    assert list(AuditEvent.objects.values_list("number", "action")) == [
        (1, "tip.viewed"),
        (2, "tip.assigned"),
    ]
    assert check_trail()[0].number == 2


def test_an_event_costs_the_same_however_long_the_trail_is(
    somebody: User, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        with django_assert_num_queries(3):  # head, event, head
            audit.record("tip.viewed", by=somebody)


def test_the_model_changes_and_deletes_nothing(trail: list[str]) -> None:
    event = AuditEvent.objects.get(number=3)
    for attempt in (
        lambda: AuditEvent.objects.all().delete(),
        lambda: AuditEvent.objects.filter(number=3).update(actor="x"),
        lambda: AuditEvent.objects.bulk_update([event], ["actor"]),
        lambda: AuditEvent.objects.update_or_create(number=3, defaults={"actor": "x"}),
        event.delete,
        event.save,
    ):
        with pytest.raises(TypeError), transaction.atomic():
            attempt()
    same = AuditEvent(**{f.name: getattr(event, f.name) for f in AuditEvent._meta.fields})
    with pytest.raises(IntegrityError), transaction.atomic():
        same.save()
    assert check_trail()[0] == Link(6, trail[-1])


def test_recording_copes_with_a_head_row_that_a_flush_of_tests_took(somebody: User) -> None:
    AuditHead.objects.all().delete()
    audit.record("tip.viewed", by=somebody)
    audit.record("tip.viewed", by=somebody)
    assert check_trail()[0].number == 2


def test_nothing_is_recorded_after_a_head_row_that_somebody_took(
    somebody: User, trail: list[str]
) -> None:
    AuditHead.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        audit.record("tip.viewed", by=somebody)


@pytest.mark.django_db(transaction=False)
def test_many_writers_at_once_on_sqlite_lose_nothing(tmp_path: Path) -> None:
    with another_database(environment.database(f"sqlite:///{tmp_path / 'trail.sqlite3'}")):
        assert_none_is_lost()


# ---- being touched


def _verify(*head: str) -> tuple[int, str]:
    """The exit status of the command, and all that it prints."""
    out, err = StringIO(), StringIO()
    try:
        call_command("audit_verify", *(["--head", *head] if head else []), stdout=out, stderr=err)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue() + err.getvalue()
    return 0, out.getvalue() + err.getvalue()


def test_a_whole_trail_verifies_with_its_length_and_its_newest_hash(trail: list[str]) -> None:
    status, said = _verify()
    assert status == 0
    assert "Events: 6." in said
    assert trail[-1] in said.splitlines()


def test_an_empty_trail_verifies() -> None:
    assert _verify() == (0, _verify(audit.FIRST_HASH)[1].rpartition("The hash")[0])


def test_a_noted_hash_is_found_wherever_it_is_in_the_trail(trail: list[str]) -> None:
    for number, noted in enumerate([audit.FIRST_HASH, *trail]):
        groups = [noted[i : i + 8] for i in range(0, 64, 8)]
        for head in ([noted], [noted.upper()], groups, [" ".join(groups)]):
            status, said = _verify(*head)
            assert status == 0
            assert f"event {number}." in said


def test_a_hash_that_was_never_in_the_trail_shows(trail: list[str]) -> None:
    status, said = _verify("ab" * 32)
    assert status == 1
    assert "rewritten" in said


@pytest.mark.parametrize("head", ["", " ", "x" * 64, "a" * 63, "a" * 65, "٠" * 64, "0x" + "a" * 62])
def test_what_is_no_hash_is_told_so(trail: list[str], head: str) -> None:
    status, said = _verify(head)
    assert status == 2
    assert said == "A hash has 64 digits from 0 to 9 and a to f: this one has not.\n"


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ([1], "Event 1 is missing."),
        ([3], "Event 3 is missing."),
        ([2, 3, 4], "Events 2 to 4 are missing."),
        ([6], "Event 6 is missing."),
        ([4, 5, 6], "Events 4 to 6 are missing."),
        ([1, 2, 3, 4, 5, 6], "Events 1 to 6 are missing."),
    ],
)
def test_a_removed_event_shows(trail: list[str], numbers: list[int], sentence: str) -> None:
    tampering.remove(*numbers)
    assert _verify() == (1, sentence + "\n")


_ALTERED: list[dict[str, Any]] = [
    {"at": datetime(2026, 1, 1, tzinfo=UTC)},
    {"actor": "another"},
    {"actor": ""},
    {"action": "role.revoked"},
    {"target": "user/another"},
    {"detail": {}},
    {"detail": {"role": "lead"}},
    {"detail": {"role": "lead", "epoch": 2}},
    {"detail": {"role": "lead", "epoch": "1"}},
    {"detail": {"role": "lead", "epoch": 1, "more": 1}},
    {"detail": []},
    {"previous": "a" * 64},
    {"previous": audit.FIRST_HASH},
    {"hash": "a" * 64},
    {"hash": ""},
]


@pytest.mark.parametrize("number", [1, 3, 6])
@pytest.mark.parametrize("fields", _ALTERED, ids=str)
def test_an_altered_event_shows(trail: list[str], number: int, fields: dict[str, Any]) -> None:
    event = AuditEvent.objects.get(number=number)
    if all(getattr(event, name) == value for name, value in fields.items()):
        return  # the first event names no other before
    tampering.change(number, **fields)
    assert _verify() == (1, f"Event {number} was altered.\n")


def test_a_moment_more_shows(trail: list[str]) -> None:
    at = AuditEvent.objects.get(number=3).at
    tampering.change(3, at=at + timedelta(microseconds=1))
    assert _verify() == (1, "Event 3 was altered.\n")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has types")
@pytest.mark.parametrize("at", ["never", "2026-99-99 00:00:00", 5])
def test_what_cannot_be_read_is_altered(trail: list[str], at: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_auditevent SET at = %s WHERE number = 3", [at])
    assert _verify() == (1, "Event 3 was altered.\n")


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 3), (1, 6), (5, 6)])
def test_events_in_another_order_show(trail: list[str], one: int, other: int) -> None:
    tampering.exchange(one, other)
    sentence = f"Event {one} is out of order: it was recorded as event {other}.\n"
    assert _verify() == (1, sentence)


def test_an_event_that_was_put_in_twice_shows(trail: list[str]) -> None:
    event = AuditEvent.objects.get(number=6)
    fields = {f.name: getattr(event, f.name) for f in AuditEvent._meta.fields}
    for number in (7, 0, -3):
        tampering.insert(**{**fields, "number": number, "hash": "b" * 64})
        assert _verify()[0] == 1
        tampering.remove(number)
    assert _verify()[0] == 0
    first, second = AuditEvent.objects.filter(number__lte=2)
    with pytest.raises(Broken, match="Event 2 is one too many"):
        list(links([(1, first), (2, second), (2, second)], highest=6))


def test_an_event_that_was_added_without_the_head_shows(trail: list[str]) -> None:
    added = AuditEvent(
        number=7, at=timezone.now(), actor="rui", action="tip.viewed", previous=trail[-1]
    )
    added.hash = audit.hash_of(added)
    added.save()
    assert _verify() == (1, "The newest event is number 7, and the head row names another.\n")


def test_an_event_with_a_new_hash_of_its_own_breaks_the_one_after(trail: list[str]) -> None:
    event = AuditEvent.objects.get(number=3)
    event.actor = "another"
    tampering.change(3, actor="another", hash=audit.hash_of(event))
    status, said = _verify()
    assert status == 1
    assert said.startswith("Event 4 does not follow")


def test_a_newest_event_with_a_new_hash_is_not_the_heads(trail: list[str]) -> None:
    event = AuditEvent.objects.get(number=6)
    event.actor = "another"
    tampering.change(6, actor="another", hash=audit.hash_of(event))
    assert _verify()[0] == 1


@pytest.mark.parametrize("number", [1, 4, 6])
def test_a_rewritten_tail_shows_by_the_hash_that_was_noted(trail: list[str], number: int) -> None:
    tampering.rewrite_from(number, actor="another")
    assert _verify()[0] == 0
    for noted in trail[number - 1 :]:
        status, said = _verify(noted)
        assert status == 1
        assert "rewritten" in said
    for noted in trail[: number - 1]:
        assert _verify(noted)[0] == 0


def test_a_tail_cut_off_with_its_head_shows_by_the_hash_that_was_noted(trail: list[str]) -> None:
    tampering.remove(5, 6)
    AuditHead.objects.update(number=4, hash=trail[3])
    assert _verify()[0] == 0
    assert _verify(trail[5])[0] == 1


@pytest.mark.parametrize(
    "fields",
    [{"number": 5}, {"number": 7}, {"number": 0}, {"hash": "a" * 64}, {"hash": audit.FIRST_HASH}],
    ids=str,
)
def test_an_altered_head_row_shows(trail: list[str], fields: dict[str, Any]) -> None:
    AuditHead.objects.update(**fields)
    assert _verify()[0] == 1


def test_a_removed_head_row_shows(trail: list[str]) -> None:
    AuditHead.objects.all().delete()
    assert _verify() == (1, "The head row, which names the newest event, is missing.\n")


def test_events_that_come_while_it_walks_are_walked_too(somebody: User, trail: list[str]) -> None:
    heads = iter([0, 2, 1, 0])

    def busy() -> AuditHead | None:
        for _ in range(next(heads)):
            audit.record("tip.viewed", by=somebody)
        return AuditHead.objects.first()

    with mock.patch("accounts.audit_check.newest", busy):
        assert check_trail()[0].number == 9


def test_the_walk_reads_in_pieces(
    somebody: User, trail: list[str], django_assert_num_queries: Any
) -> None:
    with mock.patch("accounts.audit_check._BATCH", 2):
        with django_assert_num_queries(1 + 3 * 2 + 1 + 1):  # head; numbers, events; head
            assert check_trail() == (Link(6, trail[-1]), None)
        with mock.patch("accounts.models.audit._BATCH", 2):
            assert [e.number for e in AuditEvent.objects.all().in_batches()] == [*range(1, 7)]


def test_a_walk_over_nothing_stays_at_the_start() -> None:
    assert list(links([], highest=0)) == []
    assert check_trail() == (START, None)


# ---- refusals


def _events(**fields: Any) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(**fields))


def test_a_refusal_is_recorded_once_in_a_minute(sign_in: Callable[[str], Client]) -> None:
    editor = sign_in("editor")
    tip = "6f1c2a34-0000-4000-8000-000000000001"
    for _ in range(3):
        assert editor.get("/staff/inbox/?q=secret").status_code == 404
        assert editor.get(f"/staff/inbox/{tip}/?q=secret").status_code == 404
        assert editor.post(f"/staff/inbox/{tip}/", {"text": "secret"}).status_code == 404
    found = [(e.actor, e.target, e.detail) for e in _events(action=REFUSED)]
    assert found == [
        ("editor", "/staff/inbox/", {"method": "GET"}),
        ("editor", "/staff/inbox/<uuid:report_id>/", {"method": "GET", "id": tip}),
        ("editor", "/staff/inbox/<uuid:report_id>/", {"method": "POST", "id": tip}),
    ]
    check_trail()


def test_the_same_refusal_a_minute_later_is_recorded_again(somebody: User) -> None:
    now = timezone.now()
    for seconds in (0, 59, 61, 100, 122):
        with mock.patch("django.utils.timezone.now", return_value=now + timedelta(seconds=seconds)):
            record_refusal(somebody, route="staff/inbox/", method="GET", values=[])
    assert len(_events(action=REFUSED)) == 3


def test_a_flood_of_refusals_is_bounded_for_each_person(somebody: User) -> None:
    other = User.objects.create(username="ana", full_name="Ana")
    for number in range(50):
        record_refusal(somebody, route=f"staff/{number}/", method="GET", values=[])
    record_refusal(other, route="staff/0/", method="GET", values=[])
    assert len(_events(actor="rui")) == 20
    assert len(_events(actor="ana")) == 1


def test_a_refusal_keeps_no_word_that_somebody_typed(somebody: User) -> None:
    values = ["secret", 5, "6f1c2a34-0000-4000-8000-000000000001"]
    record_refusal(somebody, route="^staff/<str:x>/" + "y" * 300, method="SECRET", values=values)
    (event,) = _events(action=REFUSED)
    assert event.detail == {"method": "other"}
    assert event.target.startswith("/staff/<str:x>/yyy")
    assert len(event.target) == 120


def test_a_stranger_leaves_no_event(client: Client, people: None) -> None:
    before = AuditEvent.objects.count()
    for path in ("/staff/inbox/", "/staff/trail/", "/staff/cms/", "/staff/account/"):
        assert client.get(path).status_code == 302
        assert client.post(path).status_code == 302
    assert AuditEvent.objects.count() == before


def test_a_refusal_that_cannot_be_recorded_gets_the_same_answer(
    sign_in: Callable[[str], Client], caplog: pytest.LogCaptureFixture
) -> None:
    editor = sign_in("editor")
    missing = editor.get("/staff/never-was/")
    # The number after the head is taken: the insert fails in the database.
    AuditHead.objects.update(number=0)
    refused = editor.get("/staff/inbox/")
    assert refused.status_code == 404
    assert refused.content == missing.content.replace(b"/never-was/", b"/inbox/")
    assert "A refusal could not be recorded." in caplog.text
    assert "inbox" not in caplog.records[-1].getMessage()


# ---- the public


def test_nothing_that_the_public_does_writes_to_the_trail(sender: Sender) -> None:
    before = list(AuditEvent.objects.values_list("number", "hash"))
    code = sender.send()
    sender.press("", "/kept/", kept="on")
    sender.browser.post("/leave", {"form": "x"})
    sender.come_back(code)
    sender.press("add", "/reply/", text="One thing more.")
    sender.press("close", "/reply/")
    sender.come_back("1234 5678 9012 3456 7890")
    sender.come_back(code[:-1] + str((int(code[-1]) + 1) % 10))
    for path in ("/", "/en/nowhere/", "/staff/", "/staff/nowhere/", "/staff/trail/"):
        sender.browser.get(path)
    for name in ("triage", "lead", "nobody", "editor' --", ""):
        fields = {"username": name, "password": "wrong password"}
        assert sender.browser.post("/staff/", fields).status_code == 200
    sender.browser.post("/staff/code/", {"code": "000000"})
    sender.browser.post("/staff/sign-out/")
    assert list(AuditEvent.objects.values_list("number", "hash")) == before
