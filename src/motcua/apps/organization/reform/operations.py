"""The life of a plan: proposed, approved by another administrator, applied on its day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import record
from motcua.apps.organization import permissions
from motcua.apps.organization.events import AgenciesSucceeded, UnitsChanged
from motcua.apps.organization.models import Agency, Reform
from motcua.apps.organization.operations.accounts import IssuedPassword
from motcua.apps.organization.operations.intake import create_people
from motcua.apps.organization.queries import LOCAL
from motcua.apps.organization.reform.applying import apply
from motcua.apps.organization.reform.people import PersonLine, new_people
from motcua.apps.organization.reform.structure import (
    plan_from_data,
    plan_to_data,
    routes_to_data,
    structure_now,
)
from motcua.domain.access import Actor
from motcua.domain.dossier.codec import decode, encode
from motcua.domain.errors import DomainError
from motcua.domain.succession import Flaw, Plan, flaws, routes_of

Status = Reform.Status


class ReformFlawed(DomainError):
    """The plan cannot be applied to the agencies as they stand; `flaws` say why."""

    code = "organization.reform-flawed"

    def __init__(self, *, flaws: Iterable[Flaw]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("; ".join(f"{flaw.place}: {flaw.code} {dict(flaw.facts)}" for flaw in self.flaws))


class ReformNotFound(DomainError):
    """There is no such plan."""

    code = "organization.reform-not-found"


class ReformNotInStatus(DomainError):
    """The plan is not where it would have to be for this."""

    code = "organization.reform-not-in-status"

    def __init__(self, *, status: str) -> None:
        super().__init__(status)
        self.status = status


class OwnReform(DomainError):
    """Whoever drew a plan up does not approve it."""

    code = "organization.own-reform"


class ReformNotDue(DomainError):
    """The day of the plan has not come."""

    code = "organization.reform-not-due"


def check(plan: Plan) -> None:
    """Refuse a plan that the agencies as they stand do not allow. Raises ReformFlawed."""
    if found := flaws(structure_now(), plan):
        raise ReformFlawed(flaws=found)


@transaction.atomic
def propose_reform(
    *, title: str, plan: Plan, people: Sequence[PersonLine] = (), actor: Actor, at: datetime
) -> int:
    """Keep a plan and ask another administrator to approve it; return its number.

    `people` get accounts once it is applied.

    Raises NotPermitted, ReformFlawed.
    """
    permissions.require(actor, "propose_reform", None)
    check(plan)
    reform = _kept(title, plan, Status.REVIEW, actor, at)
    reform.people = [encode(person) for person in people]
    reform.save(update_fields=["people"])
    _record("organization.reform-proposed", reform, {"people": len(people)}, actor, at)
    return reform.pk


@transaction.atomic
def approve_reform(*, reform_id: int, actor: Actor, at: datetime) -> None:
    """Approve somebody else's plan; one whose day has come is applied.

    Raises NotPermitted, ReformNotFound, ReformNotInStatus, OwnReform, ReformFlawed.
    """
    permissions.require(actor, "approve_reform", None)
    reform = _locked(reform_id, Status.REVIEW)
    if actor.account_id is not None and actor.account_id == reform.proposed_by:
        raise OwnReform
    check(plan_from_data(reform.plan))
    _approve(reform, actor, at)
    _record("organization.reform-approved", reform, {}, actor, at)
    _apply_when_due(reform, actor, at)


@transaction.atomic
def withdraw_reform(*, reform_id: int, remarks: str, actor: Actor, at: datetime) -> None:
    """Give a plan up before it is applied. Raises NotPermitted, ReformNotFound, ReformNotInStatus."""
    permissions.require(actor, "withdraw_reform", None)
    reform = _locked(reform_id, Status.REVIEW, Status.APPROVED)
    reform.status, reform.remarks = Status.WITHDRAWN, remarks.strip()
    reform.save(update_fields=["status", "remarks"])
    _record("organization.reform-withdrawn", reform, {"remarks": reform.remarks}, actor, at)


@transaction.atomic
def change_structure(*, title: str, plan: Plan, actor: Actor, at: datetime) -> int:
    """Apply a single change, or keep it for its day; return its number.

    What touches only units of one agency is for its own administrator too. Raises NotPermitted, ReformFlawed.
    """
    permissions.require(actor, "change_structure", _agency_concerned(plan))
    check(plan)
    reform = _kept(title, plan, Status.REVIEW, actor, at)
    _approve(reform, actor, at)
    _record("organization.structure-changed", reform, {}, actor, at)
    _apply_when_due(reform, actor, at)
    return reform.pk


@transaction.atomic
def apply_reform(*, reform_id: int, actor: Actor, at: datetime) -> None:
    """Apply an approved plan on its day or later.

    Raises NotPermitted, ReformNotFound, ReformNotInStatus, ReformNotDue, ReformFlawed.
    """
    permissions.require(actor, "apply_reform", None)
    reform = _locked(reform_id, Status.APPROVED)
    if not _due(reform, at):
        raise ReformNotDue
    _apply(reform, actor, at)


@transaction.atomic
def note_passed(*, reform_id: int, dossiers: int, refused: int, finished: bool, at: datetime) -> None:
    """Keep how many more dossiers have passed to the successors; the end of it is told in the journal."""
    reform = Reform.objects.select_for_update().get(pk=reform_id)
    reform.dossiers_passed += dossiers
    reform.dossiers_refused = refused
    if finished:
        reform.passed_at = at
        facts = {"passed": reform.dossiers_passed, "refused": refused}
        _record("organization.reform-dossiers-passed", reform, facts, Actor.system("succession"), at)
    reform.save(update_fields=["dossiers_passed", "dossiers_refused", "passed_at"])


@transaction.atomic
def note_dossiers(*, reform_id: int, dossiers: int, actor: Actor, at: datetime) -> None:
    """Keep how many dossiers have to pass, for whoever watches."""
    reform = Reform.objects.select_for_update().get(pk=reform_id)
    reform.dossiers = dossiers
    reform.save(update_fields=["dossiers"])
    _record("organization.reform-dossiers-counted", reform, {"dossiers": dossiers}, actor, at)


@transaction.atomic
def take_in_people(*, reform_id: int, actor: Actor, at: datetime) -> list[tuple[IssuedPassword, str]]:
    """Open the accounts that came with a plan, once; return the temporary passwords with the names.

    Raises NotPermitted, ReformNotFound, ReformNotInStatus, and what `create_people` raises.
    """
    permissions.require(actor, "take_in_people", None)
    reform = _locked(reform_id, Status.APPLIED)
    if reform.people_at is not None:
        raise ReformNotInStatus(status=str(Status(reform.status).label))
    people = new_people([decode(PersonLine, row) for row in reform.people], since=at.astimezone(LOCAL).date())
    issued = create_people(people=people, actor=actor, at=at)
    reform.people_at = at
    reform.save(update_fields=["people_at"])
    _record("organization.reform-people-taken-in", reform, {"people": len(people)}, actor, at)
    return [(one, person.full_name) for one, person in zip(issued, people, strict=True)]


def due_reforms(at: datetime) -> list[int]:
    """Return the approved plans whose day has come, in the order of their days."""
    today = at.astimezone(LOCAL).date()
    found = Reform.objects.filter(status=Status.APPROVED, on__lte=today).order_by("on", "id")
    return list(found.values_list("id", flat=True))


def _agency_concerned(plan: Plan) -> int | None:
    """Return the one agency of which only units are touched; None for everything else."""
    keys = plan.with_changed_units
    if (
        plan.foundings
        or plan.renamings
        or plan.moves
        or plan.unit_moves
        or plan.successions
        or len(keys) != 1
    ):
        return None
    return Agency.objects.filter(key__in=keys).values_list("id", flat=True).first()


def _kept(title: str, plan: Plan, status: Status, actor: Actor, at: datetime) -> Reform:
    return Reform.objects.create(
        title=title.strip(),
        on=plan.on,
        decision=plan.decision,
        plan=plan_to_data(plan),
        status=status,
        proposed_by=actor.account_id,
        proposed_by_name=actor.name,
        proposed_at=at,
    )


def _locked(reform_id: int, *statuses: Status) -> Reform:
    reform = Reform.objects.select_for_update().filter(pk=reform_id).first()
    if reform is None:
        raise ReformNotFound
    if reform.status not in statuses:
        raise ReformNotInStatus(status=str(Status(reform.status).label))
    return reform


def _approve(reform: Reform, actor: Actor, at: datetime) -> None:
    reform.status, reform.approved_by_name, reform.approved_at = Status.APPROVED, actor.name, at
    reform.save(update_fields=["status", "approved_by_name", "approved_at"])


def _due(reform: Reform, at: datetime) -> bool:
    return reform.on <= at.astimezone(LOCAL).date()


def _apply_when_due(reform: Reform, actor: Actor, at: datetime) -> None:
    if _due(reform, at):
        _apply(reform, actor, at)


def _apply(reform: Reform, actor: Actor, at: datetime) -> None:
    plan = plan_from_data(reform.plan)
    check(plan)
    routes = routes_of(structure_now(), plan)
    apply(reform, plan, routes)
    reform.status, reform.applied_at, reform.routes = Status.APPLIED, at, routes_to_data(routes)
    reform.save(update_fields=["status", "applied_at", "routes"])
    _record("organization.reform-applied", reform, {}, actor, at)
    for key, pk in Agency.objects.filter(key__in=plan.concerned).order_by("id").values_list("key", "id"):
        facts = {"reform": reform.pk, "title": reform.title, "decision": plan.decision, "on": plan.on}
        record(
            action="organization.agency-reformed",
            object_type="agency",
            object_id=pk,
            payload={"agency": key, **facts},
            actor=actor,
            at=at,
        )
    announce(UnitsChanged(None), actor=actor, at=at)
    founded = tuple(founding.key for founding in plan.foundings)
    announce(AgenciesSucceeded(reform.pk, plan.on, founded), actor=actor, at=at)


def _record(action: str, reform: Reform, facts: Mapping[str, object], actor: Actor, at: datetime) -> None:
    payload = {"title": reform.title, "on": reform.on, "decision": reform.decision, **facts}
    record(action=action, object_type="reform", object_id=reform.pk, payload=payload, actor=actor, at=at)
