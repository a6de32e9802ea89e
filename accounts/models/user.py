"""A person who signs in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import GRANTED_BY_ADMINS, Role


class UserManager(BaseUserManager["User"]):
    """Finds people by user name. Accounts are made by `accounts.services`."""

    def with_state(self) -> models.QuerySet["User"]:
        """Accounts with their unsigned roles and the number of agency keys they hold."""
        return self.annotate(keys_held=models.Count("agency_keys")).prefetch_related("grants")


class User(AbstractBaseUser, PermissionsMixin):
    """An account, and the sealed keys that only its password opens.

    Somebody invited who has not enrolled yet has no keys: `recipient` is None and no password
    opens the account. There are no superusers: nobody is above the roles.
    """

    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=3, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    keys_off = models.BooleanField(default=False)
    """Whether single keys of the keyboard do nothing on the pages of the inbox."""
    recipient = models.CharField(max_length=80, unique=True, null=True)
    sealed_identity = models.BinaryField(default=b"")
    lock_salt = models.BinaryField(default=b"")
    verify_key = models.CharField(max_length=64, blank=True)
    sealed_signing_key = models.BinaryField(default=b"")

    # A moment in the day says when somebody was at work: nothing here needs it.
    last_login = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_superuser=False), name="accounts_no_superusers"
            )
        ]

    def get_full_name(self) -> str:
        """The person's name."""
        return self.full_name

    def get_short_name(self) -> str:
        """The person's name."""
        return self.full_name

    @property
    def is_enrolled(self) -> bool:
        """Whether the person has chosen a password and has keys."""
        return self.recipient is not None


class RoleGrant(models.Model):
    """A role that needs no key and no signature: an administrator gives it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=10, choices=[(r.value, r.label) for r in GRANTED_BY_ADMINS])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role"], name="accounts_one_grant_per_role"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in GRANTED_BY_ADMINS]),
                name="accounts_unsigned_roles_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {Role(self.role).label}"
