"""What is done for lookups at night. Every job is safe to repeat; hours are UTC."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.apps.lookup import operations


@app.periodic(cron="17 18 * * *")
@app.task(name="lookup.forget_attempts", queueing_lock="lookup.forget_attempts")
def forget_attempts(timestamp: int) -> int:
    """Delete at 01:17 in Vietnam the counts that are over."""
    return operations.forget_attempts(at=timezone.now())
