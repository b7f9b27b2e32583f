"""What is done for this app at night. Every job is safe to repeat; hours are UTC."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.apps.feedback import limits


@app.periodic(cron="27 18 * * *")
@app.task(name="feedback.forget_attempts", queueing_lock="feedback.forget_attempts")
def forget_attempts(timestamp: int) -> int:
    """Delete at 01:27 in Vietnam the counts that are over."""
    return limits.forget(at=timezone.now())
