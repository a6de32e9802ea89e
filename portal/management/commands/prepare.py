"""`manage.py prepare`"""

from typing import Any

from django.core.management.base import BaseCommand

from portal.preparation import collect_static, prepare_database


class Command(BaseCommand):
    help = "Migrates the database, makes the page trees and writes the published files."

    def handle(self, *args: Any, **options: Any) -> None:
        collect_static()  # first: the page for broken times names the stylesheet
        prepare_database()
