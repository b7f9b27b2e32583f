from datetime import date

import pytest

from motcua.domain.calendar import STANDARD_WEEK, Calendar, CalendarExhausted
from motcua.domain.deadlines import AllowanceOutOfRange, NoRegime, StopReversed
from motcua.domain.deadlines.questions import BadQuestion, answer

JANUARY = {"accepted": "2025-01-24T09:00", "limit": 3}
NOVEMBER = {"accepted": "2026-11-04T09:00", "limit": 5}


def due_on(question, **more):
    return answer(question | more)["due_on"]


def test_a_question_is_answered_in_full():
    found = answer(JANUARY)
    days = found.pop("days")

    assert found == {
        "due": "2025-02-05T17:00:00+07:00",
        "due_on": "2025-02-05",
        "accepted": "2025-01-24T09:00:00+07:00",
        "limit": 3,
        "unit": "WORKING_DAY",
        "mode": "CIVIL",
        "cutoff": None,
        "regime": "REG-2018",
        "counted_from": "2025-01-24",
        "days_counted": 3,
        "restarted": False,
        "after_cutoff": False,
        "moved": False,
        "open_since": None,
    }
    assert len(days) == 13
    assert days[3] == {
        "on": "2025-01-27",
        "counted": None,
        "kind": "HOLIDAY",
        "name": "29 Tết",
        "note": "holiday",
        "ground": "",
        "minutes": 0,
    }
    assert days[12] == {
        "on": "2025-02-05",
        "counted": 3,
        "kind": "WORKING",
        "name": "",
        "note": "counted",
        "ground": "",
        "minutes": 0,
    }


def test_every_choice_of_a_question_is_repeated_in_its_answer():
    found = answer(
        {
            "id": 7,
            "accepted": "2026-11-04T15:30",
            "limit": 2,
            "unit": "working_day",
            "mode": "rolling_hours",
            "cutoff": "15:00",
            "regime": "reg-2015",
            "stops": [],
        }
    )

    assert {name: found[name] for name in ("id", "limit", "unit", "mode", "cutoff", "regime")} == {
        "id": 7,
        "limit": 2,
        "unit": "WORKING_DAY",
        "mode": "ROLLING_HOURS",
        "cutoff": "15:00",
        "regime": "REG-2015",
    }
    assert (found["due"], found["after_cutoff"]) == ("2026-11-06T17:00:00+07:00", True)
    assert [(day["note"], day["minutes"]) for day in found["days"]] == [
        ("accepted", 0),
        ("counted", 480),
        ("counted", 480),
    ]


def test_fields_without_a_value_take_their_default():
    blank = dict.fromkeys(["unit", "mode", "cutoff", "regime", "stops", "stop"])

    assert answer(JANUARY | blank) == answer(JANUARY)


@pytest.mark.parametrize(
    "accepted",
    [
        "2025-01-24",
        "2025-01-24 09:00",
        "2025-01-24T09:00:00+07:00",
        "2025-01-23T17:00Z",
        "2025-01-24T12:00-04:00",
    ],
)
def test_moments_are_local_unless_they_carry_an_offset(accepted):
    assert due_on(JANUARY, accepted=accepted) == "2025-02-05"


def test_an_answer_tells_the_moment_of_acceptance_in_local_time():
    assert answer(JANUARY | {"accepted": "2025-01-23T17:00Z"})["accepted"] == "2025-01-24T00:00:00+07:00"


@pytest.mark.parametrize(
    ("regime", "expected"), [("REG-2018", "2026-11-17"), (None, "2026-11-17"), ("REG-2015", "2026-11-13")]
)
@pytest.mark.parametrize(
    "stop",
    [
        "2026-11-06..2026-11-10",
        "2026-11-06T16:00..2026-11-10T08:00",
        ["2026-11-06", "2026-11-10"],
        ("2026-11-06T16:00", "2026-11-10T08:00"),
        {"since": "2026-11-06", "until": "2026-11-10"},
        {"since": "2026-11-06", "until": "2026-11-10", "ground": "supplement", "rule": None},
    ],
)
def test_a_stop_is_written_in_any_of_its_forms_and_follows_the_regime(stop, regime, expected):
    assert due_on(NOVEMBER, stops=[stop], regime=regime) == expected
    assert due_on(NOVEMBER, stop=[stop], regime=regime) == expected


def test_a_stop_may_name_its_ground_and_its_rule():
    stop = {"since": "2026-11-06", "until": "2026-11-10"}

    paid = answer(NOVEMBER | {"stops": [stop | {"ground": "payment"}]})

    assert paid["due_on"] == "2026-11-13"
    assert paid["days"][3]["ground"] == "payment"
    assert due_on(NOVEMBER, stops=[stop | {"rule": "continue"}]) == "2026-11-13"
    assert due_on(NOVEMBER, stops=[stop | {"ground": "payment", "rule": "RESTART"}]) == "2026-11-17"


def test_one_stop_needs_no_list_and_several_add_up():
    first, second = "2026-11-06..2026-11-10", "2026-11-11..2026-11-12"

    assert due_on(NOVEMBER, stops=first, regime="REG-2015") == "2026-11-13"
    assert due_on(NOVEMBER, stops=[first, second], regime="REG-2015") == "2026-11-16"
    assert due_on(NOVEMBER, stop=first, stops=second, regime="REG-2015") == "2026-11-16"


@pytest.mark.parametrize(
    "stop", ["2026-11-06T10:00..", ["2026-11-06T10:00", None], {"since": "2026-11-06T10:00"}]
)
def test_nothing_is_due_while_a_stop_is_open(stop):
    found = answer(NOVEMBER | {"stops": [stop]})

    assert (found["due"], found["due_on"]) == (None, None)
    assert found["open_since"] == "2026-11-06T10:00:00+07:00"
    assert (found["days_counted"], found["days"][-1]["on"]) == (2, "2026-11-06")


def test_an_office_may_bring_its_own_calendar():
    bare = Calendar.build("X", STANDARD_WEEK, [], date(2025, 1, 1), date(2026, 1, 1))

    assert answer(JANUARY, calendar=bare)["due_on"] == "2025-01-29"


@pytest.mark.parametrize(
    ("more", "field", "problem", "value", "choices"),
    [
        ({"accepted": None}, "accepted", "missing", None, ()),
        ({"limit": None}, "limit", "missing", None, ()),
        ({"accepted": "hôm qua"}, "accepted", "not-a-moment", "hôm qua", ()),
        ({"accepted": 20250124.5}, "accepted", "not-a-moment", 20250124.5, ()),
        ({"accepted": "0001-01-01T00:00+14:00"}, "accepted", "not-a-moment", "0001-01-01T00:00+14:00", ()),
        ({"limit": "3"}, "limit", "not-a-number", "3", ()),
        ({"limit": True}, "limit", "not-a-number", True, ()),
        ({"limit": 1.5}, "limit", "not-a-number", 1.5, ()),
        ({"unit": "WEEK"}, "unit", "not-a-choice", "WEEK", ("WORKING_DAY", "DAY", "HOUR", "MONTH")),
        ({"mode": 1}, "mode", "not-a-choice", 1, ("CIVIL", "ROLLING_HOURS")),
        (
            {"regime": "REG-2020"},
            "regime",
            "not-a-choice",
            "REG-2020",
            ("REG-2007", "REG-2015", "REG-2018", "REG-2025"),
        ),
        ({"cutoff": "3pm"}, "cutoff", "not-a-time", "3pm", ()),
        ({"cutoff": "15:00+07:00"}, "cutoff", "not-a-time", "15:00+07:00", ()),
        ({"stops": 5}, "stops", "not-a-stop", 5, ()),
        ({"stop": {"since": "2025-02-01"}}, "stop", "not-a-stop", {"since": "2025-02-01"}, ()),
        ({"stops": [[], []]}, "stops[0]", "not-a-stop", [], ()),
        ({"stops": ["2025-02-01"]}, "stops[0]", "not-a-stop", "2025-02-01", ()),
        ({"stops": ["2025-02-01..", 7]}, "stops[1]", "not-a-stop", 7, ()),
        ({"stop": ["..2025-02-01"]}, "stop[0].since", "missing", None, ()),
        ({"stops": ["x..2025-02-01"]}, "stops[0].since", "not-a-moment", "x", ()),
        ({"stops": ["2025-02-01..x..y"]}, "stops[0].until", "not-a-moment", "x..y", ()),
        (
            {"stops": [{"since": "2025-02-01", "rule": "PAUSE"}]},
            "stops[0].rule",
            "not-a-choice",
            "PAUSE",
            ("RESTART", "CONTINUE"),
        ),
        (
            {"stops": [{"from": "2025-02-01"}]},
            "stops[0].from",
            "unknown-field",
            None,
            ("ground", "rule", "since", "until"),
        ),
        (
            {"cuttoff": "15:00"},
            "cuttoff",
            "unknown-field",
            None,
            ("accepted", "cutoff", "id", "limit", "mode", "regime", "stop", "stops", "unit"),
        ),
    ],
)
def test_a_bad_question_names_its_field_and_what_is_wrong(more, field, problem, value, choices):
    with pytest.raises(BadQuestion) as caught:
        answer(JANUARY | more)

    error = caught.value
    assert (error.code, error.field, error.problem, error.value, error.choices) == (
        "deadlines.bad-question",
        field,
        problem,
        value,
        choices,
    )
    assert str(error) == f"{field}: {problem}: {value!r}"


def test_a_question_may_miss_everything():
    with pytest.raises(BadQuestion) as caught:
        answer({})

    assert (caught.value.field, caught.value.problem) == ("accepted", "missing")


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"limit": -1}, AllowanceOutOfRange),
        ({"limit": 5_000}, CalendarExhausted),
        ({"accepted": "2007-01-01"}, NoRegime),
        ({"accepted": "2010-01-01"}, CalendarExhausted),
        ({"accepted": "9999-12-31"}, CalendarExhausted),
        ({"stops": ["2025-02-02..2025-02-01"]}, StopReversed),
    ],
)
def test_what_the_engine_cannot_answer_it_says_itself(more, error):
    with pytest.raises(error):
        answer(JANUARY | more)
