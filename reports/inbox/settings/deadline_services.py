"""What a lead does to deadlines. The public half knows once it is committed."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts import audit
from accounts.unlocked import Unlocked
from reports.deadlines import Promise, check_promise, write_deadlines
from reports.models import DayOff, PromiseSetting


@transaction.atomic
def promise(lead: Unlocked, promises: Mapping[str, Promise]) -> None:
    """Keeps the working days of each urgency. Raises ValueError for days out of reason."""
    for urgency, said in promises.items():
        check_promise(said)
        PromiseSetting.objects.update_or_create(
            urgency=urgency, defaults={"acknowledge": said.acknowledge, "answer": said.answer}
        )
    transaction.on_commit(write_deadlines)
    said_in_words = {u: f"{p.acknowledge} {p.answer}" for u, p in promises.items()}
    audit.record("deadlines.set", by=lead.user, **said_in_words)


@transaction.atomic
def add_day_off(lead: Unlocked, *, on: date, name: str) -> None:
    """A further day on which nobody works; added twice it has the newer name."""
    DayOff.objects.update_or_create(on=on, defaults={"name": name})
    transaction.on_commit(write_deadlines)
    audit.record("day_off.added", by=lead.user, target=f"day/{on.isoformat()}")


@transaction.atomic
def remove_day_off(lead: Unlocked, on: date) -> None:
    """It is a working day again, if it was one of ours."""
    if not DayOff.objects.filter(on=on).delete()[0]:
        return
    transaction.on_commit(write_deadlines)
    audit.record("day_off.removed", by=lead.user, target=f"day/{on.isoformat()}")
