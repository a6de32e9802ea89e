"""`manage.py reindex`"""

from typing import Any

from django.core.management.base import BaseCommand

from home.search.index import rebuild


class Command(BaseCommand):
    help = "Makes the index of the search anew from all that is published."

    def handle(self, *args: Any, **options: Any) -> None:
        number = rebuild()
        self.stdout.write(f"{number} entries.")
