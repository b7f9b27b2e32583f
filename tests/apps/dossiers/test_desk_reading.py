"""What the counter reads: promises, people known already, filings, results, papers, takings."""

from datetime import timedelta

import pytest

from motcua.apps.dossiers.operations import execute
from motcua.apps.dossiers.queries import desk, papers
from motcua.domain.access import NotPermitted
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Channel, CollectBy, Party, PartyKind
from tests.factories.dossiers import DossierWorld, at, only_item
from tests.factories.organization import AgencyFactory, AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db

CARD = "033591204716"


@pytest.fixture
def world() -> DossierWorld:
    return DossierWorld()


@pytest.fixture
def stranger(world):
    """A reception officer of another commune."""
    elsewhere = UnitFactory(agency=AgencyFactory(), code="counter")
    world.accounts["stranger"] = AssignmentFactory(unit=elsewhere, role="reception").account_id
    return world.officer("stranger")


def promise(world, moment):
    return desk.promise(
        world.procedure.key,
        "",
        receiving_unit=world.units["counter"].pk,
        competent_agency=world.agency.pk,
        at=moment,
    )


def test_what_is_promised_before_accepting_is_what_acceptance_gives(world):
    before = promise(world, world.now)

    state = world.accepted()

    assert before.due_at == state.due_at == at("2026-11-09 17:00")
    assert before.explanation.days[-1].on == before.explanation.due_on
    assert before.max_supplements == 1


def test_a_person_is_found_by_any_number_of_an_earlier_dossier(world):
    company = Party(
        kind=PartyKind.ORGANIZATION, name="Công ty Mẫu", tax_code="0900123456", representative="Lê Văn Mẫu"
    )
    proxy = Party(name="Đinh Công Tuấn", citizen_id="033472508663")
    earlier = world.accepted()
    world.later(days=1)
    world.accepted(application=world.application(applicant=company, proxy=proxy))
    actor = world.officer("reception")

    assert [(p.party.name, p.code) for p in desk.known_people(actor, "033 5 91 204 716")] == [
        ("Đặng Thị Ngọc Ánh", earlier.code)
    ]
    assert [p.party.name for p in desk.known_people(actor, "0912000318")] == ["Đặng Thị Ngọc Ánh"]
    assert [p.party.name for p in desk.known_people(actor, "0900123456")] == ["Công ty Mẫu"]
    (found,) = desk.known_people(actor, "033472508663")
    assert (found.proxy, desk.known_person(actor, found.dossier_id, proxy=True)) == (True, proxy)


def test_one_person_of_many_dossiers_is_offered_once_as_last_known(world):
    world.accepted()
    world.later(days=1)
    moved = world.application().applicant
    moved = Party(name=moved.name, citizen_id=moved.citizen_id, address="Số 5 Bãi Sậy")
    world.accepted(application=world.application(applicant=moved))

    assert [p.party.address for p in desk.known_people(world.officer("reception"), CARD)] == ["Số 5 Bãi Sậy"]


def test_nobody_is_found_in_dossiers_one_may_not_see_nor_by_half_a_number(world, stranger):
    state = world.accepted()

    assert desk.known_people(stranger, CARD) == ()
    assert desk.known_person(stranger, state.id, proxy=False) is None
    assert desk.filed_today(stranger, procedure=world.procedure.key, number=CARD, at=world.now) == ()
    assert desk.known_people(world.officer("reception"), CARD[:8]) == ()


def test_the_same_procedure_filed_twice_on_a_day_is_seen(world):
    state = world.accepted()
    actor, key = world.officer("reception"), world.procedure.key

    assert [b.code for b in desk.filed_today(actor, procedure=key, number=CARD, at=world.now)] == [state.code]
    assert desk.filed_today(actor, procedure="khac", number=CARD, at=world.now) == ()
    assert desk.filed_today(actor, procedure=key, number=CARD, at=world.now + timedelta(days=1)) == ()


def test_filings_stand_in_the_order_in_which_the_law_wants_them_answered(world):
    """R-A23, R-D10: an online filing is answered within eight working hours of its true time."""
    friday_night = world.lodged(channel=Channel.ONLINE, lodged_at=at("2026-10-30 22:15"))
    world.later(hours=1)
    by_post = world.lodged(channel=Channel.POST, slip="CP123", lodged_at=at("2026-11-02 08:30"))
    waiting = world.lodged(channel=Channel.ONLINE)
    world.do("reception", waiting, c.RequestSupplement(lines=("Bản vẽ",), reason="Thiếu bản vẽ"))

    rows = desk.incoming(world.officer("reception"), world.now)

    assert [row.brief.id for row in rows] == [by_post.id, friday_night.id, waiting.id]
    assert [row.check_by for row in rows] == [None, at("2026-11-02 17:00"), None]
    assert (rows[0].slip, rows[2].asked_on) == ("CP123", world.now)


def test_filings_of_other_counters_are_theirs(world, stranger):
    world.lodged(channel=Channel.ONLINE)

    assert desk.incoming(stranger, world.now) == ()
    assert desk.waiting_results(stranger, limit=10) == ()
    assert papers.to_send(stranger) == ()
    assert papers.papers_coming(stranger) == ()


def test_results_wait_the_longest_first_and_go_on_from_any_row(world):
    """R-A48: what nobody fetches is seen with its age."""
    first = world.finished()
    world.later(days=6)
    second = world.finished()
    actor = world.officer("return_desk")

    rows = desk.waiting_results(actor, limit=10)

    assert [row.brief.code for row in rows] == [first.code, second.code]
    assert [row.days_waiting(world.now + timedelta(days=1)) for row in rows] == [7, 1]
    assert [r.brief.code for r in desk.waiting_results(actor, limit=1)] == [first.code]
    after = (rows[0].since, rows[0].brief.id)
    assert [r.brief.code for r in desk.waiting_results(actor, limit=10, after=after)] == [second.code]


def test_papers_of_a_withdrawn_dossier_wait_as_well_until_they_are_given_back(world):
    state = world.at_step("appraise")
    state = world.do("reception", state, c.RequestWithdrawal(reason="Đổi ý"))
    state = world.do("leader", state, c.DecideWithdrawal(granted=True, reason="Theo yêu cầu"))
    actor = world.officer("return_desk")

    (row,) = desk.waiting_results(actor, limit=10)
    assert (row.brief.stage, row.result, row.since) == (8, "withdrawn", world.now)

    world.do("return_desk", state, c.ReturnPapers(receiver="Đặng Thị Ngọc Ánh"))
    assert desk.waiting_results(actor, limit=10) == ()


def test_what_the_counter_sends_on_names_the_unit_and_the_hour(world):
    """R-A28: the same day; received from 15:00 on, the start of the next."""
    early = world.accepted()
    world.now = at("2026-11-02 15:20")
    late = world.accepted()

    rows = papers.to_send(world.officer("reception"))

    assert [(row.brief.code, row.due_at, row.unit_name) for row in rows] == [
        (early.code, at("2026-11-02 17:00"), "Phòng Kinh tế"),
        (late.code, at("2026-11-03 07:30"), "Phòng Kinh tế"),
    ]
    assert rows[0].item == only_item(early).id

    world.do("reception", early, c.HandOver(item=rows[0].item, action=rows[0].action))
    assert [row.brief.code for row in papers.to_send(world.officer("reception"))] == [late.code]


def test_papers_on_their_way_are_seen_until_they_arrive(world):
    state = world.at_step("assign")
    head = world.officer("division_head")

    (coming,) = papers.papers_coming(head)
    assert (coming.brief.code, coming.from_unit) == (state.code, "Trung tâm Phục vụ hành chính công")

    world.do("division_head", state, c.ReceivePapers(unit_id=coming.unit_id))
    assert papers.papers_coming(head) == ()


def test_the_takings_of_a_day_are_told_by_way_of_paying(world):
    """R-H10: money at acceptance and money afterwards, each once."""
    yesterday = c.PaidFee(label="Lệ phí", amount_vnd=30_000, paid=True, method="cash")
    world.accepted(fees=(yesterday,))
    world.later(days=1)
    paid = c.PaidFee(label="Lệ phí", amount_vnd=50_000, paid=True, method="cash")
    owed = c.PaidFee(label="Bản sao", amount_vnd=8_000, paid=False)
    state = world.accepted(fees=(paid, owed))
    assert desk.takings(world.officer("reception"), world.now).by_method == (("cash", 50_000),)

    world.do("reception", state, c.ConfirmPayment(obligations=(2,), method="transfer"))
    world.returned()

    takings = desk.takings(world.officer("return_desk"), world.now)
    assert takings == desk.Takings(accepted=2, returned=1, by_method=(("cash", 50_000), ("transfer", 8_000)))


def test_a_scan_is_a_code_or_the_address_on_the_receipt():
    assert desk.code_in("H31.100-260401-0025") == "H31.100-260401-0025"
    assert desk.code_in(" http://127.0.0.1:8080/tra-cuu/H31.100-260401-0025/?t=1 ") == "H31.100-260401-0025"


def test_only_the_counter_lodges(world):
    with pytest.raises(NotPermitted):
        execute(world.lodging(), actor=world.officer("specialist"), at=world.now)


def test_an_electronic_result_lies_on_no_desk(world):
    state = world.finished(application=world.application(collect_by=CollectBy.ELECTRONIC))
    world.do("return_desk", state, c.ReceivePapers(unit_id=world.units["counter"].pk))

    assert papers.expected_at(world.units["counter"].pk) == ()
