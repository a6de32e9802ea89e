"""A plan with an activity, an act with its page, and the pages of which there is one each."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.cms_forms import ADD, key, publish, published
from tests.live import LiveServer

_PLAN = "/staff/cms/snippets/committee_pages"
_ONE_EACH = {
    "CampaignIndexPage": "campaigns",
    "CheckPage": "check",
    "ContactPage": "contact",
    "HelpPage": "help",
    "LawIndexPage": "law",
    "NewsIndexPage": "news",
    "PartnersPage": "partners",
    "PlanIndexPage": "plan",
    "PrivacyPage": "privacy",
}


def test_a_publisher_adds_a_plan_with_an_activity_and_readers_see_both(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
    server: LiveServer,
) -> None:
    page = sign_in("publisher", faulty=True)
    page.goto(f"{_PLAN}/plan/add/")
    page.locator("#id_name").fill("Plan of the journey")
    page.locator("#id_starts").fill("2027")
    page.locator("#id_ends").fill("2026")
    _save(page)
    expect(_at(page, "ends")).to_contain_text("The plan ends before it begins.")
    page.locator("#id_ends").fill("2028")
    _save(page)
    expect(page.get_by_role("link", name="Plan of the journey")).to_be_visible()

    page.goto(f"{_PLAN}/activity/add/")
    page.locator("#id_plan").select_option(label="Plan of the journey")
    page.locator("#id_pillar").select_option("protection")
    page.locator("#id_texts-0-language").select_option("en")
    page.locator("#id_texts-0-title").fill("Activity of the journey")
    page.locator("#id_owner").select_option(index=1)
    page.locator("#id_starts").fill("2027-06")
    page.locator("#id_due").fill("2027-05")
    publish(page)
    expect(_at(page, "due")).to_contain_text("It is due before it begins.")
    shot(page, "cms-activity-refused")
    page.locator("#id_due").fill("2027-12")
    publish(page)
    expect(page.get_by_role("link", name="Activity of the journey")).to_be_visible()

    page.goto(f"{ADD}/planpage/{key(server, 'PlanIndexPage')}/")
    page.locator("#id_title").fill("The plan of the journey")
    page.locator("#id_summary").fill("What is to be done.")
    publish(page)
    expect(_at(page, "plan")).to_contain_text("This field is required.")
    page.locator("#id_plan-chooser").get_by_role("button", name="Choose").last.click()
    page.locator(".modal-dialog").get_by_role("link", name="Plan of the journey").click()
    expect(page.locator("#id_plan-title")).to_have_text("Plan of the journey")
    shot(page, "cms-plan-page")
    published(page)
    reader = visit("/en/plan/", java_script_enabled=False)
    reader.get_by_role("link", name="The plan of the journey").click()
    expect(reader.get_by_role("rowheader", name="Activity of the journey")).to_be_visible()
    shot(reader, "plan-published")


def test_a_publisher_adds_an_act_with_its_page_and_explains_a_word(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
    server: LiveServer,
) -> None:
    page = sign_in("publisher", faulty=True)
    page.goto("/staff/cms/law/about/new/")
    page.locator("#id_subtype").select_option("lei")
    page.locator("#id_number").fill("seven")
    page.locator("#id_year").fill("2098")
    page.locator("#id_made_on").fill("2098-01-02")
    page.keyboard.press("Tab")
    page.locator("#id_titles-0-language").select_option("pt")
    page.locator("#id_titles-0-title").fill("Lei fictícia da viagem")
    _save(page, "Create")
    expect(_at(page, "number")).to_contain_text("Write the number alone, such as 3")
    shot(page, "cms-act-refused")
    page.locator("#id_number").fill("7")
    _save(page, "Create")
    expect(page.get_by_role("link", name="Law 7/2098")).to_be_visible()

    page.goto(f"{ADD}/lawpage/{key(server, 'LawIndexPage')}/")
    page.locator("#id_title").fill("Law of the journey")
    page.locator("#id_summary").fill("It does not exist.")
    page.locator("#id_act").select_option(label="Law 7/2098")
    published(page)
    reader = visit("/en/law/", java_script_enabled=False)
    expect(reader.locator("main")).to_contain_text("7/2098")
    reader.get_by_role("link", name="Law of the journey").click()
    expect(reader.locator("main")).to_contain_text("It does not exist.")
    shot(reader, "law-published")

    page.goto("/staff/cms/law/words/new/")
    page.locator("#id_name").fill("Word of the journey")
    page.locator("#id_words-0-language").select_option("pt")
    page.locator("#id_words-0-word").fill("pessoa")
    page.locator("#id_words-0-explanation").fill("Explicação da viagem.")
    _save(page, "Create")
    expect(page.get_by_role("link", name="Word of the journey")).to_be_visible()


def test_a_publisher_changes_each_page_of_which_there_is_one(
    sign_in: Callable[..., Page], visit: Callable[..., Page], server: LiveServer
) -> None:
    page = sign_in("publisher", faulty=True)
    reader = visit("/en/", java_script_enabled=False)
    for kind, slug in _ONE_EACH.items():
        page.goto(f"/staff/cms/pages/{key(server, kind)}/edit/")
        page.locator("#id_summary").fill(f"Summary of {kind}.")
        published(page)
        reader.goto(f"/en/{slug}/")
        expect(reader.get_by_text(f"Summary of {kind}.")).to_be_visible()


def _at(page: Page, name: str) -> Locator:
    """What is said at a field."""
    return page.locator(f'[data-contentpath="{name}"] [data-field-errors]')


def _save(page: Page, button: str = "Save") -> None:
    with page.expect_event("load"):
        page.get_by_role("button", name=button, exact=True).last.click()
