"""Looking for tips that belong together, and linking them."""

from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox import closing
from reports.inbox.reading import case_of
from reports.inbox.related.linking import Relation, link, related_of
from reports.inbox.services import record_view, reply_to_sender
from reports.inbox.written import written_by_members
from reports.intake.actions import add_to_tip
from reports.intake.hashing import keys_of
from reports.models import Entry, Report
from reports.statuses import NoSuchMove
from tests.member import found_partner
from tests.sender import Sender
from tests.staff_replies import hidden_fields

pytestmark = pytest.mark.django_db
STORY = "A man keeps the passports of three women in a house by the market of Taibesi."


@pytest.fixture
def triage(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("triage")


@pytest.fixture
def send(sender: Sender) -> Callable[..., Report]:
    """Sends a tip, and gives it."""

    def sent(story: str, **changes: Any) -> Report:
        known = set(Report.objects.values_list("pk", flat=True))
        sender.send(story, **changes)
        return Report.objects.exclude(pk__in=known).get()

    return sent


@pytest.fixture
def two(send: Callable[..., Report], triage: Client) -> tuple[Report, Report]:
    """Two tips that members have read."""
    tips = send("The first of two stories."), send("Quite another story, of a boat.")
    for tip in tips:
        triage.get(f"/staff/inbox/{tip.pk}/")
    return tips


def _page(answer: Any) -> str:
    assert answer.status_code == 200
    content = b"".join(answer) if answer.streaming else answer.content
    return unescape(content.decode())


def _look(browser: Client, report: Report) -> str:
    return _page(browser.post(f"/staff/inbox/{report.pk}/related/"))


def _link(browser: Client, report: Report, other: object, relation: str = "linked") -> str:
    """Presses the button, and on the page that asks, if it does, the one there."""
    address = f"/staff/inbox/{report.pk}/related/link/"
    page = browser.post(address, {"other": str(other), "relation": relation}, follow=True)
    fields = hidden_fields(page)
    if "seen" in fields:
        page = browser.post(address, {**fields, "text": ""}, follow=True)
    return _page(page)


def _card(member: Unlocked, report: Report) -> dict[str, Any]:
    report = Report.objects.get(pk=report.pk)
    return seals.open_card(report, case_of(member, report))


def _related(member: Unlocked, report: Report) -> list[tuple[str, str]]:
    return [(one["tip"], one["as"]) for one in _card(member, report).get("related", [])]


def test_reading_a_tip_seals_into_its_card_what_it_names(
    send: Callable[..., Report], triage: Client, unlocked_triage: Unlocked
) -> None:
    tip = send("Call 7712 3456.", suspect="He has the boat Mina Jaya")
    assert "traces" not in _card(unlocked_triage, tip)
    triage.get(f"/staff/inbox/{tip.pk}/")
    card = _card(unlocked_triage, tip)
    assert set(card["traces"]) == {"phone:67077123456", "boat:MINAJAYA"}
    assert card["first_words"] == "Call 7712 3456."


def test_what_a_sender_adds_is_traced_at_the_next_reading(
    sender: Sender, triage: Client, unlocked_triage: Unlocked
) -> None:
    code = sender.send("Nothing is named here at all.")
    tip = Report.objects.get()
    triage.get(f"/staff/inbox/{tip.pk}/")
    assert _card(unlocked_triage, tip)["traces"] == []
    sender.come_back(code)
    sender.press("add", "/reply/", text="His number is +62 812 3456 7890.")
    assert _card(unlocked_triage, tip)["traces"] == []
    triage.get(f"/staff/inbox/{tip.pk}/")
    assert _card(unlocked_triage, tip)["traces"] == ["phone:6281234567890"]


def test_a_card_is_sealed_anew_only_when_there_is_something_new_to_read(
    send: Callable[..., Report], triage: Client
) -> None:
    tip = send("Call 7712 3456.")
    triage.get(f"/staff/inbox/{tip.pk}/")
    sealed = Report.objects.get().sealed_card
    triage.get(f"/staff/inbox/{tip.pk}/")
    assert Report.objects.get().sealed_card == sealed


def test_a_damaged_card_does_not_keep_a_tip_from_being_read(
    send: Callable[..., Report], triage: Client
) -> None:
    tip = send(STORY)
    Report.objects.update(sealed_card=b"nothing that opens")
    assert STORY in _page(triage.get(f"/staff/inbox/{tip.pk}/"))
    assert Report.objects.get().status == "reading"


def test_tips_that_name_the_same_are_found_with_the_reason(
    send: Callable[..., Report], triage: Client
) -> None:
    one = send("Call 7712 3456, they said, and come to the harbour.")
    read = send(
        "Somebody else wrote a long story here. " * 6 + "Ring +670 77123456 or write to a@b.tl."
    )
    triage.get(f"/staff/inbox/{read.pk}/")
    unread = send("Telefone 77 12 34 56")
    other = send("Call 7799 3456, they said to him.")
    page = _look(triage, one)
    assert "4 of 4 tips looked at, 2 found." in page
    assert page.count("The same telephone number: 67077123456") == 2
    assert read.reference in page
    assert unread.reference in page
    assert other.reference not in page


def test_a_near_copy_is_found_and_nothing_is_said_for_sure(
    send: Callable[..., Report], triage: Client
) -> None:
    one = send(STORY)
    copy = send(STORY.replace("three", "four"))
    send("A child sells fruit by the road all night, and nobody looks after her at all.")
    page = _look(triage, one)
    assert "3 of 3 tips looked at, 1 found." in page
    assert copy.reference in page
    assert "It begins with nearly the same words" in page
    assert "The same place, and it looks like the same kind" in page
    assert "only you can tell" in page


def test_looking_changes_nothing_and_leaves_counts_in_the_trail(
    two: tuple[Report, Report], triage: Client
) -> None:
    before = list(Report.objects.order_by("pk").values())
    _look(triage, two[0])
    assert list(Report.objects.order_by("pk").values()) == before
    event = AuditEvent.objects.get(action="tips.searched")
    assert event.target == f"tip/{two[0].pk}"
    assert event.detail == {"looked_at": 2, "found": 0, "damaged": 0}


def test_two_linked_tips_show_each_other(
    two: tuple[Report, Report], triage: Client, unlocked_triage: Unlocked
) -> None:
    one, other = two
    page = _link(triage, one, other.pk)
    assert "Linked." in page
    for tip, its_other, words in (
        (one, other, "Quite another story, of a boat."),
        (other, one, "The first of two stories."),
    ):
        assert _related(unlocked_triage, tip) == [(str(its_other.pk), "linked")]
        page = _page(triage.get(f"/staff/inbox/{tip.pk}/"))
        assert its_other.reference in page
        assert words in page
        assert Report.objects.get(pk=tip.pk).status == "reading"
    assert other.reference not in _look(triage, one)


def test_a_duplicate_is_closed_and_both_senders_keep_their_codes(
    sender: Sender, triage: Client, unlocked_triage: Unlocked
) -> None:
    codes = [sender.send("The first of two stories."), sender.send("The second of two stories.")]
    main, duplicate = sorted(
        Report.objects.all(), key=lambda r: "second" in _card(unlocked_triage, r)["first_words"]
    )
    for tip in (main, duplicate):
        triage.get(f"/staff/inbox/{tip.pk}/")
    page = _link(triage, duplicate, main.pk, "main")
    assert "This tip is closed" in page
    assert "This tip is a duplicate of it" in page
    assert Report.objects.get(pk=duplicate.pk).status == "closed"
    assert Report.objects.get(pk=main.pk).status == "reading"
    assert _related(unlocked_triage, main) == [(str(duplicate.pk), "duplicate")]
    assert _related(unlocked_triage, duplicate) == [(str(main.pk), "main")]
    reply_to_sender(unlocked_triage, main, text="To the first alone.", once="1")
    sender.come_back(codes[0])
    assert "To the first alone." in sender.text
    sender.come_back(codes[1])
    assert "To the first alone." not in sender.text
    assert "Closed" in sender.text


def test_a_link_can_become_that_of_a_duplicate_and_twice_is_once(
    two: tuple[Report, Report], triage: Client, unlocked_triage: Unlocked
) -> None:
    one, other = two
    for relation in ("linked", "linked", "main", "main"):
        _link(triage, one, other.pk, relation)
    assert _related(unlocked_triage, one) == [(str(other.pk), "main")]
    assert _related(unlocked_triage, other) == [(str(one.pk), "duplicate")]
    assert AuditEvent.objects.filter(action="tip.linked").count() == 2
    assert AuditEvent.objects.filter(action="tip.moved").count() == 1


def test_no_event_names_the_other_tip_nor_stands_on_it(
    two: tuple[Report, Report], triage: Client
) -> None:
    one, other = two
    since = AuditEvent.objects.latest("number").number
    _link(triage, one, other.pk, "main")
    triage.post(f"/staff/inbox/{one.pk}/related/unlink/", {"other": other.pk})
    events = AuditEvent.objects.filter(number__gt=since).order_by("number")
    acts = [event for event in events if event.action != "tip.viewed"]
    assert [event.action for event in acts] == ["tip.moved", "tip.linked", "tip.unlinked"]
    for event in events:
        assert event.target == f"tip/{one.pk}"
        assert str(other.pk) not in str(event.detail)


def test_a_link_that_is_taken_away_is_gone_on_both_and_a_closed_tip_stays_closed(
    two: tuple[Report, Report], triage: Client, unlocked_triage: Unlocked
) -> None:
    one, other = two
    _link(triage, one, other.pk, "main")
    for _twice in range(2):
        triage.post(f"/staff/inbox/{other.pk}/related/unlink/", {"other": one.pk})
    assert _related(unlocked_triage, one) == _related(unlocked_triage, other) == []
    assert Report.objects.get(pk=one.pk).status == "closed"
    assert AuditEvent.objects.filter(action="tip.unlinked").count() == 1


def test_a_tip_that_nobody_has_read_is_not_closed(
    send: Callable[..., Report], triage: Client, unlocked_triage: Unlocked
) -> None:
    one, other = send("The first of two stories."), send("The second of two.")
    before = list(Report.objects.order_by("pk").values())
    with pytest.raises(NoSuchMove):
        link(unlocked_triage, one, other.pk, to=Relation.MAIN)
    assert list(Report.objects.order_by("pk").values()) == before
    assert not AuditEvent.objects.filter(action="tip.linked").exists()


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ([("other", "duplicate")], ("main", "The two are linked otherwise.")),
        ([("other", "main")], ("linked", "The two are linked otherwise.")),
        ([(str(uuid4()), "linked")] * 50, ("linked", "linked with as many tips as can be")),
    ],
)
def test_a_link_that_makes_no_sense_gets_a_sentence_and_changes_nothing(
    two: tuple[Report, Report],
    triage: Client,
    unlocked_triage: Unlocked,
    known: list[tuple[str, str]],
    asked: tuple[str, str],
) -> None:
    one, other = two
    relation, sentence = asked
    related = [{"tip": t.replace("other", str(other.pk)), "as": a} for t, a in known]
    case = case_of(unlocked_triage, one)
    card = {**_card(unlocked_triage, one), "related": related}
    sealed = seals.seal_card(card, report=one.pk, case=case)
    Report.objects.filter(pk=one.pk).update(sealed_card=sealed)
    before = list(Report.objects.order_by("pk").values("status", "sealed_card"))
    assert sentence in _link(triage, one, other.pk, relation)
    assert list(Report.objects.order_by("pk").values("status", "sealed_card")) == before


def test_a_duplicate_is_no_duplicate_of_another_duplicate(
    send: Callable[..., Report], two: tuple[Report, Report], triage: Client
) -> None:
    one, other = two
    _link(triage, one, other.pk, "main")
    third = send("A third story, of the same house.")
    triage.get(f"/staff/inbox/{third.pk}/")
    assert "That tip is itself a duplicate." in _link(triage, third, one.pk, "main")
    assert Report.objects.get(pk=third.pk).status == "reading"


def test_a_tip_is_not_linked_with_itself(
    two: tuple[Report, Report], triage: Client, unlocked_triage: Unlocked
) -> None:
    assert "A tip cannot be linked with itself." in _link(triage, two[0], two[0].pk)
    assert _related(unlocked_triage, two[0]) == []


@pytest.mark.parametrize(
    "fields", [{}, {"other": "1", "relation": "linked"}, {"relation": "main"}, {"other": "\0"}]
)
def test_a_forged_form_gets_a_sentence(
    two: tuple[Report, Report], triage: Client, unlocked_triage: Unlocked, fields: dict[str, str]
) -> None:
    for act in ("link", "unlink"):
        answer = triage.post(f"/staff/inbox/{two[0].pk}/related/{act}/", fields, follow=True)
        assert "Choose a tip, and what it is to this one." in _page(answer)
    assert _related(unlocked_triage, two[0]) == []


@pytest.mark.parametrize("relation", ["duplicate", "", "x"])
def test_a_relation_that_is_not_offered_gets_a_sentence(
    two: tuple[Report, Report], triage: Client, unlocked_triage: Unlocked, relation: str
) -> None:
    assert "Choose a tip" in _link(triage, two[0], two[1].pk, relation)
    assert _related(unlocked_triage, two[0]) == []


def test_a_tip_that_is_not_there_or_withdrawn_gets_404(
    two: tuple[Report, Report], triage: Client, unlocked_triage: Unlocked
) -> None:
    one, other = two
    address = f"/staff/inbox/{one.pk}/related/link/"
    Report.objects.filter(pk=other.pk).update(withdrawn_on="2026-01-01")
    for forged in (uuid4(), other.pk):
        fields = {"other": str(forged), "relation": "linked"}
        assert triage.post(address, fields).status_code == 404
    assert triage.post(f"/staff/inbox/{uuid4()}/related/").status_code == 404
    assert _related(unlocked_triage, one) == []
    with pytest.raises(Report.DoesNotExist):
        link(unlocked_triage, one, other.pk, to=Relation.LINKED)


def test_a_member_of_another_agency_links_and_looks_at_nothing(
    two: tuple[Report, Report],
    sign_in: Callable[[str], Client],
    lead: Unlocked,
    unlocked_triage: Unlocked,
) -> None:
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    stranger = sign_in("editor")
    base = f"/staff/inbox/{two[0].pk}/related/"
    fields = {"other": str(two[1].pk), "relation": "linked"}
    for address in (base, f"{base}link/", f"{base}unlink/"):
        assert stranger.post(address, fields).status_code == 404
    assert _related(unlocked_triage, two[0]) == []


def test_a_damaged_tip_is_not_linked_and_that_is_kept(
    two: tuple[Report, Report], triage: Client, unlocked_triage: Unlocked
) -> None:
    one, other = two
    Report.objects.filter(pk=other.pk).update(sealed_card=b"nothing that opens")
    assert "One of the two does not open" in _link(triage, one, other.pk)
    assert _related(unlocked_triage, one) == []
    assert AuditEvent.objects.filter(action="tip.damaged", target=f"tip/{other.pk}").exists()


def test_a_link_to_a_tip_that_is_gone_is_not_shown_and_can_be_taken_away(
    two: tuple[Report, Report], triage: Client, unlocked_triage: Unlocked
) -> None:
    one, other = two
    _link(triage, one, other.pk)
    Report.objects.filter(pk=other.pk).update(withdrawn_on="2026-01-01")
    assert related_of(unlocked_triage, _card(unlocked_triage, one)) == []
    triage.post(f"/staff/inbox/{one.pk}/related/unlink/", {"other": other.pk})
    assert _related(unlocked_triage, one) == []


def test_all_links_of_a_tip_take_one_query(
    send: Callable[..., Report],
    triage: Client,
    unlocked_triage: Unlocked,
    django_assert_num_queries: Any,
) -> None:
    one = send("The first of four stories.")
    for number in range(3):
        link(unlocked_triage, one, send(f"Another story {number}.").pk, to=Relation.LINKED)
    card = _card(unlocked_triage, one)
    with django_assert_num_queries(1):
        found = related_of(unlocked_triage, card)
    assert len(found) == 3
    with django_assert_num_queries(0):
        assert related_of(unlocked_triage, None) == []


# ---- what a tip is not closed over


def _stand(*tips: Report) -> list[Any]:
    kept = Report.objects.filter(pk__in=[tip.pk for tip in tips]).order_by("pk")
    entries = Entry.objects.filter(kind="staff").count()
    linked = AuditEvent.objects.filter(action__in=("tip.linked", "tip.moved")).count()
    return [*kept.values("status", "closing_by", "sealed_card", "danger_now"), entries, linked]


def _in_danger(report: Report, _member: Unlocked) -> None:
    report.change(danger_now=True)


def _unread(report: Report, _member: Unlocked) -> None:
    report.change(unread=True)


def _proposed(report: Report, member: Unlocked) -> None:
    said: dict[str, Any] = {"was": "reading", "seen": 1, "text": "Spam.", "once": "1"}
    closing.close(member, report, case_of(member, report), because="spam", **said)


_GUARDED = [
    (_in_danger, "The sender says danger. Say first how it was dealt with."),
    (_unread, "The sender wrote again. Nothing was changed: read the new words first."),
    (_proposed, "propose"),
]


@pytest.mark.parametrize(("happens", "sentence"), _GUARDED)
def test_what_has_to_be_looked_at_first_is_not_closed_as_a_duplicate(
    two: tuple[Report, Report],
    triage: Client,
    lead: Unlocked,
    happens: Callable[[Report, Unlocked], None],
    sentence: str,
) -> None:
    one, other = (Report.objects.select_related("epoch__agency").get(pk=tip.pk) for tip in two)
    happens(one, lead)
    before = _stand(one, other)
    address = f"/staff/inbox/{one.pk}/related/link/"
    answer = triage.post(address, {"other": str(other.pk), "relation": "main"})
    assert answer.status_code == 302
    assert _stand(one, other) == before
    assert sentence in _page(triage.get(answer.headers["Location"]))


@pytest.mark.parametrize(("happens", "sentence"), _GUARDED)
def test_what_happens_while_the_page_asks_keeps_it_open_and_the_words_on_the_page(
    two: tuple[Report, Report],
    triage: Client,
    lead: Unlocked,
    happens: Callable[[Report, Unlocked], None],
    sentence: str,
) -> None:
    one, other = (Report.objects.select_related("epoch__agency").get(pk=tip.pk) for tip in two)
    address = f"/staff/inbox/{one.pk}/related/link/"
    page = triage.post(address, {"other": str(other.pk), "relation": "main"})
    assert f"Close it as a duplicate of {other.reference}" in _page(page)
    happens(one, lead)
    before = _stand(one, other)
    answer = _page(triage.post(address, {**hidden_fields(page), "text": "The same house."}))
    assert sentence in answer
    assert "The same house." in answer
    assert _stand(one, other) == before


def test_words_that_a_colleague_read_and_this_member_did_not_keep_it_open(
    sender: Sender, triage: Client, lead: Unlocked
) -> None:
    codes = [sender.send("The first of two stories."), sender.send("The second of two.")]
    for tip in Report.objects.all():
        triage.get(f"/staff/inbox/{tip.pk}/")
    one = Report.objects.get(access__lookup=keys_of(codes[0]).lookup)
    other = Report.objects.exclude(pk=one.pk).get()
    address = f"/staff/inbox/{one.pk}/related/link/"
    page = triage.post(address, {"other": str(other.pk), "relation": "main"})
    add_to_tip(keys_of(codes[0]), text="No, another house.", once="x")
    record_view(lead, Report.objects.select_related("epoch__agency").get(pk=one.pk))
    before = _stand(one, other)
    answer = triage.post(address, {**hidden_fields(page), "text": ""})
    assert "The sender wrote again." in _page(answer)
    assert _stand(one, other) == before


def test_the_reason_of_a_duplicate_is_sealed_and_pressed_twice_it_stands_once(
    two: tuple[Report, Report], triage: Client, unlocked_triage: Unlocked
) -> None:
    one, other = two
    address = f"/staff/inbox/{one.pk}/related/link/"
    page = triage.post(address, {"other": str(other.pk), "relation": "main"})
    assert Report.objects.get(pk=one.pk).status == "reading"
    for _press in range(2):
        triage.post(address, {**hidden_fields(page), "text": "The same house."})
    assert Report.objects.get(pk=one.pk).status == "closed"
    (said,) = written_by_members(one, case_of(unlocked_triage, one))
    assert (said["about"], said["code"], said["text"]) == (
        "closed",
        "duplicate",
        "The same house.",
    )
    assert AuditEvent.objects.filter(action="tip.linked").count() == 1


def test_a_tip_that_is_closed_already_becomes_a_duplicate_without_being_asked(
    two: tuple[Report, Report], triage: Client, unlocked_triage: Unlocked
) -> None:
    one, other = two
    Report.objects.get(pk=one.pk).change(status="closed")
    address = f"/staff/inbox/{one.pk}/related/link/"
    assert triage.post(address, {"other": str(other.pk), "relation": "main"}).status_code == 302
    assert _related(unlocked_triage, one) == [(str(other.pk), "main")]


def test_looking_linking_and_unlinking_keep_the_list(
    two: tuple[Report, Report], triage: Client
) -> None:
    one, other = two
    query = "view=new&language=pt&at=7"
    base = f"/staff/inbox/{one.pk}/"
    for path, fields in (
        ("related/link/", {"other": str(other.pk), "relation": "linked"}),
        ("related/unlink/", {"other": str(other.pk)}),
        ("related/link/", {}),
    ):
        answer = triage.post(f"{base}{path}?{query}", fields)
        assert answer.headers["Location"] == f"{base}?{query}", path
    page = _page(triage.get(f"{base}?{query}"))
    assert f'action="{base}related/?{query}"' in page
    assert f'href="{base}?{query}"' in _page(triage.post(f"{base}related/?{query}"))


def test_a_tip_that_may_belong_to_one_opens_in_the_same_list_at_its_own_place(
    send: Callable[..., Report], triage: Client
) -> None:
    one, other = send(STORY), send(STORY)
    page = _page(triage.post(f"/staff/inbox/{one.pk}/related/?view=new&at=7"))
    assert f'data-key="row" href="/staff/inbox/{other.pk}/?view=new"' in page
