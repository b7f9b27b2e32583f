"""Rating a dossier: by whom, when, and what those who answer for the agency read."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from motcua.apps.audit import queries as audit
from motcua.apps.audit.announce import only_these_reactions
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.feedback import operations, permissions, queries
from motcua.apps.feedback.events import DossierRated
from motcua.apps.feedback.models import Rating
from motcua.apps.feedback.operations.ratings import NothingToModerate, RatingNotFound
from motcua.apps.organization.queries import actor_for
from motcua.domain.access import Actor, NotPermitted
from motcua.domain.feedback.ratings import (
    Answers,
    Indicator,
    RatingSettled,
    RatingTooEarly,
    Satisfaction,
    Subject,
)
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AssignmentFactory

pytestmark = pytest.mark.django_db
OWNER = Actor.citizen("Đặng Thị Ngọc Ánh", ("id:033591204716",))
STRANGER = Actor.citizen("Người Lạ", ("id:033590000000",))
GOOD = Answers(satisfaction=Satisfaction.VERY_SATISFIED, points={Indicator.TIME: 2, Indicator.ATTITUDE: 2})
BAD = Answers(
    satisfaction=Satisfaction.DISSATISFIED,
    points={Indicator.TIME: 0},
    faults=frozenset({Subject.ATTITUDE}),
    comment="Anh ở quầy nói năng cộc lốc, số 0912000318",
)


@pytest.fixture
def world():
    return DossierWorld()


def rate(world, state, answers=GOOD, actor=OWNER, **time):
    operations.rate(dossier_id=state.id, answers=answers, actor=actor, at=world.later(**time).now)


def test_the_owner_rates_once_and_changes_it_within_a_week(world):
    state = world.finished()

    with only_these_reactions({}):
        rate(world, state)
        rate(world, state, BAD, days=7)

    assert Rating.objects.count() == 1
    facts = queries.rating_for(state, actor=OWNER, at=world.now)
    assert facts.given == BAD
    assert facts.open
    with pytest.raises(RatingSettled):
        rate(world, state, minutes=1)
    assert not queries.rating_for(state, actor=OWNER, at=world.now).open


def test_before_the_result_nobody_rates_and_strangers_and_officers_never_do(world):
    running = world.at_step("appraise")
    assert queries.rating_for(running, actor=OWNER, at=world.now) is None
    with pytest.raises(RatingTooEarly):
        rate(world, running)

    state = world.finished()
    for actor in (STRANGER, world.officer("leader"), Actor.citizen("", ())):
        assert queries.rating_for(state, actor=actor, at=world.now) is None
        with pytest.raises(NotPermitted):
            rate(world, state, actor=actor)
    with pytest.raises(DossierNotFound):
        operations.rate(dossier_id=UUID(int=7), answers=GOOD, actor=OWNER, at=world.now)


def test_who_holds_the_receipt_rates_without_an_account(world):
    state = world.finished()

    rate(world, state, actor=Actor.citizen("", (permissions.receipt_of(state),)))

    assert Rating.objects.get().satisfaction == "very-satisfied"
    other = world.finished()
    with pytest.raises(NotPermitted):
        rate(world, other, actor=Actor.citizen("", (permissions.receipt_of(state),)))


def test_no_column_and_no_log_tells_who_rated(world):
    state = world.finished()

    rate(world, state)

    assert {
        glance.actor_name for glance in audit.who_looked_at(subject_type="dossier", subject_id=state.id)
    } <= {""}
    stored = Rating.objects.values().get()
    assert "033591204716" not in str(stored)
    assert "Ánh" not in str(stored)


def test_it_is_told_who_is_to_be_told(world):
    state = world.finished()
    heard = []

    def hear(event, *, actor, at):
        heard.append(event)

    with only_these_reactions({DossierRated: (hear,)}):
        rate(world, state)
        rate(world, state, BAD, days=1)

    assert heard == [
        DossierRated(state.id, world.agency.pk, "very-satisfied", changed=False),
        DossierRated(state.id, world.agency.pk, "dissatisfied", changed=True),
    ]


def test_figures_are_counted_by_agency_unit_officer_and_period(world):
    rate(world, world.finished())
    rate(world, world.finished(), BAD)
    day = date(2026, 11, 2)
    leader = world.officer("leader")

    (agency,) = queries.ratings_of(leader, by="agency", since=day, until=day)
    units = queries.ratings_of(leader, by="unit", since=day, until=day)
    officers = queries.ratings_of(leader, by="officer", since=day, until=day)

    assert (agency.tally.rated, agency.tally.very_satisfied, agency.tally.dissatisfied) == (2, 1, 1)
    assert agency.tally.share == 0.5
    assert agency.tally.points == {
        Indicator.TIME: 1.0, Indicator.CONTACTS: None, Indicator.AGENCIES: None, Indicator.ATTITUDE: 2.0,
    }  # fmt: skip
    assert {one.id for one in units} == {unit.pk for unit in world.units.values()}
    assert {one.id for one in officers} >= {world.accounts["specialist"], world.accounts["leader"]}
    assert world.accounts["return_desk"] not in {one.id for one in officers}
    assert queries.ratings_of(leader, by="agency", since=day + timedelta(1), until=day + timedelta(2)) == []


def test_only_those_who_answer_for_the_agency_read_ratings(world):
    state = world.finished()
    rate(world, state, BAD)

    (row,) = queries.ratings_read_by(world.officer("leader")).rows
    assert (row.code, row.satisfaction, row.comment) == (state.code, Satisfaction.DISSATISFIED, BAD.comment)
    for role in ("specialist", "reception", "division_head", "clerk"):
        actor = world.officer(role)
        assert not queries.may_read_ratings(actor)
        with pytest.raises(NotPermitted):
            queries.ratings_read_by(actor)
        with pytest.raises(NotPermitted):
            queries.ratings_of(actor, by="officer", since=date(2026, 1, 1), until=date(2026, 12, 31))
    elsewhere = actor_for(AssignmentFactory(role="leader").account_id, world.now)
    assert queries.ratings_read_by(elsewhere).rows == []


def test_a_comment_is_looked_at_before_it_is_read(world):
    rate(world, world.finished(), BAD)
    leader = world.officer("leader")
    (row,) = queries.ratings_read_by(leader, waiting=True).rows

    operations.moderate(rating_id=row.id, shown="Anh ở quầy nói năng cộc lốc", actor=leader, at=world.now)

    assert queries.ratings_read_by(leader, waiting=True).rows == []
    rating = Rating.objects.get()
    assert (rating.comment_state, rating.shown) == ("shown", "Anh ở quầy nói năng cộc lốc")
    assert [act.action for act in audit.acts_on(object_type="rating", object_id=rating.pk)] == [
        "feedback.comment-moderated"
    ]
    with pytest.raises(NotPermitted):
        operations.moderate(rating_id=row.id, shown="", actor=world.officer("specialist"), at=world.now)
    with pytest.raises(RatingNotFound):
        operations.moderate(rating_id=0, shown="", actor=leader, at=world.now)


def test_a_changed_comment_is_looked_at_again(world):
    state = world.finished()
    rate(world, state, BAD)
    leader = world.officer("leader")
    rating = Rating.objects.get()
    operations.moderate(rating_id=rating.pk, shown="Cộc lốc", actor=leader, at=world.now)

    rate(world, state, Answers(satisfaction=Satisfaction.SATISFIED, comment="Đã xin lỗi"))
    rating.refresh_from_db()
    assert (rating.comment_state, rating.shown) == ("waiting", "")

    rate(world, state)
    with pytest.raises(NothingToModerate):
        operations.moderate(rating_id=rating.pk, shown="Cộc lốc", actor=leader, at=world.now)


def test_the_public_reads_figures_of_five_ratings_or_more(world):
    for _ in range(4):
        rate(world, world.finished())
    assert queries.published(world.procedure.key) is None

    rate(world, world.finished(), BAD)

    tally = queries.published(world.procedure.key)
    assert (tally.rated, tally.share) == (5, 0.8)


def test_the_database_keeps_points_in_range(world):
    rate(world, world.finished())

    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.update(time=3)
