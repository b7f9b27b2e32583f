"""The platform's checksums, field by field, and what is not believed."""

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.payments import payplat

AT = datetime(2026, 11, 25, 8, 30, 5, tzinfo=UTC)
PARTNER = payplat.Partner(code="MOTCUA", secret="loopback-only")
BILL = payplat.Bill(
    procedure_code="1.001193", procedure="Đăng ký khai sinh", agency_code="H56.21", agency="UBND xã",
    dossier="H56.21-261125-0001", account="123", account_bank="970436", account_name="UBND XA",
    payer="Trần Thị Mẫu", fees=(payplat.Fee(code="1", label="Lệ phí", amount_vnd=50_000, levy=True),
                                payplat.Fee(code="2", label="Phí", amount_vnd=8_000)),
)  # fmt: skip


def confirmation(**changes):
    message = {
        "LoaiBanTin": "CONFIRM", "MaLoi": "00", "MaDoiTac": "MOTCUA", "MaThamChieu": "MC1-1", "SoTien": "58000",
        "MaTienTe": "VND", "MaGiaoDich": "GD9", "MaNganHang": "VCB", "ThoiGianGD": "20261125153005",
        "ThongTinGiaoDich": "Nop phi",
    }  # fmt: skip
    return payplat.signed(message | changes, PARTNER.secret)


def test_init_signs_fourteen_fields_in_their_order():
    sent = payplat.init(
        PARTNER, BILL, reference="MC1-1", description="Nop phi MC1", address="10.0.0.1", at=AT
    )
    text = "INIT|1.0.6|MOTCUA|MC1-1|58000|PAY|1|1|vi-VN|VND|PAYMENT|Nop phi MC1|20261125153005|10.0.0.1|loopback-only"

    assert sent["MaXacThuc"] == hashlib.sha256(text.encode()).hexdigest()
    assert [fee["LoaiPhiLePhi"] for fee in sent["ThongTinBienLai"]["PhiLePhi"]] == ["2", "1"]


def test_confirm_signs_ten_fields_in_their_order():
    text = "CONFIRM|00|MOTCUA|MC1-1|58000|VND|GD9|VCB|20261125153005|Nop phi|loopback-only"

    assert confirmation()["MaXacThuc"] == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("kind", ["QUERY", "GET_BILL"])
def test_questions_sign_five_fields_in_their_order(kind):
    text = f"{kind}|1.0.6|MOTCUA|MC1-1|20261125153005|loopback-only"

    sent = payplat.question(PARTNER, kind, reference="MC1-1", at=AT)

    assert sent["MaXacThuc"] == hashlib.sha256(text.encode()).hexdigest()


def test_a_confirmation_is_read_whatever_the_spelling_of_its_numbers():
    message = confirmation(SoTien=58000, extra="ignored")
    message["MaXacThuc"] = message["MaXacThuc"].upper()

    assert payplat.read_confirmation(message, PARTNER) == payplat.Confirmation(
        reference="MC1-1", transaction="GD9", amount_vnd=58_000, paid=True
    )


@given(field=st.sampled_from([*payplat.SIGNED["CONFIRM"], "MaXacThuc"]), value=st.text(max_size=12))
def test_a_message_changed_in_any_signed_field_is_not_genuine(field, value):
    genuine = confirmation()
    forged = genuine | {field: value}
    if forged == genuine:
        return

    with pytest.raises(payplat.NotGenuine):
        payplat.read_confirmation(forged, PARTNER)


@pytest.mark.parametrize(
    "changes",
    [
        {"MaDoiTac": "OTHER"},
        {"MaTienTe": "USD"},
        {"SoTien": "58.000"},
        {"SoTien": "-1"},
        {"LoaiBanTin": "QUERY"},
    ],
)
def test_what_is_signed_but_not_for_us_or_not_readable_is_refused(changes):
    with pytest.raises(payplat.NotGenuine):
        payplat.read_confirmation(confirmation(**changes), PARTNER)


def test_nothing_is_genuine_without_a_secret_or_of_an_unknown_kind():
    assert not payplat.genuine(payplat.signed({"LoaiBanTin": "QUERY"}, ""), "")
    assert not payplat.genuine({"LoaiBanTin": "HELLO"}, "s")
    with pytest.raises(KeyError):
        payplat.question(PARTNER, "INIT", reference="x", at=AT)
    assert "loopback" not in repr(PARTNER)
    assert payplat.reply(PARTNER, reference="x", accepted=False, words="", at=AT)["MaLoi"] == "99"
