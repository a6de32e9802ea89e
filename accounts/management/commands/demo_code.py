"""`manage.py demo_code NAME`"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.totp import current_code


class Command(BaseCommand):
    help = "Prints the one-time code that a demonstration account would show now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is not a demonstration.")
        user = User.objects.filter(username=options["name"], totp__isnull=False).first()
        if user is None:
            raise CommandError("There is no such account.")
        self.stdout.write(current_code(user))
