"""What a plan leads to: structure, flaws, who takes over, what it does to the work that lies there."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.succession import (
    Address,
    Bearing,
    Body,
    Burden,
    Closing,
    Founding,
    Matter,
    Move,
    NewUnit,
    Passage,
    Plan,
    Renaming,
    Sequence,
    Succession,
    UnitMove,
    UnitRenaming,
    after,
    effects,
    flaws,
    routes_of,
)

ON = date(2025, 7, 1)
UNITS = {"counter": "Một cửa xã A", "leaders": "Lãnh đạo", "clerk": "Văn thư"}


def body(key, level="commune", parent="d", units=UNITS, **more):
    facts = {
        "kind": f"{level}_committee",
        "name": f"UBND {key}",
        "short_name": f"Xã {key}",
        "since": date(2004, 1, 1),
    }
    return Body(key=key, level=level, parent=parent, units=units, **{**facts, **more})


def province(*more):
    bodies = [
        body("p", "province", ""),
        body("s", "province", "p", units={**UNITS, "dat": "Phòng Đất đai"}),
        body("d", "district", "p", units={**UNITS, "kinh-te": "Phòng Kinh tế", "dat": "Phòng TNMT"}),
        body("a", short_name="xã A", identifier="H1.1"),
        body("b", identifier="H1.2"),
        body("c", identifier="H1.3"),
        body("gone", until=date(2010, 1, 1), units={}),
        *more,
    ]
    return {each.key: each for each in bodies}


def founding(**more):
    facts = {
        "key": "n",
        "kind": "commune_committee",
        "level": "commune",
        "parent": "p",
        "name": "UBND xã N",
        "short_name": "xã N",
        "like": "a",
    }
    return Founding(**{**facts, **more})


def plan(**changes):
    return Plan(on=ON, decision="NQ 1", **changes)


def merge(*keys, to, **more):
    return Succession(predecessors=keys, successor=to, **more)


def codes(found):
    return {(flaw.place, flaw.code) for flaw in found}


REFORM = plan(
    foundings=(founding(identifier="H1.1", units={"kinh-te": "Phòng Kinh tế"}),),
    unit_moves=(UnitMove(agency="d", code="dat", to_agency="s"),),
    successions=(
        merge("a", "b", to="n"),
        merge("d", to="n"),
        merge("d", to="c", units={"kinh-te": "leaders"}),
    ),
)


def test_a_reform_leaves_two_tiers():
    """R-0.3"""
    assert flaws(province(), REFORM) == ()

    bodies = after(province(), REFORM)

    assert {key for key, each in bodies.items() if each.until is None} == {"p", "s", "c", "n"}
    assert bodies["a"].until == ON
    assert (bodies["c"].parent, bodies["n"].parent) == ("p", "p")
    assert bodies["n"].units == {
        "kinh-te": "Phòng Kinh tế",
        "counter": "Một cửa xã N",
        "leaders": "Lãnh đạo",
        "clerk": "Văn thư",
    }
    assert bodies["s"].units["dat"] == "Phòng Đất đai"


def test_in_a_split_the_commune_decides_then_the_unit_then_the_rest():
    routes = routes_of(province(), REFORM)
    of_a, of_c, of_none = (Bearing(communes=frozenset(each)) for each in (["a"], ["c"], []))

    assert [routes.agency("d", each) for each in (of_a, of_c, of_none)] == ["n", "c", "c"]
    assert routes.unit(Address("d", "kinh-te"), of_a) == ("n", "kinh-te")
    assert routes.unit(Address("d", "kinh-te"), of_c) == ("c", "leaders")
    assert routes.unit(Address("d", "dat"), of_a) == ("s", "dat")
    assert routes.unit(Address("c", "clerk"), of_a) == ("c", "clerk")
    assert routes.agency("c", of_a) == "c"
    assert routes.heirs(Address("d", "kinh-te")) == (("n", "kinh-te"), ("c", "leaders"))
    assert routes.heirs(Address("d", "dat")) == (("s", "dat"),)
    assert routes.heirs(Address("c", "clerk")) == ()


def test_a_split_by_units():
    change = plan(
        new_units=(NewUnit(agency="c", code="kt", name="Phòng Kinh tế"),),
        successions=(
            merge("d", to="p", units={"dat": "clerk"}),
            merge("d", to="c", only=("kinh-te",), units={"kinh-te": "kt"}),
        ),
    )
    assert flaws(province(), change) == ()

    routes = routes_of(province(), change)
    held = Bearing(units=frozenset({Address("d", "kinh-te"), Address("x", "dat")}))

    assert (routes.agency("d", held), routes.agency("d", Bearing())) == ("c", "p")
    assert routes.unit(Address("d", "kinh-te"), Bearing()) == ("c", "kt")
    assert routes.unit(Address("d", "dat"), held) == ("p", "clerk")


def test_communes_may_be_named():
    named = plan(
        successions=(
            merge("d", to="p", units={"dat": "clerk", "kinh-te": "clerk"}),
            merge("d", to="c", communes=("b",), units={"dat": "clerk", "kinh-te": "clerk"}),
        )
    )
    routes = routes_of(province(), named)

    assert routes.agency("d", Bearing(communes=frozenset({"b"}))) == "c"
    assert routes.agency("d", Bearing(communes=frozenset({"a"}))) == "p"


def test_an_agency_may_take_over_others_and_go_on():
    change = plan(successions=(merge("a", "b", to="a"),))
    assert flaws(province(), change) == ()

    bodies = after(province(), change)

    assert bodies["a"].until is None
    assert bodies["b"].until == ON
    assert list(change.ending()) == ["b"]


def test_those_below_go_along_or_up():
    """Under the only successor of the same level, else under the parent of what has ended."""
    other = body("e", "district", "p", units={**UNITS, "kinh-te": "x", "dat": "y"})
    merged = plan(successions=(merge("d", to="e"),))
    assert after(province(other), merged)["a"].parent == "e"

    below = body("f", "commune", "a")
    both = plan(successions=(merge("a", to="s"), merge("d", to="s", units={"kinh-te": "dat"})))
    assert after(province(below), both)["f"].parent == "p"


def test_small_changes():
    change = plan(
        renamings=(Renaming(key="a", name="UBND phường A", short_name="Phường A"),),
        moves=(Move(key="a", parent="p"),),
        new_units=(NewUnit(agency="a", code="kinh-te", name="Phòng Kinh tế"),),
        unit_renamings=(UnitRenaming(agency="a", code="clerk", name="Văn thư phường"),),
        closings=(Closing(agency="a", code="leaders", into="kinh-te"),),
        unit_moves=(UnitMove(agency="d", code="dat", to_agency="c", to_code="dia-chinh"),),
    )
    assert flaws(province(), change) == ()

    bodies = after(province(), change)

    assert (bodies["a"].name, bodies["a"].parent) == ("UBND phường A", "p")
    assert bodies["a"].units == {
        "counter": "Một cửa xã A",
        "clerk": "Văn thư phường",
        "kinh-te": "Phòng Kinh tế",
    }
    assert bodies["c"].units["dia-chinh"] == "Phòng TNMT"
    assert routes_of(province(), change).unit(Address("a", "leaders"), Bearing()) == ("a", "kinh-te")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {("", "nothing-changes")}),
        ({"foundings": (founding(key="a"),)}, {("create[0].key", "agency-exists")}),
        ({"foundings": (founding(parent="gone"),)}, {("create[0].parent", "agency-unknown")}),
        ({"foundings": (founding(like="zz"),)}, {("create[0].like", "agency-unknown")}),
        ({"foundings": (founding(like=""),)}, {("create[0].units", "no-units")}),
        ({"foundings": (founding(identifier="H1.2"),)}, {("create[0].identifier", "identifier-taken")}),
        ({"renamings": (Renaming(key="zz", name="x", short_name="x"),)}, {("rename[0].key", "agency-unknown")}),
        ({"moves": (Move(key="a", parent="gone"),)}, {("move[0].parent", "agency-unknown")}),
        ({"moves": (Move(key="p", parent="a"),)}, {("move[0].parent", "under-itself")}),
        ({"new_units": (NewUnit(agency="a", code="clerk", name="x"),)}, {("add_units[0].code", "unit-exists")}),
        ({"new_units": (NewUnit(agency="zz", code="clerk", name="x"),)}, {("add_units[0].agency", "agency-unknown")}),
        (
            {"unit_renamings": (UnitRenaming(agency="a", code="zz", name="x"),)},
            {("rename_units[0].code", "unit-unknown")},
        ),
        (
            {"unit_moves": (UnitMove(agency="a", code="zz", to_agency="b"),)},
            {("move_units[0].unit", "unit-unknown")},
        ),
        (
            {"closings": (Closing(agency="a", code="clerk", into="clerk"),)},
            {("close_units[0].into", "unit-unknown")},
        ),
        (
            {
                "closings": (Closing(agency="a", code="clerk", into="leaders"),),
                "unit_moves": (UnitMove(agency="a", code="clerk", to_agency="b"),),
            },
            {("", "unit-leaves-twice")},
        ),
        ({"successions": (merge("a", to="b"), merge("b", to="c"))}, {("successions[0].to", "successor-ends-too")}),
        ({"successions": (merge("a", to="a"),)}, {("successions[0].from", "nobody-ends")}),
        ({"successions": (merge("a", to="b", only=("zz",)),)}, {("successions[0].only", "unit-unknown")}),
        ({"successions": (merge("a", to="b"), merge("a", to="b"))}, {("", "named-twice")}),
        (
            {"successions": (merge("d", to="a", units={"dat": "clerk"}),)},
            {("successions[0].units", "unit-without-heir")},
        ),
        (
            {"successions": (merge("d", to="p", only=("dat",)), merge("d", to="s", only=("kinh-te",)))},
            {("successions[0].units", "unit-without-heir"), ("successions[1].units", "unit-without-heir")},
        ),
        (
            {"successions": (merge("a", to="b"),), "moves": (Move(key="c", parent="a"),)},
            {("move[0].parent", "successor-ends-too")},
        ),
        (
            {"successions": (merge("a", to="b"),), "foundings": (founding(parent="a"),)},
            {("create[0].parent", "successor-ends-too")},
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_place(changes, expected):
    assert codes(flaws(province(), plan(**changes))) == expected


def test_an_agency_cannot_end_before_it_begins():
    young = body("y", since=ON)
    found = flaws(province(young), plan(successions=(merge("y", to="a"),)))
    assert codes(found) == {("successions[0].from", "ends-before-it-begins")}


def test_effects_count_what_lies_there():
    matters = (
        Matter(competent="d", receiving=Address("d", "counter"), trays=(Address("d", "dat"),), count=4),
        Matter(
            competent="d",
            receiving=Address("a", "counter"),
            trays=(Address("d", "kinh-te"), Address("s", "dat")),
            count=3,
        ),
        Matter(competent="s", receiving=Address("c", "counter"), trays=(Address("s", "dat"),), count=100),
        Matter(competent="c", receiving=Address("c", "counter")),
    )
    burden = Burden(
        matters=matters,
        posts={Address("d", "dat"): 5, Address("a", "clerk"): 1, Address("s", "dat"): 9},
        mandates={Address("a", "leaders"): 2, Address("c", "leaders"): 1},
        offers={"d": 7},
        sequences={"a": (Sequence("result", 2025, 12),)},
    )

    found = effects(province(), REFORM, burden)

    assert found.dossiers == (
        Passage(Address("d", ""), Address("c", ""), 4),
        Passage(Address("d", ""), Address("n", ""), 3),
    )
    assert found.counters == (
        Passage(Address("a", "counter"), Address("n", "counter"), 3),
        Passage(Address("d", "counter"), Address("c", "counter"), 4),
    )
    assert found.trays == (
        Passage(Address("d", "dat"), Address("s", "dat"), 4),
        Passage(Address("d", "kinh-te"), Address("n", "kinh-te"), 3),
    )
    assert (found.moved, found.posts, found.mandates) == (7, 6, 2)
    ends = {each.agency: each for each in found.endings}
    assert (ends["d"].offers, ends["d"].successors, ends["d"].posts) == (7, ("n", "c"), 5)
    assert (ends["a"].sequences[0].last, ends["a"].identifier, ends["a"].mandates) == (12, "H1.1", 2)


def test_what_touches_nothing_moves_nothing():
    burden = Burden(matters=(Matter(competent="a", receiving=Address("a", "counter")),))
    change = plan(renamings=(Renaming(key="a", name="x", short_name="x"),))
    found = effects(province(), change, burden)
    assert (found.moved, found.endings, found.posts) == (0, (), 0)


def test_a_plan_knows_what_it_concerns():
    assert REFORM.concerned == {"a", "b", "c", "d", "n", "s"}
    assert REFORM.leaving == {("d", "dat")}
    units = plan(
        new_units=(NewUnit(agency="a", code="x", name="X"),),
        unit_renamings=(UnitRenaming(agency="b", code="clerk", name="X"),),
        closings=(Closing(agency="c", code="clerk", into="leaders"),),
        moves=(Move(key="s", parent="p"),),
        renamings=(Renaming(key="p", name="X", short_name="X"),),
    )
    assert units.with_changed_units == {"a", "b", "c"}
    assert units.leaving == {("c", "clerk")}
    assert units.concerned == {"a", "b", "c", "s", "p"}


KEYS = st.sampled_from(["a", "b", "c", "d"])


@given(
    st.lists(st.tuples(KEYS, KEYS), min_size=1, max_size=3),
    st.sets(st.sampled_from(["a", "b", "c", "d", "s"])),
)
def test_every_unit_of_what_ends_has_an_heir_that_is_open(pairs, communes):
    """Whatever plan passes the checks: nothing is left without a holder."""
    change = plan(
        successions=tuple(
            merge(one, to=other, units={"kinh-te": "clerk", "dat": "clerk"}) for one, other in pairs
        )
    )
    if flaws(province(), change):
        return
    routes, bodies = routes_of(province(), change), after(province(), change)
    bearing = Bearing(communes=frozenset(communes))
    for each in province().values():
        assert bodies[routes.agency(each.key, bearing)].until is None or each.until is not None
        for code in each.units:
            heir = routes.unit(Address(each.key, code), bearing)
            assert heir.unit in bodies[heir.agency].units


def test_an_agency_may_begin_with_units_of_its_own_only():
    change = plan(foundings=(founding(like="", units={"counter": "Một cửa"}),))
    assert flaws(province(), change) == ()
    assert after(province(), change)["n"].units == {"counter": "Một cửa"}
