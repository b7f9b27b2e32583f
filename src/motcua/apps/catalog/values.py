"""Stored rows turned into the values of the domain, and back."""

from collections.abc import Mapping
from typing import Any

from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.text import search_key
from motcua.domain.workflow import Process, process_from_data, process_to_data


def process_of(procedure_key: str, number: int, data: dict[str, Any]) -> Process:
    """Return the process of a stored version. Raises ProcessDataInvalid for data of another making."""
    return process_from_data({"id": procedure_key, "version": number, **data})


def stored_process(process: Process) -> dict[str, Any]:
    """Return what is stored of a process: all but its id and version, which the row knows."""
    data = process_to_data(process)
    return {"start": data["start"], "steps": data["steps"]}


def names_of(definition: ProcedureDefinition) -> dict[str, Any]:
    """Return the columns of a procedure that follow its newest version."""
    return {
        "code": definition.code,
        "name": definition.name,
        "short_name": definition.short_name,
        "weight": definition.weight,
    }


def searched_words(data: Mapping[str, Any]) -> str:
    """Return what a search looks through of a draft, which need not be right yet."""
    field = data.get("field")
    named = [data.get("code"), data.get("short_name"), data.get("name")]
    named += [field.get("name")] if isinstance(field, Mapping) else []
    return search_key(" ".join(str(word) for word in named if word))


def searched_text(definition: ProcedureDefinition) -> str:
    """Return what a search in the database looks through, folded."""
    return search_key(
        " ".join((definition.code, definition.short_name, definition.name, definition.field.name))
    )
