"""What a lookup shows of one dossier (R-S5, R-S6, R-A65, R-I36)."""

import dataclasses
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers.models import Dossier
from motcua.apps.lookup import levels
from motcua.apps.lookup.answers import NextStep, NoMatch
from motcua.apps.lookup.levels import Fact, Level
from motcua.apps.lookup.queries import BY_CODE_WITH_SECRETS, answer_for, look_up
from motcua.apps.lookup.spelling import identity, spellings
from motcua.domain.catalog import Branch, BranchKind
from motcua.domain.deadlines import Standing
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import CollectBy, Party
from tests.factories.dossiers import DossierWorld, at, definition, only_item

PHONE = "0912000318"
FILLED_BY_A_PROOF = {
    "procedure", "received_at", "agency", "divisions", "timeline", "why", "papers", "fees", "collection", "officers",
}  # fmt: skip


def asked_to_supplement(world):
    state = world.at_step("appraise")
    asked = c.RequestSupplement(
        item=only_item(state).id,
        lines=("Bản vẽ mặt cắt", "Giấy tờ về đất"),
        reason="Hồ sơ thiết kế chưa đủ",
    )
    return world.do("specialist", state, asked)


def test_a_code_alone_tells_how_far_the_dossier_is_and_nothing_about_people(world):
    state = world.accepted()

    answer = look_up(state.code, at=world.now)

    assert (answer.level, answer.code, answer.stage) == (Level.CODE, state.code, Stage.ACCEPTED)
    assert (answer.progress.leg, answer.progress.legs, answer.next) == (2, 5, NextStep.WAIT)
    assert (answer.due.at, answer.due.standing) == (state.due_at, Standing.IN_TIME)
    assert {name for name in FILLED_BY_A_PROOF if getattr(answer, name) is not None} == set()
    told = str(dataclasses.asdict(answer))
    for secret in ("Ánh", "033591204716", PHONE, "An Tảo", "giấy phép", "Trần Thị", state.pin):
        assert secret not in told


def test_a_code_alone_costs_one_statement(world, django_assert_num_queries):
    state = world.at_step("appraise")
    look_up(state.code, at=world.now)

    with django_assert_num_queries(1):
        look_up(state.code, at=world.now)


@pytest.mark.parametrize("spell", [
    str.lower,
    lambda code: f"  {code} ",
    lambda code: code.replace("-", " "),
    lambda code: code.replace("-", " – "),
    lambda code: code.replace("-0001", "-1"),
    lambda code: code.replace(".", " . "),
], ids=["small letters", "blanks around", "blanks inside", "long dashes", "no zeros", "blanks at the dot"])  # fmt: skip
def test_a_code_is_found_however_it_is_spelled(world, spell):
    state = world.accepted()

    assert look_up(spell(state.code), at=world.now).code == state.code


@pytest.mark.parametrize(
    ("issued_by", "typed_as"),
    [("000.00.13.H30", "H30.13"), ("H30.13", "000.00.13.h30"), ("001.05.13.H30", "H30.13.05.001")],
)
def test_a_code_is_found_in_the_old_and_the_new_format(world, issued_by, typed_as):
    state = world.accepted()
    issued = f"{issued_by}-211130-0001"
    Dossier.objects.filter(pk=state.id).update(code=issued)

    assert look_up(f"{typed_as}-211130-0001", at=world.now).code == issued


@pytest.mark.parametrize(
    ("agency", "others"),
    [
        ("H30", ("000.00.00.H30",)),
        ("H31.100", ()),
        ("H31.1", ()),
        ("H30.13", ("000.00.13.H30",)),
        ("000.00.13.H30", ("H30.13",)),
    ],
)
def test_only_codes_that_could_be_old_have_another_format(agency, others):
    code = f"{agency}-211130-0001"

    assert spellings(code) == (code, *(f"{other}-211130-0001" for other in others))
    assert {identity(spelling) for spelling in spellings(code)} == {identity(code)}


def test_what_an_officer_does_is_seen_at_once(world):
    state = world.accepted()
    assert look_up(state.code, at=world.now).stage is Stage.ACCEPTED
    seen = [look_up(state.code, at=world.now)]

    for step in ("assign", "appraise", "sign", "issue", "return"):
        state = world.at_step(step, state)
        seen.append(look_up(state.code, at=world.now))
    state = world.do("return_desk", state, c.DeliverResult(receiver="Đặng Thị Ngọc Ánh"))
    seen.append(look_up(state.code, at=world.now))

    assert [answer.progress.leg for answer in seen] == [2, 3, 3, 3, 3, 4, 5]
    assert [round(answer.progress.share, 2) for answer in seen] == [0.0, 0.07, 0.13, 0.79, 0.92, 0.95, 1.0]
    assert [answer.next for answer in seen[-2:]] == [NextStep.COLLECT, NextStep.NOTHING]


def test_an_overdue_dossier_says_so(world):
    state = world.accepted()

    answer = look_up(state.code, at=world.now + timedelta(days=30))

    assert (answer.due.standing, answer.next) == (Standing.OVERDUE, NextStep.ASK_US)


def test_a_paused_dossier_has_no_day_and_asks_for_papers_without_naming_them(world):
    state = asked_to_supplement(world)

    answer = look_up(state.code, at=world.now)

    assert (answer.stage, answer.next) == (Stage.SUPPLEMENT_ASKED, NextStep.SUPPLEMENT)
    assert (answer.due.at, answer.due.standing) == (None, Standing.PAUSED)
    assert answer.papers is None


def test_a_withdrawn_dossier_gives_its_papers_back(world):
    state = world.do("reception", world.accepted(), c.RequestWithdrawal(reason="Đổi ý"))
    assert look_up(state.code, at=world.now).next is NextStep.AWAIT_DECISION

    state = world.do("leader", state, c.DecideWithdrawal(granted=True, reason="Người nộp đổi ý"))

    assert look_up(state.code, at=world.now).next is NextStep.TAKE_PAPERS_BACK


@pytest.mark.parametrize("code", ["H31.999-261102-0001", "không phải mã", "", "H31.500"])
@pytest.mark.parametrize("proof", [None, "0318"])
def test_an_unknown_code_matches_nothing(world, code, proof):
    world.accepted()

    with pytest.raises(NoMatch):
        look_up(code, proof=proof, at=world.now)


def test_the_first_dossier_of_a_province_is_not_found_before_it_exists(world):
    with pytest.raises(NoMatch):
        look_up("H31.999-261102-0001", proof="0318", at=world.now)


def test_the_pin_and_the_end_of_the_phone_number_open_more(world):
    state = world.at_step("appraise")

    for proof in (state.pin, f" {state.pin[:3]} {state.pin[3:]}", "0318"):
        answer = look_up(state.code, proof=proof, at=world.now)

        assert (answer.level, answer.procedure) == (Level.PROOF, world.procedure.display_name)
        assert answer.agency == "Ủy ban nhân dân phường Phố Mẫu"
        assert answer.received_at == "Trung tâm Phục vụ hành chính công, Ủy ban nhân dân phường Phố Mẫu"
        assert answer.divisions == ("Phòng Kinh tế",)
        assert [passage.stage for passage in answer.timeline] == [
            Stage.LODGED,
            Stage.ACCEPTED,
            Stage.PROCESSING,
        ]
        assert answer.timeline[-1].until is None
        assert answer.why.explanation.due == state.due_at
        assert answer.collection.by is CollectBy.COUNTER
        assert answer.officers is None
        told = str(dataclasses.asdict(answer))
        for secret in ("Ánh", "033591204716", PHONE, "An Tảo", "Trần Thị", state.pin):
            assert secret not in told


def test_a_proof_tells_which_papers_and_which_fees_are_asked_for(world):
    fees = (c.PaidFee(label="Lệ phí cấp giấy phép xây dựng", amount_vnd=75_000, paid=False),)
    state = world.at_step("appraise", world.accepted(fees=fees))
    asked = c.RequestSupplement(item=only_item(state).id, lines=("Bản vẽ mặt cắt",), reason="Chưa đủ")
    state = world.do("specialist", state, asked)

    answer = look_up(state.code, proof=state.pin, at=world.now)

    assert answer.papers.lines == ("Bản vẽ mặt cắt",)
    assert answer.papers.number == state.rounds[0].number
    assert [(fee.label, fee.amount_vnd) for fee in answer.fees] == [("Lệ phí cấp giấy phép xây dựng", 75_000)]
    assert answer.why is None


def test_a_result_that_waits_with_an_unpaid_fee_asks_for_both(world):
    fees = (c.PaidFee(label="Lệ phí", amount_vnd=75_000, paid=False),)
    state = world.at_step("return", world.accepted(fees=fees))

    assert look_up(state.code, at=world.now).next is NextStep.PAY_AND_COLLECT


def test_a_re_appointment_is_told_with_the_first_day_beside_it(world):
    state = world.at_step("appraise")
    world.later(days=2)
    extend = c.Extend(reason="Cơ quan phối hợp trả lời chậm", new_due_on=at("2026-11-20 08:00").date())
    state = world.do("leader", state, extend)

    answer = look_up(state.code, proof=state.pin, at=world.now)

    assert answer.due.re_appointed
    assert answer.due.first_at == state.original_due_at < answer.due.at
    assert answer.why is None


@pytest.mark.parametrize(
    "proof", ["000000", "1234", "318", "", "12000318", PHONE, "Đặng Thị Ngọc Ánh", "x", "000318"]
)
def test_a_wrong_proof_matches_nothing(world, proof):
    state = world.accepted()
    if state.pin == proof:
        pytest.skip("the lottery was won")

    with pytest.raises(NoMatch):
        look_up(state.code, proof=proof, at=world.now)


@pytest.mark.parametrize("proof", ["", "x", "0000", "None"])
def test_an_applicant_without_a_phone_is_known_by_the_pin_only(world, proof):
    state = world.accepted(application=world.application(applicant=Party(name="Đặng Thị Ngọc Ánh")))

    with pytest.raises(NoMatch):
        look_up(state.code, proof=proof, at=world.now)
    assert look_up(state.code, proof=state.pin, at=world.now).level is Level.PROOF


def test_a_wrong_code_and_a_wrong_proof_do_the_same_work(world):
    state = world.accepted()
    world.accepted()
    refusals, statements, rows = [], [], []

    for code in (state.code, "H31.999-261102-0001"):
        with (
            CaptureQueriesContext(
                connection,
            ) as captured,
            pytest.raises(NoMatch) as refused,
        ):
            look_up(code, proof="9999", at=world.now)
        refusals.append((refused.value.code, str(refused.value), vars(refused.value)))
        statements.append([query["sql"].replace(code, "CODE") for query in captured])
        with connection.cursor() as cursor:
            cursor.execute(BY_CODE_WITH_SECRETS, [[code]])
            rows.append([len(row) for row in cursor.fetchall()])

    assert refusals[0] == refusals[1]
    assert statements[0] == statements[1]
    assert len(statements[0]) == 1
    assert rows[0] == rows[1] == [5]


def test_a_proof_costs_the_same_statements_however_long_the_way_has_been(
    world, django_assert_max_num_queries
):
    state = world.accepted()
    look_up(state.code, proof=state.pin, at=world.now)
    counts = []

    for step in ("reception", "sign", "return"):
        state = world.at_step(step, state)
        with CaptureQueriesContext(connection) as captured:
            look_up(state.code, proof=state.pin, at=world.now)
        counts.append(len(captured))

    assert counts == [4, 4, 4]


def test_strictly_read_the_law_shows_code_and_completion_only(world, settings):
    settings.MOTCUA_LOOKUP_LEVELS = "strict"
    state = world.at_step("appraise")

    anybody = look_up(state.code, at=world.now)
    known = look_up(state.code, proof=state.pin, at=world.now)

    for answer in (anybody, known):
        shown = {
            field.name for field in dataclasses.fields(answer) if getattr(answer, field.name) is not None
        }
        assert shown == {"level", "code", "progress"}
    assert answer_for(state, level=Level.OWNER, at=world.now).divisions == ("Phòng Kinh tế",)


def test_a_province_may_choose_facts_and_name_the_officer(world, settings):
    settings.MOTCUA_LOOKUP_LEVELS = "code=stage; proof=stage,division,officer"
    state = world.at_step("appraise")

    anybody = look_up(state.code, at=world.now)
    known = look_up(state.code, proof=state.pin, at=world.now)

    assert (anybody.stage, anybody.due, anybody.next) == (Stage.PROCESSING, None, None)
    assert (known.divisions, known.due, known.timeline) == (("Phòng Kinh tế",), None, None)
    assert known.officers == ("Trần Thị Specialist",)


@pytest.mark.parametrize("text", ["stric", "code=name", "somebody=stage", "code"])
def test_levels_that_cannot_be_understood_stop_the_process(text):
    with pytest.raises(ImproperlyConfigured):
        levels.parse(text)


def test_what_a_level_leaves_out_is_never_the_progress():
    chosen = levels.parse("code=; owner=due")

    assert chosen[Level.CODE] == {Fact.PROGRESS}
    assert chosen[Level.OWNER] == {Fact.PROGRESS, Fact.DUE}
    assert chosen[Level.PROOF] == levels.USUAL[Level.PROOF]


def test_of_a_confidential_procedure_the_code_shows_the_share_and_the_phone_proves_nothing(db):
    secret = Branch(id="kin", kind=BranchKind.CONFIDENTIAL, name="Giữ bí mật người tố cáo")
    world = DossierWorld(procedure=definition(branches=(secret,)))
    state = world.at_step("appraise")

    anybody = look_up(state.code, at=world.now)

    assert (anybody.stage, anybody.due, anybody.next, anybody.progress.leg) == (None, None, None, 3)
    with pytest.raises(NoMatch):
        look_up(state.code, proof="0318", at=world.now)
    assert look_up(state.code, proof=state.pin, at=world.now).stage is Stage.PROCESSING
