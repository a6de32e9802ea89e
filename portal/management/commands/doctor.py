"""`manage.py doctor`"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from reports.cleaning.doctor import findings


class Command(BaseCommand):
    help = "Says what works on this machine and what does not. Ends with 1 when something does not."

    def handle(self, *args: Any, **options: Any) -> None:
        well = True
        for right, line in findings():
            well = well and right
            self.stdout.write(f"{'good' if right else 'BAD '}  {line}")
        if not well:
            sys.exit(1)
