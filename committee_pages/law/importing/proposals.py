"""What an import would do: read once for the preview, and once more, to the letter, to accept."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from committee_pages.law import services
from committee_pages.law.differences import Change, changes
from committee_pages.law.faults import TextRefused
from committee_pages.law.importing import readings
from committee_pages.law.parsing.findings import Finding, Matter, Reading
from committee_pages.law.structure import Node, with_ids
from committee_pages.models import Act, ActVersion

_SALT = "committee_pages.law.import"


@dataclass(frozen=True)
class Proposal:
    """A text for a version of an act. `version` is None for a new one, which `day` dates."""

    act: Act
    text: str
    language: str
    version: ActVersion | None = None
    day: date | None = None
    in_force_known: bool = False
    amended_by: str = ""
    is_extract: bool = False

    @cached_property
    def reading(self) -> Reading:
        """What the text says, and whether it says to be another's. Raises TextRefused."""
        document = readings.read(self.text)
        about, reading = document.about, document.reading
        if about is None or (about.work, about.language) == (self.act.work, self.language):
            return reading
        said = _("This document says that it is %(address)s.") % {"address": about.expression}
        return replace(reading, findings=(Finding(Matter.DOUBT, said), *reading.findings))

    @cached_property
    def held_version(self) -> ActVersion | None:
        """The version that the text is compared with: the draft of the day, or the one before."""
        versions = self.act.versions.all()
        if self.version is not None:
            same_day = versions.filter(in_force_from=self.version.in_force_from)
            return same_day.drafts().first() or self.version
        before: ActVersion | None = (
            versions.filter(in_force_from__lt=self.day).order_by("-in_force_from").first()
        )
        return before

    @cached_property
    def held(self) -> tuple[Node, ...]:
        """What that version says in this language; nothing where it says nothing in it."""
        version = self.held_version
        if version is None or self.language not in services.languages_of(version):
            return ()
        return _with_words(services.tree_of(version, self.language))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What would change; nothing where there is nothing to compare with."""
        return changes(self.held, _with_words(self.reading.nodes)) if self.held else ()

    @property
    def left_out(self) -> int:
        """How many lines of the text no provision would hold."""
        return sum(
            finding.words.count("\n") + 1
            for finding in self.reading.about(Matter.NOT_PLACED)
            if finding.words
        )

    def seal(self) -> str:
        """A signature over all of this, what the text is compared with included."""
        return signing.Signer(salt=_SALT).signature(self._digest())

    def is_sealed_by(self, seal: str) -> bool:
        """Whether this is to the letter what was previewed, beside what is still held."""
        try:
            signing.Signer(salt=_SALT).unsign(f"{self._digest()}:{seal}")
        except signing.BadSignature:
            return False
        return True

    def _digest(self) -> str:
        held = [[eid, node.heading, node.text] for eid, node in with_ids(self.held)]
        everything: list[Any] = [
            self.act.pk,
            self.text,
            self.language,
            self.version.pk if self.version else None,
            self.day.isoformat() if self.day else None,
            [self.in_force_known, self.amended_by, self.is_extract],
            self.held_version.pk if self.held_version else None,
            held,
        ]
        return hashlib.sha256(json.dumps(everything).encode()).hexdigest()


def _with_words(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """A tree without the provisions that say nothing, and nothing below: not transcribed here."""
    kept = (replace(node, children=_with_words(node.children)) for node in nodes)
    return tuple(node for node in kept if node.heading or node.text or node.children)


@transaction.atomic
def accept(proposal: Proposal, *, by: Any) -> ActVersion:
    """Saves a proposal as a draft, whole or not at all. Raises TextRefused with a sentence."""
    reading = proposal.reading
    if not reading.can_be_saved:
        raise TextRefused(_("A number is there twice, or no provision at all. Nothing was saved."))
    trees = {proposal.language: reading.nodes}
    if proposal.version is not None:
        return services.replace_texts(version=proposal.version, trees=trees, by=by)
    assert proposal.day is not None  # noqa: S101 the form asks for it
    try:
        with transaction.atomic():
            return services.save_version(
                act=proposal.act,
                in_force_from=proposal.day,
                trees=trees,
                by=by,
                in_force_known=proposal.in_force_known,
                amended_by=proposal.amended_by,
                is_extract=proposal.is_extract,
            )
    except IntegrityError as error:
        raise TextRefused(
            _("Somebody saved a version of that day just now. Look at it first.")
        ) from error
