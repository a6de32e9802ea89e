"""The demonstration's campaigns. None of them is one that the committee ran."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from committee_pages.models import (
    CampaignIndexPage,
    CampaignLine,
    CampaignPage,
    CampaignSource,
    CampaignStep,
)
from home.models import BasePage

Texts = dict[str, Any]
AddPage = Callable[[type[BasePage], dict[str, Any], dict[str, Texts]], dict[str, BasePage]]


def load_campaigns(homes: dict[str, Any], add: AddPage) -> None:
    """Adds the list and what is in it by a function that makes one page in all languages."""
    found: Texts = json.loads((Path(__file__).parent / "campaigns.json").read_text())
    index = add(
        CampaignIndexPage,
        homes,
        {code: words | {"show_in_menus": True} for code, words in found["index"].items()},
    )
    for item in found["campaigns"]:
        add(CampaignPage, index, {code: _fields(item, code) for code in item["texts"]})


def _fields(item: Texts, language: str) -> Texts:
    words = item["texts"][language]
    return {
        **{name: item[name] for name in ("slug", "drawing", "action")},
        **{name: words[name] for name in ("title", "summary", "share_text")},
        "starts_on": date.fromisoformat(item["starts_on"]),
        "ends_on": date.fromisoformat(item["ends_on"]),
        "steps": [CampaignStep(text=text) for text in words["steps"]],
        "lines": [CampaignLine(speaker=speaker, words=said) for speaker, said in words["lines"]],
        "sources": [
            CampaignSource(label=source["labels"][language], url=source["url"])
            for source in item["sources"]
        ],
    }
