"""Turns the trees of a text into rows: provisions, their words and their links."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from committee_pages.law.merging import Place, merged
from committee_pages.law.structure import Node
from committee_pages.law.trees import languages_of, notes_of, tree_of
from committee_pages.models import ActVersion, Provision, ProvisionLink, ProvisionText


def write(
    version: ActVersion,
    trees: Mapping[str, tuple[Node, ...]],
    notes: Mapping[str, Mapping[str, str]],
) -> dict[str, Provision]:
    """Writes all provisions and their words; gives the provisions by id."""
    _check_languages(trees)
    _check_languages(notes)
    places = merged(trees)
    by_eid = _write_provisions(version, places)
    rows = (
        ProvisionText(
            provision=by_eid[place.eid],
            language=language,
            heading=node.heading if node else "",
            text=node.text if node else "",
            note=notes.get(language, {}).get(place.eid, ""),
        )
        for place in places
        for language in dict.fromkeys([*trees, *notes])
        for node in [place.words.get(language)]
    )
    ProvisionText.objects.bulk_create(row for row in rows if row.heading or row.text or row.note)
    return by_eid


def _write_provisions(version: ActVersion, places: list[Place]) -> dict[str, Provision]:
    """Level by level, since a row names the one above it."""
    made: dict[str, Provision] = {}
    numbered = list(enumerate(places))
    parents = {child.eid: place.eid for place in places for child in place.children}
    for depth in range(max((place.depth for place in places), default=-1) + 1):
        rows = [
            Provision(
                version=version,
                eid=place.eid,
                kind=place.kind.value,
                number=place.number,
                position=position,
                depth=depth,
                parent=made.get(parents.get(place.eid, "")),
            )
            for position, place in numbered
            if place.depth == depth
        ]
        made |= {row.eid: row for row in Provision.objects.bulk_create(rows)}
    return made


def copy(version: ActVersion, draft: ActVersion) -> None:
    """Writes the provisions, words and links of a version into an empty draft."""
    trees = {language: tree_of(version, language) for language in sorted(languages_of(version))}
    by_eid = write(draft, trees, notes_of(version))
    ProvisionLink.objects.bulk_create(
        ProvisionLink(
            provision=by_eid[link.provision.eid], to_act_id=link.to_act_id, to_eid=link.to_eid
        )
        for link in ProvisionLink.objects.filter(provision__version=version).select_related(
            "provision"
        )
    )


def _check_languages(given: Mapping[str, Any]) -> None:
    unknown = set(given) - dict(settings.LANGUAGES).keys()
    if unknown:
        raise ValueError(f"no language of the portal: {sorted(unknown)}")
