"""A citizen pays for a filing: given up at the platform first, then paid; and what the till shows of cash."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from motcua.apps.dossiers.operations import execute, new_id
from motcua.apps.organization.models import Agency, Unit
from motcua.apps.payments import ports
from motcua.apps.payments.models import PaymentOrder
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Application, Channel, ObligationState, Paper, Party
from tests.browser.province import PHONE, WARD, local
from tests.connectors.payment.process import PARTNER, Simulator, running
from tests.factories.citizens import PersonFactory

FEE = c.PaidFee(label="Lệ phí cấp giấy phép xây dựng", amount_vnd=75_000, paid=False)
NOON = "2026-11-30 09:00"
DESK = {"width": 1366, "height": 768}


@pytest.fixture
def platform(site, settings) -> Iterator[Simulator]:
    """Join the platform's simulator, a process of its own, to the site of the journey."""
    settings.MOTCUA_PAYPLAT_PARTNER, settings.MOTCUA_PAYPLAT_SECRET = PARTNER.code, PARTNER.secret
    settings.MOTCUA_TRANSFER_ACCOUNTS = {
        "*": {"bank": "970436", "account": "0123456789", "name": "UBND PHUONG PHO HIEN"}
    }
    ours = f"{site.url}/thanh-toan/nen-tang"
    with running(f"{ours}/ket-qua", back=f"{ours}/quay-lai") as simulator, ports.joined(simulator.client):
        yield simulator


def filed_with_a_fee(owner: str) -> DossierState:
    """File a building permit online, whose fee is certain."""
    ward = Agency.objects.get(key=WARD)
    counter = Unit.objects.get(agency=ward, code="counter")
    applicant = Party(name="Đặng Thị Ngọc Ánh", citizen_id="033591204716", phone="0912000318")
    lodge = c.Lodge(
        id=new_id(local(NOON)), procedure="gpxd-cap34-nha-o", channel=Channel.ONLINE, receiving_unit=counter.pk,
        receiving_agency=ward.pk, competent_agency=ward.pk, owner=owner, slip="TT-4F7K-2QXM", fees=(FEE,),
        application=Application(applicant=applicant, papers=(Paper(id="don", name="Đơn"),)), lodged_at=local(NOON),
    )  # fmt: skip
    return execute(lodge, actor=Actor.citizen(applicant.name, {owner}), at=local(NOON)).state


def test_a_fee_is_paid_at_the_platform_after_a_first_try_was_given_up(site, platform):
    page = site.page
    site.at(NOON)
    person = PersonFactory.create(name="Đặng Thị Ngọc Ánh", phone="0912000318", proven=True)
    state = filed_with_a_fee(f"citizen:{person.pk}")
    page.set_viewport_size(PHONE)
    site.sign_in_citizen(person)
    site.open(f"/ho-so/{state.id}")
    site.press("Nộp phí, lệ phí")
    expect(page.locator("main")).to_contain_text("75.000 đồng")
    site.check(page)
    page.screenshot(path="var/screenshots/paying.png", full_page=True)

    page.get_by_role("button", name="Nộp trực tuyến").click()
    page.get_by_role("button", name="Báo lỗi").click()
    expect(page.get_by_role("button", name="Nộp trực tuyến")).to_be_visible()
    assert site.state.obligations[0].state == ObligationState.DUE
    site.check(page)
    page.screenshot(path="var/screenshots/paying-failed.png", full_page=True)

    page.get_by_role("button", name="Nộp trực tuyến").click()
    page.get_by_role("button", name="Trả tiền").click()
    expect(page.get_by_role("link", name="Tải biên lai (PDF)")).to_be_visible()
    assert site.state.obligations[0].state == ObligationState.PAID
    site.check(page)
    page.screenshot(path="var/screenshots/paying-paid.png", full_page=True)
    with page.expect_download() as found:
        page.get_by_role("link", name="Tải biên lai (PDF)").click()
    assert found.value.suggested_filename.endswith(".pdf")
    assert PaymentOrder.objects.get().state == "paid"


def test_the_pages_of_money_can_be_used_by_everybody(site, platform):
    page = site.page
    site.at(NOON)
    state = filed_with_a_fee("citizen:12")
    site.sign_in("return_desk", "counter")
    site.open("/office/cash/")
    site.check(page)
    page.get_by_label(re.compile("Tiền lẻ có sẵn")).fill("500.000")
    page.keyboard.press("Enter")
    site.expect("500.000")
    site.check(page)
    site.picture("till")
    for name, address in (
        ("payments", "/office/payments/"),
        ("payment", f"/office/payments/{PaymentOrder.objects.get(dossier_id=state.id).pk}/"),
        ("statements", "/office/payments/statements/"),
        ("settlement", "/office/payments/settlement/"),
    ):
        site.open(address)
        site.check(page)
        site.picture(name)


def test_the_pages_of_messages_can_be_used_by_everybody(site):
    page = site.page
    site.at(NOON)
    person = PersonFactory.create(name="Đặng Thị Ngọc Ánh", phone="0912000318", proven=True)
    page.set_viewport_size(PHONE)
    site.sign_in_citizen(person)
    for name, address in (("notices", "/thong-bao"), ("notice-choices", "/tai-khoan/thong-bao")):
        site.open(address)
        site.check(page)
        site.picture(name)
    page.set_viewport_size(DESK)
    site.sign_in("return_desk", "counter")
    site.open("/office/messages/")
    site.check(page)
    site.picture("messages")
