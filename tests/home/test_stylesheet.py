"""The committed stylesheet: made from its sources, small, and whole."""

import re
import subprocess
import sys
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it ships no types

ROOT = Path(__file__).resolve().parents[2]
STYLESHEET = ROOT / "static" / "mahon.css"
LAW_SHEET = ROOT / "static" / "law.css"
PLAN_SHEET = ROOT / "static" / "plan.css"
STAFF_SHEETS = tuple(
    ROOT / "static" / f"{name}.css" for name in ("staff", "law-import", "inbox", "tip", "growing")
)
SCRIPT = ROOT / "static" / "quick-exit.js"


def _compressed(path: Path) -> int:
    return len(brotli.compress(path.read_bytes()))


def _check_sources() -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "assets" / "build.py"), "--check"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_committed_stylesheet_is_what_its_sources_give() -> None:
    assert _check_sources().returncode == 0


def test_the_stylesheet_weighs_at_most_12_kb_on_the_wire() -> None:
    assert _compressed(STYLESHEET) <= 12_000


def test_the_stylesheet_of_the_law_weighs_at_most_2_kb_on_the_wire() -> None:
    assert _compressed(LAW_SHEET) <= 2_000


def test_the_stylesheet_of_the_plan_weighs_at_most_1_kb_on_the_wire() -> None:
    assert _compressed(PLAN_SHEET) <= 1_000


def test_the_scripts_of_a_public_page_weigh_at_most_2_kb_on_the_wire() -> None:
    # The receipt page has both, every other page the first alone.
    assert _compressed(SCRIPT) + _compressed(ROOT / "static" / "receipt.js") <= 2_000


def test_the_stylesheet_asks_for_no_other_file() -> None:
    text = STYLESHEET.read_text()
    assert "@import" not in text
    assert "@font-face" not in text
    assert "url(" not in text


def test_between_light_and_dark_nothing_but_colours_changes() -> None:
    """So that axe may look at every rule in light alone, and in dark at those of colours."""
    asked = "(prefers-color-scheme: dark)"
    dark = re.compile(rf"@media screen and {re.escape(asked)}\{{:root\{{([^{{}}]*)\}}\}}")
    (declared,) = dark.findall(STYLESHEET.read_text())
    for each in declared.split(";"):
        name, _, value = each.partition(":")
        assert name == "color-scheme" or re.fullmatch("#[0-9a-f]{6}", value.strip()), each
    folders = ("accounts", "committee_pages", "home", "reports", "static")
    where = [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".css", ".html", ".js", ".svg"} and "color-scheme:" in path.read_text()
    ]
    assert where == [STYLESHEET]


def test_every_class_of_our_own_in_a_template_has_a_rule() -> None:
    sheets = "".join(
        path.read_text() for path in (STYLESHEET, LAW_SHEET, PLAN_SHEET, *STAFF_SHEETS)
    )
    ruled = set(re.findall(r"\.(mh-[\w-]+)", sheets))
    used = {
        name
        for template in ROOT.glob("*/templates/**/*.html")
        for attribute in re.findall(r'class="([^"]*)"', template.read_text())
        for name in re.findall(r"\bmh-[\w-]+", attribute)
        if not name.endswith("-")
    }
    assert used - ruled == set()


def test_no_template_carries_a_style_or_a_script_that_the_policy_would_stop() -> None:
    # A block of data is not run, and the policy leaves it alone.
    script = r'<script(?![^>]*(?:\ssrc=|\stype="application/ld\+json"))'
    forbidden = re.compile(rf"<style|\sstyle=|\son[a-z]+=|{script}")
    for template in ROOT.glob("*/templates/**/*.html"):
        assert not forbidden.search(template.read_text()), template
