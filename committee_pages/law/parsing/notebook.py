"""Findings as they are made: neighbours that say the same become one."""

from collections.abc import Iterable

from committee_pages.law.parsing.findings import Finding, Matter


class Notebook:
    """Collects the findings of one reading."""

    def __init__(self) -> None:
        self._kept: list[Finding] = []
        self._sentence: tuple[Matter, str] | None = None
        self._places: list[tuple[int, str]] = []

    def add(self, finding: Finding) -> None:
        """One finding as it is."""
        self._close()
        self._kept.append(finding)

    def add_all(self, findings: Iterable[Finding]) -> None:
        """Findings as they are."""
        for finding in findings:
            self.add(finding)

    def doubt(self, sentence: str, line: int, words: str) -> None:
        """Something placed that somebody should look at."""
        self._kept.append(Finding(Matter.DOUBT, sentence, line, line, words))

    def leave_out(self, matter: Matter, sentence: str, place: int, words: str) -> None:
        """A line, by its place from 0, that goes into no provision. Its words are kept whole."""
        if self._sentence != (matter, sentence):
            self._close()
            self._sentence = matter, sentence
        self._places.append((place + 1, words))

    def in_order(self) -> tuple[Finding, ...]:
        """All findings, by line; those about no line come last."""
        self._close()
        return tuple(sorted(self._kept, key=lambda finding: (not finding.first, finding.first)))

    def _close(self) -> None:
        if self._sentence is None:
            return
        matter, sentence = self._sentence
        for run in _runs(self._places):
            words = "\n".join(line for _number, line in run)
            self._kept.append(Finding(matter, sentence, run[0][0], run[-1][0], words))
        self._sentence, self._places = None, []


def _runs(places: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """Lines next to each other, at most a blank one between."""
    runs: list[list[tuple[int, str]]] = []
    for number, line in places:
        if runs and number - runs[-1][-1][0] <= 2:  # noqa: PLR2004 one blank line
            runs[-1].append((number, line))
        else:
            runs.append([(number, line)])
    return runs
