"""`manage.py tune_cost`"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vault.tuning import choose_cost, measure_cpu


class Command(BaseCommand):
    help = "Measures how much the hash of a receipt code may cost here, and prints the settings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--target-ms",
            type=int,
            default=100,
            help="milliseconds of CPU time that one code may take (100)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["target_ms"]
        if target < 1:
            raise CommandError("--target-ms must be at least 1.")
        cost, seconds = choose_cost(measure_cpu, target=target / 1000)
        if seconds > target / 1000:
            self.stderr.write(
                f"This machine cannot do it in {target} ms: the least that is safe takes "
                f"{seconds * 1000:.0f} ms. Its settings:"
            )
        else:
            self.stderr.write(f"One code takes {seconds * 1000:.0f} ms of CPU time with:")
        self.stdout.write(f"RECEIPT_MEMORY_KIB={cost.memory_kib}")
        self.stdout.write(f"RECEIPT_ROUNDS={cost.rounds}")
        self.stderr.write(
            "If a tip has come already, keep its code working: set RECEIPT_PREVIOUS_MEMORY_KIB "
            "and RECEIPT_PREVIOUS_ROUNDS to the values of now."
        )
