"""The path of a dossier: what is done, what is now, what comes next."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a step of the path stands; `late` was done after its own limit."""

    OK = "ok"
    LATE = "late"
    NOW = "now"
    PAUSED = "paused"
    NEXT = "next"


ICONS = {
    State.OK: "check",
    State.LATE: "exclamation",
    State.NOW: "caret-right-fill",
    State.PAUSED: "pause-fill",
    State.NEXT: "",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One step: `when` is its moment in words, `pace` whether it was early, on time or late."""

    state: State
    title: str
    detail: str = ""
    when: str = ""
    pace: str = ""
    here: str = ""

    @property
    def icon(self) -> str:
        """The icon of the dot."""
        return ICONS[self.state]
