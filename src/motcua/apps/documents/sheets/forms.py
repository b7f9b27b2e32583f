"""The forms, one dataclass each."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from motcua.apps.documents.sheets.parts import (
    Applicant,
    Assignment,
    Fee,
    HandedDossier,
    HandOver,
    Letterhead,
    Paper,
    Participant,
    PostItem,
    RegisterEntry,
    Signer,
)
from motcua.domain.errors import DomainError

UNSIGNED = Signer()


class SheetKind(StrEnum):
    """The name of a form; with the regime it chooses the template (R-B7)."""

    RECEIPT = "receipt"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    ROUTING_SLIP = "routing_slip"
    REGISTER = "register"
    STOP_NOTICE = "stop_notice"
    TRANSFER_SLIP = "transfer_slip"
    VERIFICATION_RECORD = "verification_record"
    CONSULTATION_REQUEST = "consultation_request"
    POST_HAND_OVER = "post_hand_over"
    PAPER_HAND_OVER = "paper_hand_over"
    FEE_RECEIPT = "fee_receipt"
    SHIFT_SHEET = "shift_sheet"
    RATING_SLIP = "rating_slip"
    FILING_PROOF = "filing_proof"


class ReasonMissing(DomainError):
    """A refusal, a supplement request, a delay or a stop must say why in writing (R-A45)."""

    code = "documents.reason-missing"

    def __init__(self, *, kind: SheetKind) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What every form has: a head. `copies` are printed of it unless asked otherwise."""

    kind: ClassVar[SheetKind]
    copies: ClassVar[int] = 1

    letterhead: Letterhead

    @property
    def reference(self) -> str:
        """The number of the sheet, else the dossier code, else nothing."""
        return str(getattr(self, "number", "") or getattr(self, "code", ""))


@dataclass(frozen=True, kw_only=True)
class Reasoned(Sheet):
    """A form that may not be printed without its reason. Raises ReasonMissing."""

    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ReasonMissing(kind=self.kind)


@dataclass(frozen=True, kw_only=True)
class RatingSlip(Sheet):
    """Phiếu đánh giá: one per dossier and stage, says nothing about the officer (R-B5, R-F30)."""

    kind = SheetKind.RATING_SLIP

    code: str
    stage: str
    procedure: str
    rating_url: str = ""
    return_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Receipt(Sheet):
    """Form 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả, one copy kept and one given."""

    kind = SheetKind.RECEIPT
    copies = 2

    code: str
    receiving_point: str
    applicant: Applicant
    procedure: str
    papers: tuple[Paper, ...]
    sets: int
    time_limit: str
    accepted_at: datetime
    due_at: datetime
    delivery: str
    submitter: str
    receiver: str
    procedure_code: str = ""
    register_volume: str = ""
    register_entry: str = ""
    fees: tuple[Fee, ...] = ()
    lookup_url: str = ""
    lookup_address: str = ""
    pin: str = ""
    hotline: str = ""
    rating: RatingSlip | None = None


@dataclass(frozen=True, kw_only=True)
class SupplementRequest(Reasoned):
    """Form 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""

    kind = SheetKind.SUPPLEMENT_REQUEST

    number: str
    applicant: Applicant
    procedure: str
    items: tuple[str, ...]
    contact_name: str
    contact_phone: str
    guide: str
    code: str = ""
    respond_by: date | None = None
    rating: RatingSlip | None = None


@dataclass(frozen=True, kw_only=True)
class Refusal(Reasoned):
    """Form 03: Phiếu từ chối tiếp nhận giải quyết hồ sơ."""

    kind = SheetKind.REFUSAL

    number: str
    receiving_point: str
    applicant: Applicant
    procedure: str
    refused_by: str
    submitter: str
    receiver: str
    code: str = ""
    rating: RatingSlip | None = None


@dataclass(frozen=True, kw_only=True)
class Apology(Reasoned):
    """Form 04: Phiếu xin lỗi và hẹn lại ngày trả kết quả (R-A39, R-A46)."""

    kind = SheetKind.APOLOGY

    number: str
    code: str
    applicant: Applicant
    procedure: str
    received_by: str
    accepted_on: date
    due_on: date
    new_due_on: date
    signer: Signer = UNSIGNED
    recipients: tuple[str, ...] = ("Như trên",)


@dataclass(frozen=True, kw_only=True)
class RoutingSlip(Sheet):
    """Form 05: Phiếu kiểm soát quá trình giải quyết hồ sơ.

    Each row's recipient is the next row's sender (R-B10); `blank_rows` follow for writing by hand.
    """

    kind = SheetKind.ROUTING_SLIP

    code: str
    handled_by: str
    cooperating: str
    hand_overs: tuple[HandOver, ...]
    blank_rows: int = 0


@dataclass(frozen=True, kw_only=True)
class Register(Sheet):
    """Form 06: Sổ theo dõi hồ sơ, opened by year; closed with the signature of the head (R-B3)."""

    kind = SheetKind.REGISTER

    year: int
    volume: str
    since: date
    until: date
    entries: tuple[RegisterEntry, ...]
    closed_on: date | None = None
    signer: Signer = UNSIGNED


@dataclass(frozen=True, kw_only=True)
class StopNotice(Reasoned):
    """Thông báo dừng giải quyết hồ sơ: form 05 of TT 03/2025, also after a withdrawal (R-A85)."""

    kind = SheetKind.STOP_NOTICE

    number: str
    code: str
    applicant: Applicant
    procedure: str
    received_by: str
    accepted_on: date
    stopped_on: date
    basis: str = ""
    returned_papers: tuple[str, ...] = ()
    signer: Signer = UNSIGNED
    recipients: tuple[str, ...] = ("Như trên",)


@dataclass(frozen=True, kw_only=True)
class TransferSlip(Sheet):
    """Phiếu chuyển xử lý: the work and the time of each agency, lead agency first (R-A35)."""

    kind = SheetKind.TRANSFER_SLIP

    number: str
    code: str
    applicant: Applicant
    procedure: str
    assignments: tuple[Assignment, ...]
    due_at: datetime
    signer: Signer = UNSIGNED


@dataclass(frozen=True, kw_only=True)
class VerificationRecord(Sheet):
    """Biên bản thẩm tra, xác minh hồ sơ (R-A32)."""

    kind = SheetKind.VERIFICATION_RECORD

    number: str
    code: str
    applicant: Applicant
    procedure: str
    began_at: datetime
    ended_at: datetime | None
    place: str
    participants: tuple[Participant, ...]
    content: str
    findings: str
    conclusion: str
    applicant_opinion: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsultationRequest(Sheet):
    """Phiếu lấy ý kiến: what is asked and until when; `silence` says what no answer means (R-A34)."""

    kind = SheetKind.CONSULTATION_REQUEST

    number: str
    code: str
    addressee: str
    applicant: Applicant
    procedure: str
    content: str
    reply_by: date
    silence: str = ""
    attachments: tuple[str, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""
    signer: Signer = UNSIGNED
    recipients: tuple[str, ...] = ("Như trên",)


@dataclass(frozen=True, kw_only=True)
class PostHandOver(Sheet):
    """Biên bản giao nhận hồ sơ with the post; its signing is the lodging time (R-H5, R-H6)."""

    kind = SheetKind.POST_HAND_OVER
    copies = 2

    number: str
    operator: str
    postman: str
    receiving_point: str
    receiver: str
    at: datetime
    items: tuple[PostItem, ...]


@dataclass(frozen=True, kw_only=True)
class PaperHandOver(Sheet):
    """Biên bản bàn giao hồ sơ giấy between two units (R-A28, R-A29)."""

    kind = SheetKind.PAPER_HAND_OVER
    copies = 2

    number: str
    sending_unit: str
    sender: str
    receiving_unit: str
    receiver: str
    at: datetime
    items: tuple[HandedDossier, ...]


@dataclass(frozen=True, kw_only=True)
class FeeReceipt(Sheet):
    """Biên lai thu phí, lệ phí; `fees` are printed in the order given (R-H12)."""

    kind = SheetKind.FEE_RECEIPT

    number: str
    template_symbol: str
    receipt_symbol: str
    collected_by: str
    tax_code: str
    payer: Applicant
    fees: tuple[Fee, ...]
    amount_in_words: str
    payment_method: str
    paid_on: date
    collector: str
    code: str = ""

    @property
    def total_vnd(self) -> int:
        """The sum of the fees in đồng."""
        return sum(fee.amount_vnd for fee in self.fees)


@dataclass(frozen=True, kw_only=True)
class FilingProof(Sheet):
    """Giấy xác nhận nộp hồ sơ qua mạng: that the system has it, and until when the counter answers (R-A23)."""

    kind = SheetKind.FILING_PROOF

    number: str
    applicant: Applicant
    procedure: str
    receiving_point: str
    decided_by: str
    lodged_at: datetime
    papers: tuple[Paper, ...]
    delivery: str
    answer_by: datetime | None = None
    filed_by: str = ""


@dataclass(frozen=True, kw_only=True)
class ShiftLine:
    """One sum that moved in a till; `receipt` is empty for money that went back."""

    at: datetime
    receipt: str
    reference: str
    amount_vnd: int


@dataclass(frozen=True, kw_only=True)
class ShiftSheet(Sheet):
    """Phiếu kết ca thu tiền: what must lie in an officer's till and what was counted."""

    kind = SheetKind.SHIFT_SHEET
    copies = 2

    number: str
    officer: str
    opened_at: datetime
    closed_at: datetime
    float_vnd: int
    items: tuple[ShiftLine, ...]
    expected_vnd: int
    counted_vnd: int
    difference_vnd: int
    counted_in_words: str
    reason: str


ALL = (
    Receipt, SupplementRequest, Refusal, Apology, RoutingSlip, Register, StopNotice, TransferSlip,
    VerificationRecord, ConsultationRequest, PostHandOver, PaperHandOver, FeeReceipt, ShiftSheet, RatingSlip,
    FilingProof,
)  # fmt: skip
