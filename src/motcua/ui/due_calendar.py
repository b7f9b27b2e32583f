"""The day grid beside every due date: what each day did, and why the due day is the due day.

Built from the explanation of `motcua.domain.deadlines`; this module only chooses words and cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from motcua.domain.deadlines import DayNote, Explanation
from motcua.ui import formatting
from motcua.ui.wording import STOP_GROUNDS

DAYS_PER_WEEK = 7
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: its label, its number in the count (0: none), words under it, and how it stands."""

    label: str
    count: int
    words: str
    css: str


@dataclass(frozen=True, slots=True)
class DueCalendar:
    """Weeks of cells from Monday to Sunday; an empty place is None. `because` gives the reasons in order."""

    weeks: tuple[tuple[Cell | None, ...], ...]
    due_words: str
    caption: str
    because: tuple[str, ...]


def build(explanation: Explanation, *, limit_words: str, today: date) -> DueCalendar:
    """Return the grid and the reasons of a due date; `limit_words` is the limit ("15 ngày làm việc")."""
    days, due_on = explanation.days, explanation.due_on
    cells = [_cell(day, due_on=due_on, today=today, first=day is days[0]) for day in days]
    first = days[0].on.weekday()
    places: list[Cell | None] = [*[None] * first, *cells]
    places += [None] * (-len(places) % DAYS_PER_WEEK)
    weeks = tuple(tuple(places[at : at + DAYS_PER_WEEK]) for at in range(0, len(places), DAYS_PER_WEEK))
    due_words = formatting.moment_words(explanation.due) if explanation.due else _("Chưa có ngày hẹn")
    caption = _("Cách đếm từng ngày, từ %(first)s đến %(last)s") % {
        "first": formatting.long_day(days[0].on), "last": formatting.long_day(days[-1].on),
    }  # fmt: skip
    return DueCalendar(weeks, due_words, caption, tuple(_reasons(explanation, limit_words)))


def _cell(day: DayNote, *, due_on: date | None, today: date, first: bool) -> Cell:
    label = f"{day.on.day}/{day.on.month}" if first or day.on.day == 1 else str(day.on.day)
    css, words = _look(day, due_on)
    count = day.counted if day.counted and css == "counted" else 0
    return Cell(label, count, words, f"{css} today" if day.on == today else css)


def _look(day: DayNote, due_on: date | None) -> tuple[str, str]:
    if day.on == due_on:
        return "due", _("hẹn trả")
    if day.note == "accepted":
        return "from", _("nhận")
    if day.note == "counts-as-accepted":
        return "from", _("tính là nhận")
    if day.note == "restarted":
        return "from", _("nộp đủ")
    if day.note in {"stopped", "given-back"}:
        return "stopped", _("chờ") if day.note == "stopped" else _("tính lại")
    return _counted_or_off(day)


def _counted_or_off(day: DayNote) -> tuple[str, str]:
    reason = {
        "HOLIDAY": _("lễ"), "COMPENSATORY": _("nghỉ bù"), "SWAPPED_OFF": _("hoán đổi"),
    }.get(day.kind.name, "")  # fmt: skip
    if day.counted is not None:  # A limit in days counts weekly rest and holidays like any other day.
        return "counted", reason
    return "off", reason or _("nghỉ")


def _reasons(explanation: Explanation, limit_words: str) -> list[str]:
    days = explanation.days
    reasons = [_start(explanation), _("Thời hạn %s.") % limit_words]
    reasons += _named_days_off(days)
    stopped = [day for day in days if day.note == "stopped"]
    if stopped:
        ground = STOP_GROUNDS.get(stopped[0].ground, "")
        reasons.append(
            _("Thời gian từ %(first)s đến %(last)s không tính: %(ground)s.")
            % {"first": formatting.short_day(stopped[0].on), "last": formatting.short_day(stopped[-1].on),
               "ground": str(ground).lower() or _("hồ sơ tạm dừng")}
        )  # fmt: skip
    if explanation.moved and explanation.due_on:
        reasons.append(
            _("Ngày cuối rơi vào ngày nghỉ nên dời sang ngày làm việc kế tiếp, %s.")
            % formatting.long_day(explanation.due_on)
        )
    if explanation.open_since:
        reasons.append(_("Thời hạn đang dừng; ngày hẹn được tính lại khi hồ sơ đi tiếp."))
    return reasons


def _start(explanation: Explanation) -> str:
    accepted, counted = explanation.accepted_on, explanation.counted_from
    if explanation.restarted:
        return _("Nộp đủ giấy tờ %s. Thời hạn tính lại từ đầu; ngày nộp không tính.") % formatting.long_day(
            counted
        )
    if explanation.after_cutoff:
        return _("Nhận %(accepted)s sau giờ chốt, tính là nhận %(counted)s.") % {
            "accepted": formatting.long_day(accepted), "counted": formatting.long_day(counted),
        }  # fmt: skip
    return _("Nhận đủ giấy tờ %s. Ngày nhận không tính.") % formatting.long_day(accepted)


def _named_days_off(days: Sequence[DayNote]) -> list[str]:
    """One sentence per run of neighboring holidays."""
    runs: list[list[DayNote]] = []
    for day in days:
        if not day.name or day.kind.works:
            continue
        if runs and day.on - runs[-1][-1].on == ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_run_sentence(run) for run in runs]


def _run_sentence(run: Sequence[DayNote]) -> str:
    first, last = formatting.short_day(run[0].on), formatting.short_day(run[-1].on)
    span = first if first == last else f"{first}–{last}"
    return _("%(span)s nghỉ: %(names)s.") % {
        "span": span, "names": ", ".join(dict.fromkeys(day.name for day in run)),
    }  # fmt: skip
