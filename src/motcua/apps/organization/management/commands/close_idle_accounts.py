"""Close the accounts that nobody has used for 45 days (R-I17)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from motcua.apps.organization import operations, queries
from motcua.domain.access import Actor


class Command(BaseCommand):
    help = "List accounts that nobody has used for 45 days (R-I17)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="also close them")

    def handle(self, *args: Any, apply: bool, **options: Any) -> None:
        at = timezone.now()
        idle = queries.idle_accounts(at)
        for account in idle:
            seen = f"{account.last_seen_at:%d/%m/%Y}" if account.last_seen_at else "never"
            self.stdout.write(f"{account.username}  last seen {seen}")
        if apply:
            operations.close_idle_accounts(actor=Actor.system("cli"), at=at)
        self.stdout.write(f"{len(idle)} closed" if apply else f"{len(idle)} would close; --apply closes them")
