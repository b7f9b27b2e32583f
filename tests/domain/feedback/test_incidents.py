"""Incidents: who moves one on, and which way (R-S17)."""

import pytest

from motcua.domain.access import Actor, ActorKind, NotPermitted, Post
from motcua.domain.feedback.incidents import IncidentState, IncidentWayClosed, require_note, solves

OPEN, WORKING, SOLVED = IncidentState.OPEN, IncidentState.WORKING, IncidentState.SOLVED
REPORTER = 7


def officer(role, account=1):
    return Actor(ActorKind.OFFICER, "Trần Thị Mẫu", account, (Post(1, 1, 9, role),))


SOLVER = officer("province_admin")


def test_the_office_of_the_province_and_its_administrators_solve():
    assert [solves(officer(role)) for role in ("province_admin", "office_head", "specialist")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("before", "after"), [(OPEN, WORKING), (OPEN, SOLVED), (WORKING, SOLVED), (SOLVED, OPEN)]
)
def test_who_solves_moves_it_on(before, after):
    require_note(SOLVER, reporter=REPORTER, before=before, after=after)


@pytest.mark.parametrize(("before", "after"), [(WORKING, OPEN), (SOLVED, WORKING)])
def test_some_ways_are_closed(before, after):
    with pytest.raises(IncidentWayClosed):
        require_note(SOLVER, reporter=REPORTER, before=before, after=after)


@pytest.mark.parametrize(("before", "after"), [(OPEN, OPEN), (WORKING, WORKING), (SOLVED, OPEN)])
def test_its_reporter_adds_a_word_or_opens_it_again(before, after):
    require_note(officer("reception", REPORTER), reporter=REPORTER, before=before, after=after)


def test_its_reporter_does_not_solve_it_and_others_say_nothing():
    for account, after in ((REPORTER, SOLVED), (REPORTER, WORKING), (1, OPEN)):
        with pytest.raises(NotPermitted):
            require_note(officer("reception", account), reporter=REPORTER, before=OPEN, after=after)
