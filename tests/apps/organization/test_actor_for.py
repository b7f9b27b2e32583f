"""Who may act, with which posts, on which day (R-A12, R-B22)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.apps.organization import queries
from motcua.apps.organization.models import Assignment
from tests.factories.organization import AccountFactory, AssignmentFactory, MandateFactory

AT = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_an_officer_acts_with_the_posts_of_the_day():
    post = AssignmentFactory(role="reception", valid_from=date(2026, 1, 1))
    AssignmentFactory(account=post.account, valid_to=date(2026, 5, 4))
    AssignmentFactory(account=post.account, valid_from=date(2026, 5, 5))

    actor = queries.actor_for(post.account_id, AT)

    assert actor.name == post.account.full_name
    assert [(p.assignment_id, p.agency_id, p.unit_id, p.role, p.mandate_id) for p in actor.posts] == [
        (post.pk, post.unit.agency_id, post.unit_id, "reception", None)
    ]


def test_days_are_those_of_viet_nam():
    post = AssignmentFactory(valid_from=date(2026, 5, 5))

    just_before = datetime(2026, 5, 4, 16, 59, tzinfo=UTC)
    assert queries.actor_for(post.account_id, just_before).posts == ()
    assert len(queries.actor_for(post.account_id, just_before + timedelta(minutes=1)).posts) == 1


def test_a_reserve_acts_only_under_a_mandate():
    reserve = AssignmentFactory(kind=Assignment.Kind.RESERVE)
    absent = AssignmentFactory(unit=reserve.unit, role="reception")
    assert queries.actor_for(reserve.account_id, AT).posts == ()

    mandate = MandateFactory(from_assignment=absent, to_account=reserve.account)

    (post,) = queries.actor_for(reserve.account_id, AT).posts
    assert (post.assignment_id, post.role, post.mandate_id) == (absent.pk, "reception", mandate.pk)


def test_a_revoked_or_ended_mandate_gives_nothing():
    person = AccountFactory()
    MandateFactory(to_account=person, revoked_at=AT)
    MandateFactory(to_account=person, valid_to=date(2026, 5, 4))
    MandateFactory(to_account=person, from_assignment__valid_to=date(2026, 5, 4))
    still = MandateFactory(to_account=person, revoked_at=AT + timedelta(seconds=1))

    assert [post.mandate_id for post in queries.actor_for(person.pk, AT).posts] == [still.pk]


def test_a_closed_account_does_not_act():
    closed = AssignmentFactory(account__is_active=False)

    with pytest.raises(queries.AccountNotActive) as refusal:
        queries.actor_for(closed.account_id, AT)
    assert refusal.value.account_id == closed.account_id


def test_one_query_is_enough(django_assert_num_queries):
    post = AssignmentFactory()
    MandateFactory(to_account=post.account)

    with django_assert_num_queries(1):
        assert len(queries.actor_for(post.account_id, AT).posts) == 2
