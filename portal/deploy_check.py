"""Runs Django's deployment checks on the production settings, for both roles.

The values are made up here: what is checked is what the settings make of them.
"""

import os
import subprocess
import sys
from secrets import token_urlsafe

_VALUES = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "DATABASE_URL": "postgres://mahon:unused@127.0.0.1:1/mahon",
    "ALLOWED_HOSTS": "portal.example",
    "PUBLIC_URL": "https://portal.example",
    "SECURITY_CONTACT": "mailto:security@portal.example",
}


def main() -> int:
    """The exit status: 0 when no check fails in either role."""
    failed = 0
    for role in ("public", "staff"):
        secrets = {
            name: token_urlsafe(48) for name in ("SECRET_KEY", "CODE_PEPPER", "MEMBER_PEPPER")
        }
        command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        environment = {**os.environ, **_VALUES, **secrets, "PORTAL_ROLE": role}
        failed |= subprocess.run(command, env=environment, check=False).returncode  # noqa: S603
    return failed


if __name__ == "__main__":
    sys.exit(main())
