"""A link for an administrator, when no administrator can make one."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from accounts.invitations import invite
from accounts.models import User
from accounts.new_person import check_username
from accounts.roles import Role
from accounts.services import grant_role, open_account


class Command(BaseCommand):
    help = (
        "Opens an account with the role of administrator and prints the link to enrol with. For "
        "when no administrator can sign in any more. It gives no key: nobody reads a tip by it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("full_name")

    @transaction.atomic
    def handle(self, *args: Any, username: str, full_name: str, **options: Any) -> None:
        if User.objects.filter(username=username).exists():
            raise CommandError("Somebody has this user name already. Choose another one.")
        try:
            check_username(username)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from None
        user = open_account(by=None, username=username, full_name=full_name)
        grant_role(user, Role.ADMIN, by=None)
        path = reverse("staff_enrol", args=[invite(user, by=None)])
        self.stdout.write(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path)
