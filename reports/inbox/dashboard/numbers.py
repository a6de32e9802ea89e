"""What the lead's dashboard counts: tips in sight of the lead, by what stands in clear."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, IntegerField, Min, Q, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Entry, Report
from reports.models.report import ReportQuerySet

PERIOD = 90  # days that speeds and deadlines look back

Words = str | Promise


@dataclass(frozen=True)
class Bar:
    """One number with its name; `share` is how long it is drawn, in per cent.

    `note` stands below the name. `shown` is the number as people read it.
    """

    name: Words
    number: int
    share: int
    note: Words = ""
    shown: str = ""


NOTHING = "–"
"""In the place of a number that nobody can give."""


@dataclass(frozen=True)
class Kept:
    """Of the tips of the period whose deadline is over or met: how many were in time."""

    in_time: int
    of: int

    @property
    def per_cent(self) -> int | None:
        """In whole per cent; None when there was none."""
        return round(100 * self.in_time / self.of) if self.of else None

    def bar(self, name: Words) -> Bar:
        """As a bar, whole when all were in time."""
        if self.per_cent is None:
            return Bar(name, 0, 0, _("No deadline yet"), NOTHING)
        note = _("%(n)s of %(of)s") % {"n": self.in_time, "of": self.of}
        return Bar(name, self.per_cent, self.per_cent, note, f"{self.per_cent} %")


def bars(numbers: Iterable[tuple[Words, int]]) -> list[Bar]:
    """The numbers as bars, the longest of 100 per cent."""
    rows = list(numbers)
    most = max((number for _name, number in rows), default=0) or 1
    return [
        Bar(name, number, round(100 * number / most), shown=str(number)) for name, number in rows
    ]


_AGES: tuple[tuple[Words, int], ...] = (
    (gettext_lazy("7 days or less"), 7),
    (gettext_lazy("8 to 30 days"), 30),
    (gettext_lazy("31 to 90 days"), 90),
    (gettext_lazy("More than 90 days"), 100_000),
)


def open_by_age(tips: ReportQuerySet, today: date) -> list[Bar]:
    """The open tips by the days since they came."""
    whens = [
        When(received_on__gte=today - timedelta(days=days), then=n)
        for n, (_w, days) in enumerate(_AGES[:-1])
    ]
    by_age = counted(tips.open(), Case(*whens, default=len(_AGES) - 1, output_field=IntegerField()))
    return bars((name, by_age.get(n, 0)) for n, (name, _days) in enumerate(_AGES))


def counted(tips: ReportQuerySet, by: Case) -> dict[int, int]:
    """How many tips are in each of the groups."""
    rows = tips.order_by().annotate(group=by).values_list("group").annotate(n=Count("pk"))
    return dict(rows)


def by_status(tips: ReportQuerySet) -> list[Bar]:
    """All tips by where they stand."""
    found = dict(tips.order_by().values_list("status").annotate(n=Count("pk")))
    return bars((status.label, found.get(status.value, 0)) for status in Report.Status)


def open_by_member(tips: ReportQuerySet) -> list[Bar]:
    """The open tips by who works on them, nobody first, then the longest bar."""
    rows = tips.open().order_by().values_list("assignee__full_name").annotate(n=Count("pk"))
    found = dict(rows)
    nobody = found.pop(None, 0)
    named = sorted(found.items(), key=lambda row: (-row[1], row[0]))
    return bars([(_("Nobody"), nobody), *named])


_SPEEDS: tuple[tuple[Words, int], ...] = (
    (gettext_lazy("The same or the next day"), 1),
    (gettext_lazy("2 or 3 days"), 3),
    (gettext_lazy("4 to 7 days"), 7),
    (gettext_lazy("More than 7 days"), 100_000),
)


@dataclass(frozen=True)
class Speed:
    """Days to the first reply: as bars, and how many had none yet.

    `half`: within so many days half of all tips had one; None where half of them have none.
    """

    bars: list[Bar]
    half: int | None
    unanswered: int


def time_to_first_answer(tips: ReportQuerySet, today: date) -> Speed:
    """Of the tips of the period: days from when they came to the first message to their sender."""
    rows = (
        _of_the_period(tips, today)
        .order_by()
        .annotate(first=Min("entries__on", filter=Q(entries__kind=Entry.Kind.MESSAGE)))
        .values_list("received_on", "first")
    )
    days = [(first - came).days if first else None for came, first in rows]
    answered = sorted(n for n in days if n is not None)
    numbers = [0] * len(_SPEEDS)
    for n in answered:
        numbers[next(i for i, (_w, most) in enumerate(_SPEEDS) if n <= most)] += 1
    half = (len(days) + 1) // 2
    return Speed(
        bars=bars((name, number) for (name, _most), number in zip(_SPEEDS, numbers, strict=True)),
        half=answered[half - 1] if 0 < half <= len(answered) else None,
        unanswered=len(days) - len(answered),
    )


def deadlines_met(tips: ReportQuerySet, today: date) -> tuple[Kept, Kept]:
    """Read in time, and answered in time, of the tips of the period."""
    found = _of_the_period(tips, today).aggregate(
        **{
            f"{name}_{part}": Count("pk", filter=condition)
            for name, by, on in (
                ("read", "acknowledge_by", "acknowledged_on"),
                ("answered", "answer_by", "answered_on"),
            )
            for part, condition in (
                ("in_time", Q(**{f"{on}__lte": F(by)})),
                ("late", Q(**{f"{on}__gt": F(by)}) | Q(**{on: None, f"{by}__lt": today})),
            )
        }
    )
    return tuple(  # type: ignore[return-value]
        Kept(found[f"{n}_in_time"], found[f"{n}_in_time"] + found[f"{n}_late"])
        for n in ("read", "answered")
    )


def _of_the_period(tips: ReportQuerySet, today: date) -> ReportQuerySet:
    return tips.filter(received_on__gt=today - timedelta(days=PERIOD))
