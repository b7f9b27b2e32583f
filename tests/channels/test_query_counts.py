"""How often pages and commands ask the database: not once more in a large province."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.apps.dossiers.operations import execute
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from tests.channels.office.officers import Screens
from tests.factories.dossiers import DossierWorld, only_item
from tests.factories.organization import AgencyFactory, UnitFactory

pytestmark = pytest.mark.django_db

MANY = 30
MOST_OF_WORK_LIST = 12
MOST_OF_COMMAND = 8


@dataclass
class Commune:
    """A commune at work, with one dossier that is looked at."""

    world: DossierWorld
    dossier: DossierState

    def grow(self) -> None:
        """Let the same people have thirty times as much, among thirty times as many agencies."""
        for _ in range(MANY):
            UnitFactory(agency=AgencyFactory(), code="counter")
            self.world.at_step("appraise")
            self.world.finished()
            self.world.lodged()


@pytest.fixture
def commune() -> Commune:
    world = DossierWorld()
    world.finished()
    world.lodged()
    return Commune(world, world.at_step("appraise"))


PAGES: dict[str, tuple[str, Callable[[Commune], str]]] = {
    "work list": ("specialist", lambda _: reverse("office:worklist")),
    "tray of the unit": ("division_head", lambda _: reverse("office:worklist") + "?tray=unit"),
    "consultations": ("specialist", lambda _: reverse("office:consultations")),
    "search": ("specialist", lambda _: reverse("office:search") + "?q=anh"),
    "figures": ("leader", lambda _: reverse("office:figures")),
    "suggestions": ("specialist", lambda _: reverse("office:suggest") + "?q=anh"),
    "dossier": ("specialist", lambda commune: reverse("office:dossier", args=[commune.dossier.id])),
    "intake": ("reception", lambda _: reverse("office:intake")),
    "incoming": ("reception", lambda _: reverse("office:incoming")),
    "return": ("return_desk", lambda _: reverse("office:return")),
    "lookup": ("", lambda commune: reverse("portal:lookup_code", args=[commune.dossier.code])),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_often_for_many_dossiers_as_for_one(commune: Commune, client, name: str):
    role, address = PAGES[name]
    screen = Screens(commune.world).of(role) if role else client

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert screen.get(address(commune)).status_code == 200
        return len(queries)

    asked()  # What processes keep is read once.
    before = asked()
    commune.grow()

    assert asked() == before


def test_the_work_list_asks_at_most_twelve_times(commune: Commune):
    screen = Screens(commune.world).of("specialist")
    screen.read(reverse("office:worklist"))

    with CaptureQueriesContext(connection) as queries:
        screen.read(reverse("office:worklist"))

    assert len(queries) <= MOST_OF_WORK_LIST, [query["sql"] for query in queries]


COMMANDS: dict[str, Callable[[DossierWorld], tuple[str, DossierState | None, tuple[c.Command, ...]]]] = {
    "accept": lambda world: ("reception", None, (world.lodging(), c.Accept())),
    "hand over": lambda world: _passing(world, "reception", world.accepted(), "pass"),
    "sign": lambda world: _with_item(world, "leader", "sign", lambda item: c.Sign(item=item)),
    "number": lambda world: _with_item(world, "clerk", "issue", lambda item: c.NumberResult(item=item)),
    "deliver": lambda world: ("return_desk", world.finished(), (c.DeliverResult(receiver="Ánh"),)),
}


def _passing(world: DossierWorld, role: str, state: DossierState, action: str):
    return role, state, (c.HandOver(item=only_item(state).id, action=action),)


def _with_item(world: DossierWorld, role: str, step: str, command: Callable[[int], c.Command]):
    state = world.at_step(step)
    return role, state, (command(only_item(state).id),)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_needs_at_most_eight_round_trips(name: str):
    world = DossierWorld()
    world.returned()  # What processes keep is read once.
    role, state, commands = COMMANDS[name](world)
    actor = world.officer(role)

    with CaptureQueriesContext(connection) as queries:
        execute(*commands, dossier_id=state.id if state else None, actor=actor, at=world.now)

    # Within the test's transaction SAVEPOINT and RELEASE stand for BEGIN and COMMIT.
    assert len(queries) <= MOST_OF_COMMAND, [query["sql"][:90] for query in queries]
