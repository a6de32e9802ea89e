"""The two identities of a report, and the mark that ties one of them to its receipt code."""

from dataclasses import dataclass
from typing import Self

from vault.derive import mark
from vault.identity import Identity


@dataclass(frozen=True, repr=False, slots=True)
class ReportKeys:
    """`case` opens what the sender wrote, `thread` the replies: the code opens only the second."""

    case: Identity
    thread: Identity

    @classmethod
    def generate(cls) -> Self:
        """The keys of a new report."""
        return cls(case=Identity.generate(), thread=Identity.generate())

    def __repr__(self) -> str:
        return "<ReportKeys hidden>"


def recipient_mark(marking: bytes, *, report: str, recipient: str) -> bytes:
    """The mark of a report's case recipient under the `marking` key of its receipt code.

    Kept beside the recipient and compared before a sender adds to the report: whoever changes the
    recipient in the database, to have the sender seal to another key, cannot make the mark.
    """
    return mark(marking, b"case recipient", report.encode(), recipient.encode())
