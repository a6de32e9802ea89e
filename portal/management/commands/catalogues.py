"""`manage.py catalogues`"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Brings the catalogues in step with the sources and compiles them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        from portal import catalogues  # Babel is there for development only

        if options["check"]:
            found = [f for language in catalogues.LANGUAGES for f in catalogues.faults(language)]
            if found:
                raise CommandError("\n".join(found))
            return
        for language in catalogues.LANGUAGES:
            catalogues.update(language)
