"""What the test database holds before any test: `python -m tests.first_load` fills DATABASE_URL."""

import gc
import shutil

import django


def load() -> None:
    """The demonstration pages are there from the start: publishing them takes seconds."""
    from committee_pages.demonstration.pages import load_pages
    from home.rights import give_rights_to_editors, leave_uploads_of_others_alone
    from home.trees import ensure_trees

    give_rights_to_editors()
    leave_uploads_of_others_alone()
    ensure_trees()
    load_pages()


def _main() -> None:
    gc.set_threshold(100_000)  # looking for garbage is a third of the time of the migrations
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from portal.settings.paths import DATA_DIR

    try:
        call_command("migrate", interactive=False, verbosity=0)
        load()
        with connection.cursor() as cursor:  # one file, without a log beside it
            cursor.execute("PRAGMA journal_mode = DELETE")
        connection.close()
    finally:
        shutil.rmtree(DATA_DIR)


if __name__ == "__main__":
    _main()
