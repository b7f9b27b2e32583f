"""The audit trail of one calendar in words: who changed what, by which decision, and which orders followed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.audit import queries as audit
from motcua.apps.audit.queries import Act
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup import trails
from motcua.channels.office.setup.calendars import reviewing, words
from motcua.channels.office.setup.calendars.year import seen_or_404
from motcua.channels.office.setup.frame import page, setup_page
from motcua.channels.office.setup.trails import Payload
from motcua.domain.calendar import DayKind
from motcua.ui import formatting

MANY = 6


@setup_page("calendars")
def trail(request: OfficerRequest, code: str) -> HttpResponse:
    """Show everything that was ever done to a calendar, the latest first."""
    facts = seen_or_404(request, code)
    acts = audit.acts_on(object_type="calendar", object_id=code)
    context: dict[str, object] = {
        "title": _("Lịch sử thay đổi"),
        "subject": facts.name,
        "entries": trails.entries(acts, ACTIONS, _told),
        "nothing": _("Lịch này chưa thay đổi lần nào."),
    }
    return page(
        request,
        "office/setup/trail.html",
        context,
        here="calendars",
        crumbs=reviewing.crumbs_to(facts),
    )


def _told(act: Act) -> Iterator[str]:
    if act.action in DETAILS:
        yield from DETAILS[act.action](act.payload)
    after = act.payload.get("after")
    decision = act.payload.get("decision") or (after.get("decision") if isinstance(after, dict) else "")
    if decision:
        yield _("Căn cứ: %s") % decision


def _day(facts: Payload) -> str:
    on = date.fromisoformat(facts["on"])
    return f"{formatting.day(on)}: {words.KINDS[DayKind(facts['kind'])]} ({facts['name']})"


def _decided(payload: Payload) -> list[str]:
    before = [_("Trước đó: %s") % _day(payload["before"])] if payload["before"] else []
    return [_day(payload["after"]), *before]


def _withdrawn(payload: Payload) -> list[str]:
    return [_("Bỏ %s") % _day(payload["before"])]


def _several(payload: Payload) -> list[str]:
    known = {day["on"]: day["kind"] for day in payload["before"]}
    changed = [_day(day) for day in payload["after"] if known.get(day["on"]) != day["kind"]]
    kept = {day["on"] for day in payload["after"]}
    gone = [_("Bỏ %s") % _day(day) for day in payload["before"] if day["on"] not in kept]
    lines = [*changed, *gone]
    confirmed = len(payload["after"]) - len(changed)
    more = [_("và %d ngày khác") % (len(lines) - MANY)] if len(lines) > MANY else []
    same = [_("Xác nhận %d ngày") % confirmed] if confirmed else []
    return [*lines[:MANY], *more, *same]


def _hours(payload: Payload) -> list[str]:
    before = payload["before"] or [[]] * 7
    return [
        f"{name}: {_spans(was)} → {_spans(becomes)}"
        for name, was, becomes in zip(words.WEEKDAYS, before, payload["after"], strict=True)
        if was != becomes
    ]


def _spans(day: list[list[str]]) -> str:
    return ", ".join("-".join(session) for session in day) or _("nghỉ")


def _ordered(payload: Payload) -> list[str]:
    return [
        _("Lệnh số %(order)d, %(count)d hồ sơ") % {"order": payload["order"], "count": payload["dossiers"]},
        str(payload["reason"]),
    ]


def _done(payload: Payload) -> list[str]:
    return [
        _("Lệnh số %(order)d: %(moved)d hồ sơ đổi ngày hẹn, %(kept)d để nguyên")
        % {
            "order": payload["order"],
            "moved": payload["moved"],
            "kept": payload["unchanged"] + payload["refused"],
        }
    ]


def _loaded(payload: Payload) -> list[str]:
    return [_("%d ngày") % payload["days_added"]]


ACTIONS: Final[Mapping[str, str | Promise]] = {
    "deadlines.day-decided": gettext_lazy("Quyết định một ngày"),
    "deadlines.day-withdrawn": gettext_lazy("Bỏ một ngày"),
    "deadlines.days-decided": gettext_lazy("Quyết định nhiều ngày"),
    "deadlines.week-changed": gettext_lazy("Đổi giờ làm việc"),
    "deadlines.calendar-loaded": gettext_lazy("Nạp lịch"),
    "deadlines.reception-begun": gettext_lazy("Đặt giờ tiếp nhận riêng"),
    "deadlines.reception-dropped": gettext_lazy("Trở lại giờ tiếp nhận chung"),
    "dossiers.recount-ordered": gettext_lazy("Ra lệnh tính lại ngày hẹn"),
    "dossiers.recount-done": gettext_lazy("Tính lại ngày hẹn xong"),
}
DETAILS: Final[Mapping[str, Callable[[Payload], list[str]]]] = {
    "deadlines.day-decided": _decided,
    "deadlines.day-withdrawn": _withdrawn,
    "deadlines.days-decided": _several,
    "deadlines.week-changed": _hours,
    "deadlines.calendar-loaded": _loaded,
    "deadlines.reception-begun": _hours,
    "dossiers.recount-ordered": _ordered,
    "dossiers.recount-done": _done,
}
