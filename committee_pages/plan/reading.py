"""A plan as a reader sees it, in one language on one day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from committee_pages.models.activity import Activity
from committee_pages.models.institution import Institution
from committee_pages.models.plan import Pillar, Plan
from committee_pages.plan import export
from committee_pages.plan.days import Span, from_to, in_words, span
from committee_pages.plan.lateness import late_by_words, was_due_words
from committee_pages.plan.progress import Progress, progress
from committee_pages.plan.states import State, days_over
from committee_pages.plan.timeline import Item, Timeline, timeline

_DAYS_OF_A_YEAR = 365


@dataclass(frozen=True)
class Name:
    """What an institution is called; `lang` is another language's where ours is missing."""

    text: str
    lang: str


@dataclass(frozen=True)
class Row:
    """One activity in words; `lang` is another language's where those are missing."""

    number: int
    pillar: Pillar
    lang: str
    title: str
    detail: str
    owner: Name | None
    partners: tuple[Name, ...]
    starts: str
    due: str
    state: State
    days_over: int
    is_due_today: bool
    evidence: str
    evidence_link: str
    source: str
    changed_on: date

    @property
    def is_late(self) -> bool:
        """Whether it should be done by now and is not."""
        return self.days_over > 0

    @property
    def lacks_evidence(self) -> bool:
        """Whether it is said to be done and nothing shows it."""
        return self.state is State.DONE and not (self.evidence or self.evidence_link)

    @property
    def late_words(self) -> str:
        """How late it is; empty when it is not. Without a report nobody knows whether it is."""
        if self.is_due_today:
            return gettext("Due today")
        due = span(self.due)
        if not self.days_over or due is None:
            return ""
        words = was_due_words if self.state is State.NO_REPORT else late_by_words
        return words(due.last, self.days_over)

    @property
    def when(self) -> str:
        """From when to when, in words; empty when it is not dated."""
        return from_to(self.starts, self.due)


@dataclass(frozen=True)
class Group:
    """A pillar: its activities, and how far they are."""

    title: Any
    rows: tuple[Row, ...]
    progress: Progress


@dataclass(frozen=True)
class Shown:
    """All that the page of a plan says of it."""

    plan: Plan
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    changed_on: date | None
    today: date

    @property
    def _span(self) -> Span:
        return self.plan.span or Span(self.today, self.today)

    @property
    def ended(self) -> str:
        """A sentence for a plan whose time is over; else empty."""
        days = (self.today - self._span.last).days
        if days <= 0:
            return ""
        day = in_words(self.plan.ends)
        if years := days // _DAYS_OF_A_YEAR:
            return ngettext(
                "This plan ended: %(day)s. That is more than %(count)s year ago.",
                "This plan ended: %(day)s. That is more than %(count)s years ago.",
                years,
            ) % {"day": day, "count": years}
        return gettext("This plan ended: %(day)s.") % {"day": day}

    @cached_property
    def late(self) -> int:
        """How many activities are late."""
        return sum(row.is_late and row.state is not State.NO_REPORT for row in self.rows)

    @cached_property
    def timeline(self) -> Timeline:
        """The drawing, in the order of the table."""
        items = (
            Item(
                number=row.number,
                title=row.title,
                starts=span(row.starts),
                due=span(row.due),
                state=row.state,
                late=row.late_words,
                is_over=row.is_late,
            )
            for row in self.rows
        )
        return timeline(items, self._span, self.today)

    @cached_property
    def csv(self) -> bytes:
        """The activities as a table to take away."""
        return export.table(self.rows)


def read_plan(plan: Plan, language: str, today: date) -> Shown:
    """A plan with its published activities. Six queries, however many there are."""
    activities = list(Activity.objects.published().filter(plan=plan))
    named = _names(language)
    partners: dict[int, list[Name]] = defaultdict(list)
    links = Activity.partners.through.objects.filter(activity__plan=plan).order_by("pk")
    for activity_id, institution_id in links.values_list("activity_id", "institution_id"):
        if institution_id in named:
            partners[activity_id].append(named[institution_id])
    rows = tuple(
        _row(
            number,
            activity,
            language,
            today,
            owner=named.get(activity.owner_id),
            partners=partners[activity.pk],
        )
        for number, activity in enumerate(activities, start=1)
    )
    return Shown(
        plan=plan,
        rows=rows,
        groups=tuple(
            Group(pillar.label, here, progress(pillar.label, here))
            for pillar in Pillar
            for here in [tuple(row for row in rows if row.pillar is pillar)]
        ),
        changed_on=max((row.changed_on for row in rows), default=None),
        today=today,
    )


def _names(language: str) -> dict[int | None, Name]:
    found: dict[int | None, Name] = {}
    for institution in Institution.objects.published():
        if text := institution.text_in(language):
            lang = "" if text.language == language else text.language
            found[institution.pk] = Name(text.short_name or text.name, lang)
    return found


def _row(
    number: int,
    activity: Activity,
    language: str,
    today: date,
    *,
    owner: Name | None,
    partners: list[Name],
) -> Row:
    text = activity.text_in(language)
    state = activity.state
    due = span(activity.due)
    return Row(
        number=number,
        pillar=Pillar(activity.pillar),
        lang=text.language if text and text.language != language else "",
        title=text.title if text else str(activity),
        detail=text.detail if text else "",
        owner=owner,
        partners=tuple(partners),
        starts=activity.starts,
        due=activity.due,
        state=state,
        days_over=days_over(activity.due, state, today),
        is_due_today=(
            due is not None and due.last == today and state in {State.PLANNED, State.UNDER_WAY}
        ),
        evidence=text.evidence if text else "",
        evidence_link=activity.evidence_link,
        source=activity.source,
        changed_on=_changed_on(activity, today),
    )


def _changed_on(activity: Activity, today: date) -> date:
    """The day of its newest move, or on which its words were published, whichever is later."""
    move, published = activity.last_move, activity.last_published_at
    days = [move.on] if move else []
    if published:
        days.append(timezone.localdate(published))
    return max(days, default=today)
