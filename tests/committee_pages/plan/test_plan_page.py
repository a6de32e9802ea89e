"""The plan as readers meet it."""

import csv
import io
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from committee_pages.models import ActivityText, Institution, Plan, PlanPage
from committee_pages.plan.reading import read_plan
from committee_pages.plan.services import move_on
from committee_pages.plan.states import State
from home.models import SearchEntry
from tests.committee_pages.plan.samples import (
    ADDRESS,
    TODAY,
    activity,
    institution,
    plan,
    unsaved,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
_CODES = [code for code, _name in settings.LANGUAGES]
_SLUGS = ["five-months-2021", "known-work-2022-2023", "national-action-plan-2026-2030"]


def _page(client: Client, path: str = ADDRESS) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def _words(page: str) -> str:
    """What a page says, without its tags."""
    main = page[page.index("<main") : page.index("</main")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main))


def _rows(client: Client, path: str = ADDRESS) -> list[dict[str, str]]:
    text = client.get(f"{path}csv/").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("code", _CODES)
def test_the_demonstration_has_its_plans_in_every_language(client: Client, code: str) -> None:
    index = _page(client, f"/{code}/plan/")
    for slug in _SLUGS:
        assert f'href="/{code}/plan/{slug}/"' in index
        page = _page(client, f"/{code}/plan/{slug}/")
        for other in _CODES:
            assert f'href="/{other}/plan/{slug}/" lang="{other}"' in page
        table = page[page.index("<table") : page.index("</table")]
        assert 'lang="' not in table  # no activity and no institution lacks its words
    assert index.index(_SLUGS[2]) < index.index(_SLUGS[1]) < index.index(_SLUGS[0])


def test_the_demonstration_says_nothing_is_done_without_showing_it() -> None:
    for found in Plan.objects.all():
        for row in read_plan(found, "en", TODAY).rows:
            assert not row.lacks_evidence
            assert (row.evidence_link or row.source).startswith("http")
            assert row.state in {State.DONE, State.NO_REPORT}


def test_the_table_is_one_with_names_for_columns_and_rows(client: Client) -> None:
    page = _page(client, f"/en/plan/{_SLUGS[1]}/")
    table = page[page.index("<table") : page.index("</table")]
    assert "All activities</caption>" in table
    assert table.count('scope="col"') == 5
    assert table.count('scope="row"') == 5
    assert table.count('scope="rowgroup"') == 4


def test_the_drawing_says_that_the_table_says_the_same(client: Client) -> None:
    page = _page(client, f"/en/plan/{_SLUGS[1]}/")
    drawing = page[page.index('<svg class="mh-timeline"') :]
    assert 'role="img" aria-label="Timeline of the activities. The table' in drawing
    assert 'href="#activities"' in page
    assert 'id="activities"' in page
    assert page.count('<svg class="mh-progress__bar"') == 4
    bars = re.findall(r'<svg class="mh-progress__bar"[^>]*>', page)
    assert all('aria-hidden="true"' in bar for bar in bars)
    assert "2 of 2 done" in _words(page)


@pytest.mark.parametrize("code", _CODES)
def test_lengths_in_the_drawing_are_the_same_in_every_language(client: Client, code: str) -> None:
    drawn = re.compile(r'(?:x|width|y|x1)="([^"]*)"')
    pages = (_page(client, f"/{each}/plan/{_SLUGS[1]}/") for each in ("en", code))
    first, second = (drawn.findall(page[page.index("<main") :]) for page in pages)
    assert first == second
    assert not any("," in length for length in first)


@pytest.mark.parametrize(
    ("due", "state", "said"),
    [
        ("2026-11-24", State.PLANNED, "late by 1 day"),
        ("2026-10-16", State.UNDER_WAY, "late by 40 days"),
        ("2026-11-22", State.NO_REPORT, "was due 3 days ago"),
        ("2026-11-25", State.PLANNED, "Due today"),
        ("2026-09-24", State.PLANNED, "late by 62 days"),
        ("2026-09-23", State.PLANNED, "late by over 2 months"),
        ("2026-08-25", State.PLANNED, "late by over 2 months"),
        ("2026-08-24", State.UNDER_WAY, "late by over 3 months"),
        ("2024-11-25", State.PLANNED, "late by over 23 months"),
        ("2024-11-24", State.PLANNED, "late by over 2 years"),
        ("2026-07", State.NO_REPORT, "was due over 3 months ago"),
        ("2022-04-29", State.NO_REPORT, "was due over 4 years ago"),
    ],
)
def test_what_is_late_is_said_in_words_and_with_a_mark(due: str, state: State, said: str) -> None:
    made = plan(starts="2021")
    activity(made, due=due, state=state)
    (row,) = read_plan(made, "en", TODAY).rows
    assert row.late_words == said
    assert row.is_late is (said != "Due today")


@pytest.mark.parametrize("state", [State.DONE, State.STOPPED])
def test_what_is_over_is_said_so_and_not_late(client: Client, state: State) -> None:
    made = plan()
    activity(made, due="2026-01", state=state)
    page = _page(client)
    assert f"<strong>{state.label}</strong>" in page
    assert "late" not in _words(page).replace("Not yet translated", "")


def test_late_ones_are_counted_beside_their_pillar_and_marked(client: Client) -> None:
    made = plan()
    for number in range(3):
        activity(made, f"Number {number}", due="2026-01")
    activity(made, "Unknown", due="2026-01", state=State.NO_REPORT)
    page = _page(client)
    assert "3 are late" in page
    assert "0 of 4 done. Planned:\N{NO-BREAK SPACE}3. No report:\N{NO-BREAK SPACE}1" in page
    assert page.count('<span class="mh-late"><svg') == 4


def test_a_plan_whose_time_is_over_says_so(client: Client) -> None:
    assert "This plan ended: April 2022." in _page(client, f"/en/plan/{_SLUGS[0]}/")
    made = plan(ends="2026-11-24")
    assert read_plan(made, "en", TODAY).ended == "This plan ended: 24 November 2026."
    assert read_plan(made, "en", date(2026, 11, 24)).ended == ""
    assert "more than 2 years ago" in read_plan(made, "en", date(2028, 11, 30)).ended


def test_a_plan_without_activities_says_so(client: Client) -> None:
    plan()
    page = _page(client)
    assert "The activities of this plan are not here yet." in page
    assert "<table" not in page
    assert "mh-timeline" not in page
    assert _rows(client) == []


def test_a_page_without_a_plan_shows_its_words_and_has_no_table(client: Client) -> None:
    plan()
    PlanPage.objects.filter(slug="test-plan").update(plan=None)
    assert "A plan." in _page(client)
    assert client.get(f"{ADDRESS}csv/").status_code == 404
    assert client.get("/en/plan/").status_code == 200


def test_what_is_not_dated_stands_in_the_table_alone_and_is_counted(client: Client) -> None:
    made = plan()
    activity(made, "Dated", starts="2026-02")
    activity(made, "No day known")
    page = _page(client)
    assert "1 activity has no date and is in the table only." in page
    assert "Not dated" in page
    assert page.count('class="mh-timeline__name"') == 1


def test_done_without_evidence_is_said_so(client: Client) -> None:
    made = plan()
    activity(made, state=State.DONE)
    assert "None was given" in _page(client)


def test_words_in_another_language_are_marked_as_such(client: Client) -> None:
    made = plan()
    activity(made, owner=institution("Só o nome"))
    ActivityText.objects.update_or_create(
        activity=made.activities.get(), language="en", defaults={"language": "pt"}
    )
    page = _page(client)
    assert '<span lang="pt">Talk to drivers' in page
    assert "Not yet translated." in page
    (row,) = _rows(client)
    assert row["Language of the words"] == "pt"


def test_a_draft_and_an_unpublished_institution_stay_out_of_sight(client: Client) -> None:
    made = plan()
    hidden = institution("Hidden office")
    shown = activity(made, "Shown", owner=hidden)
    shown.partners = [hidden]
    shown.save()
    unsaved(made, "A secret draft").save()
    Institution.objects.filter(pk=hidden.pk).update(live=False)
    page = _page(client)
    assert "Shown" in page
    assert "A secret draft" not in page
    assert "Hidden office" not in page
    assert "A secret draft" not in str(_rows(client))


def test_hostile_words_are_words_on_the_page_and_in_the_table_to_take_away(client: Client) -> None:
    made = plan()
    bad = '=HYPERLINK("https://evil.example/","x")<script>alert(1)</script>'
    activity(made, bad, starts="2026-02", owner=institution("@SUM(A1)"))
    page = client.get(ADDRESS).content.decode()
    assert "<script>alert" not in page
    (row,) = _rows(client)
    assert row["Activity"] == f"'{bad}"
    assert row["Who does it"] == "'@SUM(A1)"
    assert row["Begins"] == "2026-02"


@pytest.mark.parametrize("code", _CODES)
def test_the_table_to_take_away_holds_what_the_page_says(client: Client, code: str) -> None:
    path = f"/{code}/plan/{_SLUGS[1]}/"
    answer = client.get(f"{path}csv/")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    name = f'attachment; filename="{_SLUGS[1]}-{code}.csv"'
    assert answer.headers["Content-Disposition"] == name
    assert "Set-Cookie" not in answer.headers
    page = _page(client, path)
    assert f'href="{path}csv/"' in page
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 1 + page.count('scope="row"')
    for row in rows[1:]:
        assert row[2] in page
        assert row[8] in page


def test_below_a_plan_there_is_nothing_but_the_table(client: Client) -> None:
    for below in ("xls/", "csv/csv/", "csv/x/", "..csv/"):
        assert client.get(f"/en/plan/{_SLUGS[0]}/{below}").status_code == 404
    assert client.post(f"/en/plan/{_SLUGS[0]}/csv/").status_code in {403, 405}
    for page in PlanPage.objects.filter(slug=_SLUGS[0]):
        page.unpublish()
    assert client.get(f"/en/plan/{_SLUGS[0]}/csv/").status_code == 404


@pytest.mark.parametrize("query", ["page=2", "type=%00", "year=x", "state=" + "9" * 5000])
def test_a_plan_and_its_table_are_the_same_whatever_else_is_asked(
    client: Client, query: str
) -> None:
    path = f"/en/plan/{_SLUGS[0]}/"
    table = client.get(f"{path}csv/?{query}")
    assert table.status_code == 200
    assert table.content == client.get(f"{path}csv/").content
    assert _page(client, f"{path}?{query}") == _page(client, path)


def test_readers_see_when_an_activity_and_the_plan_last_changed(client: Client) -> None:
    made = plan()
    changed = activity(made)
    later = date(2099, 3, 1)
    move_on(activity=changed, to=State.UNDER_WAY, seen=0, today=later)
    page = _page(client)
    assert "Last changed 1 March 2099." in page
    assert "Last changed 1 March 2099</span>" in page


def test_publishing_new_words_is_a_change(client: Client) -> None:
    made = plan()
    activity(made, state=State.DONE)  # moved on an earlier day than today
    shown = read_plan(made, "en", TODAY)
    assert shown.changed_on == max(timezone.localdate(), TODAY)


def test_the_search_knows_the_activities_as_soon_as_they_are_published(
    django_capture_on_commit_callbacks: Any,
) -> None:
    made = plan()
    found = SearchEntry.objects.filter(kind="plan", language="en")
    with django_capture_on_commit_callbacks(execute=True):
        shown = activity(made, "Zzyzx drivers")
    assert "Zzyzx" in _indexed(found)
    with django_capture_on_commit_callbacks(execute=True):
        shown.unpublish()
    assert "Zzyzx" not in _indexed(found)


def _indexed(found: Any) -> str:
    return str(list(found.values()))


def test_the_preview_of_a_page_shows_its_activities(sign_in: Any) -> None:
    made = plan()
    activity(made, "Shown in the preview")
    page = PlanPage.objects.get(slug="test-plan")
    editor = sign_in("editor")
    answer = editor.get(f"/staff/cms/pages/{page.pk}/view_draft/")
    assert "Shown in the preview" in answer.content.decode()
