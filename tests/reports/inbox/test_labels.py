"""Labels: kept by leads, put on tips by members, sealed in the card."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox import labels
from reports.models import Label, Report
from tests.member import found_partner, intake_agency
from tests.reports.inbox.acts import case, events, text_of
from tests.sender import Sender

pytestmark = pytest.mark.django_db
_PAGE = "/staff/inbox/settings/labels/"


@pytest.fixture
def tip(sender: Sender) -> Report:
    sender.send()
    return Report.objects.get()


@pytest.fixture
def words(lead: Unlocked) -> list[Label]:
    """Three labels, by name."""
    agency = intake_agency()
    return [labels.add_label(lead, agency=agency, name=n) for n in ("Boats", "Hotels", "Scams")]


def _on_the_tip(member: Unlocked) -> list[str]:
    found: list[str] = seals.open_card(Report.objects.get(), case(member)).get("labels", [])
    return found


def _put(member: Unlocked, *, shown: list[Label], chosen: list[Label]) -> None:
    labels.put_labels(
        member,
        Report.objects.get(),
        case(member),
        shown=[label.pk for label in shown],
        chosen=[label.pk for label in chosen],
    )


def test_labels_are_put_on_a_tip_sealed_and_the_trail_does_not_say_which(
    tip: Report, words: list[Label], unlocked_triage: Unlocked
) -> None:
    before = seals.open_card(tip, case(unlocked_triage))
    _put(unlocked_triage, shown=[], chosen=words[:2])
    assert _on_the_tip(unlocked_triage) == sorted(label.pk for label in words[:2])
    card = seals.open_card(Report.objects.get(), case(unlocked_triage))
    assert {name: card[name] for name in before} == before
    assert events("tip.labelled") == [("tip.labelled", "triage", {})]
    clear = str([Report.objects.values_list(), AuditEvent.objects.filter(action="tip.labelled")])
    assert not any(label.pk in clear for label in words)


def test_of_two_members_at_once_neither_loses_a_label(
    tip: Report, words: list[Label], unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    one, two, three = words
    _put(lead, shown=[], chosen=[one])
    # Both saw the first; one adds the second, the other takes the first off and adds the third.
    _put(unlocked_triage, shown=[one], chosen=[one, two])
    _put(lead, shown=[one], chosen=[three])
    assert _on_the_tip(lead) == sorted([two.pk, three.pk])


def test_saving_what_was_shown_changes_nothing(
    tip: Report, words: list[Label], unlocked_triage: Unlocked
) -> None:
    sealed = bytes(tip.sealed_card)
    _put(unlocked_triage, shown=[words[0]], chosen=[words[0]])
    assert bytes(Report.objects.get().sealed_card) == sealed
    assert not events("tip.labelled")


def test_a_label_of_another_agency_or_out_of_use_is_not_put_on(
    tip: Report, words: list[Label], unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    partner = found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    theirs = labels.add_label(lead, agency=partner, name="Theirs")
    retired = labels.retire_label(lead, words[2], retired=True)
    for forged in (theirs, retired, Label(pk="22222222", agency=partner)):
        with pytest.raises(labels.NoSuchLabel):
            _put(unlocked_triage, shown=[], chosen=[words[0], forged])
    assert _on_the_tip(unlocked_triage) == []


def test_a_tip_keeps_a_label_that_goes_out_of_use_until_it_is_taken_off(
    tip: Report, words: list[Label], unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    boats, hotels, _scams = words
    _put(unlocked_triage, shown=[], chosen=[boats])
    labels.retire_label(lead, boats, retired=True)
    _put(unlocked_triage, shown=[boats], chosen=[boats, hotels])
    assert _on_the_tip(unlocked_triage) == sorted([boats.pk, hotels.pk])
    _put(unlocked_triage, shown=[boats, hotels], chosen=[hotels])
    assert _on_the_tip(unlocked_triage) == [hotels.pk]


def test_members_tick_labels_beside_the_tip(
    tip: Report, words: list[Label], sign_in: Callable[[str], Client], unlocked_triage: Unlocked
) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{tip.pk}/"
    assert "Boats" in text_of(browser.get(address))
    said = {"shown": "", "labels": [words[0].pk, words[1].pk]}
    answer = browser.post(f"{address}labels/?view=mine", said)
    assert answer.headers["Location"] == f"{address}?view=mine"
    page = text_of(browser.get(address))
    assert '<span class="govuk-tag govuk-tag--grey">Boats</span>' in page
    assert '<span class="govuk-tag govuk-tag--grey">Scams</span>' not in page
    kept = str(dict(browser.session)) + str(browser.cookies)
    assert words[0].pk not in kept
    for forged in (["strange"], [words[2].pk, "\0"], ["'; --"]):
        answer = browser.post(f"{address}labels/", {"shown": "", "labels": forged}, follow=True)
        assert "Choose labels from the list. Nothing was changed." in text_of(answer)
    assert _on_the_tip(unlocked_triage) == sorted(label.pk for label in words[:2])


def test_where_there_is_no_label_none_can_be_chosen(
    tip: Report, sign_in: Callable[[str], Client]
) -> None:
    page = text_of(sign_in("triage").get(f"/staff/inbox/{tip.pk}/"))
    assert "Change the labels" not in page


# ---- the lead's page


def test_a_lead_adds_renames_and_retires_labels(
    people: None, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("lead")
    assert "There is no label." in text_of(browser.get(_PAGE))
    browser.post(_PAGE, {"name": "Boats"})
    label = Label.objects.get()
    browser.post(f"{_PAGE}{label.pk}/", {"name": "Ships"})
    browser.post(f"{_PAGE}{label.pk}/use/", {"retired": "yes"})
    label.refresh_from_db()
    assert (label.name, label.retired, label.agency) == ("Ships", True, intake_agency())
    assert "Out of use: tips that have it keep it." in text_of(browser.get(_PAGE))
    browser.post(f"{_PAGE}{label.pk}/use/", {"retired": "no"})
    label.refresh_from_db()
    assert not label.retired
    trail = events("label.added", "label.renamed", "label.retired", "label.restored")
    assert [event[0] for event in trail] == [
        "label.added",
        "label.renamed",
        "label.retired",
        "label.restored",
    ]
    assert "Ships" not in str(AuditEvent.objects.values_list())


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Write a name."),
        ("   ", "Write a name."),
        ("x" * 41, "This is too long. Write at most 40 letters."),
        ("BOATS", "There is a label of this name."),
        ("Boats", "There is a label of this name."),
    ],
)
def test_a_name_that_does_not_do_is_told_so(
    words: list[Label], sign_in: Callable[[str], Client], name: str, sentence: str
) -> None:
    browser = sign_in("lead")
    assert sentence in text_of(browser.post(_PAGE, {"name": name}))
    assert sentence in text_of(browser.post(f"{_PAGE}{words[1].pk}/", {"name": name}))
    assert sorted(label.name for label in Label.objects.all()) == ["Boats", "Hotels", "Scams"]


def test_a_label_keeps_its_own_name_in_other_letters(words: list[Label], lead: Unlocked) -> None:
    assert labels.rename_label(lead, words[0], name="BOATS").name == "BOATS"


def test_only_leads_keep_labels_and_only_those_of_their_agency(
    words: list[Label], sign_in: Callable[[str], Client], lead: Unlocked
) -> None:
    browser = sign_in("triage")
    assert browser.get(_PAGE).status_code == 404
    assert browser.post(_PAGE, {"name": "Mine"}).status_code == 404
    partner = found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    stranger = sign_in("editor")
    assert "Boats" not in text_of(stranger.get(_PAGE))
    assert stranger.post(f"{_PAGE}{words[0].pk}/", {"name": "Mine"}).status_code == 404
    assert stranger.post(f"{_PAGE}{words[0].pk}/use/", {"retired": "yes"}).status_code == 404
    assert stranger.post(_PAGE, {"name": "Boats"}).status_code == 302  # each agency its own
    assert Label.objects.get(agency=partner).name == "Boats"
    words[0].refresh_from_db()
    assert (words[0].name, words[0].retired) == ("Boats", False)
