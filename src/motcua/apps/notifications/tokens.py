"""Tokens of carriers in the database: renewed by one worker at a time, as a refresh token is good once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from motcua.apps.notifications.models import CarrierToken
from motcua.apps.notifications.ports import Tokens


class DatabaseTokens:
    """A `ports.TokenStore`."""

    def read(self, name: str) -> Tokens | None:
        """Return what is kept for a carrier."""
        row = CarrierToken.objects.filter(name=name).first()
        return Tokens(row.access, row.refresh, row.until) if row else None

    @contextmanager
    def renewing(self, name: str) -> Iterator[Tokens | None]:
        """Let one worker renew at a time; yields what is kept by then."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"carrier-token.{name}"])
            yield self.read(name)

    def keep(self, name: str, tokens: Tokens) -> None:
        """Keep new tokens."""
        values = {"access": tokens.access, "refresh": tokens.refresh, "until": tokens.until}
        CarrierToken.objects.update_or_create(name=name, defaults=values)
