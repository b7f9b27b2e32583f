"""What the worker does for messages. Every job is safe to repeat; hours are UTC, seven behind Vietnam."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.apps.notifications import delivering, operations, queries, queueing, telling
from motcua.domain.messages.routing import Priority

LATE: Final = timedelta(minutes=2)


@app.task(name=queueing.TASK)
def deliver(*, message_id: int) -> str:
    """Try to send one message; does nothing when it is sent, given up or not yet its time."""
    return delivering.attempt(message_id, at=timezone.now()) or "nothing to do"


@app.task(name=queueing.TELL)
def tell(*, dossier_id: str, seq: int) -> int:
    """Write to everybody of a dossier about one entry of its journal; who was told is not told again."""
    return telling.tell_of_entry(UUID(dossier_id), seq, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="notifications.look_after", queueing_lock="notifications.look_after", queue=queueing.NORMAL)
def look_after(timestamp: int) -> int:
    """Have messages tried whose job is gone, as after a restore or the death of a worker."""
    late = queries.overdue(timezone.now() - LATE)
    for message_id, priority in late:
        queueing.enqueue(message_id, Priority(priority))
    return len(late)


@app.periodic(cron="50 18 * * *")
@app.task(name="notifications.forget", queueing_lock="notifications.forget")
def forget(timestamp: int) -> int:
    """Empty at 01:50 the addresses and texts that are no longer needed."""
    count = total = operations.forget(at=timezone.now())
    while count:
        count = operations.forget(at=timezone.now())
        total += count
    return total
