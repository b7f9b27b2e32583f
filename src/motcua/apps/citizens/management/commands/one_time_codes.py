"""Show the one-time codes that were "sent" where no message leaves the machine."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """`manage.py one_time_codes [--last 5]`."""

    help = "Show the latest one-time codes of a demonstration; production keeps none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many to show."""
        parser.add_argument("--last", type=int, default=5)

    def handle(self, *args: Any, last: int, **options: Any) -> None:
        """Print them, the newest at the end."""
        place = settings.MOTCUA_CODES_FILE
        if place is None:
            raise CommandError("Codes go out by message here and are kept nowhere.")
        lines = place.read_text().splitlines()[-last:] if place.exists() else []
        for line in map(json.loads, lines):
            self.stdout.write(f"{line['at']}  {line['to']}  {line['for']}  {line['code']}")
