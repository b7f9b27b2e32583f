"""What is done for the accounts at night. Every job is safe to repeat; hours are UTC."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.apps.citizens import operations


@app.periodic(cron="37 18 * * *")
@app.task(name="citizens.forget_old_codes", queueing_lock="citizens.forget_old_codes")
def forget_old_codes(timestamp: int) -> int:
    """Delete at 01:37 in Vietnam what is not needed any more."""
    return operations.forget_old_codes(at=timezone.now())
