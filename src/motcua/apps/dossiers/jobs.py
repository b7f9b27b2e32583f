"""What the worker does for dossiers. Every job is safe to repeat; hours are UTC, seven behind Vietnam."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.apps.dossiers import heads, recounts, succession, timers, uses
from motcua.apps.organization.reform.queries import passing

MOMENT_LATER = timedelta(seconds=1)


@app.task(name="dossiers.lapse_consultation")
def lapse_consultation(*, dossier_id: str, item: int) -> bool:
    """Record the silence of a unit that was asked; does nothing when it has answered."""
    return timers.lapse_consultation(UUID(dossier_id), item, at=timezone.now())


@app.task(name="dossiers.close_unsupplemented")
def close_unsupplemented(*, dossier_id: str) -> bool:
    """Close a dossier that was not supplemented in its window; does nothing when it was."""
    return timers.close_unsupplemented(UUID(dossier_id), at=timezone.now())


@app.task(name="dossiers.recount")
def recount(*, order_id: int) -> int:
    """Carry out an order to count due times again; begun again, it goes on with what is left."""
    return recounts.carry_out(order_id, at=timezone.now())


def enqueue_recount(order_id: int) -> None:
    """Have an order carried out as soon as this transaction is kept."""
    recount.configure(queueing_lock=f"dossiers.recount.{order_id}").defer(order_id=order_id)


def enqueue_lapse(dossier_id: UUID, item: int, *, after: datetime) -> None:
    """Have a consultation lapse once its deadline has passed, if this transaction is kept."""
    task = lapse_consultation.configure(schedule_at=after + MOMENT_LATER)
    task.defer(dossier_id=str(dossier_id), item=item)


def enqueue_close(dossier_id: UUID, *, after: datetime) -> None:
    """Have a dossier closed once its window has passed, if this transaction is kept."""
    close_unsupplemented.configure(schedule_at=after + MOMENT_LATER).defer(dossier_id=str(dossier_id))


@app.periodic(cron="*/30 * * * *")
@app.task(name="dossiers.look_after_timers", queueing_lock="dossiers.look_after_timers")
def look_after_timers(timestamp: int) -> int:
    """Do what a timer should have done and did not, as after a restore; return how much that was."""
    return timers.look_after(at=timezone.now())


@app.periodic(cron="35 0 * * *")
@app.task(name="dossiers.remind", queueing_lock="dossiers.remind")
def remind(timestamp: int) -> int:
    """Announce at 07:35 what is due on the next working day."""
    return timers.remind(at=timezone.now())


@app.periodic(cron="30 17 * * *")
@app.task(name="dossiers.seal_days", queueing_lock="dossiers.seal_days")
def seal_days(timestamp: int) -> list[str]:
    """Seal at 00:30 the day that has ended, and those before it that were missed."""
    at = timezone.now()
    return [heads.seal(day, actor=timers.TIMER, at=at) for day in heads.days_to_seal(at)]


@app.periodic(cron="10 18 * * *")
@app.task(name="dossiers.count_uses", queueing_lock="dossiers.count_uses")
def count_uses(timestamp: int) -> int:
    """Count at 01:10 which procedures each counter accepts most, for the order of its list."""
    return uses.count_uses(at=timezone.now())


@app.task(name="dossiers.pass_to_successors")
def pass_to_successors(*, reform_id: int, after: str = "") -> int:
    """Pass a batch of dossiers to the agencies that follow, then have the next batch passed."""
    batch = succession.pass_batch(reform_id, at=timezone.now(), after=UUID(after) if after else None)
    if batch.last is not None:
        enqueue_passing(reform_id, after=batch.last)
    return batch.passed


def enqueue_passing(reform_id: int, *, after: UUID | None = None) -> None:
    """Have dossiers passed to the agencies that follow, if this transaction is kept."""
    pass_to_successors.defer(reform_id=reform_id, after=str(after) if after else "")


@app.periodic(cron="5 17 * * *")
@app.task(name="dossiers.apply_reforms", queueing_lock="dossiers.apply_reforms")
def apply_reforms(timestamp: int) -> list[int]:
    """Apply at 00:05 what was approved for the new day, and go on with dossiers that have not passed."""
    before = passing()
    applied = succession.apply_due(at=timezone.now())
    for reform_id in before:
        enqueue_passing(reform_id)
    return applied
