"""Campaigns: what their pages say, the list, the home page, SMS, drawings."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from lxml import etree

from committee_pages.campaigns import drawings
from committee_pages.campaigns.addresses import public_base
from committee_pages.campaigns.messages import sms_needed
from committee_pages.models import CampaignLine, CampaignPage, CampaignStep, CheckPage
from home.search.pages import documents_of
from home.shell import write_files
from tests.committee_pages.campaign_samples import TODAY, add_campaign, stop_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
_CODES = [code for code, _name in settings.LANGUAGES]
_EVIL = "<script>alert(1)</script>\"'&{{ 7*7 }}"
_DAY = timedelta(days=1)


def _read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("code", _CODES)
def test_every_campaign_of_the_demonstration_is_whole_in_every_language(
    client: Client, code: str
) -> None:
    found = CampaignPage.objects.live().filter(locale__language_code=code)
    assert {page.slug for page in found} == {"check-before-you-go", "work-at-sea", "child-work"}
    for page in found:
        page.full_clean()
        shown = unescape(_read(client, f"/{code}/campaigns/{page.slug}/"))
        words = [page.title, page.summary, page.share_text]
        words += [step.text for step in page.steps.all()]
        words += [line.words for line in page.lines.all()]
        words += [source.url for source in page.sources.all()]
        assert len(words) >= 9
        for each in words:
            assert each in shown
        assert page.get_translations().first().title != page.title


@pytest.mark.parametrize(
    ("action", "place"), [("check", "check"), ("help", "help"), ("report", "report")]
)
def test_the_one_action_leads_to_its_place(client: Client, action: str, place: str) -> None:
    page = add_campaign(action=action)
    shown = _read(client, page.address if page.address.startswith("/en") else f"/en/{page.slug}")
    assert re.findall(r'class="govuk-button" href="([^"]+)"', shown) == [f"/en/{place}/"]


def test_an_action_whose_page_is_gone_leads_to_the_report(client: Client) -> None:
    page = add_campaign(action="check")
    for asked in CheckPage.objects.live():
        asked.unpublish()
    write_files()
    shown = _read(client, page.address)
    assert 'class="govuk-button" href="/en/report/">Tell us what you saw<' in shown


def test_the_list_says_what_runs_what_comes_and_what_ended(client: Client) -> None:
    stop_all()
    add_campaign("Ends today", starts_on=TODAY - 9 * _DAY, ends_on=TODAY)
    add_campaign("Starts today", starts_on=TODAY, ends_on=TODAY)
    add_campaign("Starts tomorrow", starts_on=TODAY + _DAY, ends_on=TODAY + 2 * _DAY)
    add_campaign("Ended yesterday", starts_on=TODAY - 9 * _DAY, ends_on=TODAY - _DAY)
    running, rest = _read(client, "/en/campaigns/").split(">Coming</h2>")
    coming, ended = rest.split(">Ended</h2>")
    assert ">Ends today</a>" in running
    assert ">Starts today</a>" in running
    assert "Running now, until" in running
    assert ">Starts tomorrow</a>" in coming
    assert "Coming: " in coming
    assert ">Ended yesterday</a>" in ended
    assert "Ended: " in ended
    assert "Starts tomorrow" not in running
    assert "Ended yesterday" not in running + coming


def test_a_long_list_is_cut_into_pages_and_what_runs_is_on_the_first(client: Client) -> None:
    stop_all()
    CampaignPage.objects.update(live=False)
    for number in range(21):
        day = TODAY - (number + 3) * _DAY
        add_campaign(f"Ended {number:02}", starts_on=day, ends_on=day)
    add_campaign("Runs", starts_on=TODAY - 300 * _DAY, ends_on=TODAY + _DAY)
    add_campaign("Comes", starts_on=TODAY + _DAY, ends_on=TODAY + _DAY)
    pages = [_read(client, f"/en/campaigns/?page={number}") for number in (1, 2, 3)]
    titles = [re.findall(r'href="/en/campaigns/[^"]+/">([^<]+)</a></h3>', page) for page in pages]
    ended = [f"Ended {number:02}" for number in range(21)]
    assert titles == [["Runs", "Comes", *ended[:8]], ended[8:18], ended[18:]]
    assert ["Running now</h2>" in page for page in pages] == [True, False, False]
    assert all(">Ended</h2>" in page for page in pages)
    assert 'href="?page=2" rel="next"' in pages[0]
    assert 'href="?page=2" rel="prev"' in pages[2]
    assert 'rel="canonical" href="http://localhost:8000/en/campaigns/?page=3"' in pages[2]
    assert '<a href="/tet/campaigns/?page=3" lang="tet"' in pages[2]


@pytest.mark.parametrize("asked", ["x", "-1", "0", "2.5", "%00", "9" * 5000, "%D9%A2"])
def test_a_page_of_campaigns_that_cannot_be_is_one_that_can(client: Client, asked: str) -> None:
    page = _read(client, f"/en/campaigns/?page={asked}")
    assert 'rel="canonical" href="http://localhost:8000/en/campaigns/"' in page
    assert "check-before-you-go" in page


def test_a_list_without_campaigns_says_so(client: Client) -> None:
    CampaignPage.objects.update(live=False)
    assert "There is nothing here yet." in _read(client, "/en/campaigns/")


def test_the_home_page_shows_the_running_campaign_that_started_last_in_one_line(
    client: Client,
) -> None:
    stop_all()
    add_campaign("Older", starts_on=TODAY - 3 * _DAY)
    add_campaign("Newer", starts_on=TODAY - 2 * _DAY)
    add_campaign("Coming soon", starts_on=TODAY + _DAY, ends_on=TODAY + 2 * _DAY)
    slot = _read(client, "/en/").split('<a class="govuk-link" href="/en/campaigns/">')[1]
    slot = slot.split("</section>")[0]
    assert re.findall(r'mh-list__title" href="[^"]+">([^<]+)<', slot) == ["Newer"]
    assert "<img" not in slot


def test_a_campaign_of_another_language_stands_in_on_the_home_page(client: Client) -> None:
    stop_all()
    page = add_campaign("Lian seluk", "tet")
    link = f'href="/en/tet/campaigns/{page.slug}/" lang="tet">Lian seluk</a>'
    assert link in _read(client, "/en/")


@pytest.mark.parametrize("state", ["ended", "coming", "not live"])
def test_the_home_page_shows_nothing_when_no_campaign_runs(client: Client, state: str) -> None:
    stop_all()
    if state == "coming":
        CampaignPage.objects.update(starts_on=TODAY + _DAY, ends_on=TODAY + _DAY)
    elif state == "not live":
        add_campaign("Withdrawn").unpublish()
    page = _read(client, "/en/")
    assert '<a class="govuk-link" href="/en/campaigns/">' not in page
    assert "There is nothing here yet." not in page


@pytest.mark.parametrize("path", ["/en/", "/en/campaigns/", "/en/campaigns/look/"])
def test_many_campaigns_cost_as_many_queries_as_few(
    client: Client, django_assert_max_num_queries: Any, path: str
) -> None:
    look = add_campaign(slug="look")
    client.get(path)
    with django_assert_max_num_queries(12) as few:
        client.get(path)
    for number in range(12):
        add_campaign(f"Another {number}")
    look.steps = [CampaignStep(text=f"Do {number}.") for number in range(5)]
    look.lines = [CampaignLine(speaker="A", words="b") for _ in range(20)]
    look.save_revision().publish()
    with django_assert_max_num_queries(len(few)):
        client.get(path)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"ends_on": TODAY - 2 * _DAY}, "ends_on"),
        ({"ends_on": TODAY + 800 * _DAY}, "ends_on"),
        ({"ends_on": date(9999, 12, 31)}, "ends_on"),
        ({"starts_on": date(1999, 12, 31)}, "starts_on"),
        ({"starts_on": date(1, 1, 1)}, "starts_on"),
        ({"starts_on": date(9999, 12, 31), "ends_on": date(9999, 12, 31)}, "starts_on"),
        ({"title": "x" * 61}, "title"),
        ({"summary": "x" * 201}, "summary"),
        ({"share_text": "x" * 301}, "share_text"),
        ({"drawing": "../../secret"}, "drawing"),
        ({"drawing": ""}, "drawing"),
        ({"action": "pay"}, "action"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(fields: dict[str, Any], at: str) -> None:
    with pytest.raises(ValidationError) as refused:
        add_campaign(**{"title": "Refused", **fields})
    assert at in refused.value.message_dict
    assert not CampaignPage.objects.filter(slug="refused").exists()


def test_a_campaign_of_one_day_and_the_longest_words_are_taken() -> None:
    page = add_campaign(
        "x" * 60, summary="x" * 200, share_text="x" * 300, starts_on=TODAY, ends_on=TODAY
    )
    assert page.live


def test_hostile_words_are_shown_as_words(client: Client) -> None:
    page = add_campaign(
        _EVIL,
        slug="look",
        summary=_EVIL,
        share_text=f"</textarea>{_EVIL}",
        steps=[CampaignStep(text=_EVIL)],
        lines=[CampaignLine(speaker=_EVIL[:40], words=_EVIL)],
    )
    for path in (page.address, "/en/campaigns/", "/en/"):
        shown = _read(client, path)
        assert "<script>alert" not in shown
        assert _EVIL in unescape(shown)
    assert _read(client, page.address).count("</textarea>") == 1


def test_the_text_to_send_on_is_read_only_and_ends_with_the_address(
    client: Client, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://portal.example/"
    page = add_campaign(slug="look", share_text="Ask before you go.")
    shown = _read(client, page.address)
    box = re.search(r"<textarea([^>]*)>([^<]*)</textarea>", shown)
    assert box
    assert " readonly " in box[1]
    assert box[2] == "Ask before you go.\nhttps://portal.example/en/campaigns/look/"
    assert "It fits into one SMS." in shown
    assert not re.search(r"facebook|whatsapp|twitter\.com|share\?", shown, re.IGNORECASE)


def test_without_a_text_to_send_on_or_a_script_their_headings_are_not_there(
    client: Client,
) -> None:
    shown = _read(client, add_campaign(share_text="  ").address)
    for words in ("<textarea", "Text to send on", "SMS", "radio", "estimate", "Sources"):
        assert words not in shown


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("a", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("’" + "a" * 69, 1),
        ("’" + "a" * 70, 2),
        ("á" + "a" * 134, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_sms_are_counted_as_telephones_count_them(text: str, number: int) -> None:
    assert sms_needed(text) == number


@pytest.mark.parametrize(("words", "said"), [(23, "About 10 seconds"), (2, "About 1 second,")])
def test_the_length_on_the_radio_is_said_as_an_estimate(
    client: Client, words: int, said: str
) -> None:
    page = add_campaign(lines=[CampaignLine(speaker="Voice", words="word " * words)])
    shown = _read(client, page.address)
    assert said in shown
    assert "This is an estimate." in shown
    assert "<strong>Voice:</strong> word" in shown


@pytest.mark.parametrize("drawing", list(drawings.Drawing))
def test_a_drawing_is_small_whole_and_asks_for_nothing(client: Client, drawing: str) -> None:
    path = drawings.path_of(drawing)
    assert finders.find(drawings.address_of(drawing)) == str(path)
    assert path.stat().st_size <= 4096
    root = etree.fromstring(path.read_bytes())
    for node in root.iter():
        assert etree.QName(node).localname in {"svg", "rect", "circle", "path"}
        assert not any("href" in name or name.startswith("on") for name in node.attrib)
        colours = {value for value in node.attrib.values() if value.startswith("#")}
        assert colours <= {"#0d4a50", "#f0b429", "#fdf0cf", "#fff"}
    shown = _read(client, add_campaign(drawing=drawing).address)
    assert f'src="/static/campaigns/{drawing}.svg"' in shown
    with translation.override("en"):
        assert f'alt="{drawings.Drawing(drawing).label}"' in shown


def test_the_search_reads_steps_text_and_script() -> None:
    page = add_campaign(
        share_text="sendable",
        steps=[CampaignStep(text="stepwise")],
        lines=[CampaignLine(speaker="V", words="audible")],
    )
    (found,) = documents_of(page, {})
    assert found.kind == "campaign"
    for word in ("sendable", "stepwise", "audible", "A message."):
        assert word in found.text
    page.unpublish()
    assert not documents_of(page, {})


@pytest.mark.parametrize(
    ("address", "demonstration", "base"),
    [
        ("https://portal.example/", False, "https://portal.example"),
        ("", False, ""),
        ("", True, ""),
        (None, True, ""),
        ("portal.example", False, ""),
        ("https://[bad", False, ""),
        ("http://localhost:8000", False, ""),
        ("http://127.0.0.1:8000", False, ""),
        ("http://localhost:8000", True, "http://localhost:8000"),
    ],
)
def test_an_address_that_leads_nowhere_is_no_public_address(
    settings: Any, address: Any, demonstration: bool, base: str
) -> None:
    settings.PUBLIC_URL = address
    settings.DEMONSTRATION = demonstration
    assert public_base() == base
