"""Papers about many dossiers: the register, and who handed what to whom."""

from datetime import date
from uuid import uuid4

import pytest

from motcua.apps.documents.models import PrintedSheet
from motcua.apps.dossiers import printing
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.organization.models import Agency
from motcua.apps.organization.queries import actor_for
from motcua.domain.access import NotPermitted
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Channel, CollectBy, Paper
from tests.apps.documents.pdfs import ink_beyond, page_sizes, text_of
from tests.apps.dossiers.papers import PaperWorld, pdf_of
from tests.factories.organization import AgencyFactory, AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def world():
    return PaperWorld()


def register(world, since, until, *, role="reception", **more):
    return printing.print_register(
        world.units["counter"].pk, since, until, actor=world.officer(role), at=world.now, **more
    )


def stranger(world):
    return actor_for(AssignmentFactory(role="reception", unit__code="counter").account_id, world.now)


def test_the_register_tells_of_each_dossier_when_it_came_and_went(world, snapshot):
    withdrawn = world.do("reception", world.accepted(), c.RequestWithdrawal(reason="Không xây nữa"))
    world.do("leader", withdrawn, c.DecideWithdrawal(granted=True, reason="Theo đề nghị"))
    world.later(minutes=5).returned()
    world.later(minutes=5).eventful()
    world.lodged()

    sheet = register(world, *NOVEMBER)

    assert [(entry["number"], entry["delivery"], entry["note"]) for entry in sheet.data["entries"]] == [
        (1, "Trực tiếp", "Rút hồ sơ"),
        (2, "Trực tiếp", ""),
        (3, "Bưu chính", "Xin lỗi, hẹn lại 25/11/2026"),
    ]
    assert sheet.data["entries"][1]["returned_on"] == "2026-11-02"
    assert text_of(pdf_of(sheet)) == snapshot
    assert set(page_sizes(pdf_of(sheet))) == {(297, 210)}


def test_numbers_of_the_register_run_on_through_the_year_and_start_anew(world):
    first, second = world.accepted(), world.later(days=7).accepted()
    third = world.later(days=60).accepted()

    def numbered(since, until):
        return [(e["number"], e["code"]) for e in register(world, since, until).data["entries"]]

    assert numbered(date(2026, 11, 2), date(2026, 11, 2)) == [(1, first.code)]
    assert numbered(date(2026, 11, 3), date(2026, 12, 31)) == [(2, second.code)]
    assert numbered(date(2026, 12, 1), date(2027, 1, 31)) == []
    assert numbered(date(2027, 1, 1), date(2027, 1, 31)) == [(1, third.code)]


def test_a_closed_register_says_when_and_how_many(world):
    world.accepted()

    sheet = register(world, *NOVEMBER, closed_on=date(2026, 12, 31), volume="02")

    words = text_of(pdf_of(sheet))
    assert "Quyển số: 02" in words
    assert "Sổ có 01 hồ sơ, khóa sổ ngày 31 tháng 12 năm 2026" in words


def test_the_register_is_for_those_who_see_the_counter(world):
    with pytest.raises(NotPermitted):
        printing.print_register(world.units["counter"].pk, *NOVEMBER, actor=stranger(world), at=world.now)
    assert register(world, *NOVEMBER, role="leader").data["entries"] == []


def test_a_refusal_and_a_pause_stand_in_the_notes_of_the_register(world):
    world.refused()
    world.do("leader", world.at_step("appraise"), c.Stop(reason="Chờ Tòa án"))

    assert [e["note"] for e in register(world, *NOVEMBER).data["entries"]] == ["Từ chối", "Tạm dừng"]


# ---- Paper dossiers between units ----


def test_papers_are_handed_to_a_division_in_the_order_they_were_scanned(world, snapshot):
    first = world.accepted(application=world.long_application())
    second = world.accepted(application=world.application(priority=True))

    sheet = printing.print_paper_hand_over(
        [second.id, first.id, second.id],
        world.units["counter"].pk,
        world.units["kinh-te"].pk,
        actor=world.officer("reception"),
        at=world.now,
    )

    assert [(i["code"], i["papers"], i["note"]) for i in sheet.data["items"]] == [
        (second.code, "02 loại, 03 bản", "Ưu tiên"),
        (first.code, "13 loại, 36 bản", ""),
    ]
    assert (sheet.number, sheet.data["receiver"]) == ("01/BBBG", "")
    assert text_of(pdf_of(sheet)) == snapshot
    assert ink_beyond(pdf_of(sheet), margin_mm=5) == []


def test_a_receiver_of_another_agency_is_named_with_it(world):
    division = UnitFactory(
        agency=AgencyFactory(department=True, name="Sở Xây dựng tỉnh Hưng Yên"), name="Phòng Quản lý xây dựng"
    )

    sheet = printing.print_paper_hand_over(
        [world.accepted().id],
        world.units["counter"].pk,
        division.pk,
        receiver="Bùi Xuân Trường",
        actor=world.officer("reception"),
        at=world.now,
    )

    assert sheet.data["receiving_unit"] == "Phòng Quản lý xây dựng, Sở Xây dựng tỉnh Hưng Yên"
    assert sheet.data["receiver"] == "Bùi Xuân Trường"


@pytest.mark.parametrize("wrong", ["nothing", "unknown", "unseen"])
def test_nothing_is_printed_when_one_dossier_is_missing(world, wrong):
    state = world.accepted()
    ids = {"nothing": [], "unknown": [state.id, uuid4()], "unseen": [state.id]}[wrong]
    actor = stranger(world) if wrong == "unseen" else world.officer("reception")

    with pytest.raises(DossierNotFound):
        printing.print_paper_hand_over(
            ids, world.units["counter"].pk, world.units["kinh-te"].pk, actor=actor, at=world.now
        )
    assert not PrintedSheet.objects.exists()


# ---- The post ----


def by_post(world, slip, **changes):
    return world.lodged(channel=Channel.POST, slip=slip, application=world.application(**changes))


def test_the_record_with_the_post_says_which_dossiers_are_complete(world, snapshot):
    whole = by_post(world, "RH000012345VN")
    missing = Paper(id="ban-ve", name="Bản vẽ thiết kế", received=False)
    partial = by_post(world, "RH000012346VN", papers=(Paper(id="don", name="Đơn", originals=1), missing))

    sheet = printing.print_post_hand_over(
        [whole.id, partial.id],
        operator="Bưu điện tỉnh Hưng Yên",
        postman="Bùi Xuân Trường",
        actor=world.officer("reception"),
        at=world.now,
    )

    assert [(i["slip_number"], i["papers"], i["complete"], i["note"]) for i in sheet.data["items"]] == [
        ("RH000012345VN", 2, True, ""),
        ("RH000012346VN", 1, False, "Thiếu: Bản vẽ thiết kế"),
    ]
    assert sheet.number == "01/BBGN"
    assert text_of(pdf_of(sheet)) == snapshot


def test_dossiers_of_two_counters_never_share_a_record(world):
    here = by_post(world, "RH000012345VN")
    desk = UnitFactory(agency=world.agency, code="counter-2", name="Điểm tiếp nhận số 2")
    AssignmentFactory(account_id=world.accounts["reception"], unit=desk, role="reception")
    there = world.lodged(receiving_unit=desk.pk, channel=Channel.POST, slip="RH000012346VN")

    with pytest.raises(printing.MixedDossiers):
        printing.print_post_hand_over(
            [here.id, there.id],
            operator="Bưu điện",
            postman="Bùi Xuân Trường",
            actor=world.officer("reception"),
            at=world.now,
        )


# ---- Heads of papers ----


def test_a_service_center_stands_under_the_office_it_belongs_to(world):
    office = AgencyFactory(department=True, name="Văn phòng Ủy ban nhân dân tỉnh Hưng Yên")
    Agency.objects.filter(pk=world.agency.pk).update(
        kind=Agency.Kind.SERVICE_CENTER,
        level=Agency.Level.PROVINCE,
        parent=office,
        name="Trung tâm Phục vụ hành chính công tỉnh Hưng Yên",
    )
    AgencyFactory(
        kind=Agency.Kind.PROVINCE_COMMITTEE, level=Agency.Level.PROVINCE, short_name="Tỉnh Hưng Yên"
    )

    head = register(world, *NOVEMBER).data["letterhead"]

    assert (head["agency"], head["counter"], head["place"]) == (
        "Văn phòng Ủy ban nhân dân tỉnh Hưng Yên",
        "Trung tâm Phục vụ hành chính công tỉnh Hưng Yên",
        "Hưng Yên",
    )


def test_the_way_the_result_went_stands_in_the_register(world):
    state = world.finished()
    world.do("return_desk", state, c.DeliverResult(receiver="Đặng Thị Ngọc Ánh", method=CollectBy.ELECTRONIC))

    assert register(world, *NOVEMBER).data["entries"][0]["delivery"] == "Điện tử"
