"""The demonstration province is whole: every agency, unit, role and person that its processes need."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction

from motcua.apps.organization import loading, queries
from motcua.apps.organization.models import Account, Agency, Assignment, Mandate, Unit
from motcua.apps.organization.roles import Role
from motcua.domain.access import Actor
from motcua.project.paths import CHECKOUT

AT = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)
ON = date(2026, 5, 4)
HUNG_YEN = CHECKOUT / "demo" / "hung-yen"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[loading.Loaded]:
    """Load once for this file; each test works in a savepoint inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield loading.load_organization(HUNG_YEN, actor=Actor.system("cli"), at=AT)
        transaction.set_rollback(True)


@pytest.fixture
def province(loaded, db):
    return loaded


def test_the_province_is_complete(province):
    on_the_day = Agency.objects.filter(queries.valid_on(ON))
    assert on_the_day.filter(kind="commune_committee").count() == 104
    assert on_the_day.filter(kind="commune_police").count() == 104
    names = ("department", "office", "service_center", "inspectorate", "management_board", "vertical")
    assert on_the_day.filter(kind__in=names).count() == 17
    assert queries.agency_by_key("phuong-pho-hien").identifier == "H31.100"
    assert queries.agency_by_key("phuong-pho-hien").name == "Ủy ban nhân dân phường Phố Hiến"
    assert province.new_agencies == province.agencies == Agency.objects.count()
    assert province.new_people == province.people == Account.objects.count() > 2500


def test_every_agency_has_the_three_common_units_and_every_unit_has_somebody(province):
    for agency in Agency.objects.prefetch_related("units"):
        assert {"counter", "leaders", "clerk"} <= {unit.code for unit in agency.units.all()}, agency.key
    held = set(Assignment.objects.exclude(kind="reserve").values_list("unit_id", flat=True))
    empty = Unit.objects.exclude(pk__in=held).values_list("agency__key", "code")
    assert list(empty) == []


def test_each_kind_of_agency_holds_every_role_its_processes_name(province):
    roles = defaultdict(set)
    for key, unit, role in Assignment.objects.exclude(kind="reserve").values_list(
        "unit__agency__key", "unit__code", "role"
    ):
        roles[key, unit].add(role)

    for commune in Agency.objects.filter(kind="commune_committee").values_list("key", flat=True):
        assert roles[commune, "counter"] >= {"reception", "return_desk"}
        assert "chairman" in roles[commune, "leaders"]
        assert "clerk" in roles[commune, "clerk"]
        for unit in ("kinh-te", "van-hoa-xa-hoi", "tu-phap-ho-tich", "van-phong"):
            assert roles[commune, unit] >= {"specialist", "division_head"}, (commune, unit)
        assert roles[f"ca-{commune}", "cu-tru"] >= {"police_officer", "division_head"}
        assert "police_chief" in roles[f"ca-{commune}", "leaders"]
    for department, unit in (
        ("so-xd", "quan-ly-xay-dung"),
        ("so-nnmt", "moi-truong"),
        ("so-tnmt", "moi-truong"),
    ):
        assert roles[department, unit] >= {"specialist", "division_head"}
        assert "leader" in roles[department, "leaders"]
    assert roles["vpub", "kinh-te"] >= {"office_specialist"}
    assert roles["vpub", "leaders"] >= {"office_head"}
    assert roles["vpub", "tiep-cong-dan"] >= {"reception", "return_desk", "specialist"}
    assert roles["ubnd-tinh", "leaders"] >= {"chairman"}
    assert roles["ca-tinh", "canh-sat-giao-thong"] >= {
        "police_officer",
        "division_head",
        "police_chief",
        "clerk",
    }
    for registry in ("vpdk", "cn-vpdk-1", "cn-vpdk-6"):
        assert roles[registry, "dang-ky-dat-dai"] >= {"land_officer", "division_head"}
        assert "land_head" in roles[registry, "leaders"]
    assert set().union(*roles.values()) == set(Role.values)


def test_every_agency_has_an_administrator_of_its_own(province):
    running = set(Agency.objects.filter(valid_to=None).values_list("id", flat=True))
    administered = set(Assignment.objects.filter(role="unit_admin").values_list("unit__agency_id", flat=True))
    assert running - administered == set()
    kinds = Account.objects.filter(assignments__role__in=["unit_admin", "province_admin"])
    assert set(kinds.values_list("kind", flat=True)) == {"administration"}


def test_every_commune_is_served_by_its_police_and_one_land_branch(province):
    for commune in Agency.objects.filter(kind="commune_committee"):
        assert len(queries.agencies_serving(commune.pk, "land_branch", ON)) == 1, commune.key
        (police,) = queries.agencies_serving(commune.pk, "commune_police", ON)
        assert Agency.objects.get(pk=police).key == f"ca-{commune.key}"


def test_districts_are_history_and_handed_over_to_their_communes(province):
    district = queries.agency_by_key("huyen-van-lam")
    assert district.valid_to == date(2025, 7, 1)
    communes = queries.agencies(queries.successors_of(district.id, ON))
    assert {each.key for each in communes.values()} == {"xa-lac-dao", "xa-dai-dong", "xa-nhu-quynh"}
    assert queries.successors_of(district.id, date(2025, 6, 30)) == []
    tax = queries.agency_by_key("thue-tinh")
    assert queries.name_on(tax.id, date(2024, 1, 1)) == "Cục Thuế tỉnh Hưng Yên"
    assert queries.name_on(tax.id, ON) == "Thuế tỉnh Hưng Yên"


def test_demo_accounts_cover_every_role_and_only_they_are_ready(province):
    password, accounts = loading.demo_accounts(HUNG_YEN)
    assert {account.role for account in accounts} == set(Role.values)
    ready = Account.objects.filter(must_change_password=False)
    assert set(ready.values_list("username", flat=True)) == {account.username for account in accounts}
    assert check_password(password, ready[0].password)
    for account in accounts:
        person = queries.actor_for(Account.objects.get(username=account.username).pk, AT)
        assert person.has_role(account.role), account
        administers = account.role in {"unit_admin", "province_admin"}
        assert bool(account.code_key) == administers
        assert queries.has_second_factor(person.account_id) == administers


def test_mandates_and_secondments_are_loaded(province):
    deputy = Account.objects.get(username="tp.phohien1")
    assert [post.role for post in queries.actor_for(deputy.pk, AT).posts if post.mandate_id] == ["chairman"]
    (mandate,) = queries.mandates_of_agency(queries.agency_by_key("phuong-pho-hien").id, ON)
    assert (mandate.signing_form, mandate.from_title) == ("TUQ", "Chủ tịch")
    assert Mandate.objects.count() == 2
    seconded = Assignment.objects.filter(kind="secondment")
    assert {post.unit.agency.key for post in seconded} == {"ttpvhcc"}


def test_names_look_like_names_and_never_change(province):
    names = list(Account.objects.values_list("full_name", flat=True))
    assert all(3 <= len(name.split()) <= 4 for name in names)
    assert 0.28 < sum(name.startswith("Nguyễn ") for name in names) / len(names) < 0.42
    assert Account.objects.get(username="tn.phohien1").full_name == "Trần Kim Hằng"
