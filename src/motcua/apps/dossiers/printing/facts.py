"""Everything the forms of one dossier are filled from, read once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Generic, TypeVar
from uuid import UUID

from motcua.apps.catalog.queries import catalog
from motcua.apps.documents.sheets import Applicant, Letterhead, SheetKind
from motcua.apps.dossiers.printing import names
from motcua.apps.dossiers.queries.history import recorded
from motcua.apps.dossiers.queries.states import state_of
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import AgencyFacts, UnitAddress
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.events import Event, Recorded
from motcua.domain.dossier.values import WorkItem
from motcua.domain.errors import DomainError

E = TypeVar("E", bound=Event)


class NothingToPrint(DomainError):
    """Nothing has happened to the dossier yet that this form could tell."""

    code = "dossier.nothing-to-print"

    def __init__(self, *, kind: SheetKind) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Found(Generic[E]):
    """A journal entry and its event."""

    entry: Recorded
    event: E

    @property
    def on(self) -> date:
        """The day on which it happened."""
        return local_day(self.entry.at)


@dataclass(frozen=True)
class Facts:
    """One dossier as its papers see it. `seq` chooses the journal entry that the form is about."""

    kind: SheetKind
    state: DossierState
    journal: tuple[Recorded, ...]
    seq: int | None = None

    def last(self, kind: type[E], fits: Callable[[E], bool] = lambda event: True) -> Found[E]:
        """Return the last entry of a kind, or the chosen one. Raises NothingToPrint."""
        for entry in reversed(self.journal):
            chosen = self.seq is None or self.seq == entry.seq
            if chosen and isinstance(entry.event, kind) and fits(entry.event):
                return Found(entry, entry.event)
        raise NothingToPrint(kind=self.kind)

    def has(self, kind: type[Event]) -> bool:
        """Tell whether something of a kind has happened."""
        return any(isinstance(entry.event, kind) for entry in self.journal)

    @cached_property
    def definition(self) -> ProcedureDefinition:
        """The procedure as it was when the dossier was lodged or accepted."""
        return catalog().procedure_version(self.state.procedure, self.state.procedure_version)

    @cached_property
    def procedure(self) -> str:
        """What the applicant asks for."""
        return names.title_of(self.definition, self.state.case, self.state.application.subject)

    @cached_property
    def applicant(self) -> Applicant:
        """Whose dossier it is, with what was corrected since."""
        return names.applicant_of(self.state.application)

    @cached_property
    def units(self) -> dict[int, UnitAddress]:
        """Every unit the dossier has been to or asked, and the receiving one."""
        return organization.addresses({*self.state.units, self.state.receiving_unit, *self._acting_units()})

    def _acting_units(self) -> set[int]:
        return {entry.unit_id for entry in self.journal if entry.unit_id is not None}

    @cached_property
    def agencies(self) -> dict[int, AgencyFacts]:
        """Every agency that takes part."""
        acting = {unit.agency_id for unit in self.units.values()}
        wanted = {self.state.receiving_agency, self.state.competent_agency, *self.state.agencies, *acting}
        return organization.agencies(wanted)

    @cached_property
    def people(self) -> dict[int, str]:
        """The names of officers whom the journal knows by their account only."""
        accounts = {item.assignee for entry in self.journal for item in _opened(entry)}
        return organization.officer_names(account for account in accounts if account is not None)

    @cached_property
    def point(self) -> str:
        """The one-stop unit that received the dossier, by its full name."""
        agency = self.agencies[self.state.receiving_agency]
        return names.receiving_point(self.units[self.state.receiving_unit], agency, self.place(agency.id))

    def place(self, agency_id: int) -> str:
        """Return the place before the date of an agency's papers."""
        return names.date_line_place(self.agencies[agency_id], self._province)

    @cached_property
    def _province(self) -> str:
        return organization.province_name()

    @cached_property
    def _heads(self) -> dict[tuple[int, date], Letterhead]:
        return {}

    def letterhead(self, agency_id: int, on: date) -> Letterhead:
        """Return the head of a form that an agency issues through the one-stop unit (R-B9).

        A service center stands in bold under the office it belongs to.
        """
        if (agency_id, on) not in self._heads:
            self._heads[agency_id, on] = self._head(agency_id, on)
        return self._heads[agency_id, on]

    def _head(self, agency_id: int, on: date) -> Letterhead:
        unit = self.units[self.state.receiving_unit]
        received_by = self.agencies[self.state.receiving_agency]
        if agency_id == received_by.id:
            return names.letterhead_of(unit, received_by, self.place(agency_id), on)
        counter = received_by.name if received_by.kind == names.SERVICE_CENTER else names.point_in_head(unit)
        return Letterhead(
            agency=organization.name_on(agency_id, on), counter=counter, place=self.place(agency_id), on=on
        )

    def acting_agency(self, entry: Recorded) -> int:
        """Return the agency for which an entry was made; our own timers act for the competent one."""
        return self.units[entry.unit_id].agency_id if entry.unit_id else self.state.competent_agency


def facts_of(kind: SheetKind, dossier_id: UUID, *, actor: Actor, seq: int | None = None) -> Facts:
    """Read a dossier for a form. Raises DossierNotFound, also for one that the actor may not see."""
    state = state_of(dossier_id, actor=actor)
    return Facts(kind, state, recorded(dossier_id), seq)


def local_day(at: datetime) -> date:
    """Return the day in Vietnam on which an instant falls."""
    return at.astimezone(TIMEZONE).date()


def _opened(entry: Recorded) -> tuple[WorkItem, ...]:
    return entry.event.moves.opened if entry.event.moves else ()
