"""Processes put together from rows: the step table of a decision, or the usual chain of a kind of agency (R-A62).

A row leads to the next one, the last to the end. Whoever drafts says grant or refuse; what may and must be
done at a step follows from its role, as far as that is usual, and is changed by hand afterwards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from motcua.domain.deadlines import Allowance
from motcua.domain.spreadsheets import Line
from motcua.domain.text import search_key
from motcua.domain.workflow.bpmn import guesses
from motcua.domain.workflow.definition import (
    END,
    WORKING_DAY_MINUTES,
    Action,
    ActionKind,
    Outcome,
    Process,
    Step,
    StepTime,
    Switches,
    TimeUnit,
)
from motcua.domain.workflow.timing import minutes_of

COLUMNS: Final[Mapping[str, str]] = {
    "name": "Bước thực hiện",
    "unit": "Đơn vị",
    "role": "Vai trò",
    "time": "Thời gian",
    "produces": "Kết quả",
    "back": "Trả lại bước",
}
OPTIONAL: Final = frozenset({"role", "produces", "back"})
DRAFTING_ROLES: Final = frozenset({"specialist", "land_officer", "police_officer", "office_specialist"})
SIGNING_ROLES: Final = frozenset({"leader", "chairman", "land_head", "police_chief"})
IN_WORK: Final = ("may_extend", "may_stop", "may_recall", "may_return")
USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "reception": ("may_request_supplement", "may_refuse", "may_recall"),
    "return_desk": (),
    "clerk": ("may_recall", "may_return", "must_number"),
    "division_head": (*IN_WORK, "may_assign"),
    **dict.fromkeys(DRAFTING_ROLES, (*IN_WORK, "may_request_supplement", "may_consult", "may_refuse")),
    **dict.fromkeys(SIGNING_ROLES, (*IN_WORK, "must_sign")),
}
NO_TIME: Final = StepTime(0)
DIVISION: Final = "unit:"
"""Stands in templates for the division that handles the procedure."""

ROUNDED_TO: Final = {TimeUnit.WORKING: 30, TimeUnit.CALENDAR: 360}


@dataclass(frozen=True, slots=True)
class Row:
    """One step; `back` is the number of the step to which it may be sent back, counted from 1."""

    name: str
    unit: str
    role: str
    time: StepTime = NO_TIME
    produces: tuple[str, ...] = ()
    back: int | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A cell that does not say what it should: its row in the spreadsheet, the heading, what is wrong.

    `problem` is one of `missing`, `not-understood`, `not-before`.
    """

    row: int
    column: str
    problem: str
    value: str = ""


def process_from_rows(rows: Sequence[Row], *, key: str, version: int) -> Process:
    """Return the process of the rows, one after the other."""
    drafting = _drafting(rows)
    steps = tuple(_step(rows, place, drafts=place == drafting) for place in range(len(rows)))
    return Process(key, version, steps, steps[0].id if steps else "")


def rows_from_lines(
    lines: Sequence[Line], *, units: Mapping[str, str], roles: Mapping[str, str]
) -> tuple[tuple[Row, ...], tuple[RowProblem, ...]]:
    """Return the rows of a step table, and what is wrong with its cells.

    `units` and `roles` give references and codes by folded names; other units are guessed by their names.
    """
    problems: list[RowProblem] = []
    rows = tuple(_row(place, line, units, roles, problems) for place, line in enumerate(lines, 1))
    return rows, tuple(problems)


def spread(shares: Sequence[int], limit: Allowance) -> list[StepTime]:
    """Return times in the ratio of shares that together take a legal limit exactly (R-A61)."""
    whole, unit = minutes_of(limit)
    grain = ROUNDED_TO[unit]
    times = [whole * share // (sum(shares) * grain) * grain for share in shares]
    times[shares.index(max(shares))] += whole - sum(times)
    return [StepTime(minutes, unit) for minutes in times]


def _drafting(rows: Sequence[Row]) -> int | None:
    """Return the last row that may draft before somebody signs."""
    signing = next((place for place, row in enumerate(rows) if row.role in SIGNING_ROLES), len(rows))
    return next((place for place in range(signing - 1, -1, -1) if rows[place].role in DRAFTING_ROLES), None)


def _step(rows: Sequence[Row], place: int, *, drafts: bool) -> Step:
    row, last = rows[place], place == len(rows) - 1
    switches = {*USUAL.get(row.role, IN_WORK)}
    if row.role == "division_head" and "phan cong" in search_key(row.name):
        switches.add("must_assign")
    return Step(
        id=f"step_{place + 1}",
        name=row.name,
        unit=row.unit,
        role=row.role,
        time=row.time,
        stage=2 if place == 0 else 9 if last and row.role == "return_desk" else 4,
        switches=Switches.of(*switches),
        actions=tuple(_actions(row, place, last=last, drafts=drafts)),
        produces=row.produces,
    )


def _actions(row: Row, place: int, *, last: bool, drafts: bool) -> list[Action]:
    if last:
        return [Action("finish", "Kết thúc", (END,), ActionKind.FINISH)]
    onward = (f"step_{place + 2}",)
    actions = [Action("go", "Chuyển bước", onward)]
    if drafts:
        actions = [
            Action("submit_grant", "Trình dự thảo kết quả", onward, outcome=Outcome.GRANT),
            Action("submit_refusal", "Trình dự thảo từ chối, nêu rõ lý do", onward, outcome=Outcome.REFUSE),
        ]
    if row.back:
        actions.append(Action("send_back", "Trả lại kèm ý kiến", (f"step_{row.back}",), ActionKind.RETURN))
    return actions


def _row(
    place: int, line: Line, units: Mapping[str, str], roles: Mapping[str, str], problems: list[RowProblem]
) -> Row:
    def wrong(column: str, problem: str) -> None:
        problems.append(RowProblem(line.number, COLUMNS[column], problem, line[column]))

    for column in ("name", "unit", "time"):
        if not line[column]:
            wrong(column, "missing")
    minutes = _minutes(line["time"])
    if line["time"] and minutes is None:
        wrong("time", "not-understood")
    role = roles.get(search_key(line["role"])) or guesses.role(line["name"], line["role"] or line["unit"])
    back = line["back"].removesuffix(".0")
    if back and not (back.isdecimal() and 0 < int(back[:4]) < place):
        wrong("back", "not-before")
        back = ""
    return Row(
        name=line["name"],
        unit=guesses.unit(line["unit"], units),
        role=role,
        time=StepTime(minutes or 0),
        produces=tuple(part.strip() for part in line["produces"].split(";") if part.strip()),
        back=int(back) if back else None,
    )


def _minutes(text: str) -> int | None:
    """Return a time as written; a bare number is hours."""
    return guesses.minutes(text) if not text or not text[-1].isdigit() else guesses.minutes(f"{text} giờ")


@dataclass(frozen=True, slots=True)
class Template:
    """The usual chain of a kind of agency: rows, and the share of the whole time each of them takes."""

    key: str
    rows: tuple[Row, ...]
    shares: tuple[int, ...]

    def process(self, *, key: str, version: int, division: str, limit: Allowance | None) -> Process:
        """Return the process of a procedure; its times fill the limit, or a day where there is none."""
        times = spread(self.shares, limit) if limit else [
            StepTime(WORKING_DAY_MINUTES * share // sum(self.shares)) for share in self.shares
        ]  # fmt: skip
        rows = [
            replace(row, time=time, unit=division if row.unit == DIVISION else row.unit)
            for row, time in zip(self.rows, times, strict=True)
        ]
        return process_from_rows(rows, key=key, version=version)


INTAKE: Final = Row(
    "Tiếp nhận, kiểm tra, số hóa hồ sơ", "counter", "reception",
    produces=("Giấy tiếp nhận hồ sơ và hẹn trả kết quả",),
)  # fmt: skip
RETURN: Final = Row("Trả kết quả", "counter", "return_desk")
ISSUE: Final = Row("Vào sổ, phát hành", "clerk", "clerk")


def _division() -> tuple[Row, ...]:
    return (
        Row("Phân công thụ lý", DIVISION, "division_head"),
        Row("Thẩm định hồ sơ, dự thảo kết quả", DIVISION, "specialist"),
        Row("Soát xét, duyệt dự thảo", DIVISION, "division_head", back=3),
    )


TEMPLATES: Final = (
    Template(
        "department",
        (
            INTAKE,
            *_division(),
            Row("Ký kết quả", "leaders", "leader", back=3),
            ISSUE,
            RETURN,
        ),
        (4, 4, 20, 4, 4, 4, 0),
    ),
    Template(
        "province",
        (
            INTAKE,
            *_division(),
            Row("Ký tờ trình", "leaders", "leader", back=3),
            Row("Thẩm tra hồ sơ trình", "agency:vpub/tong-hop", "office_specialist"),
            Row("Duyệt hồ sơ trình", "agency:vpub/leaders", "office_head", back=6),
            Row("Ký quyết định", "agency:ubnd-tinh/leaders", "chairman", back=6),
            Row("Vào sổ, phát hành", "agency:ubnd-tinh/clerk", "clerk"),
            RETURN,
        ),
        (4, 4, 28, 6, 6, 16, 6, 8, 2, 0),
    ),
    Template(
        "commune",
        (INTAKE, *_division(), Row("Ký kết quả", "leaders", "chairman", back=3), ISSUE, RETURN),
        (4, 2, 20, 4, 6, 4, 0),
    ),
    Template(
        "land_office",
        (
            INTAKE,
            Row("Phân công thụ lý", DIVISION, "land_head"),
            Row("Kiểm tra hồ sơ, cập nhật hồ sơ địa chính", DIVISION, "land_officer"),
            Row("Ký giấy chứng nhận", "leaders", "land_head", back=3),
            ISSUE,
            RETURN,
        ),
        (4, 2, 26, 6, 2, 0),
    ),
    Template(
        "immediate",
        (
            Row("Tiếp nhận, kiểm tra, dự thảo kết quả", "counter", "reception"),
            Row("Ký kết quả", "leaders", "chairman", back=1),
            Row("Lấy số, đóng dấu", "clerk", "clerk"),
            RETURN,
        ),
        (2, 1, 1, 0),
    ),
)
