"""The slips that travel with a dossier: who gave it to whom, and in time (R-A28, R-A35, R-B10)."""

from itertools import pairwise

import pytest

from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers.printing.slips import straight_way
from motcua.domain.dossier import commands as c
from motcua.domain.workflow import Action, ActionKind, Process, Step, StepTime
from tests.apps.documents.pdfs import text_of
from tests.apps.dossiers.papers import PaperWorld, pdf_of
from tests.factories.dossiers import only_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return PaperWorld()


def rows(world, state):
    return world.print(SheetKind.ROUTING_SLIP, state).data["hand_overs"]


def test_each_recipient_is_the_next_sender(world):
    found = rows(world, world.finished())

    assert all(earlier["recipient"] == later["sender"] for earlier, later in pairwise(found))
    assert found[0]["sender"] == found[-1]["recipient"] == "Trung tâm Phục vụ hành chính công phường"
    assert [row["sent_by"] for row in found] == [
        "Lương Thị Kim Oanh",
        "Phạm Đức Toàn",
        "Nguyễn Hoàng Khánh Huyền",
        "Đặng Quốc Hưng",
        "Vũ Thị Thơm",
    ]
    assert found[1]["received_by"] == "Nguyễn Hoàng Khánh Huyền"


def test_a_step_is_early_by_the_day_on_time_until_its_minute_and_late_after_it(world):
    state = world.at_step("assign")  # 08:00, four hours: until 13:30.
    world.later(hours=5, minutes=30)
    state = world.at_step("appraise", state)
    world.later(days=1)
    state = world.at_step("sign", state)
    world.later(days=1, hours=1)  # Wednesday 14:30; signing had a day, until Wednesday 13:30.
    state = world.at_step("issue", state)

    assert [row["result"] for row in rows(world, state)] == ["Đúng hạn", "Đúng hạn", "Trước hạn", "Quá hạn"]


def test_what_comes_back_says_why(world):
    state = world.at_step("sign")
    back = c.HandOver(item=only_item(state).id, action="rework", note="Sai tên chủ đầu tư")
    state = world.do("leader", state, back)
    assert rows(world, state)[-1]["note"] == "Trả lại: Sai tên chủ đầu tư"

    state = world.do("specialist", state, c.SendBack(item=only_item(state).id, reason="Giao nhầm người"))

    last = rows(world, state)[-1]
    assert last["note"] == "Trả lại: Giao nhầm người"
    assert last["recipient"] == "Lãnh đạo Ủy ban nhân dân"


@pytest.mark.parametrize(("reason", "note"), [("Gửi nhầm", "Thu hồi: Gửi nhầm"), ("", "Thu hồi")])
def test_what_is_recalled_says_so(world, reason, note):
    state = world.at_step("assign")

    state = world.do("reception", state, c.Recall(item=only_item(state).id, reason=reason))

    assert rows(world, state)[-1]["note"] == note


def test_a_slip_leaves_rows_for_writing_until_the_matter_has_ended(world):
    fresh, ended = world.accepted(), world.finished()

    assert world.print(SheetKind.ROUTING_SLIP, fresh).data["blank_rows"] == 3
    assert world.print(SheetKind.ROUTING_SLIP, ended).data["blank_rows"] == 0


def test_a_slip_names_the_units_that_were_asked(world, snapshot):
    state = world.eventful()

    sheet = world.print(SheetKind.ROUTING_SLIP, state)

    assert sheet.data["cooperating"] == "Lãnh đạo Ủy ban nhân dân"
    assert text_of(pdf_of(sheet)) == snapshot


def test_a_fork_gives_a_row_to_each_part_and_the_last_row_leads_to_the_counter():
    world = PaperWorld(process=forking())
    state = world.accepted()
    state = world.do("reception", state, c.HandOver(item=only_item(state).id, action="pass"))
    by_step = {item.step: item.id for item in state.step_items()}
    state = world.do("specialist", state, c.HandOver(item=by_step["appraise"], action="done"))
    waiting = rows(world, state)[-1]
    state = world.do("clerk", state, c.HandOver(item=by_step["copy"], action="done"))
    state = world.do("leader", state, c.HandOver(item=only_item(state).id, action="sign"))

    found = rows(world, state)

    assert [row["recipient"] for row in found] == [
        "Phòng Kinh tế",
        "Văn thư",
        "Lãnh đạo Ủy ban nhân dân",
        "Lãnh đạo Ủy ban nhân dân",
        "Trung tâm Phục vụ hành chính công phường",
    ]
    assert waiting["received_by"] == ""


def forking() -> Process:
    """Return a process of two parts side by side, joined at the signature, that ends without a return step."""
    hour = StepTime.of_working_hours(1)
    done = (Action("done", "Xong", ("sign",)),)
    return Process(
        id="song-song",
        version=1,
        start="reception",
        steps=(
            Step(
                "reception", "Tiếp nhận", "counter", "reception", hour, 2,
                actions=(Action("pass", "Chuyển", ("appraise", "copy")),),
            ),
            Step("appraise", "Thẩm tra", "unit:kinh-te", "specialist", hour, 4, actions=done),
            Step("copy", "Sao lục", "clerk", "clerk", hour, 4, actions=done),
            Step(
                "sign", "Ký", "leaders", "leader", hour, 4, joins=True,
                actions=(Action("sign", "Ký", ("end",), ActionKind.FINISH),),
            ),
        ),
    )  # fmt: skip


# ---- The transfer slip ----


def test_a_transfer_slip_shares_out_work_and_time_and_never_beyond_the_promise(world):
    state = world.accepted()

    sheet = world.print(SheetKind.TRANSFER_SLIP, state)

    assert [(a["body"], a["work"], a["time_limit"]) for a in sheet.data["assignments"]] == [
        ("Phòng Kinh tế", "Phân công; Thẩm tra", "5,5 ngày làm việc"),
        ("Lãnh đạo Ủy ban nhân dân", "Ký", "01 ngày làm việc"),
        ("Văn thư", "Phát hành", "04 giờ làm việc"),
    ]
    assert max(a["due_on"] for a in sheet.data["assignments"]) <= sheet.data["due_at"][:10]
    assert (sheet.number, world.print(SheetKind.TRANSFER_SLIP, state).number) == ("01/PCXL", "01/PCXL")


def test_the_straight_way_takes_every_part_of_a_fork():
    assert [step for step, _ in straight_way(forking())] == ["reception", "appraise", "copy", "sign"]
