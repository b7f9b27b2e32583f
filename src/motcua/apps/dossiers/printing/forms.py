"""The forms of the law's set but the routing slip: 01 to 04, the notice of stopping and the rating slip."""

from datetime import date

from motcua.apps.documents.sheets import (
    Apology,
    Fee,
    Paper,
    RatingSlip,
    Receipt,
    Refusal,
    SheetKind,
    StopNotice,
    SupplementRequest,
)
from motcua.apps.dossiers.printing import names, numbers, site
from motcua.apps.dossiers.printing.facts import Facts, Found, NothingToPrint, local_day
from motcua.domain.dossier import events as e
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import Obligation, ObligationState, PaperSource, ResultKind
from motcua.domain.dossier.values import Paper as FiledPaper

NO_CODE = "(chưa cấp)"
RETURN_STAGES = frozenset({Stage.DONE, Stage.RETURNED})


def receipt(facts: Facts) -> Receipt:
    """Form 01. The appointment is the first promise, moved by lawful stops only; form 04 tells another (R-D17)."""
    found = facts.last(e.Accepted)
    state, accepted = facts.state, found.event
    application = state.application
    return Receipt(
        letterhead=facts.letterhead(state.receiving_agency, found.on),
        code=state.code,
        receiving_point=facts.point,
        applicant=facts.applicant,
        procedure=facts.procedure,
        procedure_code=facts.definition.code,
        papers=tuple(_paper(paper) for paper in application.papers),
        sets=application.sets,
        time_limit=names.limit_of(accepted.allowance),
        accepted_at=found.entry.at,
        due_at=state.original_due_at or accepted.due_at,
        delivery=names.delivery_of(application, facts.point),
        submitter=names.submitter_of(application),
        receiver=found.entry.actor_name,
        fees=_fees(facts, accepted),
        lookup_url=site.lookup_url(state.code),
        lookup_address=site.lookup_address(),
        pin=state.pin,
        hotline=site.hotline(),
        rating=_rating(facts, "Tiếp nhận hồ sơ", state.receiving_agency, found.on, state.code),
    )


def _paper(paper: FiledPaper) -> Paper:
    electronic = {
        PaperSource.ELECTRONIC: "Bản điện tử",
        PaperSource.DATABASE: "Khai thác từ cơ sở dữ liệu",
    }.get(paper.source, "")
    note = "; ".join(part for part in (electronic, paper.note) if part)
    return Paper(name=paper.name, originals=paper.originals, copies=paper.copies, note=note)


def _fees(facts: Facts, accepted: e.Accepted) -> tuple[Fee, ...]:
    asked = {obligation.id for obligation in accepted.obligations}
    return tuple(_fee(o) for o in facts.state.obligations if o.id in asked)


def _fee(obligation: Obligation) -> Fee:
    paid = obligation.state == ObligationState.PAID
    return Fee(
        label=obligation.label, amount_vnd=obligation.amount_vnd, note="đã nộp" if paid else "chưa nộp"
    )


def supplement_request(facts: Facts) -> SupplementRequest:
    """Form 02 of the last round: everything that is missing, and why (R-A33, R-A44)."""
    found = facts.last(e.SupplementAsked)
    asked, agency = found.event.round, facts.state.receiving_agency
    reason = asked.reason
    if asked.legal_basis:
        reason = f"{reason} (Căn cứ: {asked.legal_basis})"
    code = "" if asked.before_acceptance else facts.state.code
    return SupplementRequest(
        letterhead=facts.letterhead(agency, found.on),
        number=asked.number,
        code=code,
        applicant=facts.applicant,
        procedure=facts.procedure,
        items=asked.lines,
        reason=reason,
        contact_name=found.entry.actor_name,
        contact_phone=names.contact_phone(found.entry.account_id),
        guide=found.entry.actor_name,
        respond_by=local_day(asked.answer_by) if asked.answer_by else None,
        rating=_rating(facts, "Hướng dẫn bổ sung hồ sơ", agency, found.on, code or asked.number),
    )


def refusal(facts: Facts) -> Refusal:
    """Form 03: not received at the counter (R-A22b), or not eligible after appraisal (R-A38)."""
    return _refused_at_intake(facts) if not facts.state.accepted else _refused_after_appraisal(facts)


def refused(facts: Facts) -> bool:
    """Tell whether the dossier was refused, at the counter or in the matter."""
    return facts.state.stage == Stage.NOT_ACCEPTED or facts.state.result == ResultKind.REFUSED


def _refused_at_intake(facts: Facts) -> Refusal:
    found = facts.last(e.IntakeRefused)
    return _refusal(
        facts,
        found,
        agency_id=facts.state.receiving_agency,
        number=found.event.number,
        reason=found.event.reason,
        by=facts.point,
    )


def _refused_after_appraisal(facts: Facts) -> Refusal:
    found = facts.last(e.ResultIssued, lambda issued: issued.kind == ResultKind.REFUSED)
    agency_id = facts.state.competent_agency
    number = found.event.number or numbers.number_of(
        SheetKind.REFUSAL,
        agency_id=agency_id,
        year=found.on.year,
        dossier_id=facts.state.id,
        about={"code": facts.state.code},
    )
    return _refusal(
        facts,
        found,
        agency_id=agency_id,
        number=number,
        reason=found.event.summary,
        by=facts.agencies[agency_id].name,
    )


def _refusal(
    facts: Facts,
    found: Found[e.IntakeRefused] | Found[e.ResultIssued],
    *,
    agency_id: int,
    number: str,
    reason: str,
    by: str,
) -> Refusal:
    code = facts.state.code
    return Refusal(
        letterhead=facts.letterhead(agency_id, found.on),
        number=number,
        code=code,
        receiving_point=facts.point,
        applicant=facts.applicant,
        procedure=facts.procedure,
        refused_by=by,
        reason=reason,
        submitter=names.submitter_of(facts.state.application),
        receiver=found.entry.actor_name if not code else "",
        rating=_rating(facts, "Từ chối giải quyết hồ sơ", agency_id, found.on, code or number),
    )


def apology(facts: Facts) -> Apology:
    """Form 04, signed by the agency that is late (R-A39, R-A73)."""
    found = facts.last(e.Extended)
    extension, state = found.event.extension, facts.state
    agency = extension.agency_id or state.competent_agency
    assert state.accepted_at is not None
    return Apology(
        letterhead=facts.letterhead(agency, found.on),
        number=extension.number,
        code=state.code,
        applicant=facts.applicant,
        procedure=facts.procedure,
        received_by=facts.point,
        accepted_on=local_day(state.accepted_at),
        due_on=local_day(extension.old_due_at),
        new_due_on=local_day(extension.new_due_at),
        reason=extension.reason,
        signer=names.signer_of(found.entry, agency, found.on),
        recipients=("Như trên", facts.point),
    )


def stop_notice(facts: Facts) -> StopNotice:
    """The notice that the matter stops: by decision, on withdrawal, or for want of papers (R-A83, R-A90)."""
    found = facts.last(e.Event, stops)
    event, state = found.event, facts.state
    assert isinstance(event, e.Stopped | e.Closed | e.WithdrawalDecided)
    agency = facts.acting_agency(found.entry)
    return StopNotice(
        letterhead=facts.letterhead(agency, found.on),
        number=event.number,
        code=state.code or NO_CODE,
        applicant=facts.applicant,
        procedure=facts.procedure,
        received_by=facts.point,
        accepted_on=local_day(state.accepted_at or state.lodged_at),
        stopped_on=found.on,
        reason=event.reason,
        basis=_basis(facts, event, found.entry.seq),
        returned_papers=() if isinstance(event, e.Stopped) else _papers_given_back(facts),
        signer=names.signer_of(found.entry, agency, found.on),
        recipients=("Như trên", facts.point),
    )


def stops(event: e.Event) -> bool:
    """Tell whether an event is one that the notice of stopping tells."""
    granted = isinstance(event, e.WithdrawalDecided) and event.granted
    return granted or isinstance(event, e.Stopped | e.Closed)


def _basis(facts: Facts, event: e.Event, seq: int) -> str:
    """Name the paper that the stop rests on: the applicant's request, or the unanswered form 02."""
    earlier = [entry for entry in facts.journal if entry.seq < seq]
    if isinstance(event, e.WithdrawalDecided):
        asked = next(entry for entry in reversed(earlier) if isinstance(entry.event, e.WithdrawalAsked))
        return f"Đề nghị rút hồ sơ ngày {_day(local_day(asked.at))}"
    if isinstance(event, e.Closed):
        last = facts.state.rounds[-1]
        asked_on = _day(local_day(last.asked_at))
        return f"Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ số {last.number} ngày {asked_on}"
    return ""


def _day(on: date) -> str:
    return names.day_text(on)


def _papers_given_back(facts: Facts) -> tuple[str, ...]:
    return tuple(
        f"{paper.name} ({quantity})"
        for paper in facts.state.application.papers
        if paper.received and paper.source == PaperSource.PAPER and (quantity := _quantity(paper))
    )


def _quantity(paper: FiledPaper) -> str:
    counted = ((paper.originals, "bản chính"), (paper.copies, "bản sao"))
    return ", ".join(f"{count:02d} {what}" for count, what in counted if count)


def rating_slip(facts: Facts) -> RatingSlip:
    """One rating slip for the stage the dossier has reached (R-F30). Raises NothingToPrint without a code."""
    state = facts.state
    if not state.code:
        raise NothingToPrint(kind=facts.kind)
    stage = "Trả kết quả" if state.stage in RETURN_STAGES else "Giải quyết hồ sơ"
    return _rating(facts, stage, state.receiving_agency, local_day(state.stage_since), state.code)


def _rating(facts: Facts, stage: str, agency_id: int, on: date, code: str) -> RatingSlip:
    return RatingSlip(
        letterhead=facts.letterhead(agency_id, on),
        code=code,
        stage=stage,
        procedure=facts.procedure,
        rating_url=site.rating_url(facts.state.code),
        return_to=f"hòm phiếu tại {facts.point}",
    )
