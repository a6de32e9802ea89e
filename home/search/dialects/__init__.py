"""The full-text index of the database in use."""

from django.db.backends.base.base import BaseDatabaseWrapper

from home.search.dialects.base import Dialect
from home.search.dialects.postgresql import PostgreSQL
from home.search.dialects.sqlite import SQLite

_DIALECTS: dict[str, Dialect] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def dialect(connection: BaseDatabaseWrapper) -> Dialect:
    """What the database of a connection understands."""
    return _DIALECTS[connection.vendor]
