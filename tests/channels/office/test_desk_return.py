"""Handing results over (R-A40, R-A48, R-H8, R-H10)."""

import re

import pytest
from django.urls import reverse

from motcua.apps.documents.models import PrintedSheet
from motcua.apps.dossiers.models import Dossier
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.values import CollectBy, Paper, Party
from tests.channels.office.intakes import PROXY_CARD
from tests.channels.office.officers import Screen, Screens
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AgencyFactory, AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db

RETURN = "/office/return/"


@pytest.fixture
def world() -> DossierWorld:
    return DossierWorld()


@pytest.fixture
def desk(world) -> Screen:
    return Screens(world).of("return_desk")


def giving(state, **changes):
    """Return the form as it is sent for the applicant in person."""
    fields = {
        "q": state.code, "act": "give", "version": str(state.version), "key": f"tra-{state.version}",
        "method": "counter", "receiver": "Đặng Thị Ngọc Ánh", "identity": "033591204716", "result_given": "on",
    }  # fmt: skip
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}


def now(state):
    return decode_state(Dossier.objects.get(pk=state.id).state)


def open_page(desk, state):
    return desk.read(f"{RETURN}?q={state.code}")


def test_scanning_the_receipt_opens_the_dossier_with_whoever_filed(world, desk):
    state = world.finished()

    page = desk.read(f"{RETURN}?q=http://127.0.0.1:8080/tra-cuu/{state.code}")

    assert 'value="Đặng Thị Ngọc Ánh"' in page
    assert "Khớp với người nộp hồ sơ" in page
    assert "Xong sớm" in page
    assert "9 · Đã xử lý xong" in page


def test_the_result_is_handed_over_and_the_next_scan_is_awaited(world, desk):
    state = world.finished()

    response = desk.post(RETURN, giving(state))

    delivery = now(state).delivery
    assert now(state).stage == 10
    assert (delivery.receiver, delivery.capacity, delivery.identity) == (
        "Đặng Thị Ngọc Ánh",
        "applicant",
        "033591204716",
    )
    page = desk.read(response.url)
    assert "Đã trả" in page
    assert re.search(r'<input id="code"[^>]*autofocus', page)


def test_handing_over_twice_happens_once(world, desk):
    state = world.finished()

    first, second = desk.post(RETURN, giving(state)), desk.post(RETURN, giving(state))

    assert first.status_code == 302
    assert second.status_code == 200
    assert "Hồ sơ này đã được trả" in second.content.decode()


def test_another_person_needs_the_authority_that_was_noted_or_a_new_one(world, desk):
    proxy = Party(name="Đinh Công Tuấn", citizen_id="033472508663")
    filed = world.application(proxy=proxy, proxy_basis="Ủy quyền chứng thực 12/04/2026")
    state = world.finished(application=filed)
    page = open_page(desk, state)
    assert 'value="Đinh Công Tuấn"' in page
    assert "Khớp với người được ủy quyền" in page

    taken = giving(
        state, by_proxy="on", receiver="Đinh Công Tuấn", identity="033472508663",
        authority="Ủy quyền chứng thực 12/04/2026",
    )  # fmt: skip
    desk.post(RETURN, taken)

    delivery = now(state).delivery
    assert (delivery.capacity, delivery.identity) == ("proxy", "033472508663; Ủy quyền chứng thực 12/04/2026")


def test_a_strangers_card_asks_for_an_authority(world, desk):
    state = world.finished()
    page = desk.post(RETURN, giving(state, act="", scan=PROXY_CARD)).content.decode()
    assert "cần giấy ủy quyền" in page
    assert 'value="Đinh Công Tuấn"' in page

    refused = desk.post(
        RETURN, giving(state, by_proxy="on", receiver="Đinh Công Tuấn", identity="033472508663")
    )

    assert refused.status_code == 422
    assert "Hãy điền “Giấy tờ nhận thay”" in refused.content.decode()
    assert now(state).stage == 9


def test_an_unreadable_card_is_said(world, desk):
    state = world.finished()

    assert "Không đọc được mã" in desk.post(RETURN, giving(state, act="", scan="1|2|3")).content.decode()


def test_switching_who_comes_brings_the_known_names(world, desk):
    proxy = Party(name="Đinh Công Tuấn", citizen_id="033472508663")
    state = world.finished(application=world.application(proxy=proxy, proxy_basis="GUQ"))

    page = desk.post(RETURN, giving(state, act="", receiver="Đinh Công Tuấn")).content.decode()
    assert 'value="Đặng Thị Ngọc Ánh"' in page
    page = desk.post(RETURN, giving(state, act="", by_proxy="on")).content.decode()
    assert 'value="Đinh Công Tuấn"' in page


def test_what_is_owed_is_taken_before_anything_is_handed_over(world, desk):
    state = world.finished(fees=(c.PaidFee(label="Bản sao", amount_vnd=8_000, paid=False),))
    assert "Thu 8.000 đồng và trả kết quả" in open_page(desk, state)

    response = desk.post(RETURN, giving(state, pay="transfer", receipt="BL-09"))

    (fee,) = now(state).obligations
    assert (fee.state, fee.method, fee.receipt) == ("paid", "transfer", "BL-09")
    assert now(state).stage == 10
    page = desk.read(response.url)
    assert 'value="fee_receipt"' in page
    assert "8.000 đồng" in page, "the takings of the day"
    desk.post(reverse("office:intake_done", args=[state.id]), {"print": "fee_receipt"})
    assert PrintedSheet.objects.get().kind == "fee_receipt"


def test_originals_kept_for_comparison_go_back(world, desk):
    paper = Paper(id="don", name="Giấy chứng nhận", copies=1, note="Mượn bản chính để đối chiếu")
    state = world.finished(application=world.application(papers=(paper,)))

    refused = desk.post(RETURN, giving(state))
    assert "Hãy đánh dấu “Bản chính đã mượn để đối chiếu”" in refused.content.decode()

    desk.post(RETURN, giving(state, originals_given="on"))
    assert now(state).delivery.originals_returned


def test_a_result_goes_out_by_post_with_its_slip(world, desk):
    """R-H8."""
    state = world.finished(application=world.application(collect_by=CollectBy.POST, collect_address="Số 1"))
    refused = desk.post(RETURN, giving(state, method="post", receiver="Lê Văn Bưu", identity=""))
    assert "Hãy điền “Số phiếu gửi bưu chính”" in refused.content.decode()

    desk.post(RETURN, giving(state, method="post", receiver="Lê Văn Bưu", identity="", slip="CP777"))

    delivery = now(state).delivery
    assert (delivery.method, delivery.slip, delivery.receiver) == (CollectBy.POST, "CP777", "Lê Văn Bưu")


def test_why_nothing_was_handed_over_is_noted(world, desk):
    state = world.finished()
    assert "Hãy ghi vì sao chưa trả được" in desk.post(RETURN, giving(state, act="not-yet")).content.decode()

    desk.post(RETURN, giving(state, act="not-yet", reason="Người nhận quên giấy tờ"))

    last = Dossier.objects.get(pk=state.id).events.order_by("seq").last()
    assert last.payload["text"] == "Chưa trả được: Người nhận quên giấy tờ"
    assert now(state).stage == 9


def test_papers_of_a_withdrawn_dossier_are_given_back(world, desk):
    state = world.at_step("appraise")
    state = world.do("reception", state, c.RequestWithdrawal(reason="Đổi ý"))
    state = world.do("leader", state, c.DecideWithdrawal(granted=True, reason="Theo yêu cầu"))
    assert "Trả lại giấy tờ" in open_page(desk, state)

    desk.post(RETURN, giving(state))

    assert (now(state).stage, now(state).delivery) == (10, None)


def test_what_is_not_ready_says_where_it_stands(world, desk):
    page = open_page(desk, world.at_step("appraise"))

    assert "chưa về quầy" in page
    assert "4 · Đang xử lý" in page
    assert 'value="give"' not in page


def test_an_unknown_code_and_a_code_of_another_counter_look_the_same(world):
    state = world.finished()
    post = AssignmentFactory(unit=UnitFactory(agency=AgencyFactory(), code="counter"), role="return_desk")
    stranger = Screens(world).of_account(post.account_id)

    assert stranger.get(RETURN, {"q": state.code}).status_code == 404
    assert "Quầy này không có hồ sơ mang mã" in stranger.read(f"{RETURN}?q=H31.999-261102-0001")


def test_everything_that_waits_is_listed_with_its_age(world):
    old = world.finished()
    world.later(days=23)
    new = world.finished()

    page = Screens(world).of("return_desk").read(RETURN)

    assert "Chờ 23 ngày" in page
    assert "Mới về" in page
    assert page.index(old.code) < page.index(new.code)


def test_the_second_officer_is_told_and_loses_nothing(world, desk):
    state = world.finished()
    sent = giving(state, receiver="Đặng Thị Ngọc Ánh")
    world.do("reception", state, c.AddNote(text="Hẹn chiều đến lấy"))

    page = desk.post(RETURN, sent).content.decode()

    assert "vừa thao tác trên hồ sơ này" in page
    assert now(state).stage == 9


def test_only_the_counter_returns(world):
    assert Screens(world).of("specialist").get(RETURN).status_code == 403
