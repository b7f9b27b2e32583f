"""What the pages of the calendars call things."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.calendar import DayKind, Session, SpecialDay, Week
from motcua.ui import formatting

KINDS: Final[Mapping[DayKind, str | Promise]] = {
    DayKind.HOLIDAY: gettext_lazy("Ngày nghỉ"),
    DayKind.COMPENSATORY: gettext_lazy("Nghỉ bù"),
    DayKind.SWAPPED_OFF: gettext_lazy("Nghỉ hoán đổi"),
    DayKind.MAKE_UP: gettext_lazy("Làm bù"),
    DayKind.WORKING: gettext_lazy("Làm việc như thường"),
    DayKind.WEEKLY_REST: gettext_lazy("Nghỉ hằng tuần"),
}
SHORT: Final[Mapping[DayKind, str | Promise]] = {
    DayKind.HOLIDAY: gettext_lazy("nghỉ"),
    DayKind.COMPENSATORY: gettext_lazy("bù"),
    DayKind.SWAPPED_OFF: gettext_lazy("đổi"),
    DayKind.MAKE_UP: gettext_lazy("làm"),
    DayKind.WORKING: gettext_lazy("làm"),
    DayKind.WEEKLY_REST: gettext_lazy("nghỉ"),
}
DECIDABLE: Final = (
    DayKind.HOLIDAY, DayKind.COMPENSATORY, DayKind.SWAPPED_OFF, DayKind.MAKE_UP, DayKind.WORKING,
)  # fmt: skip
WEEKDAYS: Final[tuple[str | Promise, ...]] = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


def sessions(day: Iterable[Session]) -> str:
    """07:30-11:30, 13:00-17:00; empty on a day of rest."""
    return ", ".join(f"{session.start:%H:%M}-{session.end:%H:%M}" for session in day)


def week_lines(week: Week) -> list[tuple[str, str]]:
    """Return each weekday with its hours in words."""
    return [(str(name), sessions(day) or _("nghỉ")) for name, day in zip(WEEKDAYS, week, strict=True)]


def day_line(day: SpecialDay) -> str:
    """Thứ Sáu, 06/11/2026: Ngày nghỉ (Nghỉ phòng chống bão)."""
    return f"{large_day(day.on)}: {KINDS[day.kind]} ({day.name})"


def large_day(on: date) -> str:
    """Thứ Sáu, 06/11/2026: as it stands at the head of a line."""
    text = formatting.long_day(on)
    return text[:1].upper() + text[1:]
