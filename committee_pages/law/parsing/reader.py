"""The text, line by line: each word goes into a provision or into a finding, none is lost."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from committee_pages.law.numbers import shown
from committee_pages.law.parsing import headings, noise
from committee_pages.law.parsing.counting import wrong_numbers
from committee_pages.law.parsing.drafts import Draft, OpenBranch, begins_anew, is_finished
from committee_pages.law.parsing.findings import Finding, Matter, Reading
from committee_pages.law.parsing.lists import is_next_point, kind_of_point
from committee_pages.law.parsing.marks import Mark, mark_of, names_several_articles
from committee_pages.law.parsing.notebook import Notebook
from committee_pages.law.parsing.quotations import ends_of_quotations
from committee_pages.law.parsing.regions import begins_closing, is_annex
from committee_pages.law.parsing.tidying import tidy
from committee_pages.law.structure import Kind

_LOOK_AHEAD = 60  # lines
_HEADING_LOOK_AHEAD = 12  # lines
_INSIDE_ARTICLES = (Kind.PARAGRAPH, Kind.POINT, Kind.SUBPOINT)


def read_text(text: str) -> Reading:
    """What a text says, whatever it is. Never raises."""
    return _Reader(tidy(text).split("\n")).read()


class _Reader:
    """One reading of one text. Places of lines count from 0, findings name lines from 1."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._branch = OpenBranch()
        self._notes = Notebook()
        self._page_numbers = noise.page_numbers(lines)
        self._quotations = ends_of_quotations(lines)
        self._place = 0
        self._after_blank = True
        self._before = ""  # the last words that were placed

    def read(self) -> Reading:
        while self._place < len(self._lines):
            line = self._lines[self._place]
            if not line:
                self._after_blank = True
                self._place += 1
            elif sentence := self._noise(line):
                self._notes.leave_out(Matter.PAGE, sentence, self._place, line)
                self._place += 1
            else:
                self._place += self._take(line)
                self._after_blank = False
        self._notes.add_all(wrong_numbers(self._branch.roots))
        return Reading(self._branch.nodes(), self._notes.in_order())

    def _noise(self, line: str) -> str:
        """Why a line is the page's and not the law's; empty when it is the law's."""
        if noise.is_page_header(line) or self._place in self._page_numbers:
            return _("This is from the page of the gazette, not from the law.")
        if noise.is_contents(line):
            return _("This is from a table of contents, not from the law.")
        return ""

    def _take(self, line: str) -> int:
        """Puts a line where it belongs, and says how many lines were used up."""
        if end := self._quotations.get(self._place):
            return self._quote(end)
        if is_annex(line) and self._stands_alone():
            return self._rest_of_text(_("Annexes are not read. Make them an act of their own."))
        if begins_closing(line) and self._branch.of(Kind.ARTICLE) and self._stands_alone():
            return self._closing_words()
        mark = mark_of(line)
        if mark is not None and self._opens(mark):
            return self._open(mark)
        return self._words(line)

    def _stands_alone(self) -> bool:
        return self._after_blank or is_finished(self._before)

    def _opens(self, mark: Mark) -> bool:
        """Whether a mark opens something here, or is the middle of a sentence."""
        if mark.kind not in _INSIDE_ARTICLES:
            return mark.sure or (not mark.rest and self._stands_alone())
        if self._branch.of(Kind.ARTICLE) is None:
            return False
        return self._stands_alone() or self._is_next(mark)

    def _is_next(self, mark: Mark) -> bool:
        if mark.kind is Kind.POINT:
            return is_next_point(mark.number, self._branch)
        paragraph = self._branch.of(Kind.PARAGRAPH)
        digits = paragraph.number.split("-")[0] if paragraph else "0"
        return mark.number == str(int(digits) + 1)

    def _open(self, mark: Mark) -> int:
        kind = mark.kind
        if kind is Kind.POINT:
            kind = kind_of_point(mark.number, self._branch, self._marks_ahead())
        draft = Draft(kind, mark.number, self._place + 1)
        self._branch.start(draft)
        if kind in _INSIDE_ARTICLES:
            self._place_words(draft, mark.rest)
            return 1
        self._before = ""
        return 1 + self._take_heading(draft, mark.rest)

    def _take_heading(self, draft: Draft, rest: str) -> int:
        """Gives a division or article its heading, and says how many lines ahead it took."""
        article = draft.kind is Kind.ARTICLE
        find = headings.lines_of_article_heading if article else headings.lines_of_division_heading
        ahead = self._lines_of_law_ahead()
        if rest:
            lines, used = [rest, *ahead], -1
            count = find(lines)
            if article and not count:
                self._place_words(draft, rest)
                return 0
            count = max(count, 1)
        else:
            used = next((place for place, line in enumerate(ahead) if line), 0)
            lines = ahead[used:]
            count = find(lines)
        if not count:
            return 0
        draft.heading = headings.bare(" ".join(lines[:count]))
        return used + count

    def _lines_of_law_ahead(self) -> list[str]:
        """The next lines, up to one that can be no heading."""
        found = []
        end = min(self._place + 1 + _HEADING_LOOK_AHEAD, len(self._lines))
        for place in range(self._place + 1, end):
            line = self._lines[place]
            if (
                noise.is_page_header(line)
                or noise.is_contents(line)
                or place in self._page_numbers
                or place in self._quotations
                or begins_closing(line)
                or is_annex(line)
            ):
                break
            found.append(line)
        return found

    def _marks_ahead(self) -> Iterator[Mark]:
        for line in self._lines[self._place + 1 : self._place + 1 + _LOOK_AHEAD]:
            mark = mark_of(line)
            if mark is not None:
                yield mark

    def _words(self, line: str) -> int:
        """Words that open nothing: they go on with what is open, or have no place."""
        if names_several_articles(line) and self._stands_alone():
            return self._no_place(_("Several articles in one line. Give each its own."))
        draft = self._branch.innermost
        if draft is None:
            return self._no_place(
                _("This stands before the first chapter or article, so it is no provision.")
            )
        if draft.kind not in (Kind.ARTICLE, *_INSIDE_ARTICLES):
            return self._no_place(
                _("This stands under %(place)s, but in none of its articles.")
                % {"place": shown(draft.kind, draft.number)}
            )
        if noise.is_bare_number(line):
            return self._no_place(_("A number on its own: of a page, or of the next words?"))
        self._place_words(draft, line)
        return 1

    def _place_words(self, draft: Draft, words: str) -> None:
        if not words:
            self._before = ""
            return
        number = self._place + 1
        if not draft.paragraphs:
            draft.add_paragraph(words)
        elif begins_anew(words, before=self._before, after_blank=self._after_blank):
            draft.add_paragraph(words)
            if draft.kind in {Kind.POINT, Kind.SUBPOINT}:
                self._notes.doubt(
                    _("These words come after a list. They were put with its last letter."),
                    number,
                    words,
                )
        elif draft.go_on(words):
            self._notes.doubt(
                _("A hyphen stood at the end of the line before. Is this one word?"), number, words
            )
        self._before = words

    def _quote(self, end: int) -> int:
        """Words of another law that this one quotes: text of what is open, each line as it is."""
        lines = [line for line in self._lines[self._place : end + 1] if line]
        draft = self._branch.innermost
        if draft is None or draft.kind not in (Kind.ARTICLE, *_INSIDE_ARTICLES):
            return self._no_place(_("A quotation outside of any article."), end - self._place + 1)
        for line in lines:
            draft.add_paragraph(line)
        self._notes.add(
            Finding(
                Matter.DOUBT,
                _("Quotation marks hold these lines together. They became words of %(place)s.")
                % {"place": shown(draft.kind, draft.number)},
                self._place + 1,
                end + 1,
                lines[0],
            )
        )
        self._before = lines[-1]
        return end - self._place + 1

    def _closing_words(self) -> int:
        """All up to the next article or chapter is approval and signature."""
        count = 1
        for line in self._lines[self._place + 1 :]:
            mark = mark_of(line)
            if is_annex(line) or (mark and mark.kind not in _INSIDE_ARTICLES and mark.sure):
                break
            count += 1
        return self._no_place(_("Approval and signatures are no provision."), count)

    def _rest_of_text(self, sentence: str) -> int:
        return self._no_place(sentence, len(self._lines) - self._place)

    def _no_place(self, sentence: str, count: int = 1) -> int:
        for place in range(self._place, self._place + count):
            if self._lines[place]:
                self._notes.leave_out(Matter.NOT_PLACED, sentence, place, self._lines[place])
        return count
