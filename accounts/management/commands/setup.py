"""The one-time link of the first set-up."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.invitations import invite
from accounts.models import Agency


class Command(BaseCommand):
    help = "Prints the link of the first set-up. It works once, for 72 hours."

    def handle(self, *args: Any, **options: Any) -> None:
        if Agency.objects.exists():
            raise CommandError("This instance is set up already.")
        path = reverse("staff_setup", args=[invite(None, by=None)])
        self.stdout.write(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path)
