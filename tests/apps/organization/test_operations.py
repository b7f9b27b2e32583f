"""Managing accounts, posts and mandates: who may, what is refused, what the journal keeps."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.apps.audit import queries as audit
from motcua.apps.organization import operations, passwords, queries
from motcua.apps.organization.models import Account, Assignment, Succession
from motcua.apps.organization.reform import operations as reforms
from motcua.domain.access import Actor, ActorKind, Post
from motcua.domain.access.policy import NotPermitted
from motcua.domain.succession import Plan, Renaming
from tests.factories.organization import (
    PASSWORD,
    AccountFactory,
    AgencyFactory,
    AssignmentFactory,
    MandateFactory,
    UnitFactory,
)

AT = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)
ON = date(2026, 5, 4)
SYSTEM = Actor.system("cli")

pytestmark = pytest.mark.django_db


def officer_of(agency_id, role):
    return Actor(ActorKind.OFFICER, "Lê Thị Hoa", 99, (Post(1, agency_id, 1, role),))


def actions(row, object_type):
    return [act.action for act in audit.acts_on(object_type=object_type, object_id=row)]


@pytest.fixture
def unit():
    return UnitFactory(code="counter")


@pytest.fixture
def unit_admin(unit):
    return officer_of(unit.agency_id, "unit_admin")


# --- Rights (R-S10) ---


def test_a_unit_administrator_manages_the_own_agency_only(unit, unit_admin):
    stranger, colleague = AccountFactory(agency=AgencyFactory()), AccountFactory(agency=unit.agency)
    mine = operations.create_account(
        username="CV.Moi", full_name="Phạm Văn Mới", agency_id=unit.agency_id, actor=unit_admin, at=AT
    )
    assert (mine.username, Account.objects.get(pk=mine.account_id).agency_id) == ("cv.moi", unit.agency_id)
    operations.reset_password(account_id=colleague.pk, actor=unit_admin, at=AT)

    foreign_unit = UnitFactory()
    post = AssignmentFactory(unit=foreign_unit)
    for act in (
        lambda: operations.create_account(
            username="x", full_name="X", agency_id=foreign_unit.agency_id, actor=unit_admin, at=AT
        ),
        lambda: operations.reset_password(account_id=stranger.pk, actor=unit_admin, at=AT),
        lambda: operations.change_account(
            account_id=stranger.pk, full_name="X", email="", phone="", actor=unit_admin, at=AT
        ),
        lambda: operations.unlock_account(account_id=stranger.pk, actor=unit_admin, at=AT),
        lambda: operations.close_account(account_id=stranger.pk, reason="x", actor=unit_admin, at=AT),
        lambda: operations.reopen_account(account_id=stranger.pk, reason="x", actor=unit_admin, at=AT),
        lambda: operations.remove_second_factor(account_id=stranger.pk, reason="x", actor=unit_admin, at=AT),
        lambda: operations.assign(
            account_id=stranger.pk, unit_id=foreign_unit.pk, role="clerk", since=ON, actor=unit_admin, at=AT
        ),
        lambda: operations.end_assignment(assignment_id=post.pk, on=ON, reason="x", actor=unit_admin, at=AT),
        lambda: operations.add_unit(
            agency_id=foreign_unit.agency_id, unit_code="x", name="X", since=ON, actor=unit_admin, at=AT
        ),
        lambda: operations.rename_unit(unit_id=foreign_unit.pk, name="X", actor=unit_admin, at=AT),
        lambda: operations.close_idle_accounts(actor=unit_admin, at=AT),
    ):
        with pytest.raises(NotPermitted):
            act()


@pytest.mark.parametrize("role", ["reception", "leader", "procedure_control"])
def test_other_roles_manage_nothing(unit, role):
    person = officer_of(unit.agency_id, role)
    with pytest.raises(NotPermitted):
        operations.create_account(username="x", full_name="X", agency_id=unit.agency_id, actor=person, at=AT)


def test_only_the_province_makes_and_keeps_administrators(unit, unit_admin):
    admin = AccountFactory(administrator=True, agency=unit.agency)
    for act in (
        lambda: operations.create_account(
            username="qt.x",
            full_name="X",
            agency_id=unit.agency_id,
            kind=Account.Kind.ADMINISTRATION,
            actor=unit_admin,
            at=AT,
        ),
        lambda: operations.reset_password(account_id=admin.pk, actor=unit_admin, at=AT),
        lambda: operations.assign(
            account_id=admin.pk, unit_id=unit.pk, role="province_admin", since=ON, actor=unit_admin, at=AT
        ),
    ):
        with pytest.raises(NotPermitted):
            act()
    province = officer_of(unit.agency_id + 1, "province_admin")
    operations.assign(
        account_id=admin.pk, unit_id=unit.pk, role="province_admin", since=ON, actor=province, at=AT
    )


# --- Accounts (R-S4, R-I11, R-I17) ---


def test_a_new_account_starts_with_a_temporary_password_of_its_own(unit):
    issued = operations.create_account(
        username="cv.moi", full_name=" Phạm Văn Mới ", agency_id=unit.agency_id, actor=SYSTEM, at=AT
    )
    account = Account.objects.get(pk=issued.account_id)
    assert account.check_password(issued.password)
    assert account.must_change_password
    assert account.full_name == "Phạm Văn Mới"
    assert account.get_short_name() == "Mới"
    assert issued.password not in str(audit.acts_on(object_type="account", object_id=account.pk))
    assert passwords.temporary() != passwords.temporary()
    assert len(issued.password) == 19
    with pytest.raises(operations.UsernameTaken) as refusal:
        operations.create_account(
            username="CV.MOI", full_name="Y", agency_id=unit.agency_id, actor=SYSTEM, at=AT
        )
    assert refusal.value.username == "cv.moi"


def test_one_name_in_one_case():
    AccountFactory(username="cv.a")
    assert Account.objects.get_by_natural_key(" CV.A ").username == "cv.a"
    with pytest.raises(IntegrityError, match="account_username_is_lower_case"), transaction.atomic():
        AccountFactory(username="CV.B")


def test_a_closed_account_keeps_its_traces_and_can_be_opened_again(unit):
    account = AccountFactory(agency=unit.agency)
    operations.close_account(account_id=account.pk, reason="Nghỉ hưu", actor=SYSTEM, at=AT)
    with pytest.raises(operations.AccountClosed):
        operations.reset_password(account_id=account.pk, actor=SYSTEM, at=AT)
    with pytest.raises(operations.AccountClosed):
        operations.assign(account_id=account.pk, unit_id=unit.pk, role="clerk", since=ON, actor=SYSTEM, at=AT)
    operations.reopen_account(account_id=account.pk, reason="Trở lại", actor=SYSTEM, at=AT)
    operations.change_account(
        account_id=account.pk, full_name="Tên Mới", email="a@x.example", phone="", actor=SYSTEM, at=AT
    )
    assert actions(account.pk, "account") == [
        "organization.account-changed",
        "organization.account-reopened",
        "organization.account-closed",
    ]


def test_accounts_idle_for_45_days_are_closed():
    old, fresh = AT - timedelta(days=45, seconds=1), AT - timedelta(days=45)
    idle = AccountFactory(username="b.idle", last_seen_at=old)
    never = AccountFactory(username="a.never", created_at=old)
    AccountFactory(username="seen", created_at=old, last_seen_at=fresh)
    AccountFactory(username="robot", kind="service", created_at=old)
    AccountFactory(username="gone", is_active=False, created_at=old)

    assert operations.close_idle_accounts(actor=SYSTEM, at=AT) == ["a.never", "b.idle"]

    assert set(Account.objects.filter(is_active=False).values_list("username", flat=True)) == {
        "a.never",
        "b.idle",
        "gone",
    }
    assert actions(idle.pk, "account") == actions(never.pk, "account") == ["organization.account-closed"]
    assert queries.idle_accounts(AT) == []


def test_the_command_only_lists_until_told_to_close(capsys):
    AccountFactory(username="cv.lau", created_at=AT - timedelta(days=400))
    call_command("close_idle_accounts")
    assert "cv.lau" in capsys.readouterr().out
    assert Account.objects.get(username="cv.lau").is_active
    call_command("close_idle_accounts", "--apply")
    assert not Account.objects.get(username="cv.lau").is_active


def test_a_lost_telephone_is_forgotten():
    account = AccountFactory()
    TOTPDevice.objects.create(user=account, confirmed=True)
    TOTPDevice.objects.create(user=account, confirmed=False)
    assert queries.has_second_factor(account.pk)
    operations.remove_second_factor(account_id=account.pk, reason="Mất", actor=SYSTEM, at=AT)
    assert not TOTPDevice.objects.exists()


def test_the_list_of_an_agency(unit):
    AccountFactory(username="b", agency=unit.agency)
    AccountFactory(username="a", agency=unit.agency)
    AccountFactory(agency=AgencyFactory())
    assert [account.username for account in queries.accounts_of(unit.agency_id)] == ["a", "b"]


# --- Passwords (R-I10, R-I12) ---


def change(account, current, new, at=AT):
    operations.change_password(account_id=account.pk, current=current, new=new, at=at)


def test_administrators_do_not_return_to_the_last_ten_passwords():
    admin = AccountFactory(administrator=True)
    words = [PASSWORD, *(f"mật khẩu số {number} dài" for number in range(1, 11))]
    for number, (current, new) in enumerate(itertools.pairwise(words)):
        change(admin, current, new, AT + timedelta(minutes=number))

    for used in words[1:]:
        with pytest.raises(passwords.PasswordReused) as refusal:
            change(admin, words[-1], used)
        assert refusal.value.remembered == 10
    change(admin, words[-1], PASSWORD)


def test_officers_may_return_to_an_earlier_password_but_not_keep_it():
    officer = AccountFactory()
    with pytest.raises(passwords.PasswordReused):
        change(officer, PASSWORD, PASSWORD)
    change(officer, PASSWORD, "mật khẩu số 1 dài")
    change(officer, "mật khẩu số 1 dài", PASSWORD)


@pytest.mark.parametrize("weak", ["ngắn", "12345678901234", "password123456789"])
def test_weak_passwords_are_refused_with_reasons(weak):
    officer = AccountFactory()
    if weak == "ngắn":
        with pytest.raises(passwords.PasswordRefused) as refusal:
            change(officer, PASSWORD, weak)
        assert "password-too-weak" in refusal.value.reasons
        assert refusal.value.sentences
    else:
        similar = f"{officer.username}@motcua"
        officer.username = similar
        with pytest.raises(passwords.PasswordRefused) as refusal:
            passwords.check_new(officer, similar)
        assert refusal.value.reasons == ("password_too_similar",)


def test_a_wrong_current_password_changes_nothing():
    officer = AccountFactory()
    with pytest.raises(operations.WrongPassword):
        change(officer, "sai", "mật khẩu số 1 dài")
    assert Account.objects.get(pk=officer.pk).check_password(PASSWORD)
    with pytest.raises(NotPermitted):
        operations.choose_password(account_id=officer.pk, new="mật khẩu số 1 dài", at=AT)


@pytest.mark.parametrize(
    ("changed", "now", "due"),
    [
        (date(2026, 3, 4), date(2026, 5, 3), False),
        (date(2026, 3, 4), date(2026, 5, 4), True),
        (date(2025, 12, 31), date(2026, 2, 27), False),
        (date(2025, 12, 31), date(2026, 2, 28), True),
    ],
)
def test_an_administrators_password_expires_after_two_calendar_months(changed, now, due):
    def noon(day):
        return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)

    admin = Account(kind=Account.Kind.ADMINISTRATION, password_changed_at=noon(changed))
    officer = Account(kind=Account.Kind.PROFESSIONAL, password_changed_at=noon(changed))
    assert passwords.expired(admin, noon(now)) is due
    assert passwords.expired(officer, noon(now)) is False
    assert passwords.expired(Account(kind=Account.Kind.ADMINISTRATION), noon(now)) is False


# --- Posts and mandates (R-A12, R-B22) ---


def assign(account, unit, **more):
    facts = {"role": "reception", "since": ON, "actor": SYSTEM, "at": AT, **more}
    return operations.assign(account_id=account.pk, unit_id=unit.pk, **facts)


def test_a_post_is_given_for_a_time_and_ends(unit, unit_admin):
    person = AccountFactory()
    post = assign(person, unit, title="Công chức", actor=unit_admin)
    assert [officer.title for officer in queries.officers_in(unit.pk, "reception", ON)] == ["Công chức"]

    operations.end_assignment(
        assignment_id=post, on=date(2026, 6, 1), reason="Điều động", actor=unit_admin, at=AT
    )

    assert queries.officers_in(unit.pk, "reception", date(2026, 5, 31))
    assert queries.officers_in(unit.pk, "reception", date(2026, 6, 1)) == []
    assert actions(post, "assignment") == ["organization.assignment-ended", "organization.assigned"]
    with pytest.raises(operations.AlreadyEnded):
        operations.end_assignment(
            assignment_id=post, on=date(2026, 6, 1), reason="x", actor=unit_admin, at=AT
        )


def test_a_post_given_by_mistake_lasts_its_first_day(unit):
    post = assign(AccountFactory(), unit)
    operations.end_assignment(assignment_id=post, on=ON, reason="Nhầm", actor=SYSTEM, at=AT)
    assert Assignment.objects.get(pk=post).valid_to == date(2026, 5, 5)


def test_one_post_is_held_once_at_a_time(unit):
    person = AccountFactory()
    assign(person, unit, until=date(2026, 7, 1))
    with pytest.raises(operations.AlreadyAssigned) as refusal:
        assign(person, unit, since=date(2026, 6, 30))
    assert refusal.value.since == ON
    assign(person, unit, since=date(2026, 7, 1))
    assign(person, unit, since=date(2026, 1, 1), until=ON)
    with pytest.raises(IntegrityError, match="assignment_is_held_once_at_a_time"), transaction.atomic():
        AssignmentFactory(account=person, unit=unit, role="reception", valid_from=ON)


def test_administrators_rights_need_an_administrators_account(unit):
    with pytest.raises(operations.AccountKindUnfit):
        assign(AccountFactory(), unit, role="unit_admin")
    assign(AccountFactory(administrator=True), unit, role="unit_admin")


@pytest.mark.parametrize(
    ("since", "until", "lawful"),
    [
        (date(2026, 1, 1), date(2026, 7, 1), True),
        (date(2026, 1, 1), date(2026, 6, 30), False),
        (date(2026, 1, 15), date(2028, 1, 15), True),
        (date(2026, 1, 15), date(2028, 1, 16), False),
        (date(2026, 1, 15), date(2027, 12, 31), True),
        (date(2026, 1, 1), None, False),
    ],
)
def test_a_secondment_lasts_six_to_twenty_four_months(unit, since, until, lawful):
    facts = {"kind": "secondment", "since": since, "until": until}
    if lawful:
        assign(AccountFactory(), unit, **facts)
    else:
        with pytest.raises(operations.SecondmentLengthUnlawful):
            assign(AccountFactory(), unit, **facts)


def grant(post, colleague, **more):
    facts = {
        "kind": "substitution",
        "signing_form": "KT",
        "basis": "QĐ 1/QĐ-UBND",
        "since": ON,
        "until": None,
        "actor": SYSTEM,
        "at": AT,
        **more,
    }
    return operations.grant_mandate(from_assignment_id=post.pk, to_account_id=colleague.pk, **facts)


@pytest.fixture
def chairman(unit):
    return AssignmentFactory(unit=unit, role="chairman", title="Chủ tịch")


@pytest.fixture
def deputy(unit):
    return AssignmentFactory(unit=unit, role="chairman").account


def test_the_holder_or_the_administrator_lets_a_colleague_stand_in(chairman, deputy, unit_admin):
    holder = Actor(ActorKind.OFFICER, "x", chairman.account_id)
    mandate = grant(chairman, deputy, actor=holder, until=date(2026, 6, 1))

    facts = queries.mandates([mandate])[mandate]
    assert (facts.signing_form, facts.from_title, facts.to_name) == ("KT", "Chủ tịch", deputy.full_name)
    assert any(post.mandate_id == mandate for post in queries.actor_for(deputy.pk, AT).posts)
    with pytest.raises(operations.AlreadyAssigned):
        grant(chairman, deputy)

    operations.revoke_mandate(mandate_id=mandate, reason="Đã về", actor=unit_admin, at=AT)

    assert queries.mandates_of_agency(chairman.unit.agency_id, ON) == []
    assert not any(post.mandate_id for post in queries.actor_for(deputy.pk, AT).posts)
    assert actions(mandate, "mandate") == ["organization.mandate-revoked", "organization.mandate-granted"]
    with pytest.raises(operations.AlreadyEnded):
        operations.revoke_mandate(mandate_id=mandate, reason="x", actor=unit_admin, at=AT)
    grant(chairman, deputy)


def test_nobody_grants_over_the_post_of_another(chairman, deputy):
    colleague = Actor(ActorKind.OFFICER, "x", deputy.pk, (Post(1, chairman.unit.agency_id, 1, "chairman"),))
    with pytest.raises(NotPermitted):
        grant(chairman, deputy, actor=colleague)
    mandate = MandateFactory(from_assignment=chairman, to_account=deputy)
    with pytest.raises(NotPermitted):
        operations.revoke_mandate(mandate_id=mandate.pk, reason="x", actor=colleague, at=AT)


def test_mandates_that_cannot_be(chairman, deputy):
    with pytest.raises(operations.MandateToOneself):
        grant(chairman, chairman.account)
    with pytest.raises(operations.MandateToOutsider):
        grant(chairman, AssignmentFactory().account)
    with pytest.raises(operations.MandateNeedsEnd):
        grant(chairman, deputy, signing_form="TUQ")
    grant(chairman, deputy, signing_form="TUQ", until=date(2026, 6, 1))


# --- Structure (R-0.3) ---


def test_units_come_and_get_names(unit, unit_admin):
    added = operations.add_unit(
        agency_id=unit.agency_id, unit_code="kinh-te", name="Phòng Kinh tế", since=ON, actor=unit_admin, at=AT
    )
    with pytest.raises(operations.UnitCodeTaken):
        operations.add_unit(
            agency_id=unit.agency_id, unit_code="kinh-te", name="X", since=ON, actor=unit_admin, at=AT
        )
    operations.rename_unit(unit_id=added, name="Phòng Kinh tế, Hạ tầng và Đô thị", actor=unit_admin, at=AT)
    assert queries.address_of(added).unit_name == "Phòng Kinh tế, Hạ tầng và Đô thị"
    assert queries.units_of(unit.agency_id) == {"counter": unit.pk, "kinh-te": added}
    with pytest.raises(queries.UnitNotFound):
        queries.address_of(0)


def test_a_renamed_agency_keeps_its_earlier_names():
    agency = AgencyFactory(name="Cục Thuế", valid_from=date(2013, 1, 1))
    for name, on in (("Chi cục Thuế", date(2020, 1, 1)), ("Thuế tỉnh", date(2025, 3, 1))):
        renaming = Renaming(key=agency.key, name=name, short_name=name)
        plan = Plan(on=on, decision="QĐ", renamings=(renaming,))
        reforms.change_structure(title="Đổi tên", plan=plan, actor=SYSTEM, at=AT)

    names = [
        queries.name_on(agency.pk, day) for day in (date(2019, 12, 31), date(2020, 1, 1), date(2025, 3, 1))
    ]
    assert names == ["Cục Thuế", "Chi cục Thuế", "Thuế tỉnh"]


def test_successions_are_followed_to_their_end():
    first, second, third, fourth = AgencyFactory.create_batch(4)
    Succession.objects.create(predecessor=first, successor=second, on=date(2025, 9, 1))
    for heir in (third, fourth):
        Succession.objects.create(predecessor=second, successor=heir, on=date(2026, 1, 1))
    assert queries.successors_of(first.pk, date(2025, 8, 31)) == []
    assert queries.successors_of(first.pk, date(2025, 9, 1)) == [second.pk]
    assert queries.successors_of(first.pk, ON) == [third.pk, fourth.pk]
    with pytest.raises(IntegrityError, match="agency_does_not_succeed_itself"), transaction.atomic():
        Succession.objects.create(predecessor=third, successor=third, on=ON)


# --- Integrity kept by the database (R-C22) ---


def test_an_identifier_belongs_to_one_agency_at_a_time():
    AgencyFactory(identifier="H31.900", valid_from=date(2013, 1, 1), valid_to=date(2025, 7, 1))
    AgencyFactory(identifier="H31.900", valid_from=date(2025, 7, 1))
    with pytest.raises(IntegrityError, match="agency_identifier_one_at_a_time"), transaction.atomic():
        AgencyFactory(identifier="H31.900", valid_from=date(2026, 1, 1))
    AgencyFactory(identifier="")
    AgencyFactory(identifier="")
    with pytest.raises(IntegrityError, match="agency_identifier_is_well_formed"), transaction.atomic():
        AgencyFactory(identifier="000.00.31")


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"valid_to": date(2025, 7, 1)}, "assignment_ends_after_it_begins"),
        ({"kind": "secondment"}, "secondment_has_an_end"),
    ],
)
def test_impossible_posts_cannot_be_stored(row, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        AssignmentFactory(**row)


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"signing_form": "TUQ", "valid_to": None}, "sub_delegation_has_an_end"),
        ({"basis": ""}, "mandate_has_a_basis"),
    ],
)
def test_impossible_mandates_cannot_be_stored(row, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        MandateFactory(**row)


# --- Reading ---


def test_addresses_and_officers_come_in_one_query(django_assert_num_queries):
    units = UnitFactory.create_batch(3)
    posts = [
        AssignmentFactory(unit=units[0], role="clerk", account__full_name=name)
        for name in ("Lê An", "Bùi Ái")
    ]
    AssignmentFactory(unit=units[0], role="clerk", kind="reserve")
    with django_assert_num_queries(5):
        assert set(queries.addresses(unit.pk for unit in units)) == {unit.pk for unit in units}
        assert len(queries.addresses_in(unit.agency_id for unit in units)) == 3
        officers = queries.officers_in(units[0].pk, "clerk", ON)
        assert queries.roles_in(units[0].pk, ON) == {"clerk"}
        assert set(queries.posts(post.pk for post in posts)) == {post.pk for post in posts}
    assert {officer.full_name for officer in officers} == {"Lê An", "Bùi Ái"}
    assert queries.officer_names([posts[0].account_id]) == {posts[0].account_id: "Lê An"}
    assert len(queries.officers_of_agency(units[0].agency_id, ON)) == 2
    assert set(queries.addresses_by_key(units[1].agency.key)) == {units[1].code}
    address = queries.address_of(units[2].pk)
    assert (address.agency_key, address.identifier) == (units[2].agency.key, units[2].agency.identifier)


def test_agencies_by_key_and_kind():
    old = AgencyFactory(department=True, valid_to=date(2026, 1, 1))
    new = AgencyFactory(department=True)
    assert [each.key for each in queries.agencies_of_kind("department", on=ON)] == [new.key]
    assert queries.agency_by_key(old.key).valid_to == date(2026, 1, 1)
    assert queries.province_name() == ""
    with pytest.raises(queries.AgencyNotFound):
        queries.agency_by_key("khong-co")


def test_framework_permissions_give_nothing():
    account = AccountFactory(administrator=True, password=make_password(None))
    assert account.has_perm("anything") is False
    assert account.get_full_name() == account.full_name
