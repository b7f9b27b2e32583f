"""The routing slip on the screen: what was done, by whom, early or late; what is now; what comes (R-A63, R-B10)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.apps.dossiers.queries.page import DoneItem, DossierPage
from motcua.channels.office.work.rows import left
from motcua.domain.calendar import Calendar
from motcua.domain.deadlines import working_time_left
from motcua.domain.dossier.values import Consultation, ItemKind, WorkItem
from motcua.ui import formatting, wording
from motcua.ui.chips import due_chip
from motcua.ui.timeline import Entry, State


def entries(page: DossierPage, *, at: datetime) -> list[Entry]:
    """Return the way of a dossier: closed items in order, open ones, steps ahead."""
    return [*_done(page), *_now(page, at), *_ahead(page)]


def _done(page: DossierPage) -> Iterator[Entry]:
    for item in page.done:
        if item.kind == ItemKind.CONSULTATION:
            yield _answered(page, item)
        else:
            pace, late = pace_words(item.due_at, item.closed_at, page.calendar)
            yield Entry(
                State.LATE if late else State.OK,
                page.process.step(item.step).name,
                _who(page, item.closed_by, item.unit_id),
                _moment(item.closed_at),
                pace,
            )
    if page.state.delivery is not None and page.state.returned_at is not None:
        receiver = _("Người nhận: %s") % page.state.delivery.receiver
        yield Entry(
            State.OK, str(wording.EVENTS["ResultDelivered"]), receiver, _moment(page.state.returned_at)
        )


def _answered(page: DossierPage, item: DoneItem) -> Entry:
    asked = _consultation(page, item.number)
    pace, late = pace_words(item.due_at, item.closed_at, page.calendar)
    detail = _("Không trả lời trong hạn")
    if asked is not None and not asked.silent:
        detail = _("Đồng ý") if asked.agrees else _("Không đồng ý")
    title = _("Hỏi ý kiến %s") % _unit(page, item.unit_id)
    return Entry(State.LATE if late else State.OK, title, detail, _moment(item.closed_at), pace)


def _now(page: DossierPage, at: datetime) -> Iterator[Entry]:
    for item in page.state.items:
        paused = page.state.paused and item.kind == ItemKind.STEP
        title = page.process.step(item.step).name
        if item.kind == ItemKind.CONSULTATION:
            title = _("Hỏi ý kiến %s") % _unit(page, item.unit_id)
        when, pace = _until(page, item, at)
        yield Entry(State.PAUSED if paused else State.NOW, title, _holder(page, item), when, pace)


def _until(page: DossierPage, item: WorkItem, at: datetime) -> tuple[str, str]:
    if item.due_at is None:
        ground = page.state.stops[-1].ground if page.state.paused else ""
        return str(wording.STOP_GROUNDS.get(ground, "")), ""
    chip = due_chip(
        due_at=item.due_at, now=at, stage=4, finished_at=None, paused_ground=None,
        **left(item.due_at, at, page.calendar),
    )  # fmt: skip
    return _("đến %s") % _moment(item.due_at), chip.words.lower()


def _ahead(page: DossierPage) -> Iterator[Entry]:
    for ahead in page.ahead:
        when = _("đến %s") % formatting.short_day(ahead.due_at) if ahead.due_at else ""
        yield Entry(State.NEXT, ahead.step.name, str(wording.ROLES.get(ahead.step.role, "")), when)


def pace_words(due_at: datetime | None, done_at: datetime, calendar: Calendar) -> tuple[str, bool]:
    """Return how a step compares with its own limit, and whether it was late (R-B10)."""
    if due_at is None:
        return "", False
    due, done = formatting.local_day(due_at), formatting.local_day(done_at)
    if done_at > due_at:
        days = calendar.working_days_between(due, done)
        if days > 0:
            return ngettext("trễ %(n)d ngày", "trễ %(n)d ngày", days) % {"n": days}, True
        minutes = max(-working_time_left(done_at, due_at, calendar), 1)
        return _("trễ %s") % formatting.duration(minutes), True
    days = calendar.working_days_between(done, due)
    if days > 0:
        return ngettext("sớm %(n)d ngày", "sớm %(n)d ngày", days) % {"n": days}, False
    return _("đúng hạn"), False


def _holder(page: DossierPage, item: WorkItem) -> str:
    if item.assignee is None:
        return _("Chờ nhận · %s") % _unit(page, item.unit_id)
    who = page.people.get(item.assignee, "")
    return _("%s đang giữ") % who if item.claimed_at else _("%s chưa nhận") % who


def _who(page: DossierPage, account: int | None, unit: int) -> str:
    name = page.people.get(account, "") if account is not None else _("Hệ thống")
    return f"{name} · {_unit(page, unit)}"


def _unit(page: DossierPage, unit: int) -> str:
    return page.units[unit].unit_name if unit in page.units else ""


def _consultation(page: DossierPage, item: int) -> Consultation | None:
    return next((asked for asked in page.state.consultations if asked.item == item), None)


def _moment(moment: datetime) -> str:
    return f"{formatting.clock(moment)} {formatting.short_day(moment)}"
