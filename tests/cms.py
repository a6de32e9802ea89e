"""What a browser sends from the forms of the CMS."""

import json
from typing import Any


def paragraph(text: str, **more: Any) -> str:
    """A rich text of one paragraph, as Draftail sends it."""
    block = {"key": "a1", "type": "unstyled", "depth": 0, "text": text, **more.pop("block", {})}
    block |= {"inlineStyleRanges": more.get("styles", []), "entityRanges": more.get("ranges", [])}
    return json.dumps({"blocks": [block], "entityMap": more.get("entities", {})})


def rows(name: str, *values: dict[str, str], ids: tuple[int, ...] = ()) -> dict[str, str]:
    """The fields of a list in a form; `ids` are of the first rows, which are there already."""
    sent = {
        f"{name}-TOTAL_FORMS": str(len(values)),
        f"{name}-INITIAL_FORMS": str(len(ids)),
        f"{name}-MIN_NUM_FORMS": "0",
        f"{name}-MAX_NUM_FORMS": "1000",
    }
    for number, row in enumerate(values):
        sent |= {f"{name}-{number}-{field}": value for field, value in row.items()}
        sent[f"{name}-{number}-ORDER"] = str(number + 1)
        sent[f"{name}-{number}-id"] = str(ids[number]) if number < len(ids) else ""
    return sent
