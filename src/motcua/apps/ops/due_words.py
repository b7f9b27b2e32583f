"""A due date explained in Vietnamese, line by line, for the operator's screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from motcua.domain.calendar import TIMEZONE
from motcua.domain.deadlines import Allowance, DayNote, Explanation, Unit
from motcua.domain.deadlines.explanation import Note
from motcua.domain.dossier import DossierState

ONE_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DueFacts:
    """What is known of a dossier's due dates: the promise by the law, and the one that holds now."""

    code: str
    accepted_at: datetime
    allowance: Allowance
    original_due_at: datetime | None
    due_at: datetime | None
    explanation: Explanation
    state: DossierState

    @classmethod
    def of(cls, state: DossierState, explanation: Explanation) -> "DueFacts":
        """Return the facts of an accepted dossier."""
        assert state.accepted_at is not None
        assert state.allowance is not None
        return cls(
            code=state.code,
            accepted_at=state.accepted_at,
            allowance=state.allowance,
            original_due_at=state.original_due_at,
            due_at=state.due_at,
            explanation=explanation,
            state=state,
        )

    def data(self) -> dict[str, Any]:
        """Return everything as plain data, with local times."""
        extension = self.state.extension
        return {
            "code": self.code,
            "accepted": _iso(self.accepted_at),
            "limit": self.allowance.amount,
            "unit": self.allowance.unit.value,
            "regime": self.state.regime,
            "cutoff": self.state.cutoff or None,
            "original_due": _iso(self.original_due_at),
            "due": _iso(self.due_at),
            "by_law": _iso(self.explanation.due),
            "extension": None
            if extension is None
            else {"number": extension.number, "reason": extension.reason, "due": _iso(extension.new_due_at)},
            "stops": [
                {
                    "ground": stop.ground,
                    "rule": stop.rule.value,
                    "since": _iso(stop.since),
                    "until": _iso(stop.until),
                }
                for stop in self.state.stops
            ],
            "days": [_day_data(day) for day in self.explanation.days],
        }

    def lines(self) -> Iterator[str]:
        """Yield the explanation in sentences: the promise, each day, a re-appointment."""
        yield _("Hồ sơ %(code)s tiếp nhận %(moment)s, thời hạn %(limit)s.") % {
            "code": self.code, "moment": moment(self.accepted_at), "limit": limit(self.allowance),
        }  # fmt: skip
        for day in self.explanation.days:
            yield f"  {day.on:%d/%m/%Y}  {WEEKDAYS[day.on.weekday()]:9} {day.counted or '':>3}  {self._why(day)}"
        yield from self._conclusion()

    def _why(self, day: DayNote) -> str:
        words = REASONS[day.note]() % {
            "name": day.name,
            "ground": GROUNDS.get(day.ground, lambda: day.ground)(),
        }
        if day.ran:
            words += _(" (%(hours)s giờ)") % {"hours": f"{day.ran / ONE_HOUR:g}".replace(".", ",")}
        return words + (_("; hẹn trả") if day.on == self.explanation.due_on else "")

    def _conclusion(self) -> Iterator[str]:
        found = self.explanation
        if found.due is None:
            yield _("Thời hạn đang dừng từ %s; ngày hẹn được tính lại khi hồ sơ đi tiếp.") % moment(
                found.open_since or self.accepted_at
            )
        else:
            yield _("Hẹn trả theo quy định: %s.") % moment(found.due)
        if self.original_due_at not in {found.due, None}:
            yield _("Giấy hẹn đã ghi: %s; lịch làm việc đã thay đổi sau khi hẹn.") % moment(
                self.original_due_at
            )
        if (extension := self.state.extension) is not None:
            yield _("Hẹn lại theo %(number)s: %(moment)s. Lý do: %(reason)s.") % {
                "number": extension.number, "moment": moment(extension.new_due_at),
                "reason": extension.reason.rstrip("."),
            }  # fmt: skip
        if self.due_at not in {found.due, None}:
            yield _("Hạn đang áp dụng: %s.") % moment(self.due_at)


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

REASONS = {
    Note.COUNTED: lambda: _("tính"),
    Note.ACCEPTED: lambda: _("ngày tiếp nhận, không tính"),
    Note.COUNTS_AS_ACCEPTED: lambda: _("tiếp nhận sau giờ chốt nên coi như tiếp nhận ngày này, không tính"),
    Note.WEEKLY_REST: lambda: _("nghỉ hằng tuần, không tính"),
    Note.HOLIDAY: lambda: _("nghỉ lễ: %(name)s, không tính"),
    Note.COMPENSATORY: lambda: _("nghỉ bù: %(name)s, không tính"),
    Note.SWAPPED_OFF: lambda: _("nghỉ hoán đổi: %(name)s, không tính"),
    Note.STOPPED: lambda: _("tạm dừng: %(ground)s, không tính"),
    Note.GIVEN_BACK: lambda: _("đã tính nhưng thời hạn tính lại từ đầu, không tính nữa"),
    Note.RESTARTED: lambda: _("nộp đủ hồ sơ, thời hạn tính lại từ ngày làm việc sau"),
    Note.MOVED: lambda: _("ngày cuối rơi vào thời gian nghỉ hoặc dừng nên dời đến đây"),
}

GROUNDS = {
    "supplement": lambda: _("chờ bổ sung hồ sơ"),
    "payment": lambda: _("chờ thực hiện nghĩa vụ tài chính"),
    "stopped": lambda: _("dừng xử lý theo thông báo"),
    "withdrawn": lambda: _("người nộp rút hồ sơ"),
    "closed": lambda: _("đóng hồ sơ"),
    "excluded": lambda: _("thời gian không tính vào thời hạn"),
}

UNITS = {
    Unit.WORKING_DAY: lambda: _("%s ngày làm việc"),
    Unit.DAY: lambda: _("%s ngày"),
    Unit.HOUR: lambda: _("%s giờ làm việc"),
    Unit.MONTH: lambda: _("%s tháng"),
}


def limit(allowance: Allowance) -> str:
    """Return a limit in words."""
    if allowance.amount == 0:
        return _("trong ngày")
    return UNITS[allowance.unit]() % allowance.amount


def moment(at: datetime | None) -> str:
    """Return an instant as people write it: hour, weekday, day."""
    if at is None:
        return _("chưa xác định")
    local = at.astimezone(TIMEZONE)
    return f"{local:%H:%M} {WEEKDAYS[local.weekday()]} {local:%d/%m/%Y}"


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(TIMEZONE).isoformat()


def _day_data(day: DayNote) -> dict[str, Any]:
    on: date = day.on
    return {
        "on": on.isoformat(),
        "counted": day.counted,
        "kind": day.kind.name,
        "note": day.note.value,
        "name": day.name,
        "ground": day.ground,
        "hours": day.ran / ONE_HOUR,
    }
