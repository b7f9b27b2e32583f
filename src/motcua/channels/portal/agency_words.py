"""An agency in words: its hours, whether it is open, its month in figures with their bases, where it is on a map."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from motcua.apps.deadlines import queries as deadlines
from motcua.apps.lookup.agencies import Hours
from motcua.apps.lookup.month import Month
from motcua.ui import formatting

MAP: Final = "https://www.openstreetmap.org/search?"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with what it is of."""

    value: str
    label: str
    base: str
    css: str = ""


def hours(found: Iterable[Hours]) -> list[tuple[str, str]]:
    """Return lines such as ("Thứ Hai – thứ Sáu", "07:30–11:30, 13:30–17:00")."""
    return [
        (
            _days(one.weekdays),
            ", ".join(f"{session.start:%H:%M}–{session.end:%H:%M}" for session in one.sessions),
        )
        for one in found
    ]


def open_now(agency_id: int, at: datetime) -> str:
    """Return whether the counter is open at a moment; nothing where no calendar says it."""
    opening = deadlines.counter_now(agency_id, at)
    if opening is None:
        return ""
    if opening.closes_at:
        return _("Đang mở cửa, đến %s.") % formatting.clock(opening.closes_at)
    assert opening.opens_at is not None
    day, hour = formatting.long_day(opening.opens_at), formatting.clock(opening.opens_at)
    return _("Đang đóng cửa. Mở lại %(day)s lúc %(hour)s.") % {"day": day, "hour": hour}


def figures(month: Month) -> list[Figure]:
    """Return what came in, what was done, how much of it on time and what is late, each with its base (R-F7)."""
    counts = month.counts
    shares = counts.on_time_share
    return [
        Figure(formatting.whole(counts.received), _("hồ sơ nhận trong tháng"),
               _("trong đó %s nộp qua mạng") % formatting.whole(counts.online)),
        Figure(formatting.whole(counts.solved), _("hồ sơ giải quyết xong"),
               _("trong %s hồ sơ nhận và từ trước chuyển sang") % formatting.whole(counts.total)),
        Figure("–" if shares is None else formatting.percent(shares), _("xong đúng và trước hẹn"),
               _("%(kept)s trong %(all)s hồ sơ đã xong") % {
                   "kept": formatting.whole(counts.early + counts.on_time), "all": formatting.whole(counts.solved)},
               "ok"),
        Figure(formatting.whole(counts.late + counts.over), _("hồ sơ trễ hẹn"),
               _("%(done)s xong trễ, %(open)s đang quá hạn, trong %(all)s") % {
                   "done": formatting.whole(counts.late), "open": formatting.whole(counts.over),
                   "all": formatting.whole(counts.total)},
               "late"),
    ]  # fmt: skip


def map_url(address: str) -> str:
    """Return where an address is on a map; nothing without an address."""
    return MAP + urlencode({"query": address}) if address else ""


def _days(weekdays: tuple[int, ...]) -> str:
    names = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"))
    if len(weekdays) > 2 and weekdays[-1] - weekdays[0] == len(weekdays) - 1:
        last = names[weekdays[-1]]
        return f"{names[weekdays[0]]} – {last[:1].lower()}{last[1:]}"
    return ", ".join(names[day] for day in weekdays)
