"""What can be done to several tips at once, as one kind of object."""

from abc import ABC, abstractmethod
from typing import ClassVar

from django.utils.functional import Promise

from reports.inbox.bulk.desk import Desk, Ticked

Choices = list[tuple[str, str]]


class Action(ABC):
    """One thing to do. Values are short texts: what a tip is now, and what it becomes."""

    code: ClassVar[str]
    label: ClassVar[Promise]
    """In the list of things to do."""
    question: ClassVar[Promise]
    """Above the values to choose from."""
    event: ClassVar[str]
    """What the audit trail says, for each tip, as when it is done to one alone."""
    rivals: ClassVar[tuple[str, ...]] = ()
    """Other events that say that the same value was changed."""

    @abstractmethod
    def choices(self, desk: Desk) -> Choices:
        """The values to choose from, each with its words."""

    @abstractmethod
    def now(self, tip: Ticked) -> str:
        """What the tip is."""

    def then(self, tip: Ticked, to: str) -> str:
        """What the tip becomes when `to` was chosen."""
        return to

    @abstractmethod
    def words(self, desk: Desk, value: str) -> str:
        """What a tip is or becomes, in words."""

    def refusal(self, desk: Desk, tip: Ticked, to: str) -> str:
        """Why this tip cannot become it; empty when it can."""
        return ""

    @abstractmethod
    def put(self, desk: Desk, tip: Ticked, to: str) -> None:
        """Changes a tip that the caller holds, and that nothing refuses."""

    def take_back(self, desk: Desk, tip: Ticked, was: str) -> bool:
        """Makes a tip that the caller holds what it was. Whether that is still possible."""
        self.put(desk, tip, was)
        return True

    @abstractmethod
    def reason(self, to: str) -> dict[str, str]:
        """What the sealed reason is about."""

    def detail(self, value: str) -> dict[str, str]:
        """What the audit trail says beside the event: never what is sealed."""
        return {"to": value}
