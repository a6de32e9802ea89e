"""Makes and removes what the search needs beside its tables; called by a migration."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from home.search.dialects import dialect


def make(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Adds the full-text index of this database.

    Raises ImproperlyConfigured when the database's user may not add pg_trgm.
    """
    for statement in dialect(schema_editor.connection).making:
        try:
            schema_editor.execute(statement)
        except ProgrammingError as error:
            if "EXTENSION" not in statement:
                raise
            raise ImproperlyConfigured(
                "The search needs the extension pg_trgm, and this user of the database may not "
                'add it. Let an administrator of the database run "CREATE EXTENSION pg_trgm" in '
                "it once, then start again."
            ) from error


def remove(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the full-text index away. The extension stays: others may use it."""
    for statement in dialect(schema_editor.connection).removing:
        schema_editor.execute(statement)
