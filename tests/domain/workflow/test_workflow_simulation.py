from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.calendar import vietnam_calendar
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.workflow import (
    FINISHED,
    JoinWaiting,
    NotAtStep,
    StepTime,
    check,
    fire,
    initial,
    ready,
    step_end,
    walk,
)
from tests.domain.workflow.process_sketches import sketch, sound_processes, with_step

CALENDAR = vietnam_calendar()


def local(text):
    """Return a local moment of 2026, such as `26/11 16:00` (a Thursday), in UTC."""
    return datetime.strptime(f"2026/{text}+0700", "%Y/%d/%m %H:%M%z").astimezone(UTC)


def hours(amount):
    return StepTime.of_working_hours(amount)


def days(amount):
    return StepTime.of_calendar_days(amount)


def timed(process, **times):
    for step_id, step_time in times.items():
        process = with_step(process, step_id, time=step_time)
    return process


def dates(visits):
    return [(visit.step.id, visit.action.id, visit.entered_at, visit.due_at) for visit in visits]


def test_each_step_begins_when_the_one_before_has_used_all_its_time():
    process = timed(sketch({"a": "b", "b": "c <a", "c": "end"}), a=hours("1.5"), b=hours(12), c=hours(0))

    visits = walk(process, [("a", "b"), ("b", "c"), ("c", "end")], local("26/11 16:00"), CALENDAR)

    assert dates(visits) == [
        ("a", "b", local("26/11 16:00"), local("27/11 08:00")),
        ("b", "c", local("27/11 08:00"), local("30/11 13:30")),
        ("c", "end", local("30/11 13:30"), local("30/11 13:30")),
    ]


def test_a_step_that_sends_back_is_visited_again():
    process = timed(sketch({"a": "b", "b": "<a end"}), a=hours(1), b=hours(2))

    visits = walk(
        process, [("a", "b"), ("b", "<a"), ("a", "b"), ("b", "end")], local("26/11 07:30"), CALENDAR
    )

    assert [visit.due_at for visit in visits] == [
        local("26/11 08:30"),
        local("26/11 10:30"),
        local("26/11 11:30"),
        local("26/11 15:00"),
    ]


FORK = timed(
    sketch({"a": "b+c", "b": "j", "c": "j", "j": "end"}, joins="j"),
    a=hours(1),
    b=hours(16),
    c=hours(1),
    j=hours(1),
)


@pytest.mark.parametrize("branches", [[("b", "j"), ("c", "j")], [("c", "j"), ("b", "j")]])
def test_branches_begin_together_and_a_join_begins_with_the_last(branches):
    visits = walk(FORK, [("a", "b+c"), *branches, ("j", "end")], local("26/11 07:30"), CALENDAR)

    assert sorted(dates(visits)) == [
        ("a", "b+c", local("26/11 07:30"), local("26/11 08:30")),
        ("b", "j", local("26/11 08:30"), local("30/11 08:30")),
        ("c", "j", local("26/11 08:30"), local("26/11 09:30")),
        ("j", "end", local("30/11 08:30"), local("30/11 09:30")),
    ]


def test_a_join_come_back_to_counts_only_what_arrived_since():
    process = timed(
        sketch({"a": "b+j", "b": "j", "j": "<a end"}, joins="j"), a=hours(1), b=hours(1), j=hours(1)
    )

    visits = walk(
        process,
        [("a", "b+j"), ("b", "j"), ("j", "<a"), ("a", "b+j"), ("b", "j"), ("j", "end")],
        local("26/11 07:30"),
        CALENDAR,
    )

    assert [visit.entered_at for visit in visits if visit.step.id == "j"] == [
        local("26/11 09:30"),
        local("26/11 14:00"),
    ]


def test_work_that_comes_twice_to_a_plain_step_is_done_in_the_order_of_its_arrival():
    process = timed(
        sketch({"a": "b+c", "b": "w", "c": "w", "w": "j", "j": "end"}, joins="j"),
        a=hours(0),
        b=hours(2),
        c=hours(1),
        w=hours(0),
        j=hours(0),
    )

    visits = walk(
        process,
        [("a", "b+c"), ("b", "w"), ("c", "w"), ("w", "j"), ("w", "j"), ("j", "end")],
        local("26/11 07:30"),
        CALENDAR,
    )

    assert [visit.entered_at for visit in visits[3:]] == [
        local("26/11 09:30"),
        local("26/11 08:30"),
        local("26/11 09:30"),
    ]


def test_a_walk_may_stop_anywhere():
    assert walk(FORK, [], local("26/11 07:30"), CALENDAR) == ()
    assert len(walk(FORK, [("a", "b+c")], local("26/11 07:30"), CALENDAR)) == 1


def test_a_walk_goes_only_where_the_process_allows():
    with pytest.raises(NotAtStep):
        walk(FORK, [("b", "j")], local("26/11 07:30"), CALENDAR)
    with pytest.raises(JoinWaiting):
        walk(FORK, [("a", "b+c"), ("b", "j"), ("j", "end")], local("26/11 07:30"), CALENDAR)


def test_the_way_into_a_flaw_can_be_shown_with_dates():
    (flaw,) = check(FORK, Allowance(2, Unit.WORKING_DAY))

    visits = walk(FORK, flaw.path, local("26/11 07:30"), CALENDAR)

    assert [visit.step.id for visit in visits] == ["a", "b", "c", "j"]
    assert visits[-1].due_at == local("30/11 09:30")


@pytest.mark.parametrize(
    ("entered", "time", "end"),
    [
        pytest.param("26/11 09:00", days(1), "27/11 17:00", id="to-the-end-of-the-day"),
        pytest.param("26/11 09:00", days(2), "30/11 17:00", id="over-days-of-rest"),
        pytest.param("26/11 09:00", days("0.25"), "26/11 17:00", id="within-a-day"),
        pytest.param("26/11 18:00", days("0.125"), "27/11 17:00", id="after-hours"),
        pytest.param("26/11 17:00", days("0.125"), "26/11 17:00", id="at-the-last-minute"),
        pytest.param("27/11 18:00", days("0.125"), "30/11 17:00", id="after-hours-on-friday"),
        pytest.param("26/11 23:30", days("0.5"), "27/11 17:00", id="over-midnight"),
        pytest.param("26/11 06:00", days("0.75"), "27/11 17:00", id="to-midnight-here"),
        pytest.param("31/08 09:00", days(2), "03/09 17:00", id="over-a-public-holiday"),
        pytest.param("28/11 09:00", hours(1), "30/11 08:30", id="work-from-a-day-of-rest"),
        pytest.param("28/11 09:00", hours(0), "28/11 09:00", id="no-work"),
        pytest.param("28/11 09:00", days(0), "28/11 09:00", id="no-days"),
    ],
)
def test_the_time_of_a_step_ends_in_office_hours(entered, time, end):
    assert step_end(local(entered), time, CALENDAR) == local(end)


@pytest.mark.parametrize("time", [days(1), hours(1), hours(0)])
def test_dates_are_given_in_utc_from_whatever_zone(time):
    elsewhere = local("26/11 09:00").astimezone(timezone(timedelta(hours=-5)))

    assert step_end(elsewhere, time, CALENDAR).tzinfo is UTC
    assert step_end(elsewhere, time, CALENDAR) == step_end(local("26/11 09:00"), time, CALENDAR)
    (visit,) = walk(timed(sketch({"a": "end"}), a=time), [("a", "end")], elsewhere, CALENDAR)
    assert visit.entered_at.tzinfo is UTC


times = st.one_of(
    st.integers(0, 2_000).map(StepTime),
    st.sampled_from(["0", "0.125", "1", "2", "5"]).map(StepTime.of_calendar_days),
)


@given(
    process=sound_processes(),
    starts=st.datetimes(datetime(2024, 1, 1), datetime(2025, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    data=st.data(),
)
def test_dates_never_go_back_along_a_walk(process, starts, data):
    for step in process.steps:
        process = with_step(process, step.id, time=data.draw(times))
    choices, marking = [], initial(process)
    while able := ready(process, marking):
        step = data.draw(st.sampled_from(able))
        action = data.draw(st.sampled_from([a for a in step.actions if not a.id.startswith("<")]))
        choices.append((step.id, action.id))
        marking = fire(process, marking, step.id, action.id)

    visits = walk(process, choices, starts, CALENDAR)

    assert marking == FINISHED
    assert [(visit.step.id, visit.action.id) for visit in visits] == choices
    assert visits[0].entered_at == starts
    for index, visit in enumerate(visits):
        assert visit.entered_at <= visit.due_at
        before = [v.due_at for v in visits[:index] if visit.step.id in v.action.targets]
        if index:
            assert visit.entered_at == max(before) if visit.step.joins else visit.entered_at in before
        if "+" not in "".join(action for _, action in choices):
            assert visits[max(index - 1, 0)].due_at <= visit.due_at
