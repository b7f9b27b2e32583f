"""Everything that is wrong with the data of a form, not only the first of it.

Whoever writes a form is helped by all faults at once. What is wrong at one place is set aside, and the rest
is read again.
"""

import copy
import re
from collections.abc import Mapping
from typing import Any, Final

from motcua.domain.forms.data import form_from_data
from motcua.domain.forms.reading import FormDataInvalid

MOST: Final = 50
_PLACE: Final = re.compile(r"(sections|fields|columns)\[(\d+)\]")
_PART: Final = re.compile(r"\.?([a-z_]+)")
_HARMLESS: Final[Mapping[str, Any]] = {"label": "x", "type": "text", "id": "x", "title": "x"}


def faults_of(data: object, blocks: Mapping[str, object] | None = None) -> tuple[FormDataInvalid, ...]:
    """Return what is wrong with the data of a form, in the order in which it is found; at most fifty faults."""
    found: list[FormDataInvalid] = []
    rest = copy.deepcopy(data)
    while len(found) < MOST:
        try:
            form_from_data(rest, blocks)
        except FormDataInvalid as fault:
            found.append(fault)
            if not _set_aside(rest, fault, len(found)):
                break
        else:
            break
    return tuple(found)


def _set_aside(data: Any, fault: FormDataInvalid, number: int) -> bool:
    """Make a place harmless; return whether that was possible."""
    holder, end = data, 0
    for place in _PLACE.finditer(fault.path):
        entries = holder.get(place[1]) if isinstance(holder, dict) else None
        if place.start() > end + 1 or not isinstance(entries, list):
            return False
        holder, end = entries[int(place[2])], place.end()
    part = _PART.match(fault.path, end)
    if part is None or not isinstance(holder, dict):
        return False
    _make_harmless(holder, part[1], fault.fact, number)
    return bool(end)


def _make_harmless(holder: dict[str, Any], name: str, fact: str, number: int) -> None:
    if name == "name":
        holder["name"] = f"x{number}_"
    elif name in ("choices", "columns") and fact == "missing":
        holder["type"] = "text"
    elif name in _HARMLESS:
        holder[name] = _HARMLESS[name]
        if name == "type":
            holder.pop("choices", None)
            holder.pop("columns", None)
    else:
        holder.pop(name, None)
