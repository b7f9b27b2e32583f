"""The answers of an electronic form as people read them: question and answer, in the order of the form."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from motcua.domain.forms import Field, FieldType, FormDefinition
from motcua.domain.identity import PartialDateInvalid, parse_partial_date

DATES = frozenset({FieldType.DATE, FieldType.PARTIAL_DATE})


def shown(form: FormDefinition, answers: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return question and answer of everything that was answered, in the order of the form."""
    found = ((field.label, _words(field, answers.get(field.name))) for field in form.fields())
    return tuple((label, words) for label, words in found if words)


def _words(field: Field, value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, Mapping):
        return _row(field, value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(_words(field, one) for one in value)
    return _plain(field, str(value))


def _row(field: Field, row: Mapping[str, object]) -> str:
    """Return one line of a table."""
    parts = ((column.label, _words(column, row.get(column.name))) for column in field.columns)
    return ", ".join(f"{label}: {words}" for label, words in parts if words)


def _plain(field: Field, text: str) -> str:
    if choice := field.choice(text):
        return choice.label
    if field.type not in DATES:
        return text
    try:
        return parse_partial_date(text).written()
    except PartialDateInvalid:
        return text
