"""What the worker does for files. Safe to repeat."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.apps.documents import scanning


@app.periodic(cron="*/5 * * * *")
@app.task(name="documents.scan_waiting", queueing_lock="documents.scan_waiting")
def scan_waiting(timestamp: int) -> int:
    """Scan the files that have waited for the scanner."""
    return scanning.scan_waiting(at=timezone.now())
