"""Questions in plain words that lead to the case of a procedure (R-C31)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.catalog import CASE_QUESTION, Case, DataInvalid, Question, lead, procedure_from_data
from tests.domain.catalog.catalog_samples import least

CASES = [
    {"code": "01", "label": "Mua bán", "allowance": {"working_days": 8}},
    {"code": "02", "label": "Cho thuê", "allowance": {"working_days": 4}},
    {"code": "03", "label": "Mua bán ở vùng khó khăn", "allowance": {"working_days": 18}},
    {"code": "04", "label": "Cho thuê ở vùng khó khăn", "allowance": {"working_days": 14}},
]
KIND = [
    {"question": "Thay đổi nào?", "answer": "Mua bán", "cases": ["01", "03"]},
    {"question": "Thay đổi nào?", "answer": "Cho thuê", "cases": ["02", "04"]},
]
PLACE = [
    {"question": "Vùng khó khăn?", "answer": "Không", "cases": ["01", "02"]},
    {"question": "Vùng khó khăn?", "answer": "Có", "cases": ["03", "04"]},
]


def procedure(cases=CASES, answers=()):
    return procedure_from_data(least(cases=cases, case_answers=list(answers)))


def test_each_answer_brings_the_next_question_and_then_the_case():
    definition = procedure(answers=[*KIND, *PLACE])

    first = lead(definition, {})
    second = lead(definition, {"q1": "2"})
    found = lead(definition, {"q1": "2", "q2": "2"})

    assert isinstance(first, Question)
    assert (first.key, first.text) == ("q1", "Thay đổi nào?")
    assert [option.label for option in first.options] == ["Mua bán", "Cho thuê"]
    assert isinstance(second, Question)
    assert second.text == "Vùng khó khăn?"
    assert isinstance(found, Case)
    assert found.code == "04"


def test_a_question_that_would_change_nothing_is_not_asked():
    definition = procedure(
        answers=[
            {"question": "Cần gì?", "answer": "Mua bán thường", "cases": ["01"]},
            {"question": "Cần gì?", "answer": "Khác", "cases": ["02", "03", "04"]},
            *PLACE,
        ]
    )

    found = lead(definition, {"q1": "1"})

    assert isinstance(found, Case)
    assert found.code == "01"


def test_answers_that_nothing_would_be_left_by_are_not_offered():
    definition = procedure(
        answers=[
            {"question": "Cần gì?", "answer": "Mua bán thường", "cases": ["01", "02"]},
            {"question": "Cần gì?", "answer": "Khác", "cases": ["03"]},
            {"question": "Việc gì?", "answer": "A", "cases": ["01"]},
            {"question": "Việc gì?", "answer": "B", "cases": ["02"]},
            {"question": "Việc gì?", "answer": "C", "cases": ["04"]},
        ]
    )

    question = lead(definition, {"q1": "1"})

    assert isinstance(question, Question)
    assert [option.label for option in question.options] == ["A", "B"]


def test_without_questions_the_cases_are_offered_with_their_limits():
    question = lead(procedure(), {})

    assert isinstance(question, Question)
    assert question.key == CASE_QUESTION
    assert [(option.value, option.label) for option in question.options] == [
        (case["code"], case["label"]) for case in CASES
    ]
    assert all(option.allowance for option in question.options)
    assert lead(procedure(), {CASE_QUESTION: "03"}) == procedure().case("03")


def test_questions_that_leave_several_cases_end_in_a_choice_between_those():
    question = lead(procedure(answers=KIND), {"q1": "1"})

    assert isinstance(question, Question)
    assert [option.value for option in question.options] == ["01", "03"]


def test_an_only_case_needs_no_question_and_no_case_leads_nowhere():
    assert lead(procedure(cases=CASES[:1]), {}) == procedure().case("01")
    assert lead(procedure(cases=[]), {"q1": "1"}) is None


def test_an_answer_may_only_name_cases_that_exist():
    with pytest.raises(DataInvalid) as refusal:
        procedure(cases=CASES[:2], answers=PLACE)

    assert [problem.path for problem in refusal.value.problems] == [
        "case_answers[1].cases[0]",
        "case_answers[1].cases[1]",
    ]


@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "question": st.sampled_from(["A?", "B?", "C?"]),
                "answer": st.text(min_size=1, max_size=3, alphabet="xyz"),
                "cases": st.lists(st.sampled_from(["01", "02", "03", "04"]), min_size=1, unique=True),
            }
        ),
        max_size=9,
    ),
    picks=st.lists(st.integers(0, 20), min_size=5, max_size=5),
)
def test_whoever_answers_always_arrives(rows, picks):
    definition = procedure(answers=rows)
    answers: dict[str, str] = {}

    for pick in picks:
        step = lead(definition, answers)
        if not isinstance(step, Question):
            break
        assert len(step.options) > 0
        assert step.key not in answers
        answers[step.key] = step.options[pick % len(step.options)].value

    assert isinstance(lead(definition, answers), Case)


def test_an_answer_leads_somewhere():
    with pytest.raises(DataInvalid) as refusal:
        procedure(answers=[{"question": "Ai?", "answer": "Tôi", "cases": []}])

    assert any(one.path.endswith("cases") and one.problem == "missing" for one in refusal.value.problems)
