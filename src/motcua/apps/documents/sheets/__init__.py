"""What each printed form says, as plain values.

One frozen dataclass per form; its fields are what the Typst template of the same name may print. The
template decides the wording and the layout, the dataclass decides nothing but what may not be missing.
Times are aware and are printed as the clock on the wall shows them (Asia/Ho_Chi_Minh).
Law: R-B1, R-B7, R-B11.
"""

from motcua.apps.documents.sheets.data import TIMEZONE, to_data
from motcua.apps.documents.sheets.forms import (
    ALL,
    Apology,
    ConsultationRequest,
    FeeReceipt,
    FilingProof,
    PaperHandOver,
    PostHandOver,
    RatingSlip,
    ReasonMissing,
    Receipt,
    Refusal,
    Register,
    RoutingSlip,
    Sheet,
    SheetKind,
    ShiftLine,
    ShiftSheet,
    StopNotice,
    SupplementRequest,
    TransferSlip,
    VerificationRecord,
)
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

__all__ = [
    "ALL",
    "TIMEZONE",
    "Apology",
    "Applicant",
    "Assignment",
    "ConsultationRequest",
    "Fee",
    "FeeReceipt",
    "FilingProof",
    "HandOver",
    "HandedDossier",
    "Letterhead",
    "Paper",
    "PaperHandOver",
    "Participant",
    "PostHandOver",
    "PostItem",
    "RatingSlip",
    "ReasonMissing",
    "Receipt",
    "Refusal",
    "Register",
    "RegisterEntry",
    "RoutingSlip",
    "Sheet",
    "SheetKind",
    "ShiftLine",
    "ShiftSheet",
    "Signer",
    "StopNotice",
    "SupplementRequest",
    "TransferSlip",
    "VerificationRecord",
    "to_data",
]
