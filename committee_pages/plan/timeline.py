"""Where the activities of a plan lie in its time. Pure: dates come in, lengths go out.

Lengths across are hundredths of the width and lengths down are in em, so that one drawing fits a
telephone and a wide screen, and its words grow with the reader's letters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from committee_pages.plan.days import Span
from committee_pages.plan.states import State

HEAD = 2.2  # em above the first bar: the names of the years or months
ROW = 4.0  # em for one activity: its name, its state, its bar
_THINNEST = 1.5  # hundredths: a single day in five years must be seen
_MOST_TICKS = 5
# A name that begins further right would be cut on a telephone: that of a year, of a month.
_LAST_YEAR, _LAST_MONTH = 87.0, 80.0
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 4800)  # months
_YEAR = 12
_SHORT = 32  # characters of a name that fit on a telephone


@dataclass(frozen=True)
class Item:
    """What the drawing has to know of an activity."""

    number: int
    title: str
    starts: Span | None
    due: Span | None
    state: State
    late: str
    is_over: bool


@dataclass(frozen=True)
class Bar:
    """One activity: where its bar begins and how wide it is, in hundredths; its top, in em."""

    item: Item
    left: float
    width: float
    top: float

    @property
    def x(self) -> str:
        """Where it begins, as SVG writes it in every language."""
        return f"{self.left:.2f}%"

    @property
    def w(self) -> str:
        """How wide it is."""
        return f"{self.width:.2f}%"

    @property
    def name_y(self) -> str:
        """Where its name stands."""
        return f"{self.top + 1.1:.1f}em"

    @property
    def words_y(self) -> str:
        """Where its state stands."""
        return f"{self.top + 2.3:.1f}em"

    @property
    def y(self) -> str:
        """Where the bar lies."""
        return f"{self.top + 2.75:.2f}em"

    @property
    def short(self) -> str:
        """The beginning of the name: what fits on a telephone, cut between words."""
        title = self.item.title
        if len(title) <= _SHORT:
            return title
        return title[: _SHORT - 1].rsplit(" ", 1)[0]

    @property
    def rest(self) -> str:
        """The rest of the name, for wider screens."""
        return self.item.title[len(self.short) :]


@dataclass(frozen=True)
class Tick:
    """The beginning of a year or month: how far from the left, and its name or nothing."""

    left: float
    name: str

    @property
    def x(self) -> str:
        """Where it is, as SVG writes it in every language."""
        return f"{self.left:.2f}%"


@dataclass(frozen=True)
class Timeline:
    """The whole drawing. `undated` is the number of activities that it cannot show."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: Tick | None
    undated: int

    @property
    def height(self) -> str:
        """How high the drawing is."""
        return f"{HEAD + ROW * len(self.bars):.1f}em"


def timeline(items: Iterable[Item], whole: Span, today: date) -> Timeline:
    """Lays activities out in the time of their plan; what lies outside is drawn at its edge."""
    bars: list[Bar] = []
    undated = 0
    for item in items:
        meant = _time_of(item)
        if meant is None:
            undated += 1
        else:
            bars.append(_bar(item, meant, whole, HEAD + ROW * len(bars)))
    return Timeline(
        bars=tuple(bars),
        ticks=_ticks(whole),
        today=Tick(_across(today, whole), "") if whole.first <= today <= whole.last else None,
        undated=undated,
    )


def _time_of(item: Item) -> Span | None:
    ends = [one for one in (item.starts, item.due) if one]
    if not ends:
        return None
    first = ends[0].first
    return Span(first, max(first, ends[-1].last))


def _bar(item: Item, meant: Span, whole: Span, top: float) -> Bar:
    left = _across(meant.first, whole)
    right = _across(meant.last + timedelta(days=1), whole)
    width = max(right - left, _THINNEST)
    return Bar(item, min(left, 100 - width), width, top)


def _across(day: date, whole: Span) -> float:
    """How far a day is from the left, between 0 and 100."""
    days = (whole.last - whole.first).days + 1
    return min(max(100 * (day - whole.first).days / days, 0.0), 100.0)


def _ticks(whole: Span) -> tuple[Tick, ...]:
    """A few beginnings of years or months, evenly apart."""
    first, last = _month(whole.first), _month(whole.last)
    step = next(s for s in _STEPS if (last - first) // s < _MOST_TICKS)
    found: list[Tick] = []
    for month in range(-(-first // step) * step, last + 1, step):
        day = date(month // _YEAR, month % _YEAR + 1, 1)
        if day >= whole.first:
            left = _across(day, whole)
            years = step >= _YEAR
            name = f"{day.year}" if years else f"{day.month:02}/{day.year}"
            found.append(Tick(left, name if left <= (_LAST_YEAR if years else _LAST_MONTH) else ""))
    return tuple(found)


def _month(day: date) -> int:
    return day.year * _YEAR + day.month - 1
