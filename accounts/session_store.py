"""Sessions in the database, each read together with the person whose it is.

`SESSION_ENGINE`: Django wants a module with a class `SessionStore`.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils import timezone

from accounts.models import User

_NOTED_EVERY = timedelta(minutes=1)


class SessionStore(db.SessionStore):
    """Django's own, with fewer questions to the database. Each request reads the row anew.

    That a session is in use is noted once a minute and not at each request, so that an idle one is
    over up to a minute sooner than SESSION_COOKIE_AGE says, never later.
    """

    owner: User | None = None
    """Who gave both factors for this session, once it is read; None for one that is half-way."""
    given_roles: frozenset[str] = frozenset()
    """The owner's roles that need no signature."""
    _noted: datetime | None = None

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when it is over or was ended."""
        rows = list(
            Session.objects.filter(session_key=self.session_key, expire_date__gt=timezone.now())
            .select_related("staff__user")
            .annotate(given_role=F("staff__user__grants__role"))
        )  # a row for each role
        if not rows:
            self._session_key = None
            return {}
        session: Any = rows[0]
        staff = getattr(session, "staff", None)
        self.owner = staff.user if staff else None
        self.given_roles = frozenset(row.given_role for row in rows if row.given_role)
        self._noted = session.expire_date
        return self.decode(session.session_data)

    def save(self, must_create: bool = False) -> None:
        """Writes it in one statement. Raises UpdateError when it was ended meanwhile."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        ends = self.get_expiry_date()
        if not self.modified and self._noted and ends - self._noted < _NOTED_EVERY:
            return
        data = self.encode(dict(self.items()))
        row = Session.objects.filter(pk=self.session_key)
        if not row.update(session_data=data, expire_date=ends):
            raise UpdateError
