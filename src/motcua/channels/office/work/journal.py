"""The whole journal in words: what happened, who did it under which mandate, what they wrote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.dossiers.queries.history import HistoryEntry
from motcua.apps.dossiers.queries.page import DossierPage
from motcua.domain.dossier import events as e
from motcua.domain.workflow import Process
from motcua.ui import formatting, wording


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry of the journal as a row. `fresh`: it came after what the officer had last seen."""

    at: datetime
    title: str
    detail: str
    who: str
    internal: bool
    fresh: bool = False


def lines(page: DossierPage, *, seen: int | None = None) -> list[JournalLine]:
    """Return the journal, the latest first."""
    return [_line(entry, page, seen) for entry in reversed(page.history)]


def _line(entry: HistoryEntry, page: DossierPage, seen: int | None) -> JournalLine:
    return JournalLine(
        at=entry.at,
        title=_title(entry, page.process),
        detail=_detail(entry.event, page),
        who=_who(entry),
        internal=entry.internal,
        fresh=seen is not None and entry.seq > seen,
    )


def _title(entry: HistoryEntry, process: Process) -> str:
    event = entry.event
    if isinstance(event, e.HandedOver) and event.step in process:
        action = next((a.label for a in process.step(event.step).actions if a.id == event.action), "")
        return f"{process.step(event.step).name}: {action}"
    return str(wording.EVENTS[entry.name])


def _who(entry: HistoryEntry) -> str:
    role = str(wording.ROLES.get(entry.role, ""))
    parts = [entry.actor_name or _("Hệ thống"), role, entry.unit_name]
    words = " · ".join(part for part in parts if part)
    return _("%s (làm thay theo ủy quyền)") % words if entry.mandate is not None else words


def _detail(event: e.Event, page: DossierPage) -> str:
    tell = DETAILS.get(type(event))
    return tell(event, page) if tell else ""


def _supplement(event: e.SupplementAsked, page: DossierPage) -> str:
    asked = event.round
    return _("Phiếu %(number)s: %(lines)s. Lý do: %(reason)s") % {
        "number": asked.number, "lines": "; ".join(asked.lines), "reason": asked.reason,
    }  # fmt: skip


def _extended(event: e.Extended, page: DossierPage) -> str:
    extension = event.extension
    return _("Phiếu %(number)s: từ %(old)s sang %(new)s. Lý do: %(reason)s") % {
        "number": extension.number, "old": formatting.day(extension.old_due_at),
        "new": formatting.day(extension.new_due_at), "reason": extension.reason,
    }  # fmt: skip


def _recounted(event: e.Recounted, page: DossierPage) -> str:
    return _("Từ %(old)s sang %(new)s, theo lệnh của %(who)s. Căn cứ: %(decision)s. Lý do: %(reason)s") % {
        "old": formatting.day(event.was_due_at), "new": formatting.day(event.due_at), "who": event.ordered_by,
        "decision": event.decision, "reason": event.reason,
    }  # fmt: skip


def _taken_over(event: e.TakenOver, page: DossierPage) -> str:
    passages = dict.fromkeys(
        (page.units[each.unit].agency_name, page.units[each.to_unit].agency_name)
        for each in event.units
        if each.unit in page.units and each.to_unit in page.units
    )
    return _("%(who)s chuyển theo %(decision)s. %(passages)s Mã hồ sơ và ngày hẹn giữ nguyên.") % {
        "who": event.ordered_by, "decision": event.decision,
        "passages": " ".join(_("Từ %(old)s sang %(new)s.") % {"old": old, "new": new} for old, new in passages),
    }  # fmt: skip


def _corrected(event: e.Corrected, page: DossierPage) -> str:
    names = ", ".join(str(FIELDS.get(change.field, change.field)) for change in event.changes)
    return _("Sửa %(names)s. Lý do: %(reason)s") % {"names": names, "reason": event.reason}


def _consulted(event: e.Consulted, page: DossierPage) -> str:
    asked = event.consultation
    unit = page.units[asked.unit_id].unit_name if asked.unit_id in page.units else ""
    due = formatting.day(asked.due_at)
    return _("%(unit)s, trả lời trước hết %(due)s: %(question)s") % {
        "unit": unit, "due": due, "question": asked.question,
    }  # fmt: skip


def _answered(event: e.Answered, page: DossierPage) -> str:
    return f"{_('Đồng ý') if event.agrees else _('Không đồng ý')}: {event.opinion}"


def _assigned(event: e.Assigned, page: DossierPage) -> str:
    name = page.people.get(event.assignee, "")
    return f"{name}. {event.note}" if event.note else name


def _verified(event: e.VerificationRecorded, page: DossierPage) -> str:
    return _("%(when)s, %(place)s. Kết quả: %(findings)s") % {
        "when": formatting.moment_words(event.held_at), "place": event.place, "findings": event.findings,
    }  # fmt: skip


def _paid(event: e.PaymentConfirmed, page: DossierPage) -> str:
    named = {o.id: f"{o.label}: {formatting.money(o.amount_vnd)}" for o in page.state.obligations}
    return "; ".join(named.get(number, "") for number in event.obligations)


def _asked_to_pay(event: e.PaymentAsked, page: DossierPage) -> str:
    return (
        f"{event.obligation.label}: {formatting.money(event.obligation.amount_vnd)}. {event.reason}".rstrip()
    )


def _withdrawal(event: e.WithdrawalDecided, page: DossierPage) -> str:
    return f"{_('Cho rút') if event.granted else _('Không cho rút')}: {event.reason}"


def _draft(event: e.Drafted, page: DossierPage) -> str:
    return f"{wording.RESULTS[event.draft.kind]}: {event.draft.summary}"


def _accepted(event: e.Accepted, page: DossierPage) -> str:
    return _("Mã %(code)s, hẹn trả %(due)s") % {
        "code": event.code, "due": formatting.moment_words(event.due_at),
    }  # fmt: skip


FIELDS: Final[Mapping[str, str | Promise]] = {
    "applicant": gettext_lazy("người nộp"),
    "proxy": gettext_lazy("người nộp thay"),
    "proxy_basis": gettext_lazy("giấy ủy quyền"),
    "subject": gettext_lazy("nội dung yêu cầu"),
    "answers": gettext_lazy("tờ khai"),
    "papers": gettext_lazy("danh mục giấy tờ"),
    "sets": gettext_lazy("số bộ hồ sơ"),
    "collect_by": gettext_lazy("cách nhận kết quả"),
    "collect_address": gettext_lazy("địa chỉ nhận kết quả"),
    "priority": gettext_lazy("ưu tiên"),
    "note": gettext_lazy("ghi chú"),
}
DETAILS: Final[Mapping[type[e.Event], Callable[[Any, DossierPage], str]]] = {
    e.Accepted: _accepted,
    e.Answered: _answered,
    e.Assigned: _assigned,
    e.Closed: lambda event, page: event.reason,
    e.Consulted: _consulted,
    e.Corrected: _corrected,
    e.Drafted: _draft,
    e.Extended: _extended,
    e.HandedOver: lambda event, page: event.note,
    e.IntakeRefused: lambda event, page: f"{event.number}: {event.reason}",
    e.NoteAdded: lambda event, page: event.text,
    e.PaymentAsked: _asked_to_pay,
    e.PaymentConfirmed: _paid,
    e.Recalled: lambda event, page: event.reason,
    e.Recounted: _recounted,
    e.TakenOver: _taken_over,
    e.ResultDelivered: lambda event, page: event.delivery.receiver,
    e.ResultIssued: lambda event, page: event.summary,
    e.ResultNumbered: lambda event, page: event.number,
    e.Resumed: lambda event, page: event.reason,
    e.SentBack: lambda event, page: event.reason,
    e.Stopped: lambda event, page: event.reason,
    e.Supplemented: lambda event, page: "; ".join(paper.name for paper in event.papers),
    e.SupplementAsked: _supplement,
    e.VerificationRecorded: _verified,
    e.WithdrawalAsked: lambda event, page: event.reason,
    e.WithdrawalDecided: _withdrawal,
}
