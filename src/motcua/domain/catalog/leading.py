"""Lead an applicant to the case of a procedure by questions in plain words.

A procedure may say what each answer leaves possible (`CaseAnswer`). Where it says nothing, or not enough, the
cases themselves are offered with their limits. Which case a dossier has is decided by the officer who accepts
it; what is found here is what the applicant says.

Law: R-C31
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from motcua.domain.catalog.definition import Case, ProcedureDefinition
from motcua.domain.deadlines import Allowance

CASE_QUESTION: Final = "case"
"""Key of the last question, which offers the cases themselves; its answers are the codes of cases."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `value` goes into the answers; a case that is offered brings its `allowance`."""

    value: str
    label: str
    allowance: Allowance | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask next. `text` is empty for CASE_QUESTION, whose wording belongs to the page."""

    key: str
    text: str
    options: tuple[Option, ...]


def lead(definition: ProcedureDefinition, answers: Mapping[str, str]) -> Case | Question | None:
    """Return the case that the answers lead to, or the question that has to be asked next.

    `answers` are values of options by keys of questions; an answer that is unknown, or that nothing would be
    left by, counts as none. None where the procedure has no cases and its general limit applies.
    """
    left = definition.cases
    for question in _questions(definition):
        narrowing = tuple(answer for answer in question.answers if 0 < len(_kept(left, answer)) < len(left))
        if not narrowing:
            continue
        open_answers = tuple(answer for answer in question.answers if _kept(left, answer))
        chosen = next((one for one in open_answers if one.value == answers.get(question.key)), None)
        if chosen is None:
            return Question(
                question.key, question.text, tuple(Option(a.value, a.label) for a in open_answers)
            )
        left = _kept(left, chosen)
    return _last(left, answers.get(CASE_QUESTION, ""))


@dataclass(frozen=True, slots=True)
class _Answer:
    value: str
    label: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    key: str
    text: str
    answers: tuple[_Answer, ...]


def _questions(definition: ProcedureDefinition) -> Iterable[_Asked]:
    """Gather rows of the same question, in the order in which questions appear first."""
    gathered: dict[str, list[_Answer]] = {}
    for row in definition.case_answers:
        found = gathered.setdefault(row.question, [])
        found.append(_Answer(str(len(found) + 1), row.answer, row.cases))
    for place, (text, answers) in enumerate(gathered.items(), start=1):
        yield _Asked(f"q{place}", text, tuple(answers))


def _kept(cases: tuple[Case, ...], answer: _Answer) -> tuple[Case, ...]:
    return tuple(case for case in cases if case.code in answer.cases)


def _last(left: tuple[Case, ...], code: str) -> Case | Question | None:
    if len(left) < 2:
        return left[0] if left else None
    chosen = next((case for case in left if case.code == code), None)
    if chosen is not None:
        return chosen
    return Question(CASE_QUESTION, "", tuple(Option(case.code, case.label, case.allowance) for case in left))
