"""What a form consists of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.domain.forms.conditions import Condition
from motcua.domain.forms.rules import Comparison


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    TEXTAREA = "textarea"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    BOOLEAN = "boolean"
    RADIO = "radio"
    SELECT = "select"
    MULTISELECT = "multiselect"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    DATETIME = "datetime"
    PARTIAL_DATETIME = "partial_datetime"
    QUARTER = "quarter"
    CCCD = "cccd"
    MST = "mst"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    ADMIN_UNIT = "admin_unit"
    ADMIN_UNITS = "admin_units"
    COUNTRY = "country"
    ETHNICITY = "ethnicity"
    SCHOOL = "school"
    BANK_ACCOUNT = "bank_account"
    FILE = "file"
    IMAGE = "image"
    TABLE = "table"


NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY})
DATES = frozenset({FieldType.DATE, FieldType.PARTIAL_DATE, FieldType.DATETIME, FieldType.PARTIAL_DATETIME})
CHOICES = frozenset({FieldType.RADIO, FieldType.SELECT, FieldType.MULTISELECT})


class Privacy(StrEnum):
    """How far a field names or touches a person (R-I30)."""

    NONE = "none"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


_PRIVACY = {
    FieldType.BANK_ACCOUNT: Privacy.SENSITIVE,
    FieldType.IMAGE: Privacy.SENSITIVE,
    FieldType.CCCD: Privacy.PERSONAL,
    FieldType.PHONE: Privacy.PERSONAL,
    FieldType.EMAIL: Privacy.PERSONAL,
    FieldType.ADDRESS: Privacy.PERSONAL,
    FieldType.ETHNICITY: Privacy.PERSONAL,
    FieldType.PARTIAL_DATE: Privacy.PERSONAL,
}


def usual_privacy(field_type: FieldType) -> Privacy:
    """Return the privacy of a type of field where the form says nothing else."""
    return _PRIVACY.get(field_type, Privacy.NONE)


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form.

    `note` and `computed` are for people; `rule` is checked. `columns` are the fields of a table's
    rows, `level` the tier of an administrative unit (`tinh`, `huyen`, `xa`), `prefill` the source
    that can answer, such as `vneid.ho_ten`.
    """

    name: str
    label: str
    type: FieldType
    required: bool = False
    choices: tuple[Choice, ...] = ()
    pattern: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    max_length: int | None = None
    rule: Comparison | None = None
    note: str = ""
    computed: str = ""
    columns: tuple["Field", ...] = ()
    max_rows: int | None = None
    prefill: str = ""
    level: str = ""
    visible_when: Condition | None = None
    required_when: Condition | None = None
    privacy: Privacy = Privacy.NONE

    def allows(self, text: str) -> bool:
        """Tell whether a text follows the field's pattern."""
        return re.search(self.pattern, text) is not None

    def choice(self, value: str) -> Choice | None:
        """Return the choice with a value."""
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True)
class Section:
    """Fields under one title."""

    id: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class FormDefinition:
    """A whole form; `form_no` is the official number of the paper it replaces."""

    sections: tuple[Section, ...]
    form_no: str = ""

    def fields(self) -> Iterator[Field]:
        """Return every field in order, those of tables not included."""
        return (field for section in self.sections for field in section.fields)

    def field(self, name: str) -> Field | None:
        """Return the field with a name."""
        return next((field for field in self.fields() if field.name == name), None)
