"""A specialist's full list: what is due next on top, in groups, passed on together and narrowed (R-A30)."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import expect

from motcua.apps.catalog import queries as catalog
from motcua.apps.dossiers.operations import execute, new_id
from motcua.apps.organization import queries as organization
from motcua.apps.organization.models import Account, Agency, Unit
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Application, Channel, Paper, Party
from tests.browser.province import WARD, local, username
from tests.browser.steps import walk_to

PEOPLE = (
    ("Đặng Thị Ngọc Ánh", "gpxd-cap34-nha-o"), ("Nguyễn Hữu Phước", "gpxd-gia-han"), ("Lê Thị Kim Oanh", "gpxd-gia-han"),
    ("Phạm Quốc Bảo", "gpxd-cap34-nha-o"), ("Vũ Thị Hồng Gấm", "gpxd-gia-han"), ("Trịnh Đình Khôi", "gpxd-cap34-nha-o"),
    ("Hoàng Thị Mai Sương", "gpxd-gia-han"), ("Bùi Văn Thạch", "gpxd-cap34-nha-o"), ("Đỗ Thị Lan Chi", "gpxd-gia-han"),
)  # fmt: skip
FILED_AFTER_DAYS = (0, 1, 2, 3, 4, 7, 7, 8, 8)


def filed(name: str, procedure: str, at: datetime, number: int) -> None:
    """Let the ward's counter take a dossier in."""
    agency = Agency.objects.get(key=WARD)
    _, definition = catalog.published_procedure(procedure, at.astimezone(TIMEZONE).date())
    papers = tuple(
        Paper(id=one.id, name=one.name, originals=one.originals, copies=one.copies)
        for one in definition.documents
        if one.required
    )
    applicant = Party(
        name=name, citizen_id=f"0335{number:08d}", phone="0912000318", address="Phường Phố Hiến"
    )
    lodge = c.Lodge(
        id=new_id(at),
        procedure=procedure,
        case=definition.cases[0].code if definition.cases else "",
        channel=Channel.COUNTER,
        receiving_unit=Unit.objects.get(agency=agency, code="counter").pk,
        receiving_agency=agency.pk,
        competent_agency=agency.pk,
        application=Application(applicant=applicant, papers=papers),
        lodged_at=at,
    )
    officer = Account.objects.get(username=username("reception", "counter"))
    execute(lodge, c.Accept(), actor=organization.actor_for(officer.pk, at), at=at)


def test_the_list_is_ordered_by_what_is_due_next_and_passed_on_together(site):
    page = site.page
    for number, (name, procedure) in enumerate(PEOPLE):
        at = local("2026-11-23 08:30") + timedelta(days=FILED_AFTER_DAYS[number], minutes=7 * number)
        filed(name, procedure, at, number)
        walk_to(site, "appraise")

    site.at("2026-12-02 08:45")
    site.sign_in_holder()
    site.open("/office/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")
    expect(page.locator("[data-item]")).to_have_count(len(PEOPLE))
    site.expect("Quá hạn")
    codes = page.locator("[data-item] [data-open]").all_inner_texts()
    assert len(set(codes)) == len(PEOPLE)
    site.check(page)
    page.keyboard.press("j")
    site.picture("worklist")

    page.get_by_label("Quá hạn").check()
    expect(page.get_by_role("link", name="Bỏ lọc")).to_be_visible()
    assert 0 < page.locator("[data-item]").count() < len(PEOPLE)
    page.get_by_role("link", name="Bỏ lọc").click()
    page.get_by_label("Tìm trong danh sách").fill("kim oanh")
    page.keyboard.press("Enter")
    expect(page.locator("[data-item]")).to_have_count(1)
    site.ready()
    page.locator("body").press("j")
    expect(page.locator(".cursor [data-open]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Phiếu kiểm soát")).to_be_visible()
    site.ready()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/office/work/.*text=kim"))
