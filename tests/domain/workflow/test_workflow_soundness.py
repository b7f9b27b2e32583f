import time
from dataclasses import replace

import pytest

from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.workflow import (
    END,
    FINISHED,
    ActionKind,
    Flaw,
    FlawCode,
    Outcome,
    StepTime,
    Switches,
    TimeUnit,
    check,
)
from tests.domain.workflow.process_sketches import sketch, with_action, with_step

SIGNING = Switches.of("must_sign")


def codes(process, *facts):
    return [flaw.code.value for flaw in check(process, *facts)]


@pytest.mark.parametrize(
    "process",
    [
        pytest.param(sketch({"a": "end"}), id="one-step"),
        pytest.param(sketch({"a": "b", "b": "c <a", "c": "end <b <a"}), id="row-with-returns"),
        pytest.param(sketch({"a": "a2 <a", "a2": "end"}), id="return-to-the-same-step"),
        pytest.param(sketch({"a": "b c", "b": "d", "c": "d", "d": "end"}), id="choice"),
        pytest.param(sketch({"a": "b+c", "b": "j", "c": "j", "j": "end"}, joins="j"), id="fork"),
        pytest.param(sketch({"a": "b+j", "b": "j", "j": "end <a"}, joins="j"), id="fork-to-the-join-itself"),
        pytest.param(sketch({"a": "b+c b", "b": "j", "c": "j", "j": "end"}, joins="j"), id="fork-or-not"),
        pytest.param(
            sketch({"a": "b+c", "b": "w", "c": "w", "w": "j", "j": "end"}, joins="j"), id="same-work-twice"
        ),
        pytest.param(
            sketch({"a": "b+j", "b": "c j", "c": "j <b", "j": "end"}, joins="j"), id="return-in-a-branch"
        ),
    ],
)
def test_a_process_that_always_ends_is_sound(process):
    assert check(process) == ()


@pytest.mark.parametrize(
    ("process", "flaws"),
    [
        pytest.param(
            sketch({"a": "end"}, start="x"), [Flaw(FlawCode.NO_START, steps=("x",))], id="start-unknown"
        ),
        pytest.param(
            replace(sketch({"a": "end"}), steps=()), [Flaw(FlawCode.NO_START, steps=("a",))], id="no-steps"
        ),
        pytest.param(
            sketch({"a": "end", "end": "<a"}),
            [Flaw(FlawCode.RESERVED_ID, steps=("end",))],
            id="step-named-end",
        ),
        pytest.param(
            replace(sketch({"a": "end"}), steps=sketch({"a": "end"}).steps * 3),
            [Flaw(FlawCode.DUPLICATE_STEP, steps=("a",))],
            id="same-step-thrice",
        ),
        pytest.param(
            sketch({"a": "b end b end", "b": "end"}),
            [
                Flaw(FlawCode.DUPLICATE_ACTION, steps=("a",), actions=("b",)),
                Flaw(FlawCode.DUPLICATE_ACTION, steps=("a",), actions=("end",)),
            ],
            id="same-actions-twice",
        ),
        pytest.param(
            sketch({"a": "b", "b": ""}), [Flaw(FlawCode.STEP_WITHOUT_ACTION, steps=("b",))], id="no-action"
        ),
        pytest.param(
            sketch({"a": "x+b+y", "b": "<z end"}),
            [
                Flaw(FlawCode.UNKNOWN_TARGET, steps=("a", "x", "y"), actions=("x+b+y",)),
                Flaw(FlawCode.UNKNOWN_TARGET, steps=("b", "z"), actions=("<z",)),
            ],
            id="unknown-targets",
        ),
        pytest.param(
            with_action(sketch({"a": "end"}), "a", "end", targets=()),
            [Flaw(FlawCode.ACTION_WITHOUT_TARGET, steps=("a",), actions=("end",))],
            id="no-target",
        ),
        pytest.param(
            with_action(sketch({"a": "end"}), "a", "end", kind=ActionKind.FORWARD),
            [Flaw(FlawCode.FINISH_MISMATCH, steps=("a", "end"), actions=("end",))],
            id="end-without-finishing",
        ),
        pytest.param(
            with_action(sketch({"a": "b end", "b": "end"}), "a", "b", kind=ActionKind.FINISH),
            [Flaw(FlawCode.FINISH_MISMATCH, steps=("a", "b"), actions=("b",))],
            id="finish-elsewhere",
        ),
        pytest.param(
            with_action(sketch({"a": "b+end", "b": "end"}), "a", "b+end", kind=ActionKind.FINISH),
            [Flaw(FlawCode.FINISH_MISMATCH, steps=("a", "b", "end"), actions=("b+end",))],
            id="finish-and-go-on",
        ),
        pytest.param(
            sketch({"a": "b", "b": "b2+end", "b2": ""}),
            [
                Flaw(FlawCode.STEP_WITHOUT_ACTION, steps=("b2",)),
                Flaw(FlawCode.FINISH_MISMATCH, steps=("b", "b2", "end"), actions=("b2+end",)),
            ],
            id="two-at-once",
        ),
    ],
)
def test_a_wrong_drawing_is_all_that_is_reported(process, flaws):
    assert list(check(process, Allowance(0, Unit.HOUR), lambda _: ())) == flaws


def flaw_of(code, process, *facts):
    return next(flaw for flaw in check(process, *facts) if flaw.code is code)


def test_a_step_that_nothing_leads_to_is_unreachable():
    process = sketch({"a": "b", "b": "end", "c": "d", "d": "b"})

    assert check(process) == (
        Flaw(FlawCode.UNREACHABLE_STEP, steps=("c",)),
        Flaw(FlawCode.UNREACHABLE_STEP, steps=("d",)),
    )


def test_a_return_may_only_go_to_where_the_dossier_has_come_from():
    process = sketch({"a": "b c", "b": "d <c+a", "c": "d", "d": "end"})

    assert flaw_of(FlawCode.RETURN_JUMPS_FORWARD, process) == Flaw(
        FlawCode.RETURN_JUMPS_FORWARD, steps=("b", "c"), actions=("<c+a",), path=(("a", "b"),), marking=("b",)
    )


def test_a_return_to_a_later_step_jumps_forward():
    assert check(sketch({"a": "b", "b": "<c", "c": "end"})) == (
        Flaw(
            FlawCode.RETURN_JUMPS_FORWARD,
            steps=("b", "c"),
            actions=("<c",),
            path=(("a", "b"),),
            marking=("b",),
        ),
    )


def test_forward_actions_must_not_lead_in_a_circle():
    process = sketch({"a": "b", "b": "c", "c": "b d", "d": "end"})

    assert check(process, Allowance(1, Unit.HOUR)) == (
        Flaw(FlawCode.FORWARD_CIRCLE, steps=("b", "c"), path=(("a", "b"),), marking=("b",)),
    )
    assert check(sketch({"a": "a end"})) == (
        Flaw(FlawCode.FORWARD_CIRCLE, steps=("a",), path=(), marking=("a",)),
    )


def test_a_circle_nothing_leads_to_has_no_path():
    assert check(sketch({"a": "end", "b": "b"})) == (
        Flaw(FlawCode.FORWARD_CIRCLE, steps=("b",)),
        Flaw(FlawCode.UNREACHABLE_STEP, steps=("b",)),
    )


def test_steps_that_only_send_work_to_each_other_never_end():
    process = sketch({"a": "end b", "b": "c", "c": "<b"})

    assert check(process) == (Flaw(FlawCode.NO_WAY_TO_END, steps=("b",), path=(("a", "b"),), marking=("b",)),)


def test_only_the_trapped_steps_are_named_when_others_are_at_work():
    process = sketch({"a": "b+c", "b": "<b", "c": "j", "j": "end"}, joins="j")

    assert flaw_of(FlawCode.NO_WAY_TO_END, process) == Flaw(
        FlawCode.NO_WAY_TO_END, steps=("b",), path=(("a", "b+c"),), marking=("b", "c")
    )


def test_a_branch_that_ends_by_itself_leaves_the_others_behind():
    process = sketch({"a": "b+c", "b": "j", "c": "end j", "j": "end"}, joins="j")

    assert check(process) == (
        Flaw(
            FlawCode.WORK_LEFT_BEHIND,
            steps=("j",),
            path=(("a", "b+c"), ("b", "j"), ("c", "end")),
            marking=("end", "j"),
        ),
    )


def test_branches_that_meet_without_a_join_leave_work_behind():
    process = sketch({"a": "b+c", "b": "d", "c": "d", "d": "end"})

    assert check(process) == (
        Flaw(
            FlawCode.WORK_LEFT_BEHIND,
            steps=("d",),
            path=(("a", "b+c"), ("b", "d"), ("c", "d"), ("d", "end")),
            marking=("d", "end"),
        ),
    )


def test_joins_that_wait_for_each_other_never_complete_and_their_actions_are_dead():
    process = sketch({"a": "j+k", "j": "k end", "k": "j"}, joins="j k")

    flaws = {flaw.code: flaw for flaw in check(process)}
    assert list(flaws) == [
        FlawCode.FORWARD_CIRCLE,
        FlawCode.JOIN_NEVER_COMPLETES,
        FlawCode.DEAD_ACTION,
    ]
    assert flaws[FlawCode.JOIN_NEVER_COMPLETES] == Flaw(
        FlawCode.JOIN_NEVER_COMPLETES, steps=("j", "k"), path=(("a", "j+k"),), marking=("j", "k")
    )
    assert [flaw.actions for flaw in check(process) if flaw.code is FlawCode.DEAD_ACTION] == [
        ("k",),
        ("end",),
        ("j",),
    ]
    assert flaws[FlawCode.DEAD_ACTION] == Flaw(
        FlawCode.DEAD_ACTION, steps=("k",), actions=("j",), path=(("a", "j+k"),), marking=("j", "k")
    )


def test_a_return_out_of_a_branch_makes_work_pile_up():
    process = sketch({"a": "b+c", "b": "j <a", "c": "j", "j": "end"}, joins="j")

    assert check(process) == (
        Flaw(
            FlawCode.WORK_PILES_UP,
            steps=("a", "c"),
            path=(("a", "b+c"), ("b", "<a")),
            marking=("a", "c"),
        ),
    )


def test_a_fork_that_comes_back_to_itself_makes_work_pile_up():
    assert flaw_of(FlawCode.WORK_PILES_UP, sketch({"a": "b", "b": "<b+b end"})) == Flaw(
        FlawCode.WORK_PILES_UP, steps=("b",), path=(("a", "b"), ("b", "<b+b")), marking=("b", "b")
    )


def test_work_sent_back_past_a_join_may_come_too_late_for_it():
    process = sketch({"a": "b+x", "b": "i", "x": "<b", "i": "end"}, joins="i")

    # Had x moved first, whatever the order, nothing would be left behind.
    assert flaw_of(FlawCode.WORK_LEFT_BEHIND, process) == Flaw(
        FlawCode.WORK_LEFT_BEHIND,
        steps=("x",),
        path=(("a", "b+x"), ("b", "i"), ("i", "end")),
        marking=("end", "x"),
    )


def test_what_lies_beyond_work_that_piles_up_is_still_looked_at():
    process = sketch({"a": "p q", "p": "<p+p end", "q": "r", "r": "s", "s": "<t", "t": "end"})

    assert flaw_of(FlawCode.WORK_PILES_UP, process).path == (("a", "p"), ("p", "<p+p"))
    assert flaw_of(FlawCode.RETURN_JUMPS_FORWARD, process).path == (("a", "q"), ("q", "r"), ("r", "s"))


def entangled(branches):
    """Return branches that each have a join and may begin anew: their order must not be neglected."""
    ways = {"a": "+".join(f"f{n:02}" for n in range(branches)), "j": "end"}
    for n in range(branches):
        ways |= {f"f{n:02}": f"x{n:02}+i{n:02}", f"x{n:02}": f"i{n:02}", f"i{n:02}": f"j <f{n:02}"}
    return sketch(ways, joins=" ".join(["j", *(f"i{n:02}" for n in range(branches))]))


def test_what_has_too_many_situations_to_be_followed_is_not_called_sound():
    assert check(entangled(4)) == ()
    assert check(entangled(12)) == (Flaw(FlawCode.TOO_MANY_SITUATIONS),)


# Time: R-A61, R-A84

ROW = sketch({"a": "b", "b": "c <a", "c": "end"})


def timed(process, **times):
    for step_id, step_time in times.items():
        process = with_step(process, step_id, time=step_time)
    return process


WORK, CALENDAR = TimeUnit.WORKING, TimeUnit.CALENDAR


def hours(amount):
    return StepTime.of_working_hours(amount)


def days(amount):
    return StepTime.of_calendar_days(amount)


@pytest.mark.parametrize(
    ("limit", "times", "taken", "allowed", "unit"),
    [
        pytest.param(
            Allowance(3, Unit.WORKING_DAY), (hours(8), hours(8), hours("8.25")), 1455, 1440, WORK, id="3-days"
        ),
        pytest.param(
            Allowance(1, Unit.WORKING_DAY), (hours(8), hours("0.25"), hours(0)), 495, 480, WORK, id="1-day"
        ),
        pytest.param(
            Allowance(0, Unit.WORKING_DAY), (hours(8), hours("0.25"), hours(0)), 495, 480, WORK, id="same-day"
        ),
        pytest.param(
            Allowance(4, Unit.HOUR), (hours(4), StepTime(1), hours(0)), 241, 240, WORK, id="4-hours"
        ),
        pytest.param(Allowance(0, Unit.HOUR), (StepTime(1), hours(0), hours(0)), 1, 0, WORK, id="no-hours"),
        pytest.param(
            Allowance(10, Unit.DAY), (days(5), days(5), days("0.25")), 14760, 14400, CALENDAR, id="10-days"
        ),
        pytest.param(
            Allowance(0, Unit.DAY), (days(1), days("0.5"), days(0)), 2160, 1440, CALENDAR, id="the-day"
        ),
        pytest.param(
            Allowance(1, Unit.MONTH), (days(28), days("0.5"), days(0)), 41040, 40320, CALENDAR, id="month"
        ),
        pytest.param(
            Allowance(2, Unit.MONTH), (days(28), days(28), days(1)), 82080, 80640, CALENDAR, id="2-months"
        ),
        pytest.param(
            Allowance(5, Unit.WORKING_DAY),
            (days(7), StepTime(1), hours(0)),
            2401,
            2400,
            WORK,
            id="week-of-days",
        ),
        pytest.param(
            Allowance(4, Unit.WORKING_DAY), (days(6), hours(0), hours(0)), 2058, 1920, WORK, id="rounded-up"
        ),
        pytest.param(
            Allowance(7, Unit.DAY),
            (hours(40), hours("0.25"), hours(0)),
            10143,
            10080,
            CALENDAR,
            id="week-of-work",
        ),
    ],
)
def test_the_times_of_the_steps_must_fit_the_limit(limit, times, taken, allowed, unit):
    process = timed(ROW, a=times[0], b=times[1], c=times[2])

    assert check(process, limit) == (
        Flaw(
            FlawCode.OVER_LIMIT,
            steps=("a", "b", "c"),
            path=(("a", "b"), ("b", "c"), ("c", "end")),
            marking=FINISHED,
            taken_minutes=taken,
            allowed_minutes=allowed,
            unit=unit,
        ),
    )


@pytest.mark.parametrize(
    ("limit", "times"),
    [
        pytest.param(Allowance(3, Unit.WORKING_DAY), (hours(8), hours(8), hours(8)), id="3-days"),
        pytest.param(Allowance(0, Unit.WORKING_DAY), (hours(4), hours(4), hours(0)), id="same-day"),
        pytest.param(Allowance(4, Unit.HOUR), (hours(4), hours(0), hours(0)), id="4-hours"),
        pytest.param(Allowance(10, Unit.DAY), (days(5), days(5), hours(0)), id="10-days"),
        pytest.param(Allowance(0, Unit.DAY), (days(1), days(0), hours(0)), id="the-day"),
        pytest.param(Allowance(1, Unit.MONTH), (days(28), days(0), hours(0)), id="shortest-month"),
        pytest.param(Allowance(5, Unit.WORKING_DAY), (days(7), hours(0), hours(0)), id="week-of-days"),
        pytest.param(Allowance(7, Unit.DAY), (hours(40), hours(0), hours(0)), id="week-of-work"),
        pytest.param(None, (days(900), days(900), days(900)), id="no-limit"),
    ],
)
def test_times_that_just_fit_are_sound(limit, times):
    assert check(timed(ROW, a=times[0], b=times[1], c=times[2]), limit) == ()


def test_time_excluded_by_sector_law_does_not_count_against_the_limit():
    process = timed(ROW, a=hours(4), b=days(15), c=hours(4))
    excluded = with_step(process, "b", excluded_from_limit=True)

    assert codes(process, Allowance(1, Unit.WORKING_DAY)) == ["workflow.over-limit"]
    assert codes(excluded, Allowance(1, Unit.WORKING_DAY)) == []


def test_of_several_ways_the_longest_counts():
    process = timed(
        sketch({"a": "end b c d", "b": "e", "c": "e", "d": "e", "e": "end"}),
        b=hours(1),
        c=hours(7),
        d=hours(2),
    )

    assert codes(process, Allowance(9, Unit.HOUR)) == []
    assert flaw_of(FlawCode.OVER_LIMIT, process, Allowance(8, Unit.HOUR)) == Flaw(
        FlawCode.OVER_LIMIT,
        steps=("a", "c", "e"),
        path=(("a", "c"), ("c", "e"), ("e", "end")),
        marking=FINISHED,
        taken_minutes=540,
        allowed_minutes=480,
        unit=WORK,
    )


@pytest.mark.parametrize("amount", [0, 1])
def test_of_ways_equally_long_the_first_is_shown(amount):
    process = timed(
        sketch({"a": "b c", "b": "end", "c": "end"}), a=hours(2), b=hours(amount), c=hours(amount)
    )

    assert flaw_of(FlawCode.OVER_LIMIT, process, Allowance(1, Unit.HOUR)).steps == ("a", "b")


def test_actions_that_send_back_take_no_part_in_the_longest_way():
    process = sketch({"a": "b", "b": "<a c", "c": "<a end"})

    assert codes(process, Allowance(3, Unit.HOUR)) == []
    assert flaw_of(FlawCode.OVER_LIMIT, process, Allowance(2, Unit.HOUR)).taken_minutes == 180


def test_of_branches_side_by_side_the_longest_counts_and_the_path_brings_in_the_others():
    process = timed(
        sketch({"a": "b+c", "b": "j", "c": "d+i", "d": "e", "e": "<d i", "i": "j", "j": "end"}, joins="i j"),
        b=hours(10),
    )

    assert codes(process, Allowance(12, Unit.HOUR)) == []
    assert flaw_of(FlawCode.OVER_LIMIT, process, Allowance(11, Unit.HOUR)) == Flaw(
        FlawCode.OVER_LIMIT,
        steps=("a", "b", "j"),
        path=(
            ("a", "b+c"),
            ("b", "j"),
            ("c", "d+i"),
            ("d", "e"),
            ("e", "i"),
            ("i", "j"),
            ("j", "end"),
        ),
        marking=FINISHED,
        taken_minutes=720,
        allowed_minutes=660,
        unit=WORK,
    )


def test_work_brought_in_takes_actions_that_lead_to_the_join():
    process = timed(
        sketch({"a": "b+c", "b": "j", "c": "end x j", "x": "end", "j": "end"}, joins="j"), b=hours(9)
    )

    assert flaw_of(FlawCode.OVER_LIMIT, process, Allowance(1, Unit.HOUR)).path == (
        ("a", "b+c"),
        ("b", "j"),
        ("c", "j"),
        ("j", "end"),
    )


# Staffing


def test_every_step_of_people_needs_somebody_with_its_role_in_its_unit():
    process = with_step(ROW, "b", role="leader", unit="leaders")
    staffing = {"unit:office": ("specialist", "clerk"), "leaders": ("clerk",)}

    assert check(process, None, staffing.__getitem__) == (
        Flaw(FlawCode.ROLE_MISSING, steps=("b",), path=(("a", "b"),), marking=("b",)),
    )
    assert check(process, roles_in_unit={**staffing, "leaders": ("leader",)}.__getitem__) == ()


def test_a_lack_of_staff_is_reported_beside_all_else():
    process = with_step(sketch({"a": "b", "b": "end", "c": "b"}), "b", role="leader")

    assert [flaw.code for flaw in check(process, Allowance(1, Unit.HOUR), lambda _: ["specialist"])] == [
        FlawCode.UNREACHABLE_STEP,
        FlawCode.OVER_LIMIT,
        FlawCode.ROLE_MISSING,
    ]


def test_an_automatic_step_needs_nobody():
    process = with_step(ROW, "b", role="leader", automatic=True)

    assert check(process, None, lambda _: ["specialist"]) == ()


# Signing


def drafted(process, step_id="a", action_id="b", outcome=Outcome.GRANT):
    return with_action(process, step_id, action_id, outcome=outcome)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_draft_must_not_reach_the_end_unsigned_where_somebody_signs(outcome):
    process = with_step(
        sketch({"s": "a", "a": "b c", "b": "d", "c": "d", "d": "end <a"}, start="s"), "c", switches=SIGNING
    )

    assert check(drafted(process, outcome=outcome)) == (
        Flaw(
            FlawCode.UNSIGNED_RESULT,
            steps=("a", "d"),
            actions=("b", "end"),
            path=(("s", "a"), ("a", "b"), ("b", "d"), ("d", "end")),
            marking=FINISHED,
        ),
    )
    assert check(drafted(process, action_id="c", outcome=outcome)) == ()


@pytest.mark.parametrize(
    "process",
    [
        pytest.param(drafted(ROW), id="nobody-signs"),
        pytest.param(with_step(ROW, "b", switches=SIGNING), id="nobody-drafts"),
        pytest.param(with_step(drafted(ROW), "c", switches=SIGNING), id="signed-by-who-finishes"),
        pytest.param(with_step(drafted(ROW), "a", switches=SIGNING), id="signed-by-who-drafts"),
        pytest.param(
            with_step(
                with_action(sketch({"a": "b end", "b": "end"}), "a", "end", outcome=Outcome.REFUSE),
                "b",
                switches=SIGNING,
            ),
            id="refused-at-the-counter",
        ),
        pytest.param(
            with_step(
                with_action(
                    sketch({"a": "b end", "b": "c <a", "c": "end"}), "b", "<a", outcome=Outcome.REFUSE
                ),
                "c",
                switches=SIGNING,
            ),
            id="an-opinion-sent-back-is-no-draft",
        ),
        pytest.param(
            with_step(drafted(sketch({"a": "b end", "b": "c <a", "c": "end"})), "c", switches=SIGNING),
            id="a-draft-sent-back-is-made-anew",
        ),
        pytest.param(
            with_step(
                drafted(sketch({"a": "s+b", "s": "j", "b": "j", "j": "end"}, joins="j"), "a", "s+b"),
                "s",
                switches=SIGNING,
            ),
            id="signed-beside-it",
        ),
    ],
)
def test_these_drafts_are_signed_or_need_not_be(process):
    assert check(process) == ()


def test_an_unsigned_draft_is_found_behind_other_actions_and_far_from_the_end():
    process = with_step(
        sketch({"a": "s b", "s": "c", "b": "c", "c": "d", "d": "e", "e": "end"}), "s", switches=SIGNING
    )

    assert check(drafted(process)) == (
        Flaw(
            FlawCode.UNSIGNED_RESULT,
            steps=("a", "e"),
            actions=("b", "end"),
            path=(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "end")),
            marking=FINISHED,
        ),
    )


def test_each_unsigned_draft_is_reported():
    process = with_step(
        sketch({"a": "b c", "b": "d", "c": "d e", "d": "end", "e": "end"}), "e", switches=SIGNING
    )
    process = drafted(drafted(process), action_id="c", outcome=Outcome.REFUSE)

    assert [flaw.actions for flaw in check(process)] == [("b", "end"), ("c", "end")]


def test_every_flaw_has_a_code_that_stays_as_it_is():
    assert [code.value for code in FlawCode] == [
        "workflow.no-start",
        "workflow.reserved-id",
        "workflow.duplicate-step",
        "workflow.duplicate-action",
        "workflow.unknown-target",
        "workflow.action-without-target",
        "workflow.step-without-action",
        "workflow.finish-mismatch",
        "workflow.return-jumps-forward",
        "workflow.forward-circle",
        "workflow.unreachable-step",
        "workflow.dead-action",
        "workflow.no-way-to-end",
        "workflow.join-never-completes",
        "workflow.work-left-behind",
        "workflow.work-piles-up",
        "workflow.too-many-situations",
        "workflow.over-limit",
        "workflow.role-missing",
        "workflow.unsigned-result",
    ]


def row_of_fifty():
    ways = {f"s{n:02}": f"s{n + 1:02} <s{n // 2:02}" for n in range(49)}
    return sketch({**ways, "s00": "s01", "s49": f"{END} <s00"}, start="s00")


def sixteen_branches_of_three():
    ways = {"a": "+".join(f"b{n:02}0" for n in range(16)), "j": "end <a"}
    for n in range(16):
        ways |= {f"b{n:02}0": f"b{n:02}1", f"b{n:02}1": f"b{n:02}2 <b{n:02}0", f"b{n:02}2": f"j <b{n:02}0"}
    return sketch(ways, joins="j")


@pytest.mark.parametrize("process", [row_of_fifty(), sixteen_branches_of_three()], ids=["row", "branches"])
def test_fifty_steps_are_checked_well_within_a_second(process):
    assert len(process.steps) == 50
    began = time.process_time()

    assert check(process, Allowance(2_000, Unit.HOUR), lambda _: ("specialist",)) == ()

    # 0.2 s is the aim; a busy machine may take some times as long.
    assert time.process_time() - began < 0.8
