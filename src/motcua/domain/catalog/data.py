"""A procedure as plain data (JSON, YAML) and back.

Reading is strict and complete: every field that is missing, of the wrong type or unknown is named with
its path, such as `documents[2].copies`. What has a default may be left out; writing leaves out what is
empty, so that a stored version stays readable.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any, Final

from motcua.domain.catalog.branches import Branch, BranchKind, OnSilence
from motcua.domain.catalog.definition import (
    CASE_NAME,
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
)
from motcua.domain.catalog.fee_data import fee_from_data, fee_to_data
from motcua.domain.catalog.reading import UNITS, DataInvalid, Problem, Reader
from motcua.domain.catalog.service import PresenceReason, ServiceFlags
from motcua.domain.deadlines import Allowance
from motcua.domain.fees import Channel
from motcua.domain.forms import (
    Condition,
    FormDataInvalid,
    FormDefinition,
    condition_text,
    faults_of,
    form_from_data,
    form_to_data,
    parse_condition,
)

KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PROCEDURE_CODE: Final = re.compile(r"[1-6]\.\d{6}")
FIELD_CODE: Final = re.compile(r"[GH]\d{2}-[A-Z]{2}\d{2}")
CASE_CODE: Final = re.compile(r"\d{2}")
"""The forms of R-C30, R-C31 and R-C33; a key is the last part of an address."""

_UNIT_NAMES: Final = {unit: name for name, unit in UNITS.items()}

ReadOne = Callable[[object, str], Any]


def procedure_from_data(data: object, form_blocks: Mapping[str, object] | None = None) -> ProcedureDefinition:
    """Return the procedure that data describes. Raises DataInvalid with every problem found.

    `form_blocks` are the sections that forms share; a stored procedure holds its whole form and needs none.
    """
    problems: list[Problem] = []
    definition = _procedure(data, form_blocks or {}, problems)
    if problems:
        raise DataInvalid(problems)
    return definition


def procedure_to_data(definition: ProcedureDefinition) -> dict[str, Any]:
    """Return the procedure as dictionaries, lists, text, numbers and booleans."""
    written = {name: getattr(definition, name) for name in _PLAIN_FIELDS}
    return _without_empty(
        written
        | {
            "field": _fields_of(definition.field),
            "levels": _values(definition.levels),
            "subjects": _values(definition.subjects),
            "authority": _fields_of(definition.authority),
            "offer": _offer_to_data(definition.offer),
            "allowance": _allowance_to_data(definition.allowance),
            "cutoff": definition.cutoff.isoformat("minutes") if definition.cutoff else None,
            "clock_start": definition.clock_start.value,
            "channels": _values(definition.channels),
            "service": _service_to_data(definition.service),
            "cases": [_case_to_data(case) for case in definition.cases],
            "case_answers": [_case_answer_to_data(answer) for answer in definition.case_answers],
            "documents": [_document_to_data(document) for document in definition.documents],
            "fees": [fee_to_data(fee) for fee in definition.fees],
            "results": [_fields_of(result) for result in definition.results],
            "form": form_to_data(definition.form) if definition.form else None,
            "branches": [_branch_to_data(branch) for branch in definition.branches],
            "partners": list(definition.partners),
            "legal_basis": list(definition.legal_basis),
            "notes": list(definition.notes),
        },
        kept=("accepts",),
    )


_PLAIN_FIELDS: Final = (
    "key", "code", "name", "short_name", "immediate", "accepts", "publishing_decision", "weight",
)  # fmt: skip


def _procedure(
    data: object, form_blocks: Mapping[str, object], problems: list[Problem]
) -> ProcedureDefinition:
    reader = Reader(data, "", problems, known=[field.name for field in fields(ProcedureDefinition)])

    def using(read: Callable[[object, str, list[Problem]], Any]) -> ReadOne:
        return lambda value, place: read(value, place, problems)

    def form(value: object, place: str) -> FormDefinition | None:
        return _form(value, place, form_blocks, problems)

    definition = ProcedureDefinition(
        key=reader.coded("key", KEY),
        code=reader.coded("code", PROCEDURE_CODE, ""),
        name=reader.text("name"),
        short_name=reader.text("short_name", ""),
        field=reader.mapping("field", using(_field), FieldOfWork("", "")),
        levels=reader.choices("levels", Level),
        subjects=reader.choices("subjects", Subject),
        authority=reader.mapping("authority", using(_authority), Authority(decides="")),
        offer=reader.mapping("offer", using(_offer), Offer()),
        allowance=reader.allowance("allowance"),
        cutoff=reader.clock("cutoff"),
        clock_start=reader.choice("clock_start", ClockStart, ClockStart.VALID_DOSSIER.value),
        immediate=reader.flag("immediate"),
        accepts=reader.flag("accepts", default=True),
        channels=reader.choices("channels", Channel),
        service=reader.mapping("service", using(_service), ServiceFlags()),
        cases=reader.each("cases", using(_case), ()),
        case_answers=reader.each("case_answers", using(_case_answer), ()),
        documents=reader.each("documents", using(_document), ()),
        fees=reader.each("fees", using(fee_from_data), ()),
        results=reader.each("results", using(_result)),
        form=reader.mapping("form", form, None),
        branches=reader.each("branches", using(_branch), ()),
        partners=reader.texts("partners"),
        legal_basis=reader.texts("legal_basis"),
        publishing_decision=reader.text("publishing_decision", ""),
        notes=reader.texts("notes"),
        weight=reader.number("weight", 0),
    )
    for name in ("field", "authority", "offer"):
        if not reader.has(name):
            reader.note(name, "missing")
    _note_repeated(reader, "cases", [case.code for case in definition.cases])
    _note_unknown_cases(reader, definition)
    _note_unknown_fields(reader, definition)
    _note_repeated(reader, "documents", [document.id for document in definition.documents])
    _note_repeated(reader, "branches", [branch.id for branch in definition.branches])
    return definition


def _note_unknown_cases(reader: Reader, definition: ProcedureDefinition) -> None:
    known = {case.code for case in definition.cases}
    for index, row in enumerate(definition.case_answers):
        for place, code in enumerate(row.cases):
            if code not in known:
                reader.note(f"case_answers[{index}].cases[{place}]", "unknown-value", code)


def _note_unknown_fields(reader: Reader, definition: ProcedureDefinition) -> None:
    known = (
        {CASE_NAME, *(field.name for field in definition.form.fields())} if definition.form else {CASE_NAME}
    )
    for index, document in enumerate(definition.documents):
        for name in document.needed_when.fields() if document.needed_when else ():
            if name not in known:
                reader.note(f"documents[{index}].needed_when", "unknown-field", name)


def _note_repeated(reader: Reader, name: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            reader.note(f"{name}[{index}]", "repeated", one)
        seen.add(one)


def _form(
    data: object, path: str, blocks: Mapping[str, object], problems: list[Problem]
) -> FormDefinition | None:
    faults = faults_of(data, blocks)
    for fault in faults:
        shared = fault.path.startswith("form_blocks")
        place = fault.path if shared else f"{path}.{fault.path}".removesuffix(".")
        problems.append(Problem(place, fault.fact, "" if fault.value is None else str(fault.value)))
    return None if faults else form_from_data(data, blocks)


def _field(data: object, path: str, problems: list[Problem]) -> FieldOfWork:
    reader = Reader(data, path, problems, known=("key", "name", "code"))
    return FieldOfWork(
        key=reader.coded("key", KEY), name=reader.text("name"), code=reader.coded("code", FIELD_CODE, "")
    )


def _authority(data: object, path: str, problems: list[Problem]) -> Authority:
    reader = Reader(data, path, problems, known=("decides", "receives", "handled_by", "handled_before"))
    return Authority(
        decides=reader.text("decides"),
        receives=reader.text("receives", ""),
        handled_by=reader.text("handled_by", ""),
        handled_before=reader.text("handled_before", ""),
    )


def _offer(data: object, path: str, problems: list[Problem]) -> Offer:
    reader = Reader(data, path, problems, known=[field.name for field in fields(Offer)])
    offer = Offer(
        agencies=reader.texts("agencies"),
        kinds=reader.texts("kinds"),
        received_at=reader.choices("received_at", ReceivingRule, [ReceivingRule.COMPETENT_AGENCY.value]),
        receiver=reader.text("receiver", ""),
    )
    if not offer.agencies and not offer.kinds:
        reader.note("agencies", "missing")
    return offer


def _offer_to_data(offer: Offer) -> dict[str, Any]:
    return _without_empty(
        {
            "agencies": list(offer.agencies),
            "kinds": list(offer.kinds),
            "received_at": _values(offer.received_at),
            "receiver": offer.receiver,
        }
    )


def _service(data: object, path: str, problems: list[Problem]) -> ServiceFlags:
    reader = Reader(data, path, problems, known=[field.name for field in fields(ServiceFlags)])
    return ServiceFlags(
        information=reader.flag("information", default=True),
        forms=reader.flag("forms"),
        online_filing=reader.flag("online_filing"),
        online_payment=reader.flag("online_payment"),
        result_delivery=reader.flag("result_delivery"),
        presence=reader.choice("presence", PresenceReason) if reader.has("presence") else None,
    )


def _service_to_data(service: ServiceFlags) -> dict[str, Any]:
    return _fields_of(service, kept=("information",)) | (
        {"presence": service.presence.value} if service.presence else {}
    )


def _case(data: object, path: str, problems: list[Problem]) -> Case:
    reader = Reader(data, path, problems, known=("code", "label", "allowance"))
    return Case(
        code=reader.coded("code", CASE_CODE),
        label=reader.text("label"),
        allowance=reader.allowance("allowance"),
    )


def _case_to_data(case: Case) -> dict[str, Any]:
    return {"code": case.code, "label": case.label, "allowance": _allowance_to_data(case.allowance)}


def _case_answer(data: object, path: str, problems: list[Problem]) -> CaseAnswer:
    reader = Reader(data, path, problems, known=("question", "answer", "cases"))
    cases = reader.texts("cases")
    if not cases:
        reader.note("cases", "missing")
    return CaseAnswer(question=reader.text("question"), answer=reader.text("answer"), cases=cases)


def _case_answer_to_data(row: CaseAnswer) -> dict[str, Any]:
    return {"question": row.question, "answer": row.answer, "cases": list(row.cases)}


def _document(data: object, path: str, problems: list[Problem]) -> RequiredDocument:
    reader = Reader(data, path, problems, known=[field.name for field in fields(RequiredDocument)])
    condition = reader.text("condition", "")
    return RequiredDocument(
        id=reader.text("id"),
        name=reader.text("name"),
        originals=reader.number("originals", 0),
        copies=reader.number("copies", 0),
        form_no=reader.text("form_no", ""),
        condition=condition,
        needed_when=_needed_when(reader),
        replaceable_by=reader.text("replaceable_by", ""),
        required=reader.flag("required", default=not condition),
    )


def _needed_when(reader: Reader) -> Condition | None:
    text = reader.text("needed_when", "")
    try:
        return parse_condition(text, path="needed_when") if text.strip() else None
    except FormDataInvalid as fault:
        reader.note("needed_when", fault.fact, text)
        return None


def _document_to_data(document: RequiredDocument) -> dict[str, Any]:
    written = _fields_of(document)
    if document.needed_when:
        written["needed_when"] = condition_text(document.needed_when)
    if document.required is not bool(document.condition):
        written.pop("required", None)  # What the condition says already.
    else:
        written["required"] = document.required
    return written


def _result(data: object, path: str, problems: list[Problem]) -> ResultKind:
    reader = Reader(data, path, problems, known=("name", "code"))
    return ResultKind(name=reader.text("name"), code=reader.text("code", ""))


def _branch(data: object, path: str, problems: list[Problem]) -> Branch:
    reader = Reader(data, path, problems, known=[field.name for field in fields(Branch)])
    return Branch(
        id=reader.text("id"),
        kind=reader.choice("kind", BranchKind),
        name=reader.text("name"),
        at=reader.texts("at"),
        step=reader.text("step", ""),
        partner=reader.text("partner", ""),
        unit=reader.text("unit", ""),
        within=reader.allowance("within") if reader.has("within") else None,
        on_silence=reader.choice("on_silence", OnSilence, OnSilence.WAITS.value),
        counts=reader.flag("counts", default=True),
        max_times=reader.number("max_times", least=1) if reader.has("max_times") else None,
        document=reader.text("document", ""),
        sends=reader.text("sends", ""),
        returns=reader.text("returns", ""),
        note=reader.text("note", ""),
    )


def _branch_to_data(branch: Branch) -> dict[str, Any]:
    written = _fields_of(branch) | _without_empty(
        {
            "kind": branch.kind.value,
            "at": list(branch.at),
            "within": _allowance_to_data(branch.within) if branch.within else None,
            "on_silence": branch.on_silence.value,
        }
    )
    if branch.on_silence is OnSilence.WAITS:
        del written["on_silence"]
    # Time that counts is the rule and goes without saying.
    written.pop("counts", None)
    return written if branch.counts else written | {"counts": False}


def _allowance_to_data(allowance: Allowance) -> dict[str, int]:
    return {_UNIT_NAMES[allowance.unit]: allowance.amount}


def _values(members: Iterable[Any]) -> list[str]:
    return [member.value for member in members]


def _fields_of(value: Any, *, kept: tuple[str, ...] = ()) -> dict[str, Any]:
    return _without_empty({field.name: getattr(value, field.name) for field in fields(value)}, kept=kept)


def _without_empty(data: dict[str, Any], *, kept: tuple[str, ...] = ()) -> dict[str, Any]:
    """Leave out what reads back the same when missing, but keep a "no" whose default is "yes"."""
    return {name: value for name, value in data.items() if value or name in kept}
