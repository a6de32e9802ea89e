"""Work that a change calls for, done once when the change is committed."""

from collections.abc import Callable

from django.db import transaction


class _Once:
    """Work that waits for the end of a transaction, until it is done."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.work = work
        self.is_done = False

    def __call__(self) -> None:
        self.is_done = True
        self.work()


def once_after_commit(work: Callable[[], None]) -> None:
    """Does the work when the transaction is committed: once, however often it was asked for.

    Loading a hundred pages in one transaction would otherwise write the same file a hundred times.
    At once outside of a transaction; never when the transaction is rolled back.
    """
    asked = (entry[1] for entry in transaction.get_connection().run_on_commit)
    if not any(isinstance(a, _Once) and a.work is work and not a.is_done for a in asked):
        transaction.on_commit(_Once(work))
