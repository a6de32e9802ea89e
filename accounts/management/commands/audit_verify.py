"""`manage.py audit_verify [--head HASH]`"""

import re
import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from accounts.audit_check import Broken, check_trail

_HASH = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    help = (
        "Walks the audit trail. Ends with 0 when it is whole, 1 when an event was removed, altered "
        "or reordered, 2 when what was given as --head is no hash."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            nargs="+",
            default=[],
            metavar="HASH",
            help="a hash that the auditor noted, whole or in groups: it must be in the trail",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        head = options["head"]
        noted = "".join("".join([head] if isinstance(head, str) else head).split()).lower()
        if head and not _HASH.fullmatch(noted):
            self._end(2, "A hash has 64 digits from 0 to 9 and a to f: this one has not.")
        try:
            newest, found = check_trail(noted)
        except Broken as broken:
            self._end(1, str(broken))
        self.stdout.write(f"The audit trail is whole. Events: {newest.number}. The newest hash:")
        self.stdout.write(newest.hash)
        if found is not None:
            self.stdout.write(f"The hash that was given is that of event {found}.")

    def _end(self, status: int, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(status)
