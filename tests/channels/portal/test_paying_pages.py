"""The page of an order: what its owner sees, what a link alone shows, the way to the platform and back."""

import json

import pytest
from django.urls import reverse

from motcua.apps.payments import ports
from motcua.apps.payments.models import PaymentOrder
from motcua.domain.dossier import commands as c
from motcua.domain.payments import payplat
from tests.apps.payments.till import SECRET, TOTAL, Till
from tests.factories.citizens import PersonFactory, sign_in_citizen


@pytest.fixture
def till(db, province, settings, time_machine):
    settings.MOTCUA_PAYPLAT_PARTNER = "MOTCUA"
    settings.MOTCUA_PAYPLAT_SECRET = SECRET
    settings.MOTCUA_TRANSFER_ACCOUNTS = {
        "*": {"bank": "970436", "account": "0123456789", "name": "UBND PHUONG MAU"}
    }
    till = Till()
    time_machine.move_to(till.now, tick=False)
    PersonFactory(pk=12, phone="0912345678")
    with ports.joined(till.gateway):
        yield till


@pytest.fixture
def row(till):
    return PaymentOrder.objects.get(dossier_id=till.filed().id)


def page_of(row):
    return reverse("portal:payment_order", args=[row.pk])


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def confirm(client, reference, *, amount=TOTAL, secret=SECRET):
    message = {
        "LoaiBanTin": "CONFIRM", "MaLoi": "00", "MaDoiTac": "MOTCUA", "MaThamChieu": reference, "SoTien": amount,
        "MaTienTe": "VND", "MaGiaoDich": "GD1",
    }  # fmt: skip
    sent = json.dumps(payplat.signed(message, secret))
    return client.post(reverse("portal:payment_confirmed"), sent, content_type="application/json").json()


def test_a_link_alone_shows_the_sum_and_the_reference_and_nobodys_name(client, row):
    page = read(client, page_of(row))

    assert row.reference in page
    assert "100.000" in page
    assert "UBND PHUONG MAU" in page
    for secret in ("Ngọc Ánh", "giấy phép", "033591204716", "NOP-1", str(row.dossier_id)):
        assert secret not in page


def test_somebody_elses_sign_in_shows_no_more(client, row):
    sign_in_citizen(client, PersonFactory(phone="0912345679"))

    assert "giấy phép" not in read(client, page_of(row))


def test_the_owner_sees_for_what(client, row):
    sign_in_citizen(client, PersonFactory._meta.model.objects.get(pk=12))

    page = read(client, page_of(row))

    assert "Lệ phí cấp giấy phép" in page
    assert "NOP-1" in page


def test_the_code_is_a_picture_and_gone_when_paid(client, till, row):
    url = reverse("portal:payment_code", args=[row.pk])
    answer = client.get(url)
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")

    till.pay(row)
    till.confirm(f"{row.reference}-1")

    assert client.get(url).status_code == 404


def test_the_way_to_the_platform_and_back_tells_the_truth_without_scripts(client, till, row):
    answer = client.post(reverse("portal:payment_to_platform", args=[row.pk]))
    leading = client.get(answer["Location"])
    assert leading["Refresh"] == f"0; url=https://platform.example/pay/{row.reference}-1"
    assert f'href="https://platform.example/pay/{row.reference}-1"' in leading.content.decode()

    back = client.get(reverse("portal:payment_come_back"), {"ma": f"{row.reference}-1", "ketqua": "00"})
    waiting = client.get(back["Location"])
    assert "Đang chờ kết quả" in waiting.content.decode()
    assert waiting["Refresh"] == f"5; url={page_of(row)}?cho=2"

    till.gateway.answers[f"{row.reference}-1"] = ports.Told(payplat.Outcome.SUCCESS, TOTAL, "GD1")
    till.later(seconds=10)
    assert "Đang chờ" in read(client, page_of(row) + "?cho=2"), "asked again only after some seconds"


def test_the_platform_is_answered_and_the_owner_gets_the_receipt(client, till, row):
    client.post(reverse("portal:payment_to_platform", args=[row.pk]))
    reference = f"{row.reference}-1"

    assert confirm(client, reference, secret="guessed")["MaLoi"] == "99"
    assert confirm(client, reference, amount=TOTAL + 1)["MaLoi"] == "99"
    assert "Đã nộp đủ" not in read(client, page_of(row))
    assert confirm(client, reference)["MaLoi"] == "00"
    assert confirm(client, reference)["MaLoi"] == "00"

    assert "Đã nộp đủ" in read(client, page_of(row))
    receipt = row.receipts.get()
    url = reverse("portal:payment_receipt", args=[row.pk, receipt.pk])
    assert client.get(url).status_code == 404, "the link alone gets no receipt"
    sign_in_citizen(client, PersonFactory._meta.model.objects.get(pk=12))
    assert client.get(url).content.startswith(b"%PDF")


@pytest.mark.parametrize("body", ["", "[]", "no json", "{}", '{"LoaiBanTin": {"a": 1}}'])
def test_what_the_platform_would_never_send_is_answered_and_changes_nothing(client, till, row, body):
    answer = client.post(reverse("portal:payment_confirmed"), body, content_type="application/json")

    assert answer.json()["MaLoi"] == "99"
    assert PaymentOrder.objects.get(pk=row.pk).version == 1


def test_a_platform_that_is_down_is_said_in_words(client, till, row):
    till.gateway.down = True

    page = client.post(reverse("portal:payment_to_platform", args=[row.pk]), follow=True).content.decode()

    assert "Cổng thanh toán chưa trả lời" in page


def test_only_the_owner_gives_an_order_up(client, till, row):
    url = reverse("portal:payment_cancel", args=[row.pk])
    assert client.post(url).status_code == 404

    sign_in_citizen(client, PersonFactory._meta.model.objects.get(pk=12))
    client.post(url)

    assert PaymentOrder.objects.get(pk=row.pk).state == "cancelled"
    begin = reverse("portal:payment_begin", args=[row.dossier_id])
    fresh = client.post(begin)["Location"]
    assert fresh != page_of(row)
    assert "Chờ nộp" in read(client, fresh)


def test_paid_at_the_counter_the_page_says_so(client, till, row):
    state = till.do("reception", till.look(row).state, c.Accept())
    till.do("return_desk", state, c.ConfirmPayment(obligations=(1, 2), method="cash"))

    assert PaymentOrder.objects.filter(dossier_id=state.id).count() == 1
    assert "Đã nộp đủ" in read(client, page_of(row))


def test_no_order_and_no_attempt_lead_nowhere(client, province):
    assert client.get("/thanh-toan/00000000-0000-7000-8000-000000000000").status_code == 404
    assert client.get(reverse("portal:payment_come_back"), {"ma": "MC0000000X-1"})["Location"] == "/"
