"""What the worker does for drafts. Safe to repeat; hours are UTC, seven behind Vietnam."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.apps.filing.operations import delete_expired


@app.periodic(cron="20 19 * * *")
@app.task(name="filing.delete_expired", queueing_lock="filing.delete_expired")
def delete_old_drafts(timestamp: int) -> int:
    """Delete at 02:20 the drafts that nobody went on with for a month, and uploads left unfinished."""
    return delete_expired(at=timezone.now())
