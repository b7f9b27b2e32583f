"""The due chip: how far a dossier or a step is from its due moment, in icon, words and color.

Words say the distance; the page shows the date beside them. Never color alone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.ui import formatting

NEARLY = timedelta(hours=4)  # Under four working hours the chip counts hours and minutes.
FINISHED_STAGES = frozenset({9, 10})
REFUSED_AT_RECEPTION = 3
GROUND_OF_STAGE = {5: "supplement", 6: "payment", 8: "stopped"}
WORDS_OF_GROUND: dict[str, str | Promise] = {
    "supplement": gettext_lazy("Chờ bổ sung"),
    "payment": gettext_lazy("Chờ nộp lệ phí"),
    "stopped": gettext_lazy("Dừng xử lý"),
    "consultation": gettext_lazy("Chờ ý kiến"),
    "withdrawal": gettext_lazy("Chờ rút hồ sơ"),
    "excluded": gettext_lazy("Thời gian không tính"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A small label: `css` is late, soon, early, paused, done or run; `icon` a Bootstrap icon name."""

    css: str
    icon: str
    words: str


def due_chip(
    *,
    due_at: datetime | None,
    now: datetime,
    stage: int,
    finished_at: datetime | None,
    paused_ground: str | None,
    working_minutes_left: int | None,
    working_days_left: int | None,
) -> Chip:
    """Return the chip of a dossier (due_at = appointment) or of a step (due_at = its own limit).

    `working_days_left` counts from today to the due day, 0 on the due day and negative after it;
    where it or the minutes are unknown, days of the calendar are counted.

    Law: R-A91 stages 5, 6, 8 are paused; R-A92 overdue is computed; R-D16 days are compared.
    """
    if stage == REFUSED_AT_RECEPTION:
        return Chip("done", "x-circle", _("Không tiếp nhận"))
    if finished_at is not None or stage in FINISHED_STAGES:
        return _finished(due_at, finished_at)
    ground = paused_ground or GROUND_OF_STAGE.get(stage)
    if ground:
        return Chip("paused", "pause-circle", str(WORDS_OF_GROUND.get(ground, _("Tạm dừng"))))
    if due_at is None:
        return Chip("run", "hourglass", _("Chưa tính hạn"))
    if now > due_at:
        return _late(due_at, now, working_minutes_left, working_days_left)
    return _running(due_at, now, working_minutes_left, working_days_left)


def _finished(due_at: datetime | None, finished_at: datetime | None) -> Chip:
    if due_at is None or finished_at is None:
        return Chip("done", "check2-all", _("Đã xong"))
    days = _calendar_days(finished_at, due_at)
    if days > 0:
        words = ngettext("Xong sớm %(n)d ngày", "Xong sớm %(n)d ngày", days) % {"n": days}
    elif days < 0:
        words = ngettext("Xong trễ %(n)d ngày", "Xong trễ %(n)d ngày", -days) % {"n": -days}
    else:
        words = _("Xong đúng hạn")
    return Chip("done", "check2-all", words)


def _late(due_at: datetime, now: datetime, minutes: int | None, days: int | None) -> Chip:
    past_days = -days if days is not None else _calendar_days(due_at, now)
    if past_days < 1:
        past = -minutes if minutes else int((now - due_at) / timedelta(minutes=1))
        words = _("Quá %s") % formatting.duration(max(past, 1))
    else:
        words = ngettext("Quá %(n)d ngày", "Quá %(n)d ngày", past_days) % {"n": past_days}
    return Chip("late", "exclamation-triangle-fill", words)


def _running(due_at: datetime, now: datetime, minutes: int | None, days: int | None) -> Chip:
    left = timedelta(minutes=minutes) if minutes is not None else due_at - now
    if left < NEARLY:
        return Chip("soon", "clock", _("Còn %s") % formatting.duration(int(left / timedelta(minutes=1))))
    days_left = days if days is not None else _calendar_days(now, due_at)
    if days_left < 1:
        return Chip("soon", "clock", _("Hôm nay, %s") % formatting.clock(due_at))
    words = ngettext("Còn %(n)d ngày", "Còn %(n)d ngày", days_left) % {"n": days_left}
    if days_left == 1:
        return Chip("soon", "clock", words)
    return Chip("early", "check-circle", words)


def _calendar_days(start: datetime, end: datetime) -> int:
    return (formatting.local_day(end) - formatting.local_day(start)).days
