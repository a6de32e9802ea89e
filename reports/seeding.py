"""Many tips with real seals, for measuring: all that a sender's has but the hash of a code.

The codes are nobody's: their keys are random. What is written follows from a number, so that two
databases get the same spread.
"""

import secrets
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import chain
from multiprocessing import get_context
from random import Random

import django
from django.db import transaction
from django.utils import timezone

from reports.deadlines import deadlines
from reports.demonstration import TIPS
from reports.intake.services import NotOpenYet, sealed_tip
from reports.intake.store import Intake, Origin, open_intake, rows_of
from reports.models import Access, Entry, Report, StatusChange
from reports.models.report import new_reference
from reports.seals import Answers, encode
from vault.identity import Identity
from vault.receipts import SenderKeys

BATCH = 500
_Status = Report.Status
_OPEN = (_Status.RECEIVED, _Status.READING, _Status.WAITING, _Status.PASSED_ON)
# Shares of all tips, of the open ones, and of those that were read.
_DANGER, _QUARANTINED, _OLD, _WROTE_AGAIN, _ANSWERED = 0.02, 0.01, 0.2, 0.05, 0.7
_YOUNG = 14  # days
_PLACES = tuple(f"tl-{number:02}" for number in range(1, 15))


@dataclass(frozen=True)
class Spread:
    """How the tips lie: over how many days, how many of them closed, and in whose hands."""

    today: date
    members: tuple[int, ...]
    closed_share: float = 0.6
    days: int = 730


@dataclass(frozen=True)
class Rows:
    """The rows of some tips, not stored yet."""

    reports: list[Report]
    accesses: list[Access]
    entries: list[Entry]
    changes: list[StatusChange]


def seed_tips(
    count: int, *, members: tuple[int, ...], closed_share: float = 0.6, processes: int = 1
) -> Iterator[int]:
    """Makes so many tips, in batches, and gives how many are there after each.

    `members`: the accounts that work on them. Raises NotOpenYet.
    """
    intake = open_intake()
    if intake is None:
        raise NotOpenYet
    spread = Spread(timezone.localdate(), members, closed_share)
    sizes = [BATCH] * (count // BATCH) + [count % BATCH] * bool(count % BATCH)
    done = 0
    for rows in _made(partial(_batch, intake=intake, spread=spread), sizes, processes):
        _store(rows)
        done += len(rows.reports)
        yield done


def _made(make: "partial[Rows]", sizes: list[int], processes: int) -> Iterator[Rows]:
    """The batches. Sealing is most of the work: others seal while this process stores."""
    jobs = list(enumerate(sizes))
    if processes == 1:
        yield from map(make, jobs)
        return
    # Started anew and not forked: they hold no connection of ours.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup)
    with pool:
        ahead = 2 * processes  # batches that lie sealed at most, so that memory does not grow
        for start in range(0, len(jobs), ahead):
            yield from pool.map(make, jobs[start : start + ahead])


@transaction.atomic
def _store(rows: Rows) -> None:
    # Among a million random references two are alike more often than not.
    written = [report.reference for report in rows.reports]
    known = Report.objects.filter(reference__in=written)
    taken = set(known.values_list("reference", flat=True))
    for report in rows.reports:
        while report.reference in taken:
            report.reference = new_reference()
        taken.add(report.reference)
    Report.objects.bulk_create(rows.reports)
    Access.objects.bulk_create(rows.accesses)
    Entry.objects.bulk_create(rows.entries)
    StatusChange.objects.bulk_create(rows.changes)


def _batch(job: tuple[int, int], *, intake: Intake, spread: Spread) -> Rows:
    number, size = job
    chance = Random(number)  # noqa: S311 where tips lie, not their keys
    made = [_tip(chance, intake, spread) for _tip_of_batch in range(size)]
    return Rows(
        reports=[report for report, _access, _entry, _changes in made],
        accesses=[access for _report, access, _entry, _changes in made],
        entries=[entry for _report, _access, entry, _changes in made],
        changes=list(chain.from_iterable(changes for *_others, changes in made)),
    )


def _tip(
    chance: Random, intake: Intake, spread: Spread
) -> tuple[Report, Access, Entry, list[StatusChange]]:
    language, told = chance.choice(TIPS)
    answers: Answers = {
        **told,
        "story": f"{told['story']} ({chance.randrange(10**6)})",
        "municipality": chance.choice(_PLACES),
        "danger": "yes" if chance.random() < _DANGER else "no",
    }
    channel = chance.choices(Report.Channel.values, weights=(90, 7, 3))[0]
    tip = sealed_tip(
        SenderKeys(secrets.token_bytes(32), Identity.generate(), secrets.token_bytes(32)),
        intake,
        answers=answers,
        language=language,
        body=encode({"answers": answers, "language": language}),
        body_mark=secrets.token_bytes(32),
        origin=Origin(channel=channel, quarantined=chance.random() < _QUARANTINED),
    )
    closed = chance.random() < spread.closed_share
    oldest = spread.days if closed or chance.random() < _OLD else _YOUNG
    on = spread.today - timedelta(days=chance.randrange(oldest))
    report, access, entry = rows_of(replace(tip, received_on=on))
    changes = [] if report.quarantined else _worked_on(chance, report, spread, closed=closed)
    report.rank = report.place_in_lists()
    return report, access, entry, changes


def _worked_on(
    chance: Random, report: Report, spread: Spread, *, closed: bool
) -> list[StatusChange]:
    """Puts a tip where members left it, and gives the moves on the way there."""
    status = _Status.CLOSED if closed else chance.choices(_OPEN, weights=(20, 35, 25, 20))[0]
    if status is _Status.RECEIVED:
        return []
    read_on = min(report.received_on + timedelta(days=chance.randrange(3)), spread.today)
    if not report.danger_now:
        report.urgency = chance.choice(Report.Urgency.values)
    until = deadlines(report.received_on, report.urgency)
    report.status = status
    report.acknowledge_by, report.answer_by = until.acknowledge_by, until.answer_by
    report.acknowledged_on = read_on
    report.unread = chance.random() < _WROTE_AGAIN
    if closed or chance.random() < _ANSWERED:
        report.answered_on = read_on
    report.assignee_id = chance.choice((None, *spread.members))
    moves = [_Status.READING] if status is _Status.READING else [_Status.READING, status]
    return [
        StatusChange(report=report, number=number, status=to, on=read_on)
        for number, to in enumerate(moves, start=1)
    ]
