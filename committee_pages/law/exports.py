"""Acts, versions and articles as values for JSON. Other programs rely on the names."""

from typing import Any

from committee_pages.law.languages import AKN_CODES
from committee_pages.law.reading import Place, read_all
from committee_pages.models import Act, ActVersion

Json = dict[str, Any]


def act_as_json(act: Act, versions: list[ActVersion]) -> Json:
    """An act and its published versions, without their texts."""
    return {
        "work": act.work,
        "subtype": act.subtype,
        "year": act.year,
        "number": act.number,
        "date": act.made_on.isoformat(),
        "gazette": {
            "number": act.gazette_number or None,
            "date": act.gazette_on.isoformat() if act.gazette_on else None,
            "url": act.gazette_url or None,
        },
        "titles": [
            {
                "language": AKN_CODES[title.language],
                "title": title.title,
                "authentic": title.authentic,
                "portals_own_words": title.is_ours,
            }
            for title in act.titles.all()
        ],
        "sources": sorted({source.url for source in act.sources.all()}),
        "versions": [
            {
                "date": version.in_force_from.isoformat(),
                "in_force_date_known": version.in_force_known,
                "amended_by": version.amended_by or None,
                "extract": version.is_extract,
                "compared_with_gazette_on": version.compared_on.isoformat()
                if version.compared_on
                else None,
            }
            for version in versions
        ],
        "official_text": "The version in the Jornal da República prevails.",
    }


def version_as_json(version: ActVersion, language: str) -> Json:
    """A version in one language, with its text."""
    return {
        **act_as_json(version.act, [version]),
        "expression": version.expression(language),
        "language": AKN_CODES[language],
        "provisions": [place_as_json(place, language) for place in read_all(version).top],
    }


def place_as_json(place: Place, language: str) -> Json:
    """A provision and all below it. `transcribed` is false where the text is not held."""
    words = place.words.get(language)
    return {
        "eid": place.eid,
        "kind": place.kind.value,
        "number": place.number,
        "heading": words.heading if words else "",
        "text": words.text if words else "",
        "transcribed": place.is_transcribed(language),
        "provisions": [place_as_json(child, language) for child in place.children],
    }
