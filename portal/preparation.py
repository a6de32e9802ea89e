"""What an instance needs before it serves: tables, page trees, demonstration, static files."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from accounts.demonstration import load_people, people_exist
from accounts.models import Agency
from committee_pages.demonstration.pages import load_pages
from home.rights import give_rights_to_editors, leave_uploads_of_others_alone
from home.search import index
from home.shell import write_files
from home.trees import ensure_trees
from portal.search import FORM
from portal.settings.paths import BASE_DIR
from reports.demonstration import load_reply_templates, load_tips
from reports.question_file import write_questions
from reports.thresholds import write_thresholds


def prepare_database() -> None:
    """Migrates, makes the page trees, and fills an empty database of a demonstration.

    Raises ImproperlyConfigured when a real instance finds demonstration accounts.
    """
    call_command("migrate", interactive=False, verbosity=0)
    refuse_demonstration_people()
    give_rights_to_editors()
    leave_uploads_of_others_alone()
    if ensure_trees() and settings.DEMONSTRATION:
        load_pages()
    if settings.DEMONSTRATION and not Agency.objects.exists():
        load_people()
        load_tips()
        load_reply_templates()
    write_files()
    write_questions()
    write_thresholds()
    prepare_search()


def prepare_search() -> None:
    """Fills an empty index; else brings what comes from the program itself in step with it."""
    if index.is_empty():
        index.rebuild()
    for key, documents in FORM.everything():
        index.reindex(key, documents)


def refuse_demonstration_people() -> None:
    """Raises ImproperlyConfigured when a real instance finds demonstration accounts."""
    if not settings.DEMONSTRATION and people_exist():
        raise ImproperlyConfigured(
            "This database holds demonstration accounts, whose passwords are public. A real "
            "instance needs a database of its own: set DATABASE_URL to an empty one."
        )


def collect_static() -> None:
    """Collects and compresses the static files, unless they are the same as last time."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    current = _fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(current)


def _fingerprint() -> str:
    digest = hashlib.sha256((BASE_DIR / "requirements" / "base.txt").read_bytes())
    for path in sorted((BASE_DIR / "static").rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()
