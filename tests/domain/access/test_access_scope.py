"""Who may read: the policy and the scope compiled from it for queries say the same (R-I37, R-A65)."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.access import Actor, ActorKind, Places, Post, Scope, may_see, scope_of
from motcua.domain.access.policy import AGENCY_WIDE_ROLES, EVERYTHING_ROLES

ROLES = ("reception", "specialist", "division_head", "unit_admin", "province_admin", *sorted(AGENCY_WIDE_ROLES),
         *sorted(EVERYTHING_ROLES))  # fmt: skip
AGENCIES = st.integers(1, 4)
UNITS = st.integers(1, 8)
posts = st.builds(
    Post,
    assignment_id=st.just(1),
    agency_id=AGENCIES,
    unit_id=UNITS,
    role=st.sampled_from(ROLES),
    mandate_id=st.none() | st.just(5),
)
actors = st.builds(
    Actor,
    kind=st.sampled_from(ActorKind),
    name=st.just("x"),
    account_id=st.just(1),
    posts=st.lists(posts, max_size=3).map(tuple),
)
places = st.builds(
    Places,
    receiving_unit=UNITS,
    receiving_agency=AGENCIES,
    competent_agency=AGENCIES,
    units=st.lists(UNITS, max_size=3).map(tuple),
    agencies=st.lists(AGENCIES, max_size=2).map(tuple),
)


@given(actor=actors, dossiers=st.lists(places, min_size=1, max_size=12))
def test_lists_and_pages_agree(actor, dossiers):
    scope = scope_of(actor)

    assert [scope.covers(dossier) for dossier in dossiers] == [
        may_see(actor, dossier) for dossier in dossiers
    ]


@given(actor=actors, more=posts, dossier=places)
def test_another_post_never_hides_anything(actor, more, dossier):
    richer = Actor(actor.kind, actor.name, actor.account_id, (*actor.posts, more))

    assert may_see(richer, dossier) >= may_see(actor, dossier)


@given(actor=actors, dossier=places, unit=UNITS, agency=AGENCIES)
def test_a_dossier_that_travels_further_is_never_hidden_from_those_it_passed(actor, dossier, unit, agency):
    further = Places(
        receiving_unit=dossier.receiving_unit,
        receiving_agency=dossier.receiving_agency,
        competent_agency=dossier.competent_agency,
        units=(*dossier.units, unit),
        agencies=(*dossier.agencies, agency),
    )

    assert may_see(actor, further) >= may_see(actor, dossier)


def officer(role, unit=2, agency=1):
    return Actor(ActorKind.OFFICER, "x", 1, (Post(1, agency, unit, role),))


def test_what_each_kind_of_post_opens():
    assert scope_of(officer("specialist")) == Scope(units=frozenset({2}))
    assert scope_of(officer("clerk")) == Scope(units=frozenset({2}), agencies=frozenset({1}))
    assert scope_of(officer("inspector")) == Scope(everything=True)
    assert scope_of(officer("province_admin")) == Scope()
    assert scope_of(Actor.system("timer")) == Scope(everything=True)
    assert scope_of(Actor(ActorKind.CITIZEN, "x")) == Scope()


def test_an_empty_scope_covers_nothing():
    dossier = Places(receiving_unit=2, receiving_agency=1, competent_agency=1, units=(2,), agencies=(1,))

    assert not Scope().covers(dossier)
    assert Scope(units=frozenset({2})).covers(dossier)
    assert Scope(agencies=frozenset({1})).covers(dossier)
    assert Scope(everything=True).covers(dossier)
