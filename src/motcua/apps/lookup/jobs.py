"""What is done for lookups at night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.apps.lookup import operations


@app.periodic(cron="17 1 * * *")
@app.task(name="lookup.forget_attempts", queueing_lock="lookup.forget_attempts", pass_context=False)
def forget_attempts(timestamp: int) -> int:
    """Delete the counts that are over; safe to repeat."""
    return operations.forget_attempts(at=timezone.now())
