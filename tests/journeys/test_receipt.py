"""The receipt page in a browser: heard only by the telephone itself, copied, printed alone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.test_a_tip import send

_NOW_HAS = """voices => {
  speechSynthesis.getVoices = () => voices;
  speechSynthesis.onvoiceschanged();
}"""


def _voice(language: str, *, local: bool) -> dict[str, object]:
    return {"lang": language, "localService": local}


def test_the_code_is_read_only_by_a_voice_of_the_telephone_in_the_pages_language(
    visit: Callable[..., Page],
) -> None:
    page = visit("/tet/report/")
    send(page, "tet")
    page.evaluate(_NOW_HAS, [])
    buttons = page.locator("[data-read]")
    expect(buttons).to_have_count(3)
    for voices, heard in (
        ([_voice("pt-PT", local=False), _voice("id-ID", local=False)], None),
        ([_voice("en-US", local=True)], None),
        ([_voice("pt_BR", local=True), _voice("id-ID", local=True)], "pt"),
        ([_voice("pt-PT", local=False), _voice("id-ID", local=True)], "id"),
        ([_voice("tet", local=True), _voice("pt-PT", local=True)], "tet"),
    ):
        page.evaluate(_NOW_HAS, voices)
        shown = page.locator("[data-read]:visible")
        expect(shown).to_have_count(1 if heard else 0)
        if heard:
            expect(shown).to_have_attribute("data-voice", heard)


def test_the_code_is_copied_and_printed_without_anything_that_says_what_it_is(
    visit: Callable[..., Page],
) -> None:
    page = visit("/en/report/", permissions=["clipboard-read", "clipboard-write"])
    code = send(page, "en")
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copied]")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").replace(" ", "") == code
    page.emulate_media(media="print")
    printed = page.evaluate("document.body.innerText")
    assert code in printed.replace(" ", "").replace("\n", "")
    for word in ("code", "tip", "Mahon", "Leave", "Continue", "committee"):
        assert word not in printed
    assert "000 0000" in printed  # the hotline


def test_without_a_script_the_words_open_and_no_button_stands_idle(
    visit: Callable[..., Page],
) -> None:
    page = visit("/en/report/", java_script_enabled=False)
    send(page, "en")
    expect(page.locator("[data-code-ways] button:visible")).to_have_count(0)
    page.locator(".mh-code__words summary").click()
    expect(page.locator(".mh-code__words .govuk-details__text")).to_be_visible()
