"""The people that tests get are those that `load_people` makes."""

from collections import Counter

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


class _TakenBack(Exception):
    pass


def _rows_everywhere() -> Counter[type[Model]]:
    models = apps.get_models(include_auto_created=True)
    return Counter({model: model._base_manager.count() for model in models if model._meta.managed})


def test_no_table_has_other_rows_than_after_a_real_load() -> None:
    with pytest.raises(_TakenBack), transaction.atomic():
        load_people()
        real = _rows_everywhere()
        raise _TakenBack
    for _time in range(2):  # the first may be the real one
        with pytest.raises(_TakenBack), transaction.atomic():
            load_kept_people()
            assert _rows_everywhere() == real
            raise _TakenBack


def test_the_trail_is_whole_and_the_pin_vouches_for_the_agency() -> None:
    for _time in range(2):
        with pytest.raises(_TakenBack), transaction.atomic():
            load_kept_people()
            check_trail()
            assert len(intake_chain()) == 1
            assert [unlocked(person.username).user.username for person in PEOPLE]
            raise _TakenBack


def test_rows_added_afterwards_get_numbers_of_their_own() -> None:
    for _time in range(2):
        with pytest.raises(_TakenBack), transaction.atomic():
            load_kept_people()
            User.objects.create(username="new", full_name="New")
            assert User.objects.count() == len(PEOPLE) + 1
            raise _TakenBack


def test_where_an_account_is_there_already_people_are_made_anew() -> None:
    User.objects.create(username="first", full_name="First")
    load_kept_people()
    assert User.objects.count() == len(PEOPLE) + 1
