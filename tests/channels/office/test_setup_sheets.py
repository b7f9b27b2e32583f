"""Papers, messages and numbers in the setup: looked at first, set from a day on, with versions and a trail."""

import pytest

from motcua.apps.documents import settings
from motcua.domain.messages import MessageEvent
from tests.channels.office.officers import Screens
from tests.channels.office.test_setup_calendars import Desk, words
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AgencyFactory, UnitFactory

pytestmark = pytest.mark.django_db

SHEETS = "/office/setup/sheets/"
TODAY = "02/11/2026"


@pytest.fixture
def world():
    return DossierWorld()


@pytest.fixture
def unit(world):
    """The administrator of the world's commune."""
    return Desk(world, "unit_admin").screen


def test_only_those_who_set_up_find_the_papers(world):
    for role in ("specialist", "leader", "reception"):
        assert Screens(world).of(role).get(SHEETS).status_code == 403
    control = Desk(world, "procedure_control").screen
    assert "Xem phần chung" in words(control.get(SHEETS))
    page = control.get(f"{SHEETS}forms/receipt/").content.decode()
    assert "Nội dung thêm" not in page
    refused = control.post(f"{SHEETS}messages/accepted/", {"text": "x", "valid_from": TODAY})
    assert refused.status_code == 403


def test_another_agency_does_not_exist_for_a_unit_administrator(world, unit):
    other = AgencyFactory()
    UnitFactory(agency=other, code="counter")
    for path in ("", "forms/receipt/", "messages/accepted/", "numbers/", "history/"):
        assert unit.get(f"{SHEETS}{path}?agency={other.pk}").status_code == 404
        assert unit.get(f"{SHEETS}{path}?agency=").status_code == 200
    assert unit.post(f"{SHEETS}forms/receipt/?agency=", {"note": "x", "valid_from": TODAY}).status_code == 403


def test_an_addition_is_looked_at_and_then_applied(world, unit):
    typed = {"note": "Mở cửa sáng thứ Bảy", "footer": "Đường dây nóng 0221", "valid_from": TODAY}
    url = f"{SHEETS}forms/receipt/"
    looked = unit.post(url, {**typed, "look": "1"}).content.decode()
    assert "note=M%E1%BB%9F" in looked
    assert "chưa ghi" in looked
    assert settings.sheet_versions(world.agency.pk, "receipt") == []

    assert unit.post(url, typed).status_code == 302

    (version,) = settings.sheet_versions(world.agency.pk, "receipt")
    assert version.texts == ["Mở cửa sáng thứ Bảy", "Đường dây nóng 0221"]
    shown = words(unit.get(url))
    assert "Mở cửa sáng thứ Bảy Đường dây nóng 0221 Đỗ Minh Khang" in shown
    trail = words(unit.get(f"{SHEETS}history/"))
    assert "Đổi nội dung trên mẫu in" in trail
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in trail
    preview = unit.get(f"{url}preview/?note=a&regime=REG-2018")
    assert (preview["Content-Type"], preview["X-Frame-Options"]) == ("application/pdf", "SAMEORIGIN")
    assert preview.content.startswith(b"%PDF-")
    assert unit.get(f"{SHEETS}forms/poem/").status_code == 404
    assert unit.get(f"{SHEETS}forms/all/").status_code == 200


def test_a_past_day_and_unprintable_letters_are_answered(unit):
    past = {"note": "Đã gõ", "valid_from": "01/11/2026"}
    response = unit.post(f"{SHEETS}forms/all/", past)
    assert "Ngày áp dụng không được trước hôm nay, 02/11/2026." in words(response)
    assert "Đã gõ" in response.content.decode()
    assert unit.get(f"{SHEETS}forms/all/preview/?note=漢").status_code == 409


def test_a_message_is_checked_beside_its_field_counted_and_kept_in_versions(world, unit):
    url = f"{SHEETS}messages/accepted/"
    shown = words(unit.get(url))
    assert "Có sẵn trong phần mềm" in shown
    assert "lý do không hiện ra" in shown
    response = unit.post(url, {"text": "Hồ sơ {ma_hs} đã nhận", "valid_from": TODAY})
    assert "Không có tên điền ma_hs ở tin này. Dùng được: ma_ho_so" in words(response)
    assert "Hồ sơ {ma_hs} đã nhận" in response.content.decode()
    looked = words(
        unit.post(url, {"text": "Đã nhận {ma_ho_so}", "plain": "on", "valid_from": TODAY, "look": "1"})
    )
    assert "Da nhan H31.100-261130-0007" in looked
    assert "27 ký tự, 1 tin" in looked
    assert settings.message_versions(world.agency.pk, MessageEvent.ACCEPTED) == []

    assert unit.post(url, {"text": "Đã nhận {ma_ho_so}", "valid_from": TODAY}).status_code == 302

    assert "Đã nhận {ma_ho_so} Riêng của cơ quan" in words(unit.get(f"{SHEETS}messages/"))
    assert "Trước: {co_quan} đã tiếp nhận" in words(unit.get(f"{SHEETS}history/"))
    assert unit.get(f"{SHEETS}messages/poem/").status_code == 404


def test_numbers_go_on_with_a_reason_and_never_back(world, unit):
    url = f"{SHEETS}numbers/"
    assert "Phiếu xin lỗi và hẹn lại ngày trả kết quả – 01/PXL" in words(unit.get(url))
    no_reason = unit.post(url, {"kind": "apology", "next_number": "41", "reason": ""})
    assert "Hãy ghi lý do" in words(no_reason)

    assert unit.post(url, {"kind": "apology", "next_number": "41", "reason": "Sổ giấy"}).status_code == 302

    assert "40/PXL 41/PXL" in words(unit.get(url))
    back = unit.post(url, {"kind": "apology", "next_number": "12", "reason": "x"})
    assert "Số đã cấp đến 40 nên số kế tiếp phải từ 41." in words(back)
    assert "Năm 2026: số kế tiếp 41, trước đó đã cấp đến 0. Lý do: Sổ giấy" in words(
        unit.get(f"{SHEETS}history/")
    )
    assert "Hãy chọn một cơ quan" in words(unit.get(f"{url}?agency="))
