"""What shall become of a dossier, drawn before it comes in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from random import Random

from motcua.apps.ops.demo.arrivals import Filing
from motcua.apps.ops.demo.chances import Weighted, happens
from motcua.apps.ops.demo.tables import EARLY, LATE, Habits
from motcua.domain.catalog import BranchKind
from motcua.domain.dossier.values import Channel


class Where(StrEnum):
    """Where a dossier waits when the history ends; the words of `demo/dossiers.yaml`."""

    FILED = "filed"
    FILED_SUPPLEMENT = "filed_supplement"
    RECEIVED = "received"
    TRAY = "tray"
    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    CONSULTATION = "consultation"
    WITHDRAWAL = "withdrawal"
    RESULT = "result"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Hold:
    """A dossier that is brought to a step and left there, in the hands of an account or for all of its unit.

    `asked` is the unit and the role that a consultation goes to.
    """

    where: Where
    arrive_at: datetime
    step: str = ""
    account: int | None = None
    claimed: bool = False
    asked: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The turns that one history takes, as far as its process lets it."""

    punctuality: str = EARLY
    on_spot: bool = False
    refused_intake: bool = False
    supplement_before: bool = False
    supplement: bool = False
    answered: bool = True
    consult: bool = False
    silent: bool = False
    paying: bool = False
    side_step: bool = False
    refused: bool = False
    rework: bool = False
    recalled: bool = False
    withdrawn: bool = False
    stopped: bool = False
    extended: bool = False
    corrected: bool = False
    noted: bool = False
    collected: bool = True
    hold: Hold | None = None


def class_of(habits: Habits, filing: Filing) -> str:
    """Return the class of punctuality of whoever decides."""
    competent = filing.offered.competent
    if filing.offered.definition.same_day and competent.level == "commune":
        return "same_day"
    table = habits.punctuality_of
    return table.get(competent.key) or table.get(competent.kind, "department")


def draw(chance: Random, habits: Habits, filing: Filing) -> Plan:
    """Return what becomes of a filing."""
    definition, field_key = filing.offered.definition, filing.offered.definition.field.key
    shares: Weighted[str] = habits.punctuality[class_of(habits, filing)]
    punctuality = shares.draw(chance)
    in_person = filing.channel == Channel.COUNTER or filing.assisted
    tier = filing.offered.competent.level
    return Plan(
        punctuality=punctuality,
        on_spot=filing.channel == Channel.COUNTER
        and definition.immediate
        and filing.receiving == filing.offered.competent
        and happens(chance, habits.rate_of("on_the_spot", field_key)),
        refused_intake=happens(
            chance, habits.rate("refused_at_counter") if in_person else habits.intake["refuse"]
        ),
        supplement_before=not in_person and happens(chance, habits.intake["supplement"]),
        supplement=happens(chance, habits.rate_of("supplements", field_key)),
        answered=not happens(chance, habits.rate("never_supplemented")),
        consult=happens(chance, habits.rate_of("consulted", definition.key)),
        silent=happens(chance, habits.rate("consultation_silent")),
        paying=bool(definition.branches_of(BranchKind.PAYMENT)) and happens(chance, habits.rate("paying")),
        side_step=happens(chance, habits.rate("side_step")),
        refused=happens(chance, habits.rate("refused")),
        rework=happens(chance, habits.rate("rework")),
        recalled=happens(chance, habits.rate("recalled")),
        withdrawn=happens(chance, habits.rate_of("withdrawn", tier)),
        stopped=happens(chance, habits.rate_of("stopped", tier)),
        extended=punctuality == LATE and happens(chance, habits.rate("extended")),
        corrected=happens(chance, habits.rate("corrected")),
        noted=happens(chance, habits.rate("noted")),
    )
