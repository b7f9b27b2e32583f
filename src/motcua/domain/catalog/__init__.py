"""What the law says of each procedure, and how far its service goes."""

from motcua.domain.catalog.branches import Branch, BranchKind, OnSilence
from motcua.domain.catalog.comparing import Change, ChangeKind, compare
from motcua.domain.catalog.data import procedure_from_data, procedure_to_data
from motcua.domain.catalog.definition import (
    Authority,
    Case,
    CaseAnswer,
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
from motcua.domain.catalog.findings import Finding, Place, findings, needed_papers
from motcua.domain.catalog.leading import CASE_QUESTION, Option, Question, lead
from motcua.domain.catalog.reading import DataInvalid, Problem
from motcua.domain.catalog.service import LevelStep, OnlineScope, PresenceReason, ServiceFlags, ServiceLevel

__all__ = [
    "CASE_QUESTION",
    "Authority",
    "Branch",
    "BranchKind",
    "Case",
    "CaseAnswer",
    "Change",
    "ChangeKind",
    "ClockStart",
    "DataInvalid",
    "FieldOfWork",
    "Finding",
    "Level",
    "LevelStep",
    "Offer",
    "OnSilence",
    "OnlineScope",
    "Option",
    "Place",
    "PresenceReason",
    "Problem",
    "ProcedureDefinition",
    "Question",
    "ReceivingRule",
    "RequiredDocument",
    "ResultKind",
    "ServiceFlags",
    "ServiceLevel",
    "Subject",
    "UnknownCase",
    "Urgency",
    "compare",
    "findings",
    "lead",
    "needed_papers",
    "procedure_from_data",
    "procedure_to_data",
]
