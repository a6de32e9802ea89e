"""Work after a commit: once, and only for what was committed."""

from typing import Any

import pytest
from django.db import transaction

from home.after_commit import once_after_commit

pytestmark = pytest.mark.django_db


class _Work:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def _ask_and_roll_back(work: _Work) -> None:
    with transaction.atomic():
        once_after_commit(work)
        transaction.set_rollback(True)


def test_it_is_done_once_at_the_end(django_capture_on_commit_callbacks: Any) -> None:
    work, other = _Work(), _Work()
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(3):
            with transaction.atomic():
                once_after_commit(work)
        once_after_commit(other)
        assert work.times == 0
    assert (work.times, other.times) == (1, 1)


def test_it_is_done_again_for_the_next_change(django_capture_on_commit_callbacks: Any) -> None:
    work = _Work()
    for _change in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            once_after_commit(work)
    assert work.times == 2


def test_what_is_rolled_back_asks_for_nothing(django_capture_on_commit_callbacks: Any) -> None:
    work = _Work()
    with django_capture_on_commit_callbacks(execute=True):
        _ask_and_roll_back(work)
    assert work.times == 0


def test_a_part_that_is_rolled_back_takes_along_nothing_of_another(
    django_capture_on_commit_callbacks: Any,
) -> None:
    work = _Work()
    with django_capture_on_commit_callbacks(execute=True):
        _ask_and_roll_back(work)
        once_after_commit(work)
    assert work.times == 1
