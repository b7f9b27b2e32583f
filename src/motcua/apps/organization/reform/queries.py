"""Plans of what changes in agencies, and who took over from whom."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.apps.organization.models import Agency, Reform, UnitSuccession
from motcua.apps.organization.reform.applying import unit_ids
from motcua.apps.organization.reform.operations import ReformNotFound
from motcua.apps.organization.reform.structure import plan_from_data, routes_from_data
from motcua.domain.succession import Address, Plan, Routes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReformFacts:
    """A plan with who drew it up, who approved it, and how far the dossiers are that pass by it."""

    id: int
    title: str
    on: date
    decision: str
    status: str
    plan: Plan
    proposed_by: int | None
    proposed_by_name: str
    proposed_at: datetime
    approved_by_name: str
    approved_at: datetime | None
    remarks: str
    applied_at: datetime | None
    dossiers: int
    dossiers_passed: int
    dossiers_refused: int
    passed_at: datetime | None
    people: int
    people_at: datetime | None


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of a plan that was applied, with the ids behind keys and codes."""

    facts: ReformFacts
    routes: Routes
    agencies: dict[str, int]
    units: dict[Address, int]

    @property
    def ended(self) -> frozenset[int]:
        """Return the agencies that ended."""
        return frozenset(self.agencies[key] for key in self.routes.shares)

    @property
    def left(self) -> frozenset[int]:
        """Return the units whose work passes to others."""
        return frozenset(pk for address, pk in self.units.items() if self.routes.heirs(address))


def reforms() -> list[ReformFacts]:
    """Return all plans, the latest first."""
    return [_facts(reform) for reform in Reform.objects.order_by("-on", "-id")]


def reform(reform_id: int) -> ReformFacts:
    """Return one plan. Raises ReformNotFound."""
    found = Reform.objects.filter(pk=reform_id).first()
    if found is None:
        raise ReformNotFound
    return _facts(found)


def ways_of(reform_id: int) -> Ways:
    """Return who takes over from whom by a plan that was applied. Raises ReformNotFound."""
    found = Reform.objects.filter(pk=reform_id, routes__isnull=False).first()
    if found is None or found.routes is None:
        raise ReformNotFound
    agencies = dict(Agency.objects.order_by("id").values_list("key", "id"))
    return Ways(_facts(found), routes_from_data(found.routes), agencies, unit_ids())


def heirs_of_agencies(reform_id: int) -> dict[int, list[int]]:
    """Return who follows each agency that ended by a plan."""
    ways = ways_of(reform_id)
    return {
        ways.agencies[key]: [ways.agencies[share.successor] for share in shares]
        for key, shares in ways.routes.shares.items()
    }


def passing() -> list[int]:
    """Return the plans that were applied and whose dossiers have not all passed."""
    found = Reform.objects.filter(status=Reform.Status.APPLIED, passed_at__isnull=True)
    return list(found.order_by("on", "id").values_list("id", flat=True))


def heirs_of_units() -> dict[int, list[int]]:
    """Return which units have the work of each unit by now, through every step of succession, in their order."""
    later: dict[int, list[tuple[int, int]]] = {}
    for pk, predecessor, successor in UnitSuccession.objects.order_by("id").values_list(
        "id", "predecessor_id", "successor_id"
    ):
        later.setdefault(predecessor, []).append((pk, successor))
    return {unit: list(dict.fromkeys(_followed(unit, 0, later))) for unit in later}


def _followed(unit: int, after: int, later: dict[int, list[tuple[int, int]]]) -> list[int]:
    """A unit may come back: only what was stated later than the step that led here counts."""
    steps = [(pk, successor) for pk, successor in later.get(unit, ()) if pk > after]
    if not steps:
        return [unit]
    return [heir for pk, successor in steps for heir in _followed(successor, pk, later)]


def _facts(reform: Reform) -> ReformFacts:
    return ReformFacts(
        id=reform.pk,
        title=reform.title,
        on=reform.on,
        decision=reform.decision,
        status=reform.status,
        plan=plan_from_data(reform.plan),
        proposed_by=reform.proposed_by,
        proposed_by_name=reform.proposed_by_name,
        proposed_at=reform.proposed_at,
        approved_by_name=reform.approved_by_name,
        approved_at=reform.approved_at,
        remarks=reform.remarks,
        applied_at=reform.applied_at,
        dossiers=reform.dossiers,
        dossiers_passed=reform.dossiers_passed,
        dossiers_refused=reform.dossiers_refused,
        passed_at=reform.passed_at,
        people=len(reform.people),
        people_at=reform.people_at,
    )
