"""An electronic form as a page shows it, and what was typed into it as the domain reads it.

`sections(form, entered, ...)` gives the values of `ui/eform.html`; `entered(form, post)` is the way back. The
names of inputs are the paths of the domain: `ho_ten`, `thanh_vien[2].ho_ten`. A table has a hidden
`thanh_vien:rows`, and buttons named `act` with `add:thanh_vien` and `drop:thanh_vien[2]`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.domain.forms import Field, FieldError, FieldType, FormDefinition
from motcua.ui import findings, rule_words

INPUTS: Final[Mapping[FieldType, str]] = {
    FieldType.TEXTAREA: "text",
    FieldType.BOOLEAN: "flag",
    FieldType.RADIO: "radio",
    FieldType.SELECT: "choice",
    FieldType.MULTISELECT: "choices",
    FieldType.FILE: "file",
    FieldType.IMAGE: "file",
    FieldType.ADMIN_UNITS: "lines",
}
DIGITS: Final = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY, FieldType.CCCD, FieldType.MST, FieldType.PHONE})  # fmt: skip
DAYS: Final = frozenset({FieldType.DATE, FieldType.PARTIAL_DATE, FieldType.DATETIME, FieldType.PARTIAL_DATETIME})  # fmt: skip
MOST_ROWS: Final = 200

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One input with all that the template writes."""

    name: str
    id: str
    kind: str
    label: str
    optional: bool
    value: str = ""
    chosen: Sequence[str] = ()
    options: Sequence[tuple[str, str]] = ()
    error: str = ""
    help: str = ""
    mode: str = "text"
    hint: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTable:
    """A repeating table: rows of questions, each row with its path."""

    name: str
    id: str
    label: str
    optional: bool
    rows: Sequence[tuple[str, int, Sequence[Question]]]
    error: str = ""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class QuestionSection:
    """Questions under one title."""

    id: str
    title: str
    questions: Sequence[Question | QuestionTable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was typed, what was kept of it, what is wrong with it, and what the form works out by itself."""

    typed: Mapping[str, Any]
    kept: Mapping[str, Any]
    errors: Mapping[str, FieldError]
    computed: Mapping[str, Any]
    more_rows: str = ""


def sections(form: FormDefinition, answers: Answers) -> list[QuestionSection]:
    """Return the form with the questions that are asked now; `more_rows` names a table with one row more."""
    labels = findings.labels_of(tuple(form.fields()))
    found = []
    for section in form.sections:
        asked = [
            _question(field, answers, labels) for field in section.fields if _is_asked(field, answers.kept)
        ]
        if asked:
            found.append(QuestionSection(f"s-{section.id}", section.title, asked))
    return found


def entered(form: FormDefinition, post: QueryDict) -> dict[str, Any]:
    """Return what was typed, by the names of the form; fields that were not on the page are left out."""
    found: dict[str, Any] = {}
    for field in form.fields():
        if field.type is FieldType.TABLE:
            count = _count(post.get(f"{field.name}:rows", ""))
            found[field.name] = [_row(field, index, post) for index in range(count)]
        else:
            _take(found, field, field.name, post)
    return found


def without_row(typed: dict[str, Any], place: str) -> dict[str, Any]:
    """Return what was typed without one row of a table, such as `thanh_vien[2]`."""
    name, _bracket, number = place.rstrip("]").partition("[")
    rows = typed.get(name)
    if isinstance(rows, list) and number.isdigit():
        typed = {**typed, name: [row for index, row in enumerate(rows) if index != int(number)]}
    return typed


def error_list(form: FormDefinition, errors: Mapping[str, FieldError]) -> list[tuple[str, str, str]]:
    """Return every error with the id of its input, the label of its field and the sentence."""
    return [
        (findings.anchor(path), findings.label_at(form, path), findings.sentence_at(form, path, error))
        for path, error in errors.items()
    ]


def _question(field: Field, answers: Answers, labels: Labels) -> Question | QuestionTable:
    error = answers.errors.get(field.name)
    if field.type is not FieldType.TABLE:
        value = answers.computed.get(field.name, answers.typed.get(field.name))
        return _one(field, field.name, value, answers, labels, computed=field.name in answers.computed)
    stored = answers.typed.get(field.name)
    rows = list(stored) if isinstance(stored, list) else []
    if answers.more_rows == field.name or not rows:
        rows.append({})
    return QuestionTable(
        name=field.name,
        id=findings.anchor(field.name),
        label=field.label,
        optional=not _is_needed(field, answers.kept),
        error=findings.sentence(field, error, labels) if error else "",
        rows=[(f"{field.name}[{i}]", i + 1, _cells(field, i, row, answers)) for i, row in enumerate(rows)],
    )


def _cells(table: Field, index: int, row: Any, answers: Answers) -> list[Question]:
    given = row if isinstance(row, Mapping) else {}
    labels = findings.labels_of(table.columns)
    return [
        _one(
            column,
            f"{table.name}[{index}].{column.name}",
            given.get(column.name),
            answers,
            labels,
            computed=False,
        )
        for column in table.columns
    ]


def _one(
    field: Field, name: str, value: Any, answers: Answers, labels: Labels, *, computed: bool
) -> Question:
    error = answers.errors.get(name)
    several = isinstance(value, list)
    return Question(
        name=name,
        id=findings.anchor(name),
        kind=INPUTS.get(field.type, "line"),
        label=field.label,
        optional=not _is_needed(field, answers.kept),
        value=_shown(value),
        chosen=[str(one) for one in value] if several else ([str(value)] if value is not None else []),
        options=[(choice.value, choice.label) for choice in field.choices],
        error=findings.sentence(field, error, labels) if error else "",
        help=rule_words.help_of(field),
        mode="numeric" if field.type in DIGITS else "text",
        hint=_("ngày/tháng/năm") if field.type in DAYS else "",
        computed=computed,
    )


def _is_asked(field: Field, kept: Mapping[str, Any]) -> bool:
    return field.visible_when is None or field.visible_when.holds(kept)


def _is_needed(field: Field, kept: Mapping[str, Any]) -> bool:
    return field.required or (field.required_when is not None and field.required_when.holds(kept))


def _row(table: Field, index: int, post: QueryDict) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in table.columns:
        _take(found, column, f"{table.name}[{index}].{column.name}", post)
    return found


def _take(found: dict[str, Any], field: Field, name: str, post: QueryDict) -> None:
    if field.type is FieldType.MULTISELECT:
        found[field.name] = post.getlist(name)
    elif field.type is FieldType.ADMIN_UNITS:
        found[field.name] = [line.strip() for line in post.get(name, "").splitlines() if line.strip()]
    elif name in post:
        found[field.name] = post[name]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, Mapping):
        return ", ".join(str(part) for part in value.values())
    return "" if value is None else str(value)


def _count(text: str) -> int:
    return min(int(text), MOST_ROWS) if text.isdigit() and len(text) < 5 else 0
