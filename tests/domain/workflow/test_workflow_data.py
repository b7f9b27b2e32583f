import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.workflow import (
    END,
    Action,
    ActionKind,
    Outcome,
    Process,
    ProcessDataInvalid,
    Step,
    StepTime,
    Switches,
    TimeUnit,
    process_from_data,
    process_to_data,
)

APPRAISAL = Step(
    id="appraise",
    name="Thẩm định hồ sơ",
    unit="unit:business",
    role="specialist",
    time=StepTime(2, TimeUnit.CALENDAR),
    stage=4,
    switches=Switches.of("must_attach_draft", "may_consult"),
    actions=(
        Action("grant", "Dự thảo kết quả", ("sign", "notify"), outcome=Outcome.GRANT, when="complete"),
        Action("back", "Trả lại", ("appraise",), ActionKind.RETURN),
        Action("close", "Kết thúc", (END,), ActionKind.FINISH, Outcome.REFUSE),
    ),
    joins=True,
    automatic=True,
    excluded_from_limit=True,
    produces=("draft",),
)
DATA = {
    "id": "business",
    "version": 3,
    "start": "appraise",
    "steps": [
        {
            "id": "appraise",
            "name": "Thẩm định hồ sơ",
            "unit": "unit:business",
            "role": "specialist",
            "time": {"amount_minutes": 2, "unit": "calendar"},
            "stage": 4,
            "switches": ["may_consult", "must_attach_draft"],
            "actions": [
                {
                    "id": "grant",
                    "label": "Dự thảo kết quả",
                    "targets": ["sign", "notify"],
                    "kind": "forward",
                    "outcome": "grant",
                    "when": "complete",
                },
                {
                    "id": "back",
                    "label": "Trả lại",
                    "targets": ["appraise"],
                    "kind": "return",
                    "outcome": None,
                    "when": "",
                },
                {
                    "id": "close",
                    "label": "Kết thúc",
                    "targets": ["end"],
                    "kind": "finish",
                    "outcome": "refuse",
                    "when": "",
                },
            ],
            "joins": True,
            "automatic": True,
            "excluded_from_limit": True,
            "produces": ["draft"],
        }
    ],
}
SHORTEST: dict[str, Any] = {
    "id": "p",
    "version": 1,
    "start": "a",
    "steps": [
        {
            "id": "a",
            "name": "A",
            "unit": "counter",
            "role": "reception",
            "time": {"amount_minutes": 0},
            "stage": 1,
            "actions": [{"id": "go", "label": "Go", "targets": ["b"]}],
        },
        {"id": "b", "name": "B", "unit": "clerk", "role": "clerk", "time": {"amount_minutes": 1}, "stage": 2},
    ],
}

short_text = st.text(max_size=5)
texts = st.lists(short_text, max_size=3).map(tuple)
actions = st.builds(
    Action,
    short_text,
    short_text,
    texts,
    st.sampled_from(ActionKind),
    st.none() | st.sampled_from(Outcome),
    short_text,
)
steps = st.builds(
    Step,
    short_text,
    short_text,
    short_text,
    short_text,
    st.builds(StepTime, st.integers(0, 10_000), st.sampled_from(TimeUnit)),
    st.integers(1, 10),
    st.builds(Switches, *[st.booleans()] * len(Switches.__dataclass_fields__)),
    st.lists(actions, max_size=3).map(tuple),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    texts,
)
processes = st.builds(
    Process, short_text, st.integers(1, 99), st.lists(steps, max_size=3).map(tuple), short_text
)


@given(process=processes)
def test_a_process_written_and_read_is_the_same(process):
    assert process_from_data(json.loads(json.dumps(process_to_data(process)))) == process


def test_a_process_is_written_with_every_field():
    assert process_to_data(Process("business", 3, (APPRAISAL,), "appraise")) == DATA


def test_a_process_is_read_from_every_field():
    assert process_from_data(DATA) == Process("business", 3, (APPRAISAL,), "appraise")


def test_what_has_a_default_may_be_left_out():
    assert process_from_data(SHORTEST) == Process(
        "p",
        1,
        (
            Step("a", "A", "counter", "reception", StepTime(0), 1, actions=(Action("go", "Go", ("b",)),)),
            Step("b", "B", "clerk", "clerk", StepTime(1), 2),
        ),
        "a",
    )


def at(data, path):
    for key in path[:-1]:
        data = data[key]
    return data, path[-1]


STEP = ("steps", 0)
ACTION = ("steps", 0, "actions", 0)


@pytest.mark.parametrize(
    ("path", "value", "where", "problem"),
    [
        (("id",), 5, "id", "wrong-type"),
        (("version",), True, "version", "wrong-type"),
        (("version",), "1", "version", "wrong-type"),
        (("version",), 0, "version", "unknown-value"),
        (("steps",), "a", "steps", "wrong-type"),
        (("steps",), {}, "steps", "wrong-type"),
        (("colour",), "red", "colour", "unknown-field"),
        (STEP, "a", "steps[0]", "wrong-type"),
        ((*STEP, "roles"), [], "steps[0].roles", "unknown-field"),
        ((*STEP, "time"), 8, "steps[0].time", "wrong-type"),
        ((*STEP, "time", "hours"), 8, "steps[0].time.hours", "unknown-field"),
        ((*STEP, "time", "amount_minutes"), 1.5, "steps[0].time.amount_minutes", "wrong-type"),
        ((*STEP, "time", "amount_minutes"), -1, "steps[0].time.amount_minutes", "unknown-value"),
        ((*STEP, "time", "unit"), "hour", "steps[0].time.unit", "unknown-value"),
        ((*STEP, "stage"), None, "steps[0].stage", "wrong-type"),
        ((*STEP, "joins"), 1, "steps[0].joins", "wrong-type"),
        ((*STEP, "automatic"), "yes", "steps[0].automatic", "wrong-type"),
        ((*STEP, "excluded_from_limit"), None, "steps[0].excluded_from_limit", "wrong-type"),
        ((*STEP, "switches"), ["may_sign"], "steps[0].switches[0]", "unknown-value"),
        ((*STEP, "switches"), ["must_sign", 3], "steps[0].switches[1]", "wrong-type"),
        ((*STEP, "produces"), [None], "steps[0].produces[0]", "wrong-type"),
        (ACTION, None, "steps[0].actions[0]", "wrong-type"),
        ((*ACTION, "kind"), "jump", "steps[0].actions[0].kind", "unknown-value"),
        ((*ACTION, "kind"), 1, "steps[0].actions[0].kind", "wrong-type"),
        ((*ACTION, "outcome"), "maybe", "steps[0].actions[0].outcome", "unknown-value"),
        ((*ACTION, "targets"), "b", "steps[0].actions[0].targets", "wrong-type"),
        ((*ACTION, "targets"), ["b", 1], "steps[0].actions[0].targets[1]", "wrong-type"),
        ((*ACTION, "when"), None, "steps[0].actions[0].when", "wrong-type"),
        ((*ACTION, 7), "x", "steps[0].actions[0].7", "unknown-field"),
    ],
)
def test_a_field_that_is_wrong_is_refused_with_its_path(path, value, where, problem):
    data = deepcopy(SHORTEST)
    owner, key = at(data, path)
    owner[key] = value

    with pytest.raises(ProcessDataInvalid) as refused:
        process_from_data(data)

    assert (refused.value.path, refused.value.problem) == (where, problem)
    assert str(refused.value) == f"{where}: {problem}"
    assert refused.value.code == "workflow.process-data-invalid"


@pytest.mark.parametrize(
    ("path", "where"),
    [
        *[((name,), name) for name in SHORTEST],
        *[((*STEP, name), f"steps[0].{name}") for name in ("id", "name", "unit", "role", "time", "stage")],
        ((*STEP, "time", "amount_minutes"), "steps[0].time.amount_minutes"),
        *[((*ACTION, name), f"steps[0].actions[0].{name}") for name in ("id", "label", "targets")],
    ],
)
def test_a_field_that_must_be_there_is_asked_for_by_its_path(path, where):
    data = deepcopy(SHORTEST)
    owner, key = at(data, path)
    del owner[key]

    with pytest.raises(ProcessDataInvalid) as refused:
        process_from_data(data)

    assert (refused.value.path, refused.value.problem) == (where, "missing")


def test_data_that_is_no_dictionary_is_refused():
    with pytest.raises(ProcessDataInvalid) as refused:
        process_from_data([])

    assert (refused.value.path, refused.value.problem) == ("", "wrong-type")


def test_an_outcome_of_none_may_be_written_out():
    data = deepcopy(SHORTEST)
    data["steps"][0]["actions"][0]["outcome"] = None

    assert process_from_data(data) == process_from_data(SHORTEST)
