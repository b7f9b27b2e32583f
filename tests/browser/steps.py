"""What journeys do again and again: take a building permit in at a ward, and bring it as far as its point."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import expect

from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.operations import execute, new_id
from motcua.apps.dossiers.queries import history
from motcua.apps.organization import queries as organization
from motcua.apps.organization.models import Account, Agency, Unit
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.offers import next_act
from motcua.domain.dossier.values import Application, Channel, Paper, Party, ResultKind, WorkItem
from motcua.domain.workflow import Step
from tests.browser.province import CARD, WARD, Site, local, username


def choose(site: Site, typed: str, name: str) -> None:
    """Choose a procedure at the counter as its officers do: some letters and Enter."""
    page = site.page
    site.open("/office/intake/")
    page.keyboard.press("F2")
    page.keyboard.type(typed)
    expect(page.get_by_role("option", selected=True)).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Họ và tên")).to_be_visible()
    site.ready()


def scan(site: Site) -> None:
    """Scan the applicant's identity card, and type the telephone number."""
    page = site.page
    page.locator("input[name=scan]").fill(CARD)
    page.locator("input[name=scan]").press("Enter")
    expect(page.get_by_label("Họ và tên")).to_have_value("Đặng Thị Ngọc Ánh")
    site.ready()
    page.get_by_label("Điện thoại").fill("0912 000 318")


def take_in(site: Site, at: str = "2026-11-30 09:00") -> None:
    """Take the building permit of a house in at the ward's counter; the receipt is printed."""
    site.at(at)
    site.sign_in("reception", "counter")
    choose(site, "gpxd nha o", "nhà ở riêng lẻ")
    scan(site)
    tick_all(site)
    site.page.keyboard.press("F9")
    site.expect("Đã tiếp nhận")


def tick_all(site: Site) -> None:
    """Tick all papers, and wait until the page offers to accept."""
    site.page.keyboard.press("F7")
    accept = site.page.get_by_role("button", name="Tiếp nhận và in giấy hẹn")
    expect(accept).to_have_class(re.compile("btn-primary"))


def walk_to(
    site: Site,
    step: str,
    kind: ResultKind = ResultKind.GRANTED,
    not_before: str = "2026-01-01 00:00",
    file: str = "",
) -> WorkItem:
    """Let whoever holds the dossier do what is usual, an hour each, until a step holds it; return its item."""
    state = site.state
    while (item := state.step_items()[0]).step != step:
        last = history(state.id)[-1].at + timedelta(minutes=5)
        at = max(item.opened_at + timedelta(hours=1), last, local(not_before))
        law = lawbook.law_of(state, at)
        actor = organization.actor_for(holder(item), at)
        doing = law.process.step(item.step)
        for command in _usual(item, doing, kind, file):
            state = execute(command, dossier_id=state.id, actor=actor, at=at).state
        action = next_act(doing, state.draft).action
        assert action is not None
        receiver = action.targets[0]
        taker = None
        if doing.switches.must_assign:
            target = law.process.step(receiver)
            place = law.places[target.unit]
            taker = organization.officers_in(place.unit_id, target.role, at.date())[0].account_id
        pass_on = c.HandOver(item=item.id, action=action.id, assignee=taker)
        state = execute(pass_on, dossier_id=state.id, actor=actor, at=at).state
    return item


def holder(item: WorkItem) -> int:
    """Return who acts on an item: its assignee, else the first of its role in its unit."""
    if item.assignee is not None:
        return item.assignee
    return organization.officers_in(item.unit_id, item.role, item.opened_at.astimezone(TIMEZONE).date())[
        0
    ].account_id


def _usual(item: WorkItem, step: Step, kind: ResultKind, file: str) -> list[c.Command]:
    """Return what a step demands before it can be finished."""
    found: list[c.Command] = []
    if any(action.outcome for action in step.actions):
        summary = "Đủ điều kiện cấp phép" if kind is ResultKind.GRANTED else "Đất trong hành lang bảo vệ đê"
        found.append(c.WriteDraft(item=item.id, kind=kind, summary=summary, file=file))
    if step.switches.must_sign:
        found.append(c.Sign(item=item.id))
    if step.switches.must_number:
        found.append(c.NumberResult(item=item.id))
    return found


def act(site: Site, label: str, fields: dict[str, str], send: str = "") -> None:
    """Open the dossier, do one act of it with what is typed into its form."""
    site.open_dossier()
    site.press(re.compile(f"^{label}"))
    for name, typed in fields.items():
        site.page.get_by_label(name).fill(typed)
    site.check(site.page)
    site.page.locator("main").get_by_role("button", name=re.compile(send or f"^{label}")).click()


def give_back(site: Site, words: str, picture: str = "") -> None:
    """Hand over at the return desk what the dossier has led to, by the receipt's code and the keyboard."""
    page = site.page
    site.sign_in("return_desk", "counter")
    site.open("/office/return/")
    expect(page.get_by_role("textbox", name="Mã trên giấy hẹn")).to_be_focused()
    page.get_by_role("textbox", name="Mã trên giấy hẹn").fill(site.state.code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Người đến nhận")).to_be_visible()
    expect(page.get_by_role("textbox", name="Người nhận")).to_have_value("Đặng Thị Ngọc Ánh")
    page.locator("#id_result_given").check()
    site.check(page)
    if picture:
        site.picture(picture)
    page.keyboard.press("F9")
    site.expect(words)


def print_slip(site: Site) -> str:
    """Print the control slip (form 05) from the dossier's page and return its words."""
    from motcua.apps.documents.models import PrintedSheet

    site.open_dossier()
    before = PrintedSheet.objects.count()
    with site.page.expect_response("**/slip/") as answer:
        site.page.get_by_role("button", name="In phiếu kiểm soát").click()
    assert answer.value.status == 302
    assert PrintedSheet.objects.count() == before + 1
    return site.sheet_text("routing_slip")


def accept_one(moment: datetime) -> DossierState:
    """Let the ward's counter accept a building permit."""
    ward = Agency.objects.get(key=WARD)
    counter = Unit.objects.get(agency=ward, code="counter")
    officer = Account.objects.get(username=username("reception", "counter"))
    actor = organization.actor_for(officer.pk, moment)
    applicant = Party(name="Đặng Thị Ngọc Ánh", citizen_id="033591204716", phone="0912000318")
    lodge = c.Lodge(
        id=new_id(moment), procedure="gpxd-cap34-nha-o", channel=Channel.COUNTER, receiving_unit=counter.pk,
        receiving_agency=ward.pk, competent_agency=ward.pk,
        application=Application(applicant=applicant, papers=(Paper(id="don", name="Đơn", originals=1),)),
        lodged_at=moment,
    )  # fmt: skip
    return execute(lodge, c.Accept(), actor=actor, at=moment).state
