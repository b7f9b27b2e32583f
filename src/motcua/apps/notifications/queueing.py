"""The lanes of the queue: a code never waits behind what is sent to many."""

from datetime import datetime
from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app

from motcua.domain.messages.routing import Priority

URGENT: Final = "messages-urgent"
NORMAL: Final = "messages"
BULK: Final = "messages-bulk"
TASK: Final = "notifications.deliver"
TELL: Final = "notifications.tell"


def lane_of(priority: Priority) -> str:
    """Return the queue of a priority; a worker for the first one alone never sees the others."""
    if priority >= Priority.PAYMENT:
        return URGENT
    return BULK if priority is Priority.BULK else NORMAL


def priorities_of(queue: str) -> list[int]:
    """Return the priorities that go through a queue."""
    return [int(priority) for priority in Priority if lane_of(priority) == queue]


def enqueue(message_id: int, priority: Priority, *, after: datetime | None = None) -> None:
    """Have a message sent, if this transaction is kept; at once or after a moment."""
    task = app.configure_task(TASK, queue=lane_of(priority), priority=int(priority), schedule_at=after)
    task.defer(message_id=message_id)


def enqueue_telling(dossier_id: UUID, seq: int) -> None:
    """Have people told about one entry of a dossier's journal, if this transaction is kept."""
    task = app.configure_task(TELL, queue=NORMAL, priority=int(Priority.DUE))
    task.defer(dossier_id=str(dossier_id), seq=seq)
