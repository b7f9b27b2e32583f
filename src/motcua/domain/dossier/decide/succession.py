"""Passing a dossier on when agencies or units have ended (R-0.3): code, clock and due date stay."""

from motcua.domain.dossier import commands
from motcua.domain.dossier.context import Context
from motcua.domain.dossier.decide.checks import reason_given
from motcua.domain.dossier.events import Event, TakenOver
from motcua.domain.dossier.refusals import NothingToTakeOver
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.values import UnitPassed


def take_over(state: DossierState, command: commands.TakeOver, ctx: Context) -> tuple[Event, ...]:
    """Let successors take over what concerns this dossier. Raises NothingToTakeOver, ReasonMissing."""
    passed = tuple(each for each in command.units if _passes(state, each))
    if not passed and command.competent_agency == state.competent_agency:
        raise NothingToTakeOver
    counter = next((each for each in passed if each.unit == state.receiving_unit), None)
    return (
        TakenOver(
            order=command.order,
            ordered_by=command.ordered_by,
            decision=reason_given(command.decision, field="decision"),
            receiving_unit=counter.to_unit if counter else state.receiving_unit,
            receiving_agency=counter.to_agency if counter else state.receiving_agency,
            competent_agency=command.competent_agency,
            was_receiving_unit=state.receiving_unit,
            was_receiving_agency=state.receiving_agency,
            was_competent_agency=state.competent_agency,
            units=passed,
            leaving=tuple(account for account in command.leaving if account in accounts_of(state)),
        ),
    )


def units_of(state: DossierState) -> tuple[int, ...]:
    """Return the units at which something of a dossier is or goes, or from which what lies open came."""
    trays = {unit for item in state.items for unit in (item.unit_id, item.from_unit)}
    units = {state.receiving_unit, *trays, state.papers_at, state.papers_going_to}
    return tuple(sorted(unit for unit in units if unit is not None))


def _passes(state: DossierState, passed: UnitPassed) -> bool:
    """Tell whether a unit's end changes where something is, or who has taken part."""
    joins = passed.unit in state.units and passed.to_unit not in state.units
    return joins or (passed.unit in units_of(state) and passed.unit != passed.to_unit)


def accounts_of(state: DossierState) -> tuple[int, ...]:
    """Return the officers to whom something of a dossier would go: who holds it, who worked on it before."""
    held = {item.assignee for item in state.items if item.assignee is not None}
    return tuple(sorted({*held, *state.hands.values()}))
