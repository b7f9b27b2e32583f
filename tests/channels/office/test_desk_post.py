"""The postman's round: one record, many dossiers (R-D11, R-H3 to R-H6)."""

import pytest
from django.urls import reverse

from motcua.apps.documents.models import PrintedSheet
from motcua.apps.dossiers.models import Dossier
from motcua.domain.catalog import Case
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.values import CollectBy
from tests.channels.office.officers import Screen, Screens
from tests.factories.dossiers import DossierWorld, at, definition

pytestmark = pytest.mark.django_db

POST = "/office/post/"


@pytest.fixture
def world() -> DossierWorld:
    return DossierWorld()


@pytest.fixture
def counter(world) -> Screen:
    return Screens(world).of("reception")


def record(*items, **changes):
    """Return the record with its lines."""
    fields = {
        "key": "bb-1", "rows": str(max(len(items), 3)), "operator": "Bưu điện tỉnh", "postman": "Lê Văn Bưu",
        "signed_on": "02/11/2026", "signed_time": "07:45", "act": "record",
    }  # fmt: skip
    for number, item in enumerate(items):
        fields |= {f"item-{number}-{name}": value for name, value in item.items()}
    return {**fields, **changes}


def item(**changes):
    line = {
        "slip": "CP001", "procedure": "1.999001", "sender": "Trần Thị Mẫu", "phone": "0912000318",
        "address": "Số 3 Bãi Sậy", "complete": "on",
    }  # fmt: skip
    return {**line, **changes}


def states():
    return sorted((decode_state(row.state) for row in Dossier.objects.all()), key=lambda state: state.slip)


def test_a_round_is_recorded_with_the_moment_of_signing_and_printed(world, counter):
    """R-H6: the lawful lodging time is the signing of the record."""
    response = counter.post(POST, record(item(), item(slip="CP002", back_by_post="on", complete="")))

    first, second = states()
    assert [state.lodged_at for state in states()] == [at("2026-11-02 07:45")] * 2
    assert (first.stage, first.channel, first.application.applicant.name) == (1, "post", "Trần Thị Mẫu")
    assert [paper.received for paper in first.application.papers] == [True, True]
    assert [paper.received for paper in second.application.papers] == [False, False]
    assert (second.application.collect_by, second.application.collect_address) == (
        CollectBy.POST,
        "Số 3 Bãi Sậy",
    )
    sheet = PrintedSheet.objects.get()
    assert sheet.kind == "post_hand_over"
    page = counter.read(response.url)
    assert reverse("office:sheet", args=[sheet.pk]) in page
    assert "Đã ghi 2 hồ sơ" in page
    assert "CP001" in counter.read(reverse("office:incoming"))


def test_recording_twice_registers_once(world, counter):
    counter.post(POST, record(item()))
    response = counter.post(POST, record(item()))

    assert Dossier.objects.count() == 1
    assert PrintedSheet.objects.count() == 1
    assert "không ghi thêm hồ sơ" in counter.read(response.url)


def test_a_loosely_typed_procedure_is_filled_in_and_must_be_confirmed(world, counter):
    refused = counter.post(POST, record(item(procedure="gpxd nha o")))

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Đã điền thủ tục gần nhất" in page
    assert 'value="1.999001 · Cấp giấy phép xây dựng nhà ở riêng lẻ"' in page
    assert Dossier.objects.count() == 0

    counter.post(POST, record(item(procedure="1.999001 · Cấp giấy phép xây dựng nhà ở riêng lẻ")))
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"signed_time": "17:30"}, "Giờ ký chưa tới"),
        ({"signed_on": "hôm nay"}, "Hãy ghi ngày/tháng/năm"),
        ({"postman": ""}, "Hãy điền “Nhân viên giao”"),
        ({"item-0-procedure": "xyzxyz"}, "không nhận thủ tục nào khớp"),
        ({"item-0-sender": ""}, "Hãy điền “Người nộp”"),
        ({"item-0-phone": "1"}, "Số điện thoại chưa đúng"),
    ],
)
def test_every_error_is_said_and_every_line_kept(world, counter, changes, words):
    response = counter.post(POST, record(item(), item(slip="CP002"), **changes))

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "CP002" in page
    assert Dossier.objects.count() == 0


def test_an_empty_record_is_refused(world, counter):
    assert "Hãy ghi ít nhất một hồ sơ" in counter.post(POST, record()).content.decode()


def test_more_lines_are_added_without_losing_any(world, counter):
    page = counter.post(POST, record(item(), act="more")).content.decode()

    assert "item-5-slip" in page
    assert 'value="CP001"' in page


def test_the_case_must_be_chosen_where_the_procedure_has_cases():
    cases = (Case("01", "Nhà ở", Allowance(15, Unit.DAY)), Case("02", "Khác", Allowance(20, Unit.DAY)))
    counter = Screens(DossierWorld(procedure=definition(cases=cases))).of("reception")

    assert "Hãy chọn trường hợp" in counter.post(POST, record(item())).content.decode()
    counter.post(POST, record(item(case="02")))

    assert states()[0].case == "02"


def test_only_the_counter_receives_post(world):
    assert Screens(world).of("specialist").get(POST).status_code == 403
