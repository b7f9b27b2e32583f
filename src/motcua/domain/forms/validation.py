"""Check what was entered against a form: the same check before filing, at the counter and at the API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from types import MappingProxyType
from typing import Any

from motcua.domain.errors import DomainError
from motcua.domain.forms.definition import Field, FieldType, FormDefinition
from motcua.domain.forms.rules import FILED_ON, Comparison, in_our_time
from motcua.domain.forms.values import Fault, Json, Refused, Registers, is_blank, keep
from motcua.domain.identity import CitizenId, require_born

_NO_REGISTERS: Registers = MappingProxyType({})
USUAL_MAX_ROWS = 200
"""Of a table that does not say how many rows it may have."""


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field: a stable code and its facts."""

    code: str
    facts: Mapping[str, str | int] = dataclass_field(default_factory=dict)


@dataclass(frozen=True)
class Validation:
    """What is kept of a form, and what is wrong by path: `ho_ten`, `thanh_vien[2].ho_ten`.

    `values` hold the fields without fault that are visible, also when others are wrong.
    """

    values: Mapping[str, Json]
    errors: Mapping[str, FieldError]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.errors


def validate(
    form: FormDefinition,
    entered: Mapping[str, Any],
    *,
    filed_on: date,
    registers: Registers = _NO_REGISTERS,
    allow_future_birth: bool = False,
) -> Validation:
    """Check a form that is to be filed. Never raises for anything that was entered.

    `allow_future_birth` welcomes invented people of the 22nd century, as demonstration data needs.
    """
    check = _Check(filed_on, registers, complete=True, allow_future_birth=allow_future_birth)
    return check.run(form, entered)


def validate_draft(
    form: FormDefinition,
    entered: Mapping[str, Any],
    *,
    filed_on: date,
    registers: Registers = _NO_REGISTERS,
    allow_future_birth: bool = False,
) -> Validation:
    """Check a form that is to be saved and continued later: everything but what is missing."""
    check = _Check(filed_on, registers, complete=False, allow_future_birth=allow_future_birth)
    return check.run(form, entered)


class _Check:
    """One pass over a form."""

    def __init__(
        self, filed_on: date, registers: Registers, *, complete: bool, allow_future_birth: bool
    ) -> None:
        self._filed_on = filed_on
        self._registers = registers
        self._complete = complete
        self._allow_future_birth = allow_future_birth
        self._errors: dict[str, FieldError] = {}

    def run(self, form: FormDefinition, entered: Mapping[str, Any]) -> Validation:
        values = self._fields(tuple(form.fields()), entered, prefix="")
        return Validation(values, self._errors)

    def _fields(self, fields: Sequence[Field], entered: Mapping[str, Any], *, prefix: str) -> dict[str, Json]:
        """Check fields in order, so that conditions see what was kept of the fields before."""
        values: dict[str, Json] = {}
        for field in fields:
            if field.visible_when is None or field.visible_when.holds(values):
                self._field(field, entered.get(field.name), values, prefix + field.name)
        names = {field.name for field in fields}
        for name in entered:
            if name not in names:
                self._errors[f"{prefix}{name}"] = FieldError(Fault.UNKNOWN_FIELD)
        for field in fields:
            path = prefix + field.name
            if field.rule and path not in self._errors and self._breaks(field.rule, values):
                self._errors[path] = FieldError(Fault.RULE_BROKEN, {"rule": field.rule.text})
        return values

    def _breaks(self, rule: Comparison, values: Mapping[str, Json]) -> bool:
        known: dict[str, Json] = {FILED_ON: self._filed_on.isoformat(), **values}
        if self._allow_future_birth and FILED_ON in rule.fields():
            known |= {name: in_our_time(value, by=self._filed_on) for name, value in values.items()}
        return rule.broken(known)

    def _field(self, field: Field, raw: object, values: dict[str, Json], path: str) -> None:
        kept = self._rows(field, raw, path) if field.type is FieldType.TABLE else self._one(field, raw, path)
        if kept is not None:
            values[field.name] = kept
        elif path not in self._errors and self._complete and _is_required(field, values):
            self._errors[path] = FieldError(Fault.REQUIRED)

    def _one(self, field: Field, raw: object, path: str) -> Json | None:
        if is_blank(raw):
            return None
        try:
            return self._keep(field, raw)
        except Refused as refusal:
            self._errors[path] = FieldError(refusal.fault, refusal.facts)
        except DomainError as error:
            self._errors[path] = FieldError(error.code, _facts(error))
        return None

    def _keep(self, field: Field, raw: object) -> Json:
        kept = keep(field, raw, self._registers)
        if field.type is FieldType.CCCD:
            citizen_id = CitizenId(str(kept))
            require_born(citizen_id, by=self._filed_on, allow_future_birth=self._allow_future_birth)
        return kept

    def _rows(self, field: Field, raw: object, path: str) -> Json | None:
        """Check the rows of a table; blank rows are left out and keep their place in paths."""
        if is_blank(raw):
            return None
        if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
            self._errors[path] = FieldError(Fault.WRONG_SHAPE)
            return None
        filled = [(place, row) for place, row in enumerate(raw) if not all(map(is_blank, row.values()))]
        maximum = field.max_rows or USUAL_MAX_ROWS
        if len(filled) > maximum:
            self._errors[path] = FieldError(Fault.TOO_MANY_ROWS, {"maximum": maximum})
            return None
        rows = [self._fields(field.columns, row, prefix=f"{path}[{place}].") for place, row in filled]
        return rows or None


def _is_required(field: Field, values: Mapping[str, Json]) -> bool:
    return field.required or (field.required_when is not None and field.required_when.holds(values))


def _facts(error: DomainError) -> dict[str, str | int]:
    return {name: fact for name, fact in vars(error).items() if isinstance(fact, str | int)}
