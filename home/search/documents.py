"""What a source gives to the search."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST_TEXT = 100_000  # characters of one document that are kept


@dataclass(frozen=True)
class Document:
    """One thing to be found, in one language: a page, or an article of a law.

    `paths` holds its address in the frame of each language that has one. `headings` are found
    before other words of the text; they are repeated in `text` where they should be shown.
    `where` names what it lies in, outermost first. `work` is the same for all languages of the
    same thing, so that it is shown once.
    """

    kind: str
    language: str
    title: str
    text: str
    paths: Mapping[str, str]
    headings: str = ""
    where: tuple[str, ...] = ()
    work: str = ""
