"""Writing a plan into the tables of agencies, units and posts. The caller holds the transaction."""

from collections.abc import Iterable
from datetime import date, timedelta

from motcua.apps.organization.models import (
    Account,
    Agency,
    Assignment,
    Mandate,
    Reform,
    ServiceArea,
    Succession,
    Unit,
    UnitSuccession,
)
from motcua.apps.organization.queries import valid_on
from motcua.apps.organization.reform.structure import structure_now
from motcua.domain.succession import Address, Bearing, Body, Founding, Plan, Renaming, Routes, after

BATCH = 1000
ONE_DAY = timedelta(days=1)
NOTHING = Bearing()


def apply(reform: Reform, plan: Plan, routes: Routes) -> None:
    """Bring agencies, units, areas and posts to where the plan leaves them."""
    bodies = after(structure_now(), plan)
    # First of all, for an agency that begins may bear the identifier of one that ends (R-C22).
    Agency.objects.filter(key__in=plan.ending()).update(valid_to=plan.on)
    _found(plan.foundings, plan.on)
    ids = agency_ids()
    for renaming in plan.renamings:
        _rename(Agency.objects.get(pk=ids[renaming.key]), renaming, plan.on)
    _write_units(bodies, ids, plan.on)
    _state_successions(plan, ids)
    _place(bodies, ids)
    _note_successions(reform, routes)
    units = unit_ids()
    heirs = {
        units[address]: units[routes.unit(address, NOTHING)] for address in units if routes.heirs(address)
    }
    _pass_areas(plan.on, {ids[key]: ids[routes.agency(key, NOTHING)] for key in plan.ending()})
    _pass_posts(heirs, plan.on)


def agency_ids() -> dict[str, int]:
    """Return the ids of all agencies by key."""
    return dict(Agency.objects.order_by("id").values_list("key", "id"))


def unit_ids() -> dict[Address, int]:
    """Return the ids of all units by agency key and code."""
    rows = Unit.objects.order_by("id").values_list("agency__key", "code", "id")
    return {Address(key, code): pk for key, code, pk in rows}


def _found(foundings: Iterable[Founding], on: date) -> None:
    calendars = dict(Agency.objects.order_by("id").values_list("key", "calendar_code"))
    Agency.objects.bulk_create(
        Agency(
            key=founding.key,
            kind=founding.kind,
            level=founding.level,
            identifier=founding.identifier,
            legacy_identifier=founding.legacy_identifier,
            administrative_code=founding.administrative_code,
            name=founding.name,
            short_name=founding.short_name,
            abbreviation=founding.abbreviation,
            calendar_code=calendars.get(founding.parent, "vn"),
            valid_from=on,
        )
        for founding in foundings
    )


def _rename(agency: Agency, renaming: Renaming, on: date) -> None:
    latest = agency.former_names.order_by("-valid_to").first()
    since = latest.valid_to if latest else agency.valid_from
    if since < on:
        agency.former_names.create(
            name=agency.name, short_name=agency.short_name, valid_from=since, valid_to=on
        )
    agency.name, agency.short_name = renaming.name, renaming.short_name
    agency.save(update_fields=["name", "short_name"])


def _write_units(bodies: dict[str, Body], ids: dict[str, int], on: date) -> None:
    """Add, reopen, rename and close units, so that exactly those of the plan are open."""
    stored = {(unit.agency_id, unit.code): unit for unit in Unit.objects.order_by("id")}
    wanted = {(ids[body.key], code): name for body in bodies.values() for code, name in body.units.items()}
    fresh, changed = [], []
    for (agency_id, code), name in wanted.items():
        unit = stored.get((agency_id, code))
        if unit is None:
            fresh.append(Unit(agency_id=agency_id, code=code, name=name, valid_from=on))
        elif (unit.name, unit.valid_to) != (name, None):
            unit.name, unit.valid_to = name, None
            changed.append(unit)
    closed = {ids[body.key] for body in bodies.values() if body.until not in {None, on}}
    for place, unit in stored.items():
        if place not in wanted and unit.valid_to is None and unit.agency_id not in closed:
            unit.valid_to = max(on, unit.valid_from + ONE_DAY)
            changed.append(unit)
    Unit.objects.bulk_create(fresh, batch_size=BATCH)
    Unit.objects.bulk_update(changed, ["name", "valid_to"], batch_size=BATCH)


def _state_successions(plan: Plan, ids: dict[str, int]) -> None:
    Succession.objects.bulk_create(
        (
            Succession(
                predecessor_id=ids[key],
                successor_id=ids[each.successor],
                on=plan.on,
                decision=plan.decision,
            )
            for key, successions in plan.ending().items()
            for each in successions
        ),
        ignore_conflicts=True,
    )


def _place(bodies: dict[str, Body], ids: dict[str, int]) -> None:
    moved = []
    for agency in Agency.objects.filter(valid_to__isnull=True).order_by("id"):
        parent = bodies[agency.key].parent
        if agency.parent_id != ids.get(parent):
            agency.parent_id = ids.get(parent)
            moved.append(agency)
    Agency.objects.bulk_update(moved, ["parent"], batch_size=BATCH)


def _note_successions(reform: Reform, routes: Routes) -> None:
    units = unit_ids()
    UnitSuccession.objects.bulk_create(
        [
            UnitSuccession(predecessor_id=pk, successor_id=units[heir], reform=reform)
            for address, pk in units.items()
            for heir in dict.fromkeys(routes.heirs(address))
        ],
        batch_size=BATCH,
    )


def _pass_areas(on: date, heirs: dict[int, int]) -> None:
    """Let areas follow both the agency that serves and the commune that is served."""
    areas = ServiceArea.objects.filter(valid_on(on))
    ended = list((areas.filter(agency_id__in=heirs) | areas.filter(commune_id__in=heirs)).order_by("id"))
    served = set(areas.order_by("id").values_list("agency_id", "commune_id"))
    for area in ended:
        pair = heirs.get(area.agency_id, area.agency_id), heirs.get(area.commune_id, area.commune_id)
        if area.valid_from < on:
            area.valid_to = on
            area.save(update_fields=["valid_to"])
        else:
            area.delete()
        if pair not in served:
            served.add(pair)
            ServiceArea.objects.create(agency_id=pair[0], commune_id=pair[1], valid_from=on)


def _pass_posts(heirs: dict[int, int], on: date) -> None:
    """End the posts of units that end and let the same people hold them where the work goes.

    Mandates end with the post from which they were given: they named an office that is no more.
    """
    posts = Assignment.objects.filter(unit_id__in=heirs).exclude(valid_to__lte=on)
    held = list(posts.select_related("unit").order_by("id"))
    Mandate.objects.filter(from_assignment__in=held, revoked_at__isnull=True, valid_from__lt=on).exclude(
        valid_to__lte=on
    ).update(valid_to=on)
    taken = set(
        Assignment.objects.exclude(valid_to__lte=on).order_by("id").values_list("account", "unit", "role")
    )
    fresh = []
    for post in held:
        heir = post.account_id, heirs[post.unit_id], post.role
        if heir not in taken:
            taken.add(heir)
            fresh.append(_continued(post, heir[1], max(on, post.valid_from)))
    ending = [post for post in held if post.valid_from < on]
    for post in ending:
        post.valid_to = on
    Assignment.objects.bulk_update(ending, ["valid_to"], batch_size=BATCH)
    Assignment.objects.bulk_create(fresh, batch_size=BATCH)
    agencies = dict(Unit.objects.filter(pk__in=heirs.values()).order_by("id").values_list("id", "agency_id"))
    for post in held:
        if post.unit.agency_id != agencies[heirs[post.unit_id]]:
            Account.objects.filter(pk=post.account_id, agency_id=post.unit.agency_id).update(
                agency_id=agencies[heirs[post.unit_id]]
            )


def _continued(post: Assignment, unit_id: int, since: date) -> Assignment:
    return Assignment(
        account_id=post.account_id,
        unit_id=unit_id,
        role=post.role,
        title=post.title,
        kind=post.kind,
        reserve_for_id=post.reserve_for_id,
        valid_from=since,
        valid_to=post.valid_to,
    )
