"""The demonstration people, made once by each process: keys and signatures take longer than rows.

What `load_people` wrote the first time is written again in each test that needs it. Numbers of rows
do not collide: they were taken from the database's own counters, which never go back.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from accounts.demonstration import load_people
from accounts.models import AuditEvent, AuditHead, User
from accounts.pin import move_pin, pinned


@dataclass(frozen=True)
class _Kept:
    rows: dict[type[Model], list[Model]]
    head: AuditHead
    pin: str


_kept: dict[str, _Kept] = {}
"""By database: one process of the tests may use several."""


def load_kept_people() -> None:
    """As `load_people`, which is called where accounts or a trail are there already."""
    name = str(connection.settings_dict["NAME"])
    if User.objects.exists() or AuditEvent.objects.exists():
        load_people()
    elif name in _kept:
        _write(_kept[name])
    else:
        load_people()
        _kept[name] = _read()


def tables_of_people() -> list[type[Model]]:
    """The models whose rows are all written by `load_people`, in a database without accounts."""
    models = apps.get_app_config("accounts").get_models(include_auto_created=True)
    return [model for model in models if model is not AuditHead]


def _read() -> _Kept:
    return _Kept(
        rows={
            model: rows for model in tables_of_people() if (rows := list(model._base_manager.all()))
        },
        head=AuditHead.objects.get(),
        pin=pinned(),
    )


@transaction.atomic
def _write(kept: _Kept) -> None:
    for model, rows in kept.rows.items():
        model._base_manager.bulk_create(rows)
    AuditHead.objects.update(number=kept.head.number, hash=kept.head.hash)
    assert move_pin(kept.pin)
