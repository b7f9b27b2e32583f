"""Namespaces of BPMN 2.0 and ours, and the names of what we add."""

from typing import Final

MODEL: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
CANVAS: Final = "http://www.omg.org/spec/DD/20100524/DC"
INTERCHANGE: Final = "http://www.omg.org/spec/DD/20100524/DI"
INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
OURS: Final = "urn:motcua:process:1"

PREFIXES: Final = {
    "bpmn": MODEL,
    "bpmndi": DIAGRAM,
    "dc": CANVAS,
    "di": INTERCHANGE,
    "xsi": INSTANCE,
    "motcua": OURS,
}


def bpmn(name: str) -> str:
    """Return the full name of a BPMN element."""
    return f"{{{MODEL}}}{name}"


def ours(name: str) -> str:
    """Return the full name of an element of the extension."""
    return f"{{{OURS}}}{name}"
