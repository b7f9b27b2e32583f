"""What people hear when something happens to their dossier, their account, or their questions."""

from datetime import timedelta

import pytest
from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.citizens.events import AccountChanged, CodeIssued, MemberInvited, PowerAsked
from motcua.apps.citizens.models import Company, Membership, Person
from motcua.apps.dossiers import timers
from motcua.apps.feedback.events import MessageWritten
from motcua.apps.notifications import queries
from motcua.apps.notifications.models import InboxItem, Message
from motcua.domain.access import Actor
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Channel, Party
from motcua.domain.feedback.threads import Side
from motcua.domain.messages.routing import Way
from tests.factories.dossiers import MONDAY, DossierWorld, at, only_item
from tests.factories.notifications import tell_all

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")


@pytest.fixture
def world():
    return DossierWorld()


def person(**changes):
    facts = {"name": "Đặng Thị Ngọc Ánh", "phone": "0912000444", "created_at": MONDAY}
    return Person.objects.create(**{**facts, "password": "x", **changes})


def events(**sought):
    tell_all()
    return list(Message.objects.filter(**sought).order_by("id").values_list("event", "way"))


def said(event):
    tell_all()
    return Message.objects.filter(event=event).latest("id").text


def told(event, at=MONDAY):
    with transaction.atomic():
        announce(event, actor=SYSTEM, at=at)


def test_an_applicant_at_the_counter_gets_one_message_by_phone_about_each_step(world):
    state = world.finished()
    tell_all()
    world.do("return_desk", state, c.DeliverResult(receiver="Đặng Thị Ngọc Ánh"))

    assert events() == [("accepted", "sms"), ("result_ready", "sms"), ("returned", "sms")]
    accepted = Message.objects.get(event="accepted")
    assert accepted.dossier_code == state.code
    assert accepted.agency_id == world.agency.pk
    assert state.code in accepted.text
    assert "09/11/2026" in accepted.text
    assert "Ánh" not in "".join(Message.objects.values_list("text", flat=True))


def test_what_concerns_only_the_office_is_told_nobody(world):
    state = world.at_step("appraise")
    tell_all()
    before = Message.objects.count()

    world.do("specialist", state, c.AddNote(text="Hỏi lại ranh giới"))
    tell_all()

    assert Message.objects.count() == before == 1


def test_an_online_filing_is_told_its_owner_by_phone_and_in_the_inbox_under_its_slip(world):
    owner = person()
    world.lodged(channel=Channel.ONLINE, slip="NT-20261102-0001", owner=f"citizen:{owner.pk}")

    assert ("filed", "sms") in events(person_id=owner.pk)
    (notice,) = queries.notices(list(queries.inbox(person_id=owner.pk)))
    assert notice.dossier_code == "NT-20261102-0001"
    assert "NT-20261102-0001" in notice.text
    assert notice.title.startswith("Đã nhận hồ sơ nộp trực tuyến")


def test_the_same_phone_hears_the_same_thing_once(world):
    owner = person(phone="0912000318")
    world.accepted(channel=Channel.ONLINE, owner=f"citizen:{owner.pk}")

    assert events() == [("accepted", "sms")]


def test_a_proxy_hears_it_too_and_so_does_whoever_has_proven_the_number(world):
    proven = person(citizen_id="033591204716", proven_at=MONDAY)
    proxy = Party(name="Phạm Văn Bình", phone="0912000555", email="binh@example.vn")
    world.accepted(application=world.application(proxy=proxy, proxy_basis="Giấy ủy quyền"))

    tell_all()
    told_to = sorted(Message.objects.values_list("masked", "person_id"), key=str)
    assert told_to == [
        ("b•••@example.vn", None), ("•••• ••• 318", None), ("•••• ••• 444", proven.pk), ("•••• ••• 555", None),
    ]  # fmt: skip
    assert InboxItem.objects.get().person_id == proven.pk


def test_members_of_a_company_who_may_follow_hear_it(world):
    company = Company.objects.create(name="Công ty Sen Hồng", tax_code="0900000001", created_at=MONDAY)
    follows, files = person(), person(phone="0912000777")
    Membership.objects.create(company=company, person=follows, rights=["follow"], since=MONDAY)
    Membership.objects.create(company=company, person=files, rights=["file"], since=MONDAY)

    world.accepted(channel=Channel.ONLINE, owner=f"company:{company.pk}")

    tell_all()
    assert set(Message.objects.exclude(person_id=None).values_list("person_id", flat=True)) == {follows.pk}


def test_a_refusal_says_its_reason_only_where_its_reader_is_alone(world):
    applicant = Party(
        name="Vũ Thị Hoa", phone="0912000318", email="hoa@example.vn", citizen_id="033591204716"
    )
    state = world.lodged(application=world.application(applicant=applicant))
    world.do("reception", state, c.RefuseIntake(reason="Con riêng chưa có giấy khai sinh"))

    tell_all()
    by_way = dict(Message.objects.filter(event="not_accepted").values_list("way", "text"))
    assert "khai sinh" not in by_way["sms"]
    assert "Con riêng chưa có giấy khai sinh" in by_way["email"]


def test_a_supplement_request_says_until_when(world):
    state = world.at_step("appraise")
    ask = c.RequestSupplement(item=only_item(state).id, lines=("Bản vẽ mặt bằng",), reason="Thiếu kích thước")
    world.do("specialist", state, ask)

    assert events(event="supplement_asked") == [("supplement_asked", "sms")]
    assert state.code in said("supplement_asked")


def test_officers_with_a_dossier_in_their_hands_are_reminded_once_the_day_before(world):
    world.at_step("appraise")
    timers.remind(at=at("2026-11-06 07:35"))
    timers.remind(at=at("2026-11-06 07:40"))

    (item,) = queries.inbox(account_id=world.accounts["specialist"])
    assert "đến hạn" in item.title
    assert "09/11/2026" in item.text
    assert not Message.objects.filter(event="due_soon").exists()


def test_a_code_goes_to_the_address_that_asked_for_it_and_ends_in_time():
    until = MONDAY + timedelta(minutes=5)
    told(CodeIssued("sms", "0912000318", "482915", "sign-up", until))
    told(CodeIssued("email", "anh@example.vn", "551200", "recover", until))

    assert events() == [("one_time_code", "sms"), ("one_time_code", "email")]
    assert set(Message.objects.values_list("expires_at", flat=True)) == {until}
    assert "482915, dùng trong 5 phút" in Message.objects.get(way=Way.SMS).text


def test_every_contact_hears_of_a_change_of_the_account():
    told(AccountChanged(7, "recovered", (("sms", "0912000318"), ("email", "anh@example.vn"))))

    assert events() == [("account_changed", "sms"), ("account_changed", "email")]
    assert "đặt lại mật khẩu" in said("account_changed")


def test_invitations_and_powers_reach_people_who_have_no_account_yet():
    until = MONDAY + timedelta(days=7)
    told(MemberInvited("email", "anh@example.vn", "Công ty Sen Hồng", "Bình", until))
    told(PowerAsked("0912000318", "Phạm Văn Bình", 3))

    assert events() == [("member_invited", "email"), ("power_asked", "sms")]
    assert "Bình" not in said("power_asked") + said("member_invited")


def test_each_side_of_a_thread_hears_the_other(world):
    owner = person()
    state = world.at_step("appraise", world.accepted(channel=Channel.ONLINE, owner=f"citizen:{owner.pk}"))
    told(MessageWritten(state.id, 1, Side.APPLICANT, state.owners, MONDAY))
    told(MessageWritten(state.id, 2, Side.AGENCY, state.owners, MONDAY))

    (notice,) = queries.inbox(account_id=world.accounts["specialist"])
    assert state.code in notice.title
    assert ("replied", "sms") in events(person_id=owner.pk)
