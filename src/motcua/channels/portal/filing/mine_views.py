"""My dossiers: what asks for an action first, then the rest, and drafts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from motcua.apps.catalog.queries import catalog
from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.dossiers import lawbook
from motcua.apps.filing import queries
from motcua.apps.filing.values import DraftLine
from motcua.apps.lookup import queries as lookup
from motcua.apps.lookup.answers import NextStep
from motcua.apps.lookup.words import ADVICE, headline
from motcua.channels.portal import frame
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.answer_page import chip_of
from motcua.domain.deadlines import standing
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.stages import FINAL, PAUSED, Stage
from motcua.ui import formatting
from motcua.ui.chips import Chip

ACTS: Final = frozenset(
    {NextStep.SUPPLEMENT, NextStep.PAY, NextStep.PAY_AND_COLLECT, NextStep.COLLECT, NextStep.TAKE_PAPERS_BACK}
)
OPEN, ENDED, DRAFTS = "chua-nhan", "da-nhan", "ban-nhap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One dossier in the list."""

    state: DossierState
    url: str
    title: str
    agency: str
    chip: Chip | None
    say: str
    step: NextStep
    missing: tuple[str, ...]
    day_label: str
    day: str
    left: str
    act: str
    for_whom: str

    @property
    def acts(self) -> bool:
        """Tell whether something is asked of the applicant."""
        return self.step in ACTS


@dataclass(frozen=True, slots=True)
class DraftCard:
    """One draft in the list."""

    line: DraftLine
    title: str


@citizen_page
@require_safe
def my_dossiers(request: CitizenRequest) -> HttpResponse:
    """List the dossiers of the visitor and of those for whom they follow."""
    visitor = request.visitor
    cards = [card_of(state, request) for state in queries.own_dossiers(visitor.actor_with("follow"))]
    drafts = [_draft_card(line, request) for line in queries.open_drafts(visitor.person.id)]
    tab = request.GET.get("xem", OPEN)
    acting = sorted((card for card in cards if card.acts), key=lambda card: _due(card.state))
    others = [card for card in cards if not card.acts]
    ended = [card for card in others if card.state.stage in FINAL]
    running = [card for card in others if card.state.stage not in FINAL]
    context = {
        "person": visitor.person,
        "acting": acting,
        "tab": tab if tab in {OPEN, ENDED, DRAFTS} else OPEN,
        "tabs": [
            (OPEN, _("Chưa xong"), len(running)),
            (ENDED, _("Đã xong"), len(ended)),
            (DRAFTS, _("Bản nháp"), len(drafts)),
        ],
        "cards": ended if tab == ENDED else running,
        "drafts": drafts,
    }
    return frame.page(request, "portal/filing/mine.html", context, here="portal:my_dossiers")


def step_of(state: DossierState, at: datetime) -> NextStep:
    """Return what is asked of the applicant now."""
    stands = standing(
        state.due_at, at, paused=state.stage in PAUSED or state.due_at is None, finished=state.finished_at
    )
    step = lookup.next_step(state.stage, state.result.value if state.result else "", state.unpaid_vnd, stands)
    if step is NextStep.SUPPLEMENT and state.open_round() is None:
        return NextStep.WAIT
    if step is NextStep.TAKE_PAPERS_BACK and state.papers_at is None and state.papers_going_to is None:
        return NextStep.NOTHING
    if step is NextStep.WAIT and state.unpaid_vnd and state.accepted:
        return NextStep.PAY
    return step


def card_of(state: DossierState, request: CitizenRequest) -> Card:
    """Return a dossier in words."""
    at = request.at
    definition = catalog().procedure_version(state.procedure, state.procedure_version)
    stands = standing(
        state.due_at, at, paused=state.stage in PAUSED or state.due_at is None, finished=state.finished_at
    )
    step = step_of(state, at)
    asked = state.open_round()
    label, day = _day(state)
    return Card(
        state=state,
        url=reverse("portal:my_dossier", args=[state.id]),
        title=definition.display_name,
        agency=lawbook.agency(state.competent_agency).name,
        chip=chip_of(state.stage, stands),
        say=_say(state, step),
        step=step,
        missing=asked.lines if asked else (),
        day_label=label,
        day=formatting.day(day) if day else "",
        left=_left(day, at) if day and state.stage not in FINAL and state.finished_at is None else "",
        act=str(ACT_WORDS.get(step, "")),
        for_whom=_for_whom(state, request),
    )


ACT_WORDS: Final = {
    NextStep.SUPPLEMENT: gettext_lazy("Bổ sung hồ sơ"),
    NextStep.PAY: gettext_lazy("Trả phí, lệ phí"),
    NextStep.PAY_AND_COLLECT: gettext_lazy("Trả phí, nhận kết quả"),
    NextStep.COLLECT: gettext_lazy("Nhận kết quả"),
    NextStep.TAKE_PAPERS_BACK: gettext_lazy("Xem cách nhận lại giấy tờ"),
}


def _say(state: DossierState, step: NextStep) -> str:
    if step is NextStep.SUPPLEMENT and (asked := state.open_round()):
        return asked.reason
    if state.stage is Stage.SUPPLEMENT_ASKED:
        return _("Bạn đã bổ sung. Bộ phận một cửa đang kiểm tra lại.")
    advice = ADVICE[step]
    return f"{headline(state.stage, step)}. {advice.title}."


def _day(state: DossierState) -> tuple[str, datetime | None]:
    asked = state.open_round()
    if asked is not None:
        return _("Hạn bổ sung"), asked.answer_by
    if state.finished_at is not None:
        return _("Có kết quả"), state.finished_at
    if state.due_at is not None:
        return _("Hẹn trả"), state.due_at
    return _("Nộp ngày"), state.lodged_at if not state.accepted else None


def _left(day: datetime, at: datetime) -> str:
    days = (formatting.local_day(day) - formatting.local_day(at)) // timedelta(days=1)
    if days < 0:
        return ""
    if days == 0:
        return _("hôm nay")
    return ngettext("còn %d ngày", "còn %d ngày", days) % days


def _due(state: DossierState) -> datetime:
    asked = state.open_round()
    return (asked.answer_by if asked else None) or state.due_at or state.lodged_at


def _for_whom(state: DossierState, request: CitizenRequest) -> str:
    """Return who it is for, where that is not the visitor."""
    name = state.application.applicant.name
    return "" if state.owner == request.visitor.person.key and name == request.visitor.person.name else name


def _draft_card(line: DraftLine, request: CitizenRequest) -> DraftCard:
    on = formatting.local_day(request.at)
    try:
        title = catalog().published_procedure(line.procedure, on)[1].display_name
    except ProcedureNotInForce:
        title = _("Thủ tục không còn hiệu lực")
    return DraftCard(line, title)
