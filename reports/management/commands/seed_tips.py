"""`manage.py seed_tips NUMBER`"""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from reports.intake.services import NotOpenYet
from reports.seeding import BATCH, seed_tips


class Command(BaseCommand):
    help = "Makes tips with real seals, to measure with. Nobody has their codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="how many tips")
        parser.add_argument(
            "--closed-share", type=float, default=0.6, help="how many of them are closed (0.6)"
        )
        parser.add_argument(
            "--processes", type=int, default=2, help="so many seal at the same time (2)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        number, share, processes = (
            options[name] for name in ("number", "closed_share", "processes")
        )
        if not settings.DEMONSTRATION:
            raise CommandError("This is not a demonstration.")
        if number < 1 or processes < 1 or not 0 <= share <= 1:
            raise CommandError("The number is at least 1, the share is from 0 to 1.")
        members = User.objects.filter(agency_keys__isnull=False).distinct().order_by("pk")
        begun = time.monotonic()
        made = seed_tips(
            number,
            members=tuple(members.values_list("pk", flat=True)),
            closed_share=share,
            # Another process takes seconds to start.
            processes=processes if number > processes * BATCH else 1,
        )
        try:
            for there in made:
                if self.stderr.isatty():
                    self.stderr.write(f"\r{there}", ending="")
        except NotOpenYet:
            raise CommandError("No agency takes tips in yet: run `manage.py prepare`.") from None
        took = time.monotonic() - begun
        self.stdout.write(f"{number} tips in {took:.1f} s: {took / number * 1000:.2f} s per 1,000.")
