"""Who there is when dossiers are made up: agencies, units, officers and procedures, each read once."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random

from motcua.apps.catalog import addresses
from motcua.apps.catalog.models import Offering
from motcua.apps.catalog.queries import catalog
from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.ops.demo.people import Home
from motcua.apps.ops.demo.tables import Habits
from motcua.apps.organization.models import Agency, Assignment, Mandate, ServiceArea, Unit
from motcua.apps.organization.queries import actors_for, valid_on
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.workflow import Process

COUNTER = "counter"
BUSIEST_FIRST = 1.0
"""How unevenly work lies on the officers of one tray: the second does half of what the first does."""


@dataclass(frozen=True, slots=True)
class Body:
    """An agency, as far as dossiers need it.

    `commune` is the one in which all its applicants live; districts have several. `area` is the land registry
    branch that serves them. Both are empty for agencies of the whole province.
    """

    id: int
    key: str
    kind: str
    level: str
    name: str
    code: str
    commune: str
    area: str


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A role in a unit held by an account for a time."""

    account_id: int
    username: str
    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        """Tell whether the post is held on a day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True, eq=False)
class Offered:
    """A procedure at an agency that decides it."""

    definition: ProcedureDefinition
    process: Process
    competent: Body
    received_at: tuple[str, ...]
    receiver: str


@dataclass(slots=True)
class World:
    """Everything that is looked up again and again. Made by `World.read`."""

    habits: Habits
    province: str
    bodies: Mapping[str, Body]
    units: Mapping[tuple[str, str], int]
    offers: Sequence[Offered]
    ready: frozenset[str]
    serves: Mapping[str, Sequence[str]]
    _by_id: Mapping[int, Body]
    _codes: Mapping[int, tuple[str, str]]
    _posts: Mapping[tuple[int, str], Sequence[PostHeld]]
    turns: Sequence[date]
    _accounts: Sequence[int]
    _actors: dict[int, dict[int, Actor]] = field(default_factory=dict)

    @classmethod
    def read(cls, habits: Habits, *, on: date, ready: Iterable[str], province: str) -> "World":
        """Return the world as the database has it; procedures are those in force on a day."""
        communes = _communes_served(on)
        bodies = {body.key: body for body in _bodies(communes)}
        posts = _posts()
        units = {(key, code): pk for pk, key, code in Unit.objects.values_list("id", "agency__key", "code")}
        return cls(
            habits=habits,
            province=province,
            bodies=bodies,
            units=units,
            offers=tuple(_offers(bodies, on)),
            ready=frozenset(ready),
            serves=communes,
            _by_id={body.id: body for body in bodies.values()},
            _codes={pk: place for place, pk in units.items()},
            _posts=posts,
            turns=_turns(),
            _accounts=sorted({post.account_id for held in posts.values() for post in held}),
        )

    def body(self, agency_id: int) -> Body:
        """Return an agency."""
        return self._by_id[agency_id]

    def place_of(self, unit_id: int) -> tuple[str, str]:
        """Return the key of a unit's agency and its own code."""
        return self._codes[unit_id]

    def home_of(self, body: Body) -> Home:
        """Return the commune in which an agency's applicants live."""
        commune = self.bodies[body.commune or body.key]
        return Home(commune.key, commune.name, self.province)

    def communes(self) -> list[Body]:
        """Return the communes of today."""
        return [body for body in self.bodies.values() if body.kind == Agency.Kind.COMMUNE_COMMITTEE]

    def officer(self, chance: Random, unit_id: int, role: str, at: datetime) -> int | None:
        """Return who takes up the next piece of work of a tray; None when nobody holds the role."""
        today = at.astimezone(TIMEZONE).date()
        held = [post for post in self._posts.get((unit_id, role), ()) if post.holds(today)]
        if not held:
            return None
        ready = [post for post in held if post.username in self.ready]
        if ready and chance.random() < self.habits.ready_share:
            return ready[0].account_id
        weights = [1 / (BUSIEST_FIRST + place) for place in range(len(held))]
        return chance.choices(held, weights)[0].account_id

    def holds(self, unit_id: int, role: str) -> bool:
        """Tell whether somebody ever holds a role in a unit."""
        return (unit_id, role) in self._posts

    def actor(self, account_id: int, at: datetime) -> Actor:
        """Return an officer with the posts held at a moment, which change only when one begins or ends."""
        turn = bisect_right(self.turns, at.astimezone(TIMEZONE).date())
        if turn not in self._actors:
            self._actors[turn] = actors_for(self._accounts, at)
        return self._actors[turn][account_id]

    def meet_everybody(self, since: datetime, until: datetime) -> None:
        """Read all officers with the posts they hold at any time of a span."""
        days = [since.astimezone(TIMEZONE).date(), until.astimezone(TIMEZONE).date()]
        between = [day for day in self.turns if days[0] < day <= days[1]]
        for day in (days[0], *between):
            self.actor(self._accounts[0], datetime.combine(day, time(12), tzinfo=TIMEZONE))

    def account(self, username: str) -> int:
        """Return the id of an account that holds a post."""
        return next(p.account_id for held in self._posts.values() for p in held if p.username == username)

    def posts_of(self, username: str) -> list[tuple[int, str]]:
        """Return the units and roles of an account."""
        return [place for place, held in self._posts.items() if any(p.username == username for p in held)]

    def receiving_unit(self, offered: Offered, receiving: Body) -> int | None:
        """Return the unit that receives a procedure at an agency: where its process begins, mostly the counter."""
        start = offered.process.step(offered.process.start).unit
        if start == addresses.COUNTER:
            return self.units.get((receiving.key, COUNTER))
        key, code = addresses.split(start)
        return self.units.get((key or receiving.key, code))

    def unit_behind(self, offered: Offered, reference: str, receiving_unit: int) -> int | None:
        """Return the unit of a unit reference of a process."""
        if reference == addresses.COUNTER:
            return receiving_unit
        key, code = addresses.split(reference)
        return self.units.get((key or offered.competent.key, code))


def _communes_served(on: date) -> dict[str, list[str]]:
    served: dict[str, list[str]] = defaultdict(list)
    areas = ServiceArea.objects.filter(valid_on(on)).order_by("agency__key", "commune__key")
    for agency, commune in areas.values_list("agency__key", "commune__key"):
        served[agency].append(commune)
    return served


def _bodies(served: Mapping[str, Sequence[str]]) -> Iterable[Body]:
    rows = Agency.objects.filter(valid_to__isnull=True).order_by("identifier", "key")
    facts = list(rows.values_list("id", "key", "kind", "level", "short_name", "administrative_code"))
    branches = {row[1] for row in facts if row[2] == Agency.Kind.LAND_BRANCH}
    areas = {commune: key for key in sorted(branches) for commune in served.get(key, ())}
    for row in facts:
        _, key, kind, *_ = row
        own = [key] if kind == Agency.Kind.COMMUNE_COMMITTEE else served.get(key, [])
        around = {areas.get(commune, "") for commune in own}
        area = key if key in branches else around.pop() if len(around) == 1 else ""
        yield Body(*row, own[0] if len(own) == 1 else "", area)


def _offers(bodies: Mapping[str, Body], on: date) -> Iterable[Offered]:
    snapshot = catalog()
    rows = Offering.objects.filter(valid_on(on)).order_by(
        "procedure__key", "competent_agency__identifier", "competent_agency__key"
    )
    for key, agency, received_at, receiver in rows.values_list(
        "procedure__key", "competent_agency__key", "received_at", "receiver__key"
    ):
        try:
            _, definition = snapshot.published_procedure(key, on)
            _, process = snapshot.current_process(key, on)
        except ProcedureNotInForce:
            continue
        if definition.accepts and agency in bodies:
            yield Offered(definition, process, bodies[agency], tuple(received_at), receiver or "")


def _posts() -> dict[tuple[int, str], list[PostHeld]]:
    posts: dict[tuple[int, str], list[PostHeld]] = defaultdict(list)
    rows = Assignment.objects.exclude(kind=Assignment.Kind.RESERVE).filter(account__is_active=True)
    for unit, role, account, username, since, until in rows.order_by("account__username", "id").values_list(
        "unit_id", "role", "account_id", "account__username", "valid_from", "valid_to"
    ):
        posts[unit, role].append(PostHeld(account, username, since, until))
    return posts


def _turns() -> list[date]:
    turns: set[date | None] = set()
    for model in (Assignment, Mandate):
        for period in model.objects.values_list("valid_from", "valid_to"):
            turns.update(period)
    return sorted(day for day in turns if day is not None)
