"""On made-up worlds every way of asking about dossiers agrees with the one policy (R-I37, R-A65, R-S10).

For every person and dossier: lists, counts, search, suggestions, people, papers, pages, sheets, explanations and
offers. The number of checks is printed; a leak names person, question and dossier.
"""

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from motcua.apps.documents.models import PrintedSheet
from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers import printing
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.dossiers.permissions import visible_to
from motcua.apps.dossiers.queries import desk, papers, people, why
from motcua.apps.dossiers.queries import page as pages
from motcua.apps.dossiers.queries import search as searching
from motcua.apps.dossiers.queries import sheets as printed
from motcua.apps.dossiers.queries import worklist as trays
from motcua.apps.dossiers.queries.states import state_of
from motcua.apps.dossiers.queries.worklist import Filters, Tray
from motcua.apps.organization.models import Account
from motcua.domain.access import Actor, NotPermitted, Right, explain, find_post, may_see, require, scope_of
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.decide import RULES, applies, rights_of
from motcua.domain.dossier.decide.checks import places_of
from motcua.domain.dossier.values import ItemKind
from tests.apps.dossiers.rights_worlds import RightsWorld
from tests.channels.office.officers import Screen

pytestmark = pytest.mark.django_db
ASKER = Actor.system("test")


class Checks:
    """Counts checks and gathers leaks."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.leaks: list[tuple[str, str, str]] = []

    def agree(self, question: str, person: Actor, dossier: DossierState, answer: bool, policy: bool) -> None:  # noqa: FBT001
        """Compare one answer with the policy."""
        self.asked[question] += 1
        if answer is not policy:
            self.leaks.append((question, person.name, dossier.code or str(dossier.id)))

    def compare(
        self, question: str, person: Actor, states: list[DossierState], found: set, allowed: set
    ) -> None:
        """Compare a list of dossiers with the policy, one by one."""
        for state in states:
            self.agree(question, person, state, state.id in found, state.id in allowed)

    def settle(self, least: int) -> None:
        """Fail on a leak; print how much was asked."""
        print(f"\n{self.asked.total()} checks of rights: {dict(sorted(self.asked.items()))}")  # noqa: T201  # The acceptance asks for the number.
        assert self.leaks == [], self.leaks[:20]
        assert self.asked.total() >= least


def holds(person: Actor, state: DossierState, kind: ItemKind, *, assigned: bool | None = None) -> bool:
    """Tell whether the policy lets a person hold an open item of a kind; `assigned`: given to somebody or to nobody."""
    return any(
        find_post(person, (Right.HOLDER,), places_of(state, item)) is not None
        for item in state.items
        if item.kind is kind and (assigned is None or (item.assignee is not None) is assigned)
    )


def check_lists(checks: Checks, world: RightsWorld, person: Actor) -> None:
    """Trays, their counts, and everything that filters rows by the reading right."""
    states = world.states
    seen = {state.id for state in states if may_see(person, places_of(state))}
    rows = set(Dossier.objects.filter(visible_to(person)).values_list("id", flat=True))
    checks.compare("rows", person, states, rows, seen)
    checks.compare(
        "scope", person, states, {s.id for s in states if scope_of(person).covers(places_of(s))}, seen
    )
    lists = {tray: listed(person, tray, world) for tray in Tray}
    sizes = trays.tray_sizes(person)
    for tray, kind, assigned in (
        (Tray.MINE, ItemKind.STEP, True), (Tray.WAITING, ItemKind.STEP, False), (Tray.CONSULTATIONS, ItemKind.CONSULTATION, None),
    ):  # fmt: skip
        allowed = {s.id for s in states if holds(person, s, kind, assigned=assigned)}
        checks.compare(f"list {tray.value}", person, states, lists[tray], allowed)
        assert sizes[tray] >= len(allowed)
        checks.compare(f"count {tray.value}", person, states, lists[tray] if sizes[tray] else set(), allowed)
    for tray in (Tray.UNIT, Tray.SENT):
        checks.compare(f"list {tray.value}", person, states, lists[tray] - seen, set())
    found = papers.whereabouts([s.code for s in states if s.code], actor=person)
    coded = [s for s in states if s.code]
    checks.compare("papers", person, coded, {s.id for s in coded if s.code in found}, seen)


def listed(person: Actor, tray: Tray, world: RightsWorld) -> set:
    """Return the dossiers that all pages of a tray show."""
    found, after = set(), None
    while True:
        page = trays.work_page(person, tray, Filters(), at=world.now, after=after)
        found |= {line.dossier_id for line in page.lines}
        if (after := page.after) is None:
            return found


def check_search(checks: Checks, world: RightsWorld, person: Actor) -> None:
    """Search by code, by name, by number; suggestions; people known from earlier dossiers."""
    seen = {state.id for state in world.states if may_see(person, places_of(state))}
    for state in world.states:
        party = state.application.applicant
        if state.code:
            found = {row.id for row in searching.find(person, state.code).found}
            checks.compare("search by code", person, [state], found, seen)
        by_number = {row.id for row in people.dossiers_of_person(person, party.citizen_id).found}
        checks.compare("search by number", person, [state], by_number, seen)
        known = {one.dossier_id for one in desk.known_people(person, party.phone)}
        checks.compare("people known", person, [state], known, seen)
    names = sorted({state.application.applicant.name for state in world.states})
    for name in names:
        named = [state for state in world.states if state.application.applicant.name == name]
        found = {row.id for row in searching.find(person, name).found}
        checks.compare("search by name", person, named, found, seen)
    hinted = {row.id for name in names[:3] for row in searching.find(person, name[:4], limit=8).found}
    checks.compare("suggestions", person, world.states, hinted - seen, set())


def check_pages(checks: Checks, world: RightsWorld, person: Actor) -> None:
    """The page of a dossier, its explanation, and what may be done there."""
    for state in world.states:
        seen = may_see(person, places_of(state))
        checks.agree("page", person, state, opens(lambda s=state: state_of(s.id, actor=person)), seen)
        law = world.law(state)
        offered = pages.offers_of(state, law, person)
        note = any(offer.command is c.AddNote for offer in offered)
        checks.agree("offer of a note", person, state, note, seen and applies(state, c.AddNote))
        checks.agree(
            "offers without ground",
            person,
            state,
            not all(grounded(person, state, o) for o in offered),
            False,
        )
        item = next(iter(state.items), None)
        places = places_of(state, item)
        agreed = all(
            bool(explain(person, rights, places)) is permitted(person, rights, places)
            for rights in (rights_of(state, command) for command in RULES)
        )
        checks.agree("grounds of every act", person, state, agreed, True)


def grounded(person: Actor, state: DossierState, offer: pages.Offer) -> bool:
    """Tell whether the policy gives a ground for an offer, on its item or on one that the person holds."""
    items = [item for item in state.items if offer.item in {None, item.id}] or [None]
    return any(
        explain(person, rights_of(state, offer.command), places_of(state, item)) for item in [*items, None]
    )


def permitted(person: Actor, rights: tuple[Right, ...], places: object) -> bool:
    try:
        require(person, "x", rights, places)
    except NotPermitted:
        return False
    return True


def opens(look: object) -> bool:
    try:
        look()
    except DossierNotFound:
        return False
    return True


def check_sheets(checks: Checks, world: RightsWorld, people_asked: list[Actor]) -> None:
    """Printed sheets open for those who may see the dossier, and the explanation says the same."""
    for state in [s for s in world.states if s.accepted][:3]:
        receiver = next(p for p in world.people if find_post(p, (Right.COUNTER,), places_of(state)))
        printing.print_form(SheetKind.RECEIPT, state.id, actor=receiver, at=world.now)
    for sheet in PrintedSheet.objects.order_by("id"):
        state = next(s for s in world.states if s.id == sheet.dossier_id)
        for person in people_asked:
            seen = may_see(person, places_of(state))
            answer = opens(lambda s=sheet, p=person: printed.sheet_pdf(s.pk, actor=p))
            checks.agree("sheet", person, state, answer, seen)
            told = why.why(state.code, person=person, asked_by=ASKER, at=world.now)
            checks.agree("explanation", person, state, bool(told.sights), seen)
            checks.agree("explained acts", person, state, all(act.grounds for act in told.acts), True)


def asked_over_http(
    world: RightsWorld, person: Actor, states: list[DossierState]
) -> Iterator[tuple[str, DossierState, bool]]:
    """Yield what addresses answer when they are typed by hand."""
    account = Account.objects.get(pk=person.account_id)
    client = Client()
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    screen = Screen(client, world.base)
    for state in states:
        for name, address in (
            ("direct page", reverse("office:dossier", args=[state.id])),
            ("direct act", reverse("office:act", args=[state.id, "note"])),
        ):
            yield name, state, screen.get(address).status_code != 404
        if state.code:
            words = screen.get(reverse("office:suggest"), {"q": state.code}).content.decode()
            yield "typed suggestion", state, str(state.id) in words
        words = screen.get(
            reverse("office:search"), {"q": state.application.applicant.citizen_id}
        ).content.decode()
        yield "typed search", state, str(state.id) in words


def check_world(checks: Checks, world: RightsWorld) -> None:
    """Ask everything of everybody in a world."""
    for person in world.people:
        check_lists(checks, world, person)
        check_search(checks, world, person)
        check_pages(checks, world, person)
    check_sheets(checks, world, world.people)
    officers = [one for one in world.people if not one.has_role("unit_admin", "province_admin")]
    for person in world.chance.sample(officers, min(4, len(officers))):
        for name, state, answer in asked_over_http(world, person, world.chance.sample(world.states, 4)):
            checks.agree(name, person, state, answer, may_see(person, places_of(state)))


def test_every_way_of_asking_agrees_with_the_policy():
    world = RightsWorld(seed=20_261_125, dossiers_wanted=12)
    stages = {int(state.stage) for state in world.states}
    assert len(stages) >= 4, stages
    assert any(post.mandate_id for person in world.people for post in person.posts)
    checks = Checks()

    check_world(checks, world)

    checks.settle(least=10_000)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(int(os.environ.get("RIGHTS_WORLDS", "4"))))
def test_a_hundred_thousand_checks_in_larger_worlds(seed):
    world = RightsWorld(seed=seed, agencies_wanted=4, dossiers_wanted=36)
    checks = Checks()

    check_world(checks, world)

    checks.settle(least=25_000)


def test_a_planted_leak_is_found(monkeypatch):
    world = RightsWorld(seed=3, agencies_wanted=2, dossiers_wanted=6)
    monkeypatch.setattr("motcua.apps.dossiers.queries.people.visible_to", lambda actor: visible_to(ASKER))
    checks = Checks()
    for person in world.people:
        check_search(checks, world, person)

    assert {question for question, _, _ in checks.leaks} == {"search by number"}
