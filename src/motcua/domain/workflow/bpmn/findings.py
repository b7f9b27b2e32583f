"""What of a model was not understood, or only guessed."""

from dataclasses import dataclass, field
from enum import StrEnum


class FindingCode(StrEnum):
    """Why something needs a look."""

    NOT_UNDERSTOOD = "bpmn.not-understood"
    TAKEN_AS_STEP = "bpmn.taken-as-step"
    TAKEN_AS_CHOICE = "bpmn.taken-as-choice"
    EVENT_PASSED = "bpmn.event-passed"
    POOL_IGNORED = "bpmn.pool-ignored"
    START_IGNORED = "bpmn.start-ignored"
    START_GUESSED = "bpmn.start-guessed"
    STEP_ADDED = "bpmn.step-added"
    FLOW_BROKEN = "bpmn.flow-broken"
    GATEWAYS_IN_CIRCLE = "bpmn.gateways-in-circle"
    TOO_MANY_WAYS = "bpmn.too-many-ways"
    UNIT_GUESSED = "bpmn.unit-guessed"
    ROLE_GUESSED = "bpmn.role-guessed"
    TIME_MISSING = "bpmn.time-missing"
    ATTRIBUTE_INVALID = "bpmn.attribute-invalid"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing: the id and name of the element, and what of it (its kind, an attribute, what was guessed)."""

    code: FindingCode
    element: str
    name: str = ""
    detail: str = ""


@dataclass(slots=True)
class Findings:
    """Findings while they are gathered, each once."""

    _found: dict[Finding, None] = field(default_factory=dict)

    def add(self, code: FindingCode, element: str, name: str = "", detail: str = "") -> None:
        """Keep a finding."""
        self._found[Finding(code, element, name, detail)] = None

    def all(self) -> tuple[Finding, ...]:
        """Return what was found, in the order in which it was met."""
        return tuple(self._found)
