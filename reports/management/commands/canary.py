"""`manage.py canary`"""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reports.intake import canary, store


class Command(BaseCommand):
    help = (
        "Sends a tip in each language that no member sees, comes back by its code, corrects it "
        "and removes it. For a timer, one run at a time. Ends with 1 when a step failed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        left = store.delete_canaries()
        if left:
            self.stdout.write(f"removed {left} left by a run that was cut short")
        # Each language is tried, whatever became of the one before.
        went_well = [self._sing(code) for code, _name in settings.LANGUAGES]
        if not all(went_well):
            sys.exit(1)

    def _sing(self, language: str) -> bool:
        try:
            canary.sing(language)
        except canary.Failed as failed:
            self.stdout.write(f"{language}: failed at {failed}")
        except Exception as error:  # noqa: BLE001 any failure is to be told
            # The kind alone: what an error says may carry what it worked on.
            self.stdout.write(f"{language}: failed, {type(error).__name__}")
        else:
            self.stdout.write(f"{language}: ok")
            return True
        return False
