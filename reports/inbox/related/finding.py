"""Which tips may belong to one, and why: reasons for a member to look, never a verdict."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from reports.inbox.reading import Row
from reports.inbox.related.likeness import ALIKE, NEARLY_THE_SAME, likeness, shingles
from reports.inbox.search.walk import OpenCard
from reports.models import Report
from reports.questions import as_shown, questions_now
from reports.traces import kind_of, traces_in

_NOT_SAID = {"", "unknown", "unsaid", "other"}


class RelatedFinder:
    """Picks tips that name the same as this one, or begin nearly as it does."""

    def __init__(self, report: Report, card: dict[str, Any], texts: Iterable[str]) -> None:
        self._not_again = {str(report.pk), *(other["tip"] for other in card.get("related", []))}
        self._card = card
        self._traces = set(traces_in(texts))
        self._shingles = shingles(card["first_words"])
        self._questions = questions_now()

    def __call__(self, cards: list[OpenCard], /) -> Iterator[dict[str, Any]]:
        for other in cards:
            if str(other.report.pk) in self._not_again:
                continue
            reasons = [*self._named_by_both(other.card), *self._alike(other.card)]
            if reasons:
                row = Row(other.report, other.card, self._questions)
                yield {"row": row, "reasons": reasons}

    def _named_by_both(self, card: dict[str, Any]) -> Iterator[str]:
        named = card.get("traces")
        if named is None:  # nobody has opened it yet: what its first words name
            named = traces_in([card["first_words"]])
        for trace in named:
            kind = kind_of(trace)
            if trace in self._traces and kind is not None:
                yield f"{kind.label}: {as_shown(trace.partition(':')[2])}"

    def _alike(self, card: dict[str, Any]) -> Iterator[str]:
        share = likeness(self._shingles, shingles(card["first_words"]))
        same = self._same_place(card) and self._same_kind(card)
        if share >= NEARLY_THE_SAME:
            yield _("It begins with nearly the same words")
        elif share >= ALIKE and same:
            yield _("It begins with similar words")
        else:
            return
        if same:
            yield _("The same place, and it looks like the same kind")

    def _same_place(self, card: dict[str, Any]) -> bool:
        place = card.get("municipality", "")
        return place not in _NOT_SAID and place == self._card.get("municipality")

    def _same_kind(self, card: dict[str, Any]) -> bool:
        return bool(set(card.get("kinds", [])) & set(self._card.get("kinds", [])) - _NOT_SAID)
