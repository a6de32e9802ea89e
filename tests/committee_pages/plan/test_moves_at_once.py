"""Many editors press at once, each with a connection of its own to a real database."""

import ast
from pathlib import Path

import pytest

from tests.live import LiveServer, run_manage

_PRESS = """
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from django.db import connection
from committee_pages.models import Activity
from committee_pages.plan.services import MoveRefused, move_on
from committee_pages.plan.states import State

activity = Activity.objects.filter(moves__state="no_report").first()
goals = [State.DONE, State.STOPPED] * 4
barrier = Barrier(len(goals))

def press(goal):
    barrier.wait()
    try:
        move_on(activity=activity, to=goal, seen=1, today=date(2026, 11, 25))
    except MoveRefused as fault:
        return "since you opened it" in str(fault.sentence)
    else:
        return goal.value
    finally:
        connection.close()

with ThreadPoolExecutor(len(goals)) as pool:
    said = list(pool.map(press, goals))
now = Activity.objects.get(pk=activity.pk)
print({"said": said, "state": now.state.value, "moves": now.moves.count()})
"""


def test_of_many_who_press_at_once_one_moves_it_and_the_others_are_told(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)  # the embedded start has its own
        with LiveServer(tmp_path):
            printed = run_manage(tmp_path, "shell", "-c", _PRESS).splitlines()[-1]
    found = ast.literal_eval(printed)
    (moved,) = [said for said in found["said"] if said is not True]
    assert found["said"].count(True) == 7
    assert found["state"] == moved
    assert found["moves"] == 2
