"""Trays on the screen: who sees what, what is next, and what is done to many at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.apps.dossiers.queries import state_by_code
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Party
from tests.channels.office.officers import Screens
from tests.factories.dossiers import DossierWorld, at, only_item

pytestmark = pytest.mark.django_db
WORK = "/office/work/"
BATCH = "/office/work/batch/"


@pytest.fixture
def world():
    return DossierWorld()


@pytest.fixture
def screens(world):
    return Screens(world)


def ticked(*states):
    return [f"{state.id}.{only_item(state).id}" for state in states]


def now(state):
    return state_by_code(state.code)


def test_each_day_begins_where_the_role_works(screens):
    assert screens.of("reception").get("/office/").url == reverse("office:intake")
    assert screens.of("specialist").get("/office/").url == WORK


def test_nobody_looks_in_without_signing_in(client):
    for name in ("home", "worklist", "consultations", "search", "command", "suggest"):
        response = client.get(reverse(f"office:{name}"))
        assert (response.status_code, "login" in response.url) == (302, True), name


def test_a_specialist_reads_their_own_tray_with_the_next_act(world, screens):
    state = world.at_step("appraise")

    text = screens.of("specialist").read(WORK)

    for words in ("Việc của tôi", state.code, "Đặng Thị Ngọc Ánh", "Soạn dự thảo", "Thẩm tra", "Tuần sau"):
        assert words in text
    assert state.code not in screens.of("leader").read(WORK)
    assert state.code in screens.of("leader").read(f"{WORK}?tray=unit")


def test_rows_stand_under_how_urgent_they_are(world, screens):
    overdue = world.at_step("appraise")
    paused = world.at_step("appraise")
    ask = c.RequestSupplement(item=only_item(paused).id, lines=("Bản vẽ",), reason="Thiếu chữ ký")
    world.do("specialist", paused, ask)
    world.now = at("2026-11-17 09:00")
    today = world.at_step("reception")

    text = screens.of("specialist").read(WORK).partition("<table")[2]
    counter = screens.of("reception").read(WORK).partition("<table")[2]

    assert text.index("Quá hạn") < text.index(overdue.code) < text.index("Tạm dừng") < text.index(paused.code)
    assert "Quá 6 ngày" in text
    assert "Chờ bổ sung" in text
    assert counter.index("Hôm nay") < counter.index(today.code)
    assert "hôm nay, 17:00" in counter


def test_filters_narrow_the_list_and_stay_in_its_addresses(world, screens):
    plain = world.at_step("appraise")
    other = world.at_step(
        "appraise", world.accepted(application=world.application(applicant=Party(name="Lê Văn Đức")))
    )
    screen = screens.of("specialist")

    text = screen.read(f"{WORK}?tray=mine&text=van+duc&step=Th%E1%BA%A9m+tra&procedure={world.procedure.key}")

    assert other.code in text
    assert plain.code not in text
    assert "text%3Dvan%2Bduc" in text
    assert "Không có hồ sơ khớp bộ lọc" in screen.read(f"{WORK}?text=khong-co-ai")
    assert plain.code in screen.read(f"{WORK}?tray=khong-co&procedure=la&step=la&after=la")


def test_an_empty_tray_says_where_work_may_be(screens):
    assert "Bạn không giữ hồ sơ nào" in screens.of("leader").read(WORK)
    assert "Không có câu hỏi nào chờ bạn trả lời" in screens.of("clerk").read("/office/work/consultations/")


def test_the_day_begins_with_what_waits_when_nothing_is_held(world, screens):
    state = world.at_step("assign")
    head = screens.of("division_head")

    assert state.code in head.read(WORK)
    assert 'href="/office/work/?tray=waiting" aria-current="page"' in head.read(WORK)
    assert state.code not in head.read(f"{WORK}?tray=mine")

    world.do("division_head", state, c.Claim(item=only_item(state).id))
    assert 'href="/office/work/?tray=mine" aria-current="page"' in head.read(WORK)


def test_questions_have_a_tray_of_their_own(world, screens):
    state = world.at_step("appraise")
    world.do(
        "specialist",
        state,
        c.Consult(item=only_item(state).id, unit_id=world.units["clerk"].pk, agency_id=world.agency.pk,
                  question="Ý kiến?", role="clerk", due_on=at("2026-11-05 08:00").date()),
    )  # fmt: skip

    text = screens.of("clerk").read("/office/work/consultations/")

    assert state.code in text
    assert "Trả lời ý kiến" in text


def test_a_page_of_the_list_costs_at_most_twelve_queries(world, screens):
    screen = screens.of("specialist")
    states = [world.at_step("appraise") for _ in range(2)]

    def cost():
        with CaptureQueriesContext(connection) as asked:
            screen.read(WORK)
        return len(asked)

    cost()
    few = cost()
    states += [world.at_step("appraise") for _ in range(4)]

    assert cost() == few <= 12, few


def test_many_are_handed_over_at_once_and_taken_back(world, screens):
    states = [
        world.do("specialist", state, draft(state)) for state in (world.at_step("appraise") for _ in range(3))
    ]
    screen = screens.of("specialist")

    asked = screen.post(BATCH, {"act": "hand-over", "dossier": ticked(*states), "token": "t1"})
    assert "Chuyển bước 3 hồ sơ" in asked.content.decode()
    assert "Trình từ chối" in asked.content.decode()
    done = screen.post(
        BATCH,
        {
            "act": "hand-over",
            "dossier": ticked(*states),
            "token": "t1",
            "chosen": "1",
            "action": "grant",
            "note": "Đủ",
        },
    )

    assert done.url == WORK
    assert {only_item(now(state)).step for state in states} == {"sign"}
    text = screen.read(WORK)
    assert "Đã chuyển 3 hồ sơ." in text
    assert "Hoàn tác" in text
    undone = screen.post("/office/work/undo/")
    assert undone.url == WORK
    assert {only_item(now(state)).step for state in states} == {"appraise"}
    assert "Đã lấy lại 3 hồ sơ." in screen.read(WORK)


def draft(state):
    return c.WriteDraft(item=only_item(state).id, kind="granted", summary="Cấp phép")


def test_undo_is_over_after_half_a_minute_and_works_once(world, screens):
    state = world.at_step("appraise")
    world.do("specialist", state, draft(state))
    screen = screens.of("specialist")
    url = f"/office/dossiers/{state.id}/acts/hand-over/?item={only_item(state).id}&action=grant"
    screen.post(url, {"version": now(state).version, "key": "k"})
    assert only_item(now(state)).step == "sign"

    world.later(seconds=50)
    screen.post("/office/work/undo/")

    assert only_item(now(state)).step == "sign"
    assert "Đã quá 30 giây" in screen.read(WORK)


def test_one_failure_does_not_hold_up_the_others_and_says_why(world, screens):
    good, bad = [world.at_step("sign") for _ in range(2)]
    good = world.do("leader", good, c.Sign(item=only_item(good).id))
    screen = screens.of("leader")

    answer = screen.post(BATCH, {"act": "hand-over", "dossier": ticked(good, bad), "token": "t"})

    text = answer.content.decode()
    assert only_item(now(good)).step == "issue"
    assert only_item(now(bad)).step == "sign"
    assert "1 hồ sơ chưa làm được" in text
    assert bad.code in text
    assert "chữ ký" in text
    assert good.code not in text


def test_many_are_claimed_and_given_to_a_colleague(world, screens):
    colleague = world.hire("specialist", "kinh-te")
    waiting = [world.at_step("assign") for _ in range(2)]
    held = [world.at_step("appraise") for _ in range(2)]

    claimed = screens.of("division_head").post(
        BATCH, {"act": "claim", "dossier": ticked(*waiting), "list": "tray=waiting"}
    )
    asked = screens.of("division_head").post(BATCH, {"act": "assign", "dossier": ticked(*held)})
    refused = screens.of("division_head").post(
        BATCH,
        {"act": "assign", "dossier": ticked(*held), "chosen": "1", "assignee": str(world.accounts["leader"])},
    )
    screens.of("division_head").post(
        BATCH,
        {"act": "assign", "dossier": ticked(*held), "chosen": "1", "assignee": str(colleague), "note": "Gấp"},
    )

    assert claimed.url == f"{WORK}?tray=waiting"
    assert {only_item(now(state)).assignee for state in waiting} == {world.accounts["division_head"]}
    assert "Giao việc 2 hồ sơ" in asked.content.decode()
    assert "lựa chọn hợp lệ" in refused.content.decode()
    assert {only_item(now(state)).assignee for state in held} == {colleague}


def test_a_batch_keeps_to_one_step_and_to_what_the_officer_sees(world, screens):
    sign, issue = world.at_step("sign"), world.at_step("issue")
    screen = screens.of("leader")

    mixed = screen.post(BATCH, {"act": "hand-over", "dossier": ticked(sign, issue)})
    foreign = screens.of("specialist").post(
        BATCH, {"act": "claim", "dossier": ["la", f"{sign.id}.99", f"{sign.id}.x"]}
    )

    assert mixed.url == WORK
    assert "Chỉ chọn hồ sơ cùng một bước" in screen.read(WORK)
    assert foreign.url == WORK
    assert only_item(now(sign)).claimed_at is None
    assert screen.post(BATCH, {"act": "xoa", "dossier": ticked(sign)}).status_code == 404
    assert screen.get(BATCH).status_code == 405


def test_sending_a_batch_twice_does_it_once(world, screens):
    state = world.at_step("sign")
    state = world.do("leader", state, c.Sign(item=only_item(state).id))
    form = {"act": "hand-over", "dossier": ticked(state), "token": "t"}

    first = screens.of("leader").post(BATCH, form)
    second = screens.of("leader").post(BATCH, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert only_item(now(state)).step == "issue"


def test_what_was_sent_is_taken_back_from_its_own_tray(world, screens):
    state = world.at_step("sign")
    screen = screens.of("specialist")
    assert state.code in screen.read(f"{WORK}?tray=sent")

    screen.post(BATCH, {"act": "recall", "dossier": ticked(state), "list": "tray=sent"})

    assert only_item(now(state)).step == "appraise"
