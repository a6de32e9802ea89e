"""A person who signs in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


class UserManager(BaseUserManager["User"]):
    """Finds people by user name. Accounts are made by `accounts.services.create_account`."""


class User(AbstractBaseUser, PermissionsMixin):
    """An account, and the sealed identity that only its password opens.

    There are no superusers: nobody is above the roles, and the database refuses one.
    """

    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=3, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    recipient = models.CharField(max_length=80, unique=True)
    sealed_identity = models.BinaryField()
    lock_salt = models.BinaryField()

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

    def holds(self, role: Role) -> bool:
        """Whether this person holds a role. The grants are read once per request."""
        if not hasattr(self, "_roles"):
            self._roles = frozenset(self.grants.values_list("role", flat=True))
        return role in self._roles


class RoleGrant(models.Model):
    """One role of one person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role"], name="accounts_one_grant_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"
