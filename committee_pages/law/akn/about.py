"""What an Akoma Ntoso document says of its act, and the addresses made from it."""

from dataclasses import dataclass
from datetime import date

from committee_pages.law.languages import AKN_CODES

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
COUNTRY = "tl"
CONTENT_TYPE = "application/akn+xml"


@dataclass(frozen=True)
class About:
    """An act, the version and the language of a document. Languages are the portal's codes.

    `written_on` is the day of the file; `title_language` differs from `language` where the act has
    no title in that language.
    """

    subtype: str
    year: int
    number: str
    made_on: date
    language: str
    in_force_from: date
    written_on: date
    title: str = ""
    title_language: str = ""
    gazette_number: str = ""
    gazette_on: date | None = None
    is_extract: bool = False

    @property
    def work(self) -> str:
        """The act, whatever its language and day: `/akn/tl/act/lei/2017/3`."""
        return f"/akn/{COUNTRY}/act/{self.subtype}/{self.year}/{self.number}"

    @property
    def expression(self) -> str:
        """One version in one language: `/akn/tl/act/lei/2017/3/por@2017-01-25`."""
        return f"{self.work}/{AKN_CODES[self.language]}@{self.in_force_from.isoformat()}"

    @property
    def manifestation(self) -> str:
        """The file: the expression with the ending `.akn`."""
        return f"{self.expression}.akn"
