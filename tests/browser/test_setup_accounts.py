"""Administrators at work: a secondment with a reserve, an absence during which a colleague signs (R-A12, R-B22)."""

import re

from playwright.sync_api import expect

from motcua.apps.dossiers.models import DossierEvent
from motcua.apps.organization.models import Account, Agency, Assignment, Mandate
from tests.browser.province import WARD, username
from tests.browser.steps import take_in, walk_to


def chief_of(agency: str) -> str:
    """Return the user name of an agency's administrator."""
    posts = Assignment.objects.filter(role="unit_admin", unit__agency__key=agency).order_by("account_id")
    return posts.values_list("account__username", flat=True)[0]


def test_an_officer_is_lent_to_the_center_with_a_named_reserve(site):
    """R-A12"""
    page = site.page
    site.at("2026-11-30 09:00")
    center = Agency.objects.get(key="ttpvhcc")
    sent, reserve = (
        Account.objects.get(username=name)
        for name in Account.objects.filter(agency__key="so-xd", assignments__role="specialist")
        .exclude(assignments__kind="secondment")
        .order_by("username")
        .values_list("username", flat=True)[:2]
    )
    site.sign_in_as(chief_of("ttpvhcc"))
    site.open("/office/setup/accounts/")
    site.press("Nhận biệt phái")
    page.get_by_label("Tên đăng nhập của người được biệt phái").fill(sent.username)
    page.get_by_label("Tên đăng nhập của người dự phòng").fill(reserve.username)
    unit = center.units.get(code="counter")
    page.get_by_label("Đơn vị").select_option(str(unit.pk))
    page.get_by_label("Vai trò").select_option("reception")
    page.get_by_label("Từ ngày").fill("01/12/2026")
    page.get_by_label("Đến hết ngày").fill("30/11/2027")
    site.check(page)
    site.picture("accounts-secondment")
    site.press("Ghi biệt phái")
    site.expect("Đã ghi biệt phái kèm người dự phòng")
    site.sign_in_as("qtt.sokhcn1")
    site.open(f"/office/setup/accounts/{sent.pk}/")
    site.expect(f"dự phòng: {reserve.full_name}")
    site.check(page)
    site.picture("accounts-person")
    site.at("2026-12-01 08:00")
    site.sign_in("reception", "counter", "ttpvhcc")
    site.sign_in_as(sent.username)
    site.open("/office/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiếp nhận hồ sơ")


def test_a_colleague_signs_during_an_absence_and_the_record_shows_the_mandate(site):
    """R-B22"""
    page = site.page
    take_in(site)
    item = walk_to(site, "sign")
    signer = Account.objects.get(username=username(item.role, "leaders"))
    delegate = Account.objects.get(
        username=Assignment.objects.filter(role="division_head", unit__agency__key=WARD)
        .exclude(account__mandates__isnull=False)
        .order_by("account_id")
        .values_list("account__username", flat=True)[0]
    )
    site.at("2026-11-30 16:00")
    site.sign_in_as("qt.phohien1")
    site.open(f"/office/setup/accounts/{signer.pk}/")
    page.get_by_role("link", name=re.compile("^Vắng mặt")).first.click()
    page.get_by_label("Người làm thay").select_option(str(delegate.pk))
    page.get_by_label("Căn cứ").fill("Quyết định số 91/QĐ-UBND ngày 29/11/2026")
    site.check(page)
    site.picture("accounts-absence")
    site.press("Ghi người làm thay")
    site.expect("Đã ghi người làm thay")
    mandate = Mandate.objects.get(to_account=delegate, from_assignment__account=signer)

    site.open(f"/office/setup/accounts/{delegate.pk}/rights/?code={site.state.code}")
    site.expect("Được xem, vì:")
    site.expect(f"làm thay {signer.full_name}")
    site.check(page)
    site.picture("accounts-rights")

    site.sign_in_as(delegate.username)
    site.open_dossier()
    page.keyboard.press("B")
    site.expect("Ký kết quả: hồ sơ")
    site.open_dossier()
    site.expect("làm thay theo ủy quyền")
    site.check(page)
    site.picture("accounts-signed-under-mandate")
    signed = DossierEvent.objects.get(dossier_id=site.row.pk, type="Signed")
    assert (signed.account_id, signed.mandate_id) == (delegate.pk, mandate.pk)

    site.at("2026-11-30 16:30")
    site.sign_in_as("qt.phohien1")
    site.open(f"/office/setup/accounts/{signer.pk}/")
    page.get_by_role("link", name=re.compile("^Thu hồi")).first.click()
    page.get_by_label("Lý do").fill("Đã về làm việc")
    site.check(page)
    site.press("Thu hồi")
    site.expect("Đã thu hồi")
    site.open(f"/office/setup/accounts/{signer.pk}/trail/")
    site.expect("Giao làm thay")
    site.check(page)
    site.picture("accounts-trail")
