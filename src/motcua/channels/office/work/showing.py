"""The head of a dossier's page in words: what it is, who holds it until when, who the parties are, when it is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.lawbook import Law
from motcua.apps.dossiers.queries.page import DossierPage, explanation_of
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import UnitAddress
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.work.rows import left
from motcua.domain.deadlines import Explanation
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.values import ItemKind, Party, PartyKind, WorkItem
from motcua.ui import formatting, wording
from motcua.ui.chips import Chip, due_chip


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a step or a question of the dossier, and until when."""

    who: str
    step: str
    until: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the parties' list."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The first panel of a dossier's page."""

    code: str
    stage: int
    channel: str
    procedure: str
    case: str
    priority: bool
    holders: tuple[Holder, ...]
    parties: tuple[Fact, ...]
    chip: Chip
    due_at: datetime | None
    due_words: str
    due_short: str
    share: float
    passed: str
    received: str
    extended: str


def head_of(state: DossierState, request: OfficerRequest) -> Head:
    """Return the head of a dossier that is shown beside a form."""
    law = lawbook.law_of(state, request.at)
    return _head(
        state,
        law,
        request,
        units=organization.addresses(item.unit_id for item in state.items),
        people=organization.officer_names(item.assignee for item in state.items if item.assignee is not None),
        explanation=explanation_of(state, law),
    )


def head_of_page(page: DossierPage, request: OfficerRequest) -> Head:
    """Return the head of a whole page."""
    return _head(
        page.state,
        page.law,
        request,
        units=page.units,
        people=page.people,
        explanation=page.explanation,
    )


def _head(
    state: DossierState,
    law: Law,
    request: OfficerRequest,
    *,
    units: Mapping[int, UnitAddress],
    people: Mapping[int, str],
    explanation: Explanation | None,
) -> Head:
    ground = str(state.stops[-1].ground) if state.paused else None
    promised = state.due_at or (state.original_due_at if state.finished_at else None)
    passed, share = _passed(explanation, request.at)
    return Head(
        code=state.code,
        stage=int(state.stage),
        channel=str(wording.CHANNELS[state.channel]),
        procedure=law.definition.display_name,
        case=law.definition.case(state.case).label if state.case else "",
        priority=state.application.priority,
        holders=tuple(_holder(item, law, request, units, people) for item in state.items),
        parties=tuple(_parties(state)),
        chip=due_chip(
            due_at=promised,
            now=request.at,
            stage=int(state.stage),
            finished_at=state.finished_at,
            paused_ground=ground,
            **left(promised, request.at, law.calendar),
        ),
        due_at=promised,
        due_words=_day_words(promised) if promised else "",
        due_short=formatting.short_day(promised) if promised else "",
        share=1.0 if state.finished_at else share,
        passed=passed,
        received=formatting.short_day(state.accepted_at or state.lodged_at),
        extended=" ".join(filter(None, (_extended(state), _recounted(state)))),
    )


def _holder(
    item: WorkItem,
    law: Law,
    request: OfficerRequest,
    units: Mapping[int, UnitAddress],
    people: Mapping[int, str],
) -> Holder:
    step = law.process.step(item.step).name
    if item.kind == ItemKind.CONSULTATION:
        step = _("trả lời ý kiến")
    if item.assignee == request.actor.account_id:
        who = _("Bạn đang giữ")
    elif item.assignee is not None:
        who = _("%s đang giữ") % people.get(item.assignee, "")
    else:
        who = _("Chờ %s nhận") % _unit(units, item.unit_id)
    if item.due_at is None:
        return Holder(who, step, "")
    late = item.due_at < request.at
    today = formatting.local_day(item.due_at) == formatting.local_day(request.at)
    until = _("%s hôm nay") % formatting.clock(item.due_at) if today else formatting.moment_words(item.due_at)
    return Holder(who, step, until, "text-late" if late else "text-soon" if today else "")


def _unit(units: Mapping[int, UnitAddress], unit_id: int) -> str:
    address = units.get(unit_id)
    return f"{address.unit_name}, {address.agency_name}" if address else ""


def _parties(state: DossierState) -> list[Fact]:
    application = state.application
    applicant, proxy = application.applicant, application.proxy
    label = _("Tổ chức") if applicant.kind == PartyKind.ORGANIZATION else _("Người nộp")
    facts = [Fact(label, applicant.name, strong=True)]
    if applicant.representative:
        facts.append(Fact(_("Đại diện"), applicant.representative))
    if contact := _contact(applicant):
        facts.append(Fact(_("Liên hệ"), contact))
    if proxy is not None:
        basis = f", {application.proxy_basis}" if application.proxy_basis else ""
        facts.append(Fact(_("Nộp thay"), f"{proxy.name}{basis}"))
    if application.subject:
        facts.append(Fact(_("Nội dung"), application.subject))
    return facts


def _contact(party: Party) -> str:
    number = formatting.grouped_citizen_id(party.citizen_id) or party.tax_code
    return " · ".join(part for part in (formatting.grouped_phone(party.phone), number) if part)


def _passed(explanation: Explanation | None, at: datetime) -> tuple[str, float]:
    """Return how many of the counted days are over, and their share."""
    if explanation is None or not explanation.days_counted:
        return "", 0.0
    today = formatting.local_day(at)
    over = sum(day.counted is not None and day.on < today for day in explanation.days)
    total = explanation.days_counted
    return _("đã qua %(over)d/%(total)d ngày") % {"over": over, "total": total}, over / total


def _day_words(moment: datetime) -> str:
    """thứ Sáu 06/11/2026: short enough to stand beside the chip."""
    day = formatting.local_day(moment)
    return f"{formatting.WEEKDAYS[day.weekday()]} {formatting.day(day)}"


def _extended(state: DossierState) -> str:
    if state.extension is None:
        return ""
    return _("Đã xin lỗi, hẹn lại từ %(old)s (phiếu %(number)s)") % {
        "old": formatting.day(state.extension.old_due_at), "number": state.extension.number,
    }  # fmt: skip


def _recounted(state: DossierState) -> str:
    if state.recount is None:
        return ""
    return _("Tính lại theo lịch làm việc mới, trước đó hẹn %(old)s (%(decision)s).") % {
        "old": formatting.day(state.recount.was_due_at), "decision": state.recount.decision,
    }  # fmt: skip
