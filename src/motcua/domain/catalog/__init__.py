"""What the law says of each procedure, and how far its service goes."""

from motcua.domain.catalog.branches import Branch, BranchKind, OnSilence
from motcua.domain.catalog.comparing import Change, ChangeKind, compare
from motcua.domain.catalog.data import procedure_from_data, procedure_to_data
from motcua.domain.catalog.definition import (
    Authority,
    Case,
    ClockStart,
    FieldOfWork,
    Level,
    Offer,
    ProcedureDefinition,
    ReceivingRule,
    RequiredDocument,
    ResultKind,
    Subject,
    UnknownCase,
    Urgency,
)
from motcua.domain.catalog.reading import DataInvalid, Problem
from motcua.domain.catalog.service import LevelStep, OnlineScope, PresenceReason, ServiceFlags, ServiceLevel

__all__ = [
    "Authority",
    "Branch",
    "BranchKind",
    "Case",
    "Change",
    "ChangeKind",
    "ClockStart",
    "DataInvalid",
    "FieldOfWork",
    "Level",
    "LevelStep",
    "Offer",
    "OnSilence",
    "OnlineScope",
    "PresenceReason",
    "Problem",
    "ProcedureDefinition",
    "ReceivingRule",
    "RequiredDocument",
    "ResultKind",
    "ServiceFlags",
    "ServiceLevel",
    "Subject",
    "UnknownCase",
    "Urgency",
    "compare",
    "procedure_from_data",
    "procedure_to_data",
]
