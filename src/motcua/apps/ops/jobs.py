"""What the worker does for the house as a whole. Every job is safe to repeat; hours are UTC."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.apps.organization import operations as organization
from motcua.domain.access import Actor


@app.periodic(cron="40 18 * * *")
@app.task(name="ops.close_idle_accounts", queueing_lock="ops.close_idle_accounts")
def close_idle_accounts(timestamp: int) -> list[str]:
    """Close at 01:40 the accounts that nobody has used for 45 days (R-I17)."""
    return organization.close_idle_accounts(actor=Actor.system("timer"), at=timezone.now())
