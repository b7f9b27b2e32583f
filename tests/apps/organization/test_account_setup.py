"""Secondments, oversight, sessions, reviews, lists of accounts and people from a spreadsheet (R-S10, R-A12, R-I10 to R-I17)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.backends.base import SessionBase
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.apps.audit import queries as audit
from motcua.apps.organization import operations, permissions, queries, roster
from motcua.apps.organization.models import Account, Assignment, Oversight, Session
from motcua.apps.organization.queries import accounts, profile
from motcua.apps.organization.queries.accounts import AccountFilter, AccountState
from motcua.apps.organization.roles import Role
from motcua.apps.organization.sessions import SessionStore, reference_of, remember
from motcua.domain.access import Actor, ActorKind, NotPermitted, Post
from motcua.domain.spreadsheets import HeadingsMissing, Sheet, read_spreadsheet, write_xlsx
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


def officer_of(agency_id, role, account=99):
    return Actor(ActorKind.OFFICER, "Lê Thị Hoa", account, (Post(1, agency_id, 1, role),))


def actions(row, object_type):
    return [act.action for act in audit.acts_on(object_type=object_type, object_id=row)]


@pytest.fixture
def counter():
    return UnitFactory(code="counter", name="Bộ phận Một cửa")


@pytest.fixture
def admin(counter):
    return officer_of(counter.agency_id, "unit_admin")


# --- Who gives what (R-S10, R-I37) ---


@pytest.mark.parametrize("role", ["inspector", "procedure_control", "province_admin"])
def test_only_the_province_gives_roles_that_reach_beyond_one_agency(counter, admin, role):
    person = AccountFactory(administrator=True, agency=counter.agency)
    facts = {"account_id": person.pk, "unit_id": counter.pk, "role": role, "since": ON, "at": AT}
    with pytest.raises(NotPermitted):
        operations.assign(**facts, actor=admin)
    assert role not in permissions.roles_to_give(admin)
    province = officer_of(counter.agency_id, "province_admin")
    operations.assign(**facts, actor=province)
    assert role in permissions.roles_to_give(province)


def test_a_unit_administrator_does_not_take_the_provinces_rights_by_a_mandate(counter, admin):
    """R-I16: neither over the post of the province's administrator, nor with an officer's account."""
    giver = AssignmentFactory(unit=counter, role="province_admin", account__kind="administration")
    colleague = AssignmentFactory(unit=counter).account
    facts = {
        "kind": "substitution",
        "signing_form": "KT",
        "basis": "QĐ 1",
        "since": ON,
        "until": None,
        "at": AT,
    }
    with pytest.raises(NotPermitted):
        operations.grant_mandate(
            from_assignment_id=giver.pk, to_account_id=colleague.pk, actor=admin, **facts
        )
    holder = officer_of(counter.agency_id, "province_admin", account=giver.account_id)
    with pytest.raises(operations.AccountKindUnfit):
        operations.grant_mandate(
            from_assignment_id=giver.pk, to_account_id=colleague.pk, actor=holder, **facts
        )


def test_nobody_changes_the_own_rights(counter):
    person = AssignmentFactory(unit=counter, role="unit_admin", account__kind="administration").account
    person.agency = counter.agency
    person.save()
    actor = officer_of(counter.agency_id, "province_admin", account=person.pk)
    post = AssignmentFactory(unit=counter, role="leader")
    for act in (
        lambda: operations.assign(account_id=person.pk, unit_id=counter.pk, role="leader", since=ON, actor=actor, at=AT),
        lambda: operations.grant_mandate(
            from_assignment_id=post.pk, to_account_id=person.pk, kind="substitution", signing_form="KT", basis="x",
            since=ON, until=None, actor=actor, at=AT,
        ),
        lambda: operations.close_account(account_id=person.pk, reason="x", actor=actor, at=AT),
        lambda: operations.reset_password(account_id=person.pk, actor=actor, at=AT),
        lambda: operations.remove_second_factor(account_id=person.pk, reason="x", actor=actor, at=AT),
        lambda: operations.review_account(account_id=person.pk, note="", actor=actor, at=AT),
    ):  # fmt: skip
        with pytest.raises(operations.RightsForOneself):
            act()
    operations.change_account(
        account_id=person.pk, full_name="Lê Thị Hoa", email="", phone="", actor=actor, at=AT
    )


def test_a_post_begins_while_its_unit_exists(counter):
    closing = UnitFactory(agency=counter.agency, valid_to=date(2026, 5, 1))
    for unit, since in ((closing, ON), (counter, date(2025, 6, 30))):
        with pytest.raises(operations.UnitNotThere) as refusal:
            operations.assign(
                account_id=AccountFactory().pk,
                unit_id=unit.pk,
                role="clerk",
                since=since,
                actor=SYSTEM,
                at=AT,
            )
        assert refusal.value.name == unit.name


# --- Oversight (R-S10) ---


@pytest.fixture
def below(counter):
    return AgencyFactory(parent=AgencyFactory(parent=counter.agency))


def test_administrators_look_after_a_subordinate_agency_while_it_is_granted(counter, below):
    holder = AssignmentFactory(unit=counter, role="unit_admin", account__kind="administration").account
    officer = AccountFactory(agency=below)
    facts = {
        "overseer_id": counter.agency_id,
        "agency_id": below.pk,
        "basis": "QĐ 7",
        "actor": SYSTEM,
        "at": AT,
    }
    assert permissions.managed_agencies(queries.actor_for(holder.pk, AT)) == {counter.agency_id}

    grant = operations.grant_oversight(**facts, since=ON, until=date(2026, 6, 1))

    actor = queries.actor_for(holder.pk, AT)
    assert permissions.managed_agencies(actor) == {counter.agency_id, below.pk}
    assert actor.posts[0].agency_id == counter.agency_id
    operations.close_account(account_id=officer.pk, reason="Nghỉ hưu", actor=actor, at=AT)
    after = queries.actor_for(holder.pk, AT + timedelta(days=28))
    assert permissions.managed_agencies(after) == {counter.agency_id}
    with pytest.raises(operations.AlreadyAssigned):
        operations.grant_oversight(**facts, since=date(2026, 5, 31), until=None)

    operations.end_oversight(oversight_id=grant, on=ON, reason="Thôi", actor=SYSTEM, at=AT)

    assert Oversight.objects.get().valid_to == date(2026, 5, 5)
    with pytest.raises(operations.AlreadyEnded):
        operations.end_oversight(oversight_id=grant, on=date(2026, 5, 5), reason="x", actor=SYSTEM, at=AT)
    assert [(row.agency, row.current) for row in profile.oversights(AT)] == [(below.short_name, True)]
    assert actions(grant, "oversight") == ["organization.oversight-ended", "organization.oversight-granted"]
    operations.grant_oversight(**facts, since=date(2026, 5, 5), until=None)


def test_an_agency_oversees_only_what_is_below_it_and_the_province_says_so(counter, below, admin):
    facts = {"basis": "QĐ 7", "since": ON, "until": None, "at": AT}
    for overseer, agency in ((below.pk, counter.agency_id), (counter.agency_id, counter.agency_id)):
        with pytest.raises(operations.OversightUnfit):
            operations.grant_oversight(overseer_id=overseer, agency_id=agency, actor=SYSTEM, **facts)
    with pytest.raises(NotPermitted):
        operations.grant_oversight(overseer_id=counter.agency_id, agency_id=below.pk, actor=admin, **facts)
    grant = operations.grant_oversight(
        overseer_id=counter.agency_id, agency_id=below.pk, actor=SYSTEM, **facts
    )
    with pytest.raises(NotPermitted):
        operations.end_oversight(oversight_id=grant, on=ON, reason="x", actor=admin, at=AT)


# --- Secondments (R-A12) ---


@pytest.fixture
def sent():
    agency = AgencyFactory(department=True)
    return AccountFactory(agency=agency), AccountFactory(agency=agency)


def second(counter, sent, **more):
    officer, reserve = sent
    facts = {
        "account_id": officer.pk, "reserve_id": reserve.pk, "unit_id": counter.pk, "role": "reception",
        "since": ON, "until": date(2027, 5, 4), "actor": SYSTEM, "at": AT, **more,
    }  # fmt: skip
    return operations.second(**facts)


def test_a_secondment_names_who_stands_ready(counter, sent, admin):
    officer, reserve = sent
    post = second(counter, sent, actor=admin)

    assert [p.role for p in queries.actor_for(officer.pk, AT).posts] == ["reception"]
    assert queries.actor_for(reserve.pk, AT).posts == ()
    (row,) = profile.posts_in_time(officer.pk, AT)
    assert (row.kind, row.ready, row.until) == ("secondment", reserve.full_name, date(2027, 5, 4))
    (ready,) = profile.posts_in_time(reserve.pk, AT)
    assert (ready.kind, ready.ready_for) == ("reserve", officer.full_name)

    mandate = operations.grant_mandate(
        from_assignment_id=post, to_account_id=reserve.pk, kind="substitution", signing_form="KT",
        basis="Phân công dự phòng", since=ON, until=date(2026, 5, 9), actor=admin, at=AT,
    )  # fmt: skip
    assert [p.mandate_id for p in queries.actor_for(reserve.pk, AT).posts] == [mandate]

    operations.end_assignment(assignment_id=post, on=date(2026, 7, 1), reason="Rút về", actor=admin, at=AT)
    assert set(Assignment.objects.values_list("kind", "valid_to")) == {
        ("secondment", date(2026, 7, 1)), ("reserve", date(2026, 7, 1)),
    }  # fmt: skip


def test_the_reserve_is_another_officer_of_the_agency_that_sends(counter, sent):
    for reserve in (AccountFactory(agency=counter.agency), sent[0]):
        with pytest.raises(operations.ReserveUnfit) as refusal:
            second(counter, sent, reserve_id=reserve.pk)
        assert refusal.value.full_name == reserve.full_name
    with pytest.raises(operations.SecondmentLengthUnlawful):
        second(counter, sent, until=date(2026, 10, 1))
    assert not Assignment.objects.exists()


# --- Sessions (R-I15) ---


def session_of(account, began=AT, seen=None, **origin):
    store = SessionStore()
    store["_auth_user_id"] = str(account.pk)
    remember(store, address="203.0.113.5", browser="Firefox" * 60, at=began)
    if seen is not None:
        store["seen_at"] = seen.timestamp()
    store.save()
    return store.session_key


def test_sessions_are_listed_with_their_origin_and_ended_one_by_one(counter):
    person = AccountFactory(agency=counter.agency)
    here, elsewhere = session_of(person), session_of(person, seen=AT - timedelta(minutes=5))
    session_of(person, seen=AT - timedelta(minutes=16))
    session_of(AccountFactory())
    itself = Actor(ActorKind.OFFICER, person.full_name, person.pk)

    rows = profile.sessions_of(person.pk, AT, own_key=here)

    assert [row.reference for row in rows] == [reference_of(here), reference_of(elsewhere)]
    assert (rows[0].own, rows[0].address, len(rows[0].browser)) == (True, "203.0.113.5", 200)
    assert here not in str(rows)
    assert operations.end_sessions(account_id=person.pk, only="x", actor=itself, at=AT) == 0
    assert (
        operations.end_sessions(account_id=person.pk, only=reference_of(elsewhere), actor=itself, at=AT) == 1
    )
    assert operations.end_sessions(account_id=person.pk, keep_key=here, actor=itself, at=AT) == 1
    assert list(person.sessions.values_list("session_key", flat=True)) == [here]


def test_only_the_person_and_who_looks_after_the_account_end_sessions(counter, admin):
    person = AccountFactory(agency=counter.agency)
    chief = AccountFactory(agency=counter.agency, administrator=True)
    session_of(person)
    with pytest.raises(NotPermitted):
        operations.end_sessions(
            account_id=person.pk, actor=officer_of(AgencyFactory().pk, "unit_admin"), at=AT
        )
    with pytest.raises(NotPermitted):
        operations.end_sessions(account_id=chief.pk, actor=admin, at=AT)
    assert operations.end_sessions(account_id=person.pk, actor=admin, at=AT) == 1
    assert actions(person.pk, "account") == ["organization.sessions-ended"]


@pytest.mark.parametrize("act", ["close", "reset", "forget"])
def test_sessions_end_with_the_right_to_them(counter, admin, act):
    person = AccountFactory(agency=counter.agency)
    session_of(person)
    {
        "close": lambda: operations.close_account(account_id=person.pk, reason="x", actor=admin, at=AT),
        "reset": lambda: operations.reset_password(account_id=person.pk, actor=admin, at=AT),
        "forget": lambda: operations.remove_second_factor(
            account_id=person.pk, reason="x", actor=admin, at=AT
        ),
    }[act]()
    assert not Session.objects.exists()


def test_a_session_row_leads_back_to_its_store():
    assert issubclass(Session.get_session_store_class(), SessionBase)
    store = SessionStore()
    store["x"] = 1
    store.save()
    row = Session.objects.get()
    assert (row.account_id, row.began_at, row.get_decoded()) == (None, None, {"x": 1})


# --- Codes (R-I10, R-I13) ---


def test_an_officer_gives_up_codes_with_the_password_and_must_then_choose_a_longer_one():
    officer = AccountFactory()
    TOTPDevice.objects.create(user=officer, confirmed=True)
    with pytest.raises(operations.WrongPassword):
        operations.give_up_second_factor(account_id=officer.pk, current="sai", at=AT)

    operations.give_up_second_factor(account_id=officer.pk, current=PASSWORD, at=AT)

    officer.refresh_from_db()
    assert officer.must_change_password
    assert not TOTPDevice.objects.exists()
    assert actions(officer.pk, "account") == ["organization.second-factor-given-up"]


def test_an_administrator_cannot_do_without_codes():
    admin = AccountFactory(administrator=True)
    TOTPDevice.objects.create(user=admin, confirmed=True)
    with pytest.raises(NotPermitted):
        operations.give_up_second_factor(account_id=admin.pk, current=PASSWORD, at=AT)
    operations.remove_second_factor(account_id=admin.pk, reason="Mất máy", actor=SYSTEM, at=AT)
    admin.refresh_from_db()
    assert not admin.must_change_password


# --- Lists and reviews (R-S10, R-I14, R-I17) ---


def names(actor, **wanted):
    found = accounts.find_accounts(actor, AccountFilter(**wanted), AT)
    return [row.username for row in accounts.account_rows(found, AT)]


@pytest.fixture
def people(counter):
    agency = counter.agency
    made = {
        "khang": AccountFactory(username="khang", full_name="Đỗ Minh Khang", agency=agency, last_seen_at=AT),
        "anh": AccountFactory(username="anh", full_name="Đặng Thị Ngọc Ánh", agency=agency, created_at=AT - timedelta(days=46)),
        "binh": AccountFactory(username="binh", full_name="Trần Văn Bình", agency=agency, is_active=False),
        "la": AccountFactory(username="la", full_name="Người Lạ", agency=AgencyFactory(), created_at=AT),
    }  # fmt: skip
    AssignmentFactory(account=made["khang"], unit=counter, role="reception")
    AssignmentFactory(account=made["khang"], unit=counter, role="clerk", valid_to=ON)
    TOTPDevice.objects.create(user=made["khang"], confirmed=True)
    AccessAttempt.objects.create(username="anh", failures_since_start=5, attempt_time=AT)
    AccessAttempt.objects.filter(username="anh").update(attempt_time=AT - timedelta(hours=11))
    AccessAttempt.objects.create(username="khang", failures_since_start=4)
    AccountFactory(username="robot", kind="service", agency=agency)
    return made


def test_accounts_are_found_by_name_unit_role_and_state(people, counter, admin):
    assert names(admin) == ["anh", "khang"]
    assert names(admin, text="DANG anh") == ["anh"]
    assert names(admin, text="khang") == ["khang"]
    assert names(admin, unit_id=counter.pk) == ["khang"]
    assert names(admin, unit_id=counter.pk, role="reception") == ["khang"]
    assert names(admin, role="clerk") == []
    assert names(admin, state=AccountState.IDLE) == ["anh"]
    assert names(admin, state=AccountState.LOCKED) == ["anh"]
    assert names(admin, state=AccountState.WITHOUT_CODES) == ["anh"]
    assert names(admin, state=AccountState.CLOSED) == ["binh"]
    assert names(SYSTEM, text="la") == ["la"]
    assert names(SYSTEM, agency_id=counter.agency_id) == ["anh", "khang"]
    counts = accounts.state_counts(admin, AT)
    assert (counts[AccountState.OPEN], counts[AccountState.LOCKED], counts[AccountState.CLOSED]) == (2, 1, 1)


def test_a_row_says_what_needs_a_look(people):
    anh, khang = accounts.account_rows([people["anh"].pk, people["khang"].pk], AT)
    assert (anh.idle, anh.locked, anh.codes, anh.posts, anh.administers) == (True, True, False, (), False)
    assert (khang.idle, khang.locked, khang.codes) == (False, False, True)
    assert khang.posts == (("reception", f"Bộ phận Một cửa, {khang.agency}"),)


def test_who_works_here_on_loan_is_found_but_not_managed(counter, sent, admin):
    second(counter, sent)
    seen = profile.profile_of(sent[0].pk, actor=admin, at=AT)
    assert not seen.managed
    assert seen.row.username in names(admin)
    with pytest.raises(NotPermitted):
        operations.close_account(account_id=sent[0].pk, reason="x", actor=admin, at=AT)


def test_other_agencies_people_do_not_exist_for_an_administrator(people, admin):
    for account in (people["la"].pk, 0):
        with pytest.raises(profile.AccountNotFound):
            profile.profile_of(account, actor=admin, at=AT)
    assert profile.profile_of(people["la"].pk, actor=SYSTEM, at=AT).managed


def test_an_account_is_reviewed_every_six_months(counter, admin):
    old = AccountFactory(
        username="old", agency=counter.agency, created_at=datetime(2025, 11, 3, 16, 59, tzinfo=UTC)
    )
    AccountFactory(agency=counter.agency, created_at=datetime(2025, 11, 3, 17, 0, tzinfo=UTC))
    AssignmentFactory(account=old, unit=counter, role="clerk")
    assert names(admin, state=AccountState.REVIEW) == ["old"]

    operations.review_account(account_id=old.pk, note="Đúng việc", actor=admin, at=AT)

    assert names(admin, state=AccountState.REVIEW) == []
    (act,) = audit.acts_on(object_type="account", object_id=old.pk)
    assert act.payload == {"username": "old", "note": "Đúng việc", "rights": [f"clerk@{counter.pk}"]}
    Account.objects.filter(pk=old.pk).update(is_active=False)
    with pytest.raises(operations.AccountClosed):
        operations.review_account(account_id=old.pk, note="", actor=admin, at=AT)


def test_a_profile_shows_mandates_from_both_sides_and_attempts_to_sign_in(counter):
    chief = AssignmentFactory(unit=counter, role="leader")
    deputy = AssignmentFactory(unit=counter, role="leader").account
    MandateFactory(from_assignment=chief, to_account=deputy)
    MandateFactory(from_assignment=chief, to_account=deputy, revoked_at=AT, valid_from=date(2025, 8, 1))
    MandateFactory(from_assignment=chief, to_account=AccountFactory(), valid_from=date(2026, 6, 1))
    operations.note_sign_in(username=deputy.username, account_id=None, address=None, outcome="locked", at=AT)
    operations.note_sign_in(
        username=deputy.username, account_id=deputy.pk, address="::1", outcome="succeeded", at=AT
    )

    giver = profile.profile_of(chief.account_id, actor=SYSTEM, at=AT)
    receiver = profile.profile_of(deputy.pk, actor=SYSTEM, at=AT)

    assert [(m.current, m.to_come) for m in giver.given] == [(False, True), (True, False), (False, False)]
    assert [m.giver for m in receiver.held] == [chief.account.full_name] * 2
    assert [(row.address, row.good) for row in receiver.sign_ins] == [("::1", True), ("", False)]


def test_the_queries_of_a_list_do_not_grow(counter, django_assert_max_num_queries):
    ids = [AssignmentFactory(unit=counter).account_id for _ in range(12)]
    with django_assert_max_num_queries(4):
        assert len(accounts.account_rows(ids, AT)) == 12


def test_choices_stay_within_what_is_managed(counter, admin, people):
    elsewhere = UnitFactory()
    assert profile.managed_choices(admin, ON) == [(counter.agency_id, counter.agency.name)]
    assert elsewhere.agency_id in dict(profile.managed_choices(SYSTEM, ON))
    assert profile.unit_choices([counter.agency_id], ON) == [
        (counter.agency.name, [(counter.pk, counter.name)])
    ]
    assert profile.find_by_username(" KHANG ") == people["khang"].pk
    assert profile.find_by_username("binh") is None
    (post,) = [row for row in profile.posts_in_time(people["khang"].pk, AT) if row.current]
    near = AssignmentFactory(unit=counter, account__full_name="Vũ Văn Ân").account
    far = AssignmentFactory(unit__agency=counter.agency, account__full_name="Bùi An").account
    chosen = profile.colleagues_of(post, ON, without=post.id and people["khang"].pk)
    assert [one.id for one in chosen] == [near.pk, far.pk]
    assert [one.id for one in profile.colleagues_of(post, ON, without=0, unit_only=True)] == [
        people["khang"].pk, near.pk,
    ]  # fmt: skip
    assert [one.full_name for one in profile.staff_of(counter.agency_id, ON, without=0)] == ["Đỗ Minh Khang"]


# --- People from a spreadsheet ---

HEAD = (
    "Họ và tên",
    "Đơn vị",
    "Vai trò",
    "Chức danh",
    "Tên đăng nhập",
    "Từ ngày",
    "Đến ngày",
    "Thư điện tử",
    "Điện thoại",
)


def read(counter, *rows, roles=tuple(Role)):
    return roster.read_roster(Sheet("x", (HEAD, *rows)), agency_id=counter.agency_id, roles=roles, at=AT)


def test_right_rows_become_people_with_proposed_names_and_all_their_posts(counter):
    AccountFactory(username="khang.dm")
    found = read(
        counter,
        ("Đỗ  Minh Khang", "bo phan mot cua", "Công chức tiếp nhận hồ sơ", "Công chức", "", "", "", "", "+84 912 000 318"),
        ("Trần Văn Bình", "counter", "clerk", "", "binh", "01/06/2026", "2027-06-01", "binh@xa.example", ""),
        ("Trần Văn Bình", "Counter", "return_desk", "", "binh"),
        ("Quản Trị", "counter", "unit_admin", "", "qt"),
    )  # fmt: skip

    assert found.mistakes == ()
    khang, binh, chief = found.people
    assert (khang.username, khang.full_name, khang.phone) == ("khang.dm2", "Đỗ Minh Khang", "0912000318")
    assert khang.posts[0].since == ON
    assert [(p.role, p.since, p.until) for p in binh.posts] == [
        ("clerk", date(2026, 6, 1), date(2027, 6, 2)), ("return_desk", ON, None),
    ]  # fmt: skip
    assert (binh.email, chief.kind, khang.kind) == ("binh@xa.example", "administration", "professional")

    issued = operations.create_people(people=found.people, actor=SYSTEM, at=AT)

    assert [one.username for one in issued] == ["khang.dm2", "binh", "qt"]
    assert len({one.password for one in issued}) == 3
    assert {p.role for p in queries.actor_for(issued[1].account_id, AT).posts} == {"return_desk"}
    assert Account.objects.get(username="binh").must_change_password


def test_every_mistake_is_named_by_row_and_column(counter):
    AccountFactory(username="da.co")
    UnitFactory(agency=counter.agency, name="Phòng Mới", code="moi", valid_from=date(2026, 5, 1))
    found = read(
        counter,
        ("", "Phòng Lạ", "giám đốc", "x" * 101, "Tên Xấu", "31/02/2026", "x", "khong-phai-thu", "12"),
        ("A B", "counter", "clerk", "", "da.co", "04/05/2026", "03/05/2026"),
        ("A B", "counter", "clerk", "", "ab"),
        ("C D", "counter", "clerk", "", "ab"),
        ("A B", "counter", "clerk", "", "ab"),
        ("E F", "Phòng Mới", "inspector", "", "", "30/04/2026"),
        roles=tuple(role for role in Role if role != Role.INSPECTOR),
    )

    assert [(m.row, m.column) for m in found.mistakes] == [
        (2, "Chức danh"), (2, "Họ và tên"), (2, "Thư điện tử"), (2, "Từ ngày"), (2, "Vai trò"), (2, "Điện thoại"),
        (2, "Đơn vị"), (2, "Đến ngày"), (3, "Tên đăng nhập"), (3, "Đến ngày"), (5, "Tên đăng nhập"), (6, "Vai trò"),
        (7, "Từ ngày"), (7, "Vai trò"),
    ]  # fmt: skip
    assert [draft.row for draft in found.drafts] == [4]
    late = read(counter, ("E F", "Phòng Mới", "clerk", "", "", "30/04/2026"))
    assert [(m.row, m.column, m.what) for m in late.mistakes] == [(2, "Từ ngày", "đơn vị có từ 01/05/2026")]
    bad = read(counter, ("E F", "counter", "clerk", "", "tên xấu"))
    assert [m.column for m in bad.mistakes] == ["Tên đăng nhập"]


def test_a_namesake_is_a_doubt_not_a_mistake(counter):
    AccountFactory(username="cu", full_name="ĐỖ Minh Khang", agency=counter.agency)
    (draft,) = read(counter, ("Đỗ Minh Khang", "counter", "clerk")).drafts
    assert "cu" in draft.doubt


def test_too_many_rows_and_missing_headings_are_refused(counter, monkeypatch):
    monkeypatch.setattr(roster, "MOST_PEOPLE", 1)
    found = read(counter, ("A B", "counter", "clerk"), ("C D", "counter", "clerk"))
    assert [(m.row, m.column) for m in found.mistakes] == [(3, "Họ và tên")]
    with pytest.raises(HeadingsMissing) as refusal:
        roster.read_roster(Sheet("x", (("Họ và tên",),)), agency_id=1, roles=(), at=AT)
    assert refusal.value.headings == ("Đơn vị", "Vai trò")


def test_nobody_is_taken_in_when_one_cannot_be(counter, admin):
    people = read(counter, ("A B", "counter", "clerk"), ("C D", "counter", "inspector")).people
    before = Account.objects.count()
    with pytest.raises(NotPermitted):
        operations.create_people(people=people, actor=admin, at=AT)
    assert Account.objects.count() == before


def test_the_template_names_units_and_roles_and_can_be_read_again(counter):
    sheets = read_spreadsheet(write_xlsx(roster.template(counter.agency_id, (Role.CLERK,), AT)))
    assert [sheet.name for sheet in sheets] == ["Cán bộ", "Đơn vị", "Vai trò"]
    assert sheets[1].rows[1] == ("Bộ phận Một cửa", "counter")
    assert sheets[2].rows[1:] == (("Văn thư", "clerk"),)
    assert roster.read_roster(sheets[0], agency_id=counter.agency_id, roles=(), at=AT).people == []


@pytest.mark.parametrize(
    ("full_name", "taken", "proposed"),
    [
        ("Đỗ Minh Khang", (), "khang.dm"),
        ("Đỗ Minh Khang", ("khang.dm", "khang.dm2"), "khang.dm3"),
        ("H'Hoa Êban", (), "eban.h"),
        ("Ánh", (), "anh"),
        ("李", (), "x"),
    ],
)
def test_user_names_are_made_of_the_given_name_and_initials(full_name, taken, proposed):
    assert roster.propose_username(full_name, taken) == proposed
