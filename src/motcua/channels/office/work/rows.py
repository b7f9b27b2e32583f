"""Lines of a tray as rows on the screen: chip, words of the date, next act, grouped by urgency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.dossiers.queries.worklist import Line
from motcua.domain.calendar import Calendar
from motcua.domain.deadlines import working_time_left
from motcua.domain.dossier.values import ItemKind
from motcua.ui import formatting
from motcua.ui.chips import Chip, due_chip
from motcua.ui.worklist import Group, Row, Urgency

ONE_WEEK = timedelta(days=7)
LACKING = {
    "draft": gettext_lazy("Soạn dự thảo"),
    "signature": gettext_lazy("Ký kết quả"),
    "number": gettext_lazy("Vào sổ, lấy số"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How rows are shown: at which moment, by which calendar, for whom, and where the list itself is."""

    at: datetime
    calendar: Calendar
    account: int | None
    came_from: str
    names_holder: bool = False


def groups(lines: Sequence[Line], shown: Shown) -> list[Group]:
    """Return rows by urgency; lines come in the order of their due times."""
    urgent = [(urgency(line, shown), line) for line in lines]
    order = list(Urgency)
    urgent.sort(key=lambda pair: order.index(pair[0]))
    return [
        Group(which, [row(line, shown) for _, line in pairs], _note(which, shown))
        for which, found in groupby(urgent, key=lambda pair: pair[0])
        if (pairs := list(found))
    ]


def urgency(line: Line, shown: Shown) -> Urgency:
    """Return in which group a line stands."""
    if line.due_at is None:
        return Urgency.PAUSED if line.paused else Urgency.NO_LIMIT
    if line.due_at < shown.at:
        return Urgency.OVERDUE
    due, today = formatting.local_day(line.due_at), formatting.local_day(shown.at)
    if due == today:
        return Urgency.TODAY
    weeks = (_monday(due) - _monday(today)) // ONE_WEEK
    return {0: Urgency.THIS_WEEK, 1: Urgency.NEXT_WEEK}.get(weeks, Urgency.LATER)


def row(line: Line, shown: Shown) -> Row:
    """Return one row."""
    url = f"{reverse('office:dossier', args=[line.dossier_id])}?list={quote(shown.came_from)}"
    next_label, next_url = _next(line, url)
    return Row(
        key=f"{line.dossier_id}.{line.number}",
        group=line.group,
        chip=chip_of_item(line, shown),
        when=_when(line, shown),
        who=_who(line),
        what=line.procedure_name,
        url=url,
        code=line.code,
        received=_("nhận %s") % formatting.short_day(line.lodged_at),
        step=line.step.name,
        tag=_tag(line, shown),
        next_label=next_label,
        next_url=next_url,
    )


def chip_of_item(line: Line, shown: Shown) -> Chip:
    """Return the chip about the step; about the appointment where the step has no clock of its own."""
    due_at = line.due_at or (None if line.paused else line.dossier_due_at)
    paused = None if line.kind == ItemKind.STEP else ""
    return due_chip(
        due_at=due_at,
        now=shown.at,
        stage=line.stage if line.paused else 4,
        finished_at=None,
        paused_ground=paused,
        **left(due_at, shown.at, shown.calendar),
    )


def left(due_at: datetime | None, at: datetime, calendar: Calendar) -> dict[str, int | None]:
    """Return the working minutes and days left, as `due_chip` takes them."""
    if due_at is None:
        return {"working_minutes_left": None, "working_days_left": None}
    days = calendar.working_days_between(formatting.local_day(at), formatting.local_day(due_at))
    return {"working_minutes_left": working_time_left(at, due_at, calendar), "working_days_left": days}


def _who(line: Line) -> str:
    if not line.proxy:
        return line.applicant
    return _("%(applicant)s (nộp thay: %(proxy)s)") % {"applicant": line.applicant, "proxy": line.proxy}


def _when(line: Line, shown: Shown) -> str:
    if line.due_at is None:
        return ""
    today, due = formatting.local_day(shown.at), formatting.local_day(line.due_at)
    if due == today:
        return _("hôm nay, %s") % formatting.clock(line.due_at)
    if line.due_at < shown.at or _monday(due) > _monday(today) + ONE_WEEK:
        return f"{formatting.short_day(due)}, {formatting.clock(line.due_at)}"
    return f"{formatting.WEEKDAYS[due.weekday()]} {formatting.short_day(due)}"


def _tag(line: Line, shown: Shown) -> str:
    if shown.names_holder:
        return line.holder or _("Chờ nhận")
    tags: Iterable[tuple[bool, str]] = (
        (line.apologized, _("Đã xin lỗi")),
        (line.priority, _("Ưu tiên")),
        (bool(line.opinions) and not all(line.opinions), _("Chờ ý kiến")),
        (bool(line.opinions), _("Đủ ý kiến")),
        (not line.claimed and line.assignee is not None, _("Mới")),
    )
    return next((words for holds, words in tags if holds), "")


def _next(line: Line, url: str) -> tuple[str, str]:
    """Return the words of the next act; all of them begin on the dossier's page."""
    if line.kind == ItemKind.CONSULTATION:
        return _("Trả lời ý kiến"), url
    for missing in line.next_act.missing:
        if missing in LACKING:
            return str(LACKING[missing]), url
    return (line.next_act.action.label if line.next_act.action else _("Xem hồ sơ")), url


def _note(which: Urgency, shown: Shown) -> str:
    today = formatting.local_day(shown.at)
    if which is Urgency.THIS_WEEK:
        friday = _monday(today) + timedelta(days=4)
        return _("Đến hết %(weekday)s %(day)s") % {
            "weekday": formatting.WEEKDAYS[4], "day": formatting.short_day(friday),
        }  # fmt: skip
    if which is Urgency.NEXT_WEEK:
        monday = _monday(today) + ONE_WEEK
        return _("Từ %(weekday)s %(day)s") % {
            "weekday": formatting.WEEKDAYS[0],
            "day": formatting.short_day(monday),
        }
    return ""


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
