"""The people that tests get are those that `load_people` makes."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model

from accounts.audit_check import check_trail
from accounts.demonstration import PEOPLE, load_people
from accounts.models import User
from accounts.trust import intake_chain
from tests.member import unlocked
from tests.people_kept import load_kept_people

pytestmark = pytest.mark.django_db


@contextmanager
def _taken_back() -> Iterator[None]:
    """What is written in the block is gone after it, as after a test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _rows_everywhere() -> Counter[type[Model]]:
    models = apps.get_models(include_auto_created=True)
    return Counter({model: model._base_manager.count() for model in models if model._meta.managed})


def test_no_table_has_other_rows_than_after_a_real_load() -> None:
    with _taken_back():
        load_people()
        real = _rows_everywhere()
    for _time in range(2):  # the first may be the real one
        with _taken_back():
            load_kept_people()
            assert _rows_everywhere() == real


def test_the_trail_is_whole_and_the_pin_vouches_for_the_agency() -> None:
    for _time in range(2):
        with _taken_back():
            load_kept_people()
            check_trail()
            assert len(intake_chain()) == 1
            assert [unlocked(person.username).user.username for person in PEOPLE]


def test_rows_added_afterwards_get_numbers_of_their_own() -> None:
    for _time in range(2):
        with _taken_back():
            load_kept_people()
            User.objects.create(username="new", full_name="New")
            assert User.objects.count() == len(PEOPLE) + 1


def test_where_an_account_is_there_already_people_are_made_anew() -> None:
    User.objects.create(username="first", full_name="First")
    load_kept_people()
    assert User.objects.count() == len(PEOPLE) + 1
