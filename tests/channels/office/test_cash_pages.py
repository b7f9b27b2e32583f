"""Money at the officers' screens: tills, unclear orders, refunds, statements, settlements."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.apps.payments.models import CashShift, PaymentOrder, Receipt, StatementEntry
from motcua.apps.payments.ports import GatewayUnavailable
from motcua.domain.dossier import commands as c
from tests.apps.payments.till import TOTAL, Till
from tests.channels.office.officers import Screens
from tests.factories.organization import AgencyFactory


@pytest.fixture
def till(db, settings):
    AgencyFactory(kind="province_committee", short_name="Tỉnh Hưng Yên")
    settings.MOTCUA_PAYPLAT_PARTNER = "MOTCUA"
    settings.MOTCUA_PAYPLAT_SECRET = "only-for-tests"
    settings.MOTCUA_TRANSFER_ACCOUNTS = {}
    return Till()


@pytest.fixture
def desk(till):
    return Screens(till).of("return_desk")


@pytest.fixture
def row(till):
    return PaymentOrder.objects.get(dossier_id=till.filed().id)


def paid_in_cash(till, row):
    till.do("return_desk", till.look(row).state, c.ConfirmPayment(obligations=(1, 2), method="cash"))


def page(desk, name, *args):
    return desk.read(reverse(f"office:{name}", args=args))


def act(desk, row, what, **data):
    return desk.post(
        reverse("office:payment", args=[row.pk]), {"act": what, **data}, follow=True
    ).content.decode()


def test_a_till_is_opened_counted_and_closed_with_its_sheet(till, desk, row):
    url = reverse("office:till")
    desk.post(url, {"float_vnd": "500.000"})
    paid_in_cash(till, row)
    assert "600.000" in page(desk, "till")

    refused = desk.post(url, {"counted_vnd": "599.000", "reason": ""}).content.decode()
    assert "Hãy ghi lý do" in refused
    desk.post(url, {"counted_vnd": "599.000", "reason": "Trả nhầm tiền lẻ"})

    shift = CashShift.objects.get()
    assert (shift.expected_vnd, shift.counted_vnd, shift.reason) == (600_000, 599_000, "Trả nhầm tiền lẻ")
    sheet = desk.get(reverse("office:shift_sheet", args=[shift.pk]))
    assert sheet.content.startswith(b"%PDF")
    assert "Trả nhầm tiền lẻ" in page(desk, "till")


def test_an_unclear_order_is_listed_and_found(till, desk, row):
    till.gateway.down = True
    with pytest.raises(GatewayUnavailable):
        till.pay(row)

    assert row.reference in page(desk, "payments")
    found = desk.get(reverse("office:payment_find"), {"q": row.reference.lower()})
    assert found["Location"] == reverse("office:payment", args=[row.pk])
    assert "Cổng không trả lời" in page(desk, "payment", row.pk)
    assert (
        "Không có khoản"
        in desk.get(reverse("office:payment_find"), {"q": "MC"}, follow=True).content.decode()
    )


def test_a_refund_is_asked_by_one_and_paid_by_another(till, desk, row):
    paid_in_cash(till, row)
    assert "Đề nghị hoàn tiền" in act(
        desk, row, "refund", **{"refund-amount_vnd": "100.000", "refund-reason": "Thu nhầm"}
    )
    back = {"number": "1", "back-account": "bank", "back-proof": "UNC 12"}
    assert "không được tự quyết định" in act(desk, row, "pay-back", **back)

    assert "Đã hoàn" in act(Screens(till).of("reception"), row, "pay-back", **back)
    assert till.look(row).order.refunded_vnd == TOTAL


def test_a_receipt_is_cancelled_by_two_people_and_keeps_its_number(till, desk, row):
    paid_in_cash(till, row)
    receipt = Receipt.objects.get()
    act(desk, row, "receipt", number=receipt.pk, **{"receipt-reason": "Sai tên người nộp"})
    act(Screens(till).of("reception"), row, "receipt-cancelled", number=receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.sequence, receipt.cancelled_at is not None) == (1, True)
    assert desk.get(reverse("office:payment_receipt", args=[receipt.pk])).content.startswith(b"%PDF")


def test_an_act_without_its_reason_says_so_and_a_cancelled_order_closes(till, desk, row):
    assert PaymentOrder.objects.get(pk=row.pk).state == "opened"
    act(desk, row, "cancel", **{"cancel-reason": ""})
    assert PaymentOrder.objects.get(pk=row.pk).state == "opened"
    act(desk, row, "cancel", **{"cancel-reason": "Nộp ở nơi khác"})
    assert PaymentOrder.objects.get(pk=row.pk).state == "cancelled"


def statement(desk, *lines):
    text = "Ngày giao dịch;Số tham chiếu;Ghi có;Nội dung\n" + "".join(lines)
    file = SimpleUploadedFile("sao-ke.csv", text.encode())
    return desk.post(reverse("office:statements"), {"file": file}, follow=True).content.decode()


def test_a_statement_settles_what_fits_and_asks_about_the_rest(till, desk, row):
    lines = (f"02/11/2026;F1;{TOTAL + 5_000};nop {row.reference}\n", "02/11/2026;F2;70.000;khong ro\n")
    assert "0 dòng đã ghi nhận, 2 dòng cần" in statement(desk, *lines)
    assert "2 dòng đã nạp trước" in statement(desk, *lines)
    over, unknown = StatementEntry.objects.order_by("-amount_vnd")

    desk.post(reverse("office:statements"), {"entry": over.pk, "act": "book", "reference": row.reference})
    desk.post(reverse("office:statements"), {"entry": unknown.pk, "act": "aside", "note": "Tiền thuê chỗ"})

    order = till.look(row).order
    assert (order.state, order.overpaid_vnd) == ("paid", 5_000)
    assert "Tiền thuê chỗ" in page(desk, "statements")
    assert (
        "Không đọc được sao kê"
        in desk.post(
            reverse("office:statements"), {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")}
        ).content.decode()
    )


def test_the_settlement_agrees_with_the_ledger_on_screen_and_in_files(till, desk, row):
    paid_in_cash(till, row)
    desk.post(reverse("office:settlement"), {"amount_vnd": "60.000", "document": "GNT 07"})

    assert "40.000" in page(desk, "settlement")
    csv = desk.get(reverse("office:settlement_download", args=["csv"])).content.decode()
    assert "Cộng thu,,100000" in csv
    assert "Còn lại,,40000" in csv
    assert desk.get(reverse("office:settlement_download", args=["xlsx"])).content.startswith(b"PK")
    assert desk.get(reverse("office:settlement_download", args=["doc"])).status_code == 404


def test_money_of_another_agency_does_not_exist(till, desk, row):
    PaymentOrder.objects.filter(pk=row.pk).update(agency=AgencyFactory())

    assert desk.get(reverse("office:payment", args=[row.pk])).status_code == 404
    assert row.reference not in page(desk, "payments")
