"""Papers between agencies and about money: verification, consultation, transfer, fee receipt (R-B11)."""

from datetime import date
from itertools import takewhile

from motcua.apps.documents.sheets import (
    ConsultationRequest,
    Fee,
    FeeReceipt,
    Participant,
    SheetKind,
    VerificationRecord,
)
from motcua.apps.dossiers.printing import names, numbers, site
from motcua.apps.dossiers.printing.facts import Facts, Found, NothingToPrint, local_day
from motcua.domain.catalog import BranchKind, OnSilence
from motcua.domain.dossier import events as e
from motcua.domain.dossier.values import Obligation, ObligationState
from motcua.domain.fees import amount_in_words

SILENCE_AGREES = "Quá thời hạn trên mà không có ý kiến trả lời thì coi như đồng ý và chịu trách nhiệm về nội dung được hỏi."
SILENCE_DECIDES = (
    "Quá thời hạn trên mà không có ý kiến trả lời, cơ quan chủ trì tiếp tục giải quyết theo thẩm quyền."
)


def verification_record(facts: Facts) -> VerificationRecord:
    """The record of a verification, with the conclusion left to be written at the meeting (R-A32)."""
    found = facts.last(e.VerificationRecorded)
    held, agency = found.event, facts.acting_agency(found.entry)
    about = {"code": facts.state.code, "began_at": held.held_at, "findings": held.findings}
    held_on = local_day(held.held_at)
    return VerificationRecord(
        letterhead=facts.letterhead(agency, held_on),
        number=_number(facts, agency, held_on, about),
        code=facts.state.code,
        applicant=facts.applicant,
        procedure=facts.procedure,
        began_at=held.held_at,
        ended_at=None,
        place=held.place,
        participants=tuple(_participant(line) for line in _lines(held.participants)),
        content=f"Thẩm tra, xác minh hồ sơ mã số {facts.state.code}.",
        findings=held.findings,
        conclusion=names.LINES_BY_HAND,
    )


def _lines(text: str) -> tuple[str, ...]:
    parts = text.replace(";", "\n").split("\n")
    return tuple(part.strip() for part in parts if part.strip())


def _participant(line: str) -> Participant:
    """Read `name, title, body` as an officer types it."""
    name, _, rest = line.partition(",")
    title, _, body = rest.partition(",")
    return Participant(name=name.strip(), title=title.strip(), body=body.strip())


def consultation_request(facts: Facts) -> ConsultationRequest:
    """What another unit is asked and until when; silence is answered for as the procedure says (R-A34)."""
    found = facts.last(e.Consulted)
    asked, agency = found.event.consultation, facts.acting_agency(found.entry)
    about = {"code": facts.state.code, "content": asked.question, "reply_by": local_day(asked.due_at)}
    return ConsultationRequest(
        letterhead=facts.letterhead(agency, found.on),
        number=_number(facts, agency, found.on, about),
        code=facts.state.code,
        addressee=names.whose(facts.units[asked.unit_id], agency),
        applicant=facts.applicant,
        procedure=facts.procedure,
        content=asked.question,
        reply_by=local_day(asked.due_at),
        silence=_silence(facts, asked.asked_by_step),
        contact_name=found.entry.actor_name,
        contact_phone=names.contact_phone(found.entry.account_id),
        recipients=("Như trên", facts.point),
    )


def _silence(facts: Facts, step: str) -> str:
    branches = facts.definition.branches_at(step, BranchKind.CONSULTATION)
    agrees = any(branch.on_silence is OnSilence.AGREES for branch in branches)
    return SILENCE_AGREES if agrees else SILENCE_DECIDES


def _number(facts: Facts, agency: int, on: date, about: dict[str, object]) -> str:
    return numbers.number_of(
        facts.kind, agency_id=agency, year=on.year, dossier_id=facts.state.id, about=about
    )


def fee_receipt(facts: Facts) -> FeeReceipt:
    """What was paid at one time, in figures and words (R-H12). Raises NothingToPrint before anything is paid."""
    found = facts.last(e.Event, pays)
    paid = _paid_in(facts, found)
    if not paid:
        raise NothingToPrint(kind=facts.kind)
    known = site.fee_receipts()
    collected_by = facts.letterhead(facts.state.receiving_agency, found.on)
    return FeeReceipt(
        letterhead=collected_by,
        number=_receipt_number(facts, found, paid),
        template_symbol=known.get("template_symbol", ""),
        receipt_symbol=known.get("receipt_symbol", ""),
        collected_by=facts.point,
        tax_code=known.get("tax_code", ""),
        payer=names.payer_of(facts.state.application),
        fees=tuple(Fee(label=o.label, amount_vnd=o.amount_vnd) for o in paid),
        amount_in_words=amount_in_words(sum(o.amount_vnd for o in paid)),
        payment_method=names.joined(names.method_of(o.method) for o in paid),
        paid_on=found.on,
        collector=found.entry.actor_name,
        code=facts.state.code,
    )


def pays(event: e.Event) -> bool:
    """Tell whether money came in with an event."""
    if isinstance(event, e.Accepted):
        return any(o.state == ObligationState.PAID for o in event.obligations)
    return isinstance(event, e.PaymentConfirmed)


def _paid_in(facts: Facts, found: Found[e.Event]) -> tuple[Obligation, ...]:
    if isinstance(found.event, e.Accepted):
        before = _paid_before(facts)
        return tuple(
            o for o in found.event.obligations if o.state == ObligationState.PAID and o.id not in before
        )
    assert isinstance(found.event, e.PaymentConfirmed)
    return tuple(o for o in facts.state.obligations if o.id in found.event.obligations)


def _paid_before(facts: Facts) -> frozenset[int]:
    """Return what was paid between filing and acceptance: it has a receipt of its own."""
    waiting = takewhile(lambda entry: not isinstance(entry.event, e.Accepted), facts.journal)
    confirmed = (entry.event for entry in waiting if isinstance(entry.event, e.PaymentConfirmed))
    return frozenset(number for event in confirmed for number in event.obligations)


def _receipt_number(facts: Facts, found: Found[e.Event], paid: tuple[Obligation, ...]) -> str:
    """The number the cashier or the bank has given, else the next of the receiving agency."""
    if given := names.joined(o.receipt for o in paid if o.receipt):
        return given
    about = {
        "code": facts.state.code,
        "fees": tuple(Fee(label=o.label, amount_vnd=o.amount_vnd) for o in paid),
    }
    return numbers.number_of(
        SheetKind.FEE_RECEIPT,
        agency_id=facts.state.receiving_agency,
        year=found.on.year,
        dossier_id=facts.state.id,
        about=about,
    )
