"""What happens by itself when a time has passed: silence of a unit asked, silence of an applicant.

Every act goes through `operations.execute`, so a timer that comes twice, or too late, is refused by the
rules and does nothing.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import structlog
from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.events import DueSoon
from motcua.apps.dossiers.models import Dossier, WorkItem
from motcua.apps.dossiers.operations import DossierNotFound, execute
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.deadlines import Terms, due
from motcua.domain.dossier import DossierState, Stage
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.commands import Close, Command, LapseConsultation
from motcua.domain.dossier.refusals import (
    AlreadyEnded,
    ConsultationStillRuns,
    DateNotLater,
    NoSuchItem,
    NothingAsked,
    WrongStage,
)
from motcua.domain.dossier.values import ItemKind
from motcua.domain.errors import DomainError

log = structlog.get_logger()

TIMER = Actor.system("timer")

NOT_YET_OR_NO_MORE = (
    AlreadyEnded, ConsultationStillRuns, DateNotLater, DossierNotFound, NoSuchItem, NothingAsked, WrongStage,
)  # fmt: skip


def lapse_consultation(dossier_id: UUID, item: int, *, at: datetime) -> bool:
    """Record that the unit asked stayed silent beyond its deadline; tell whether there was anything to do.

    Law: R-A34
    """
    return _done(dossier_id, LapseConsultation(item=item), at)


def close_unsupplemented(dossier_id: UUID, *, at: datetime) -> bool:
    """Close a dossier whose applicant let the window to supplement pass; tell whether there was anything to do.

    Law: R-A83
    """
    state = _state(dossier_id)
    window = closes_at(state) if state else None
    if window is None or at <= window:
        return False
    # Said to the applicant, so it is Vietnamese whatever the worker speaks.
    day = window.astimezone(TIMEZONE)
    return _done(
        dossier_id, Close(reason=f"Không bổ sung hồ sơ trong thời hạn, đến hết ngày {day:%d/%m/%Y}."), at
    )


def closes_at(state: DossierState) -> datetime | None:
    """Return when a dossier that waits for its supplement closes by itself; None when it never does.

    It does where both the regime and the procedure say so and the applicant was told a date; the later of that
    date and the procedure's window counts. Law: R-A83
    """
    asked = state.open_round()
    if asked is None or asked.answer_by is None or state.stage != Stage.SUPPLEMENT_ASKED:
        return None
    law = lawbook.law_of(state, asked.asked_at)
    if not law.regime.auto_close or law.definition.supplement_within is None:
        return None
    window = due(asked.asked_at, Terms(law.definition.supplement_within), law.calendar)
    assert window is not None
    return max(window, asked.answer_by)


def silent_consultations(at: datetime) -> Iterator[tuple[UUID, int]]:
    """Yield the consultations that are open beyond their deadline, the longest first."""
    items = WorkItem.objects.filter(kind=ItemKind.CONSULTATION, closed_at__isnull=True, due_at__lt=at)
    yield from items.order_by("due_at", "dossier_id", "number").values_list("dossier_id", "number")


def waiting_for_supplement() -> Iterator[UUID]:
    """Yield the dossiers that wait for their applicants, the longest filed first."""
    waiting = Dossier.objects.filter(stage=Stage.SUPPLEMENT_ASKED).order_by("lodged_at", "id")
    yield from waiting.values_list("id", flat=True)


def look_after(*, at: datetime) -> int:
    """Do what single timers should have done and did not; return how much that was.

    What the rules refuse for another reason than the time is logged, so that it does not hold up the others.
    """
    overdue = [partial(lapse_consultation, key, item, at=at) for key, item in silent_consultations(at)]
    waiting = [partial(close_unsupplemented, key, at=at) for key in waiting_for_supplement()]
    return sum(_attempted(timer) for timer in (*overdue, *waiting))


def _attempted(timer: partial[bool]) -> bool:
    try:
        return timer()
    except DomainError as error:
        log.warning(
            "dossiers.timer.refused", code=error.code, timer=timer.func.__name__, of=str(timer.args[0])
        )
        return False


def remind(*, at: datetime) -> int:
    """Announce every dossier that is due on the next working day; return how many.

    That is the last day on which an apology is still in time (R-A39). Nothing is announced on a day off.
    """
    today = at.astimezone(TIMEZONE).date()
    announced = 0
    for dossier_id, code, agency_id, due_at in _running(at):
        calendar = lawbook.calendar_of(agency_id)
        due_on = due_at.astimezone(TIMEZONE).date()
        if calendar.is_working_day(today) and due_on == calendar.add_working_days(today, 1):
            with transaction.atomic():
                announce(DueSoon(dossier_id, code, agency_id, due_at.astimezone(UTC)), actor=TIMER, at=at)
            announced += 1
    return announced


def _running(at: datetime) -> Iterator[tuple[UUID, str, int, datetime]]:
    running = Dossier.objects.filter(due_at__gt=at, finished_at__isnull=True).order_by("due_at", "id")
    rows = running.values_list("id", "code", "competent_agency_id", "due_at")
    for dossier_id, code, agency_id, due_at in rows.iterator(chunk_size=2000):
        assert code is not None
        assert due_at is not None
        yield dossier_id, code, agency_id, due_at


def _done(dossier_id: UUID, command: Command, at: datetime) -> bool:
    try:
        execute(command, dossier_id=dossier_id, actor=TIMER, at=at)
    except NOT_YET_OR_NO_MORE:
        return False
    return True


def _state(dossier_id: UUID) -> DossierState | None:
    data = Dossier.objects.filter(pk=dossier_id).values_list("state", flat=True).first()
    return None if data is None else decode_state(data)
