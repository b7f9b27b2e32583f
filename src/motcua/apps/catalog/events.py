"""What this app announces."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ProcedurePublished:
    """A version of a procedure was published; it is in force from a day on. Running dossiers keep theirs."""

    procedure_key: str
    number: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class ProcessPublished:
    """A version of a process was published. Running dossiers keep theirs."""

    procedure_key: str
    number: int
    valid_from: date
