"""The procedures as everybody may read them (R-E1, R-E23)."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.apps.catalog import operations as catalog_operations
from motcua.apps.catalog.models import ProcedureVersion
from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.lookup import procedures
from motcua.apps.lookup.procedures import Cost, Price, directory, price_of, usual_way
from motcua.domain.catalog import OnlineScope
from motcua.domain.fees import FeeKind, FeeRule
from tests.domain.dossier.processes import building_permit
from tests.factories.dossiers import DossierWorld, definition, publish
from tests.factories.organization import AgencyFactory

TODAY = date(2026, 11, 2)


def fee(amount, **more):
    facts = {"label": "Lệ phí", "kind": FeeKind.LEVY, "amount_vnd": amount, "valid_from": date(2020, 1, 1)}
    return FeeRule(**{**facts, **more})


def add_procedure(world, key, name, **facts):
    procedure = definition(key=key, name=name, short_name="", code=facts.pop("code", ""), **facts)
    publish(procedure, building_permit(), world.agency, received_at=("competent_agency",))
    return procedure


def test_all_procedures_in_force_are_listed_most_asked_for_first(world):
    add_procedure(world, "khai-sinh", "Đăng ký khai sinh", weight=900)
    add_procedure(world, "ket-hon", "Đăng ký kết hôn", weight=300)

    listed = directory(TODAY)

    assert [card.key for card in listed.cards] == ["khai-sinh", "ket-hon", world.procedure.key]
    card = listed.by_key[world.procedure.key]
    assert (card.name, card.full_name) == (world.procedure.short_name, world.procedure.name)
    assert (card.price, card.scope) == (Price(Cost.FREE), OnlineScope.INFORMATION_ONLY)
    assert [(field.key, field.count) for field in listed.fields] == [("hoat-dong-xay-dung", 3)]
    assert [(group.kind, group.agencies, group.count) for group in listed.groups] == [
        ("commune_committee", 1, 3)
    ]


def test_what_no_longer_takes_dossiers_or_has_ended_is_not_listed(world):
    add_procedure(world, "cu", "Thủ tục cũ", accepts=False)
    add_procedure(world, "het", "Thủ tục hết hiệu lực")
    ProcedureVersion.objects.filter(procedure__key="het").update(valid_to=date(2026, 1, 1))
    catalog_operations.changed()

    assert [card.key for card in directory(TODAY).cards] == [world.procedure.key]


def test_the_list_is_kept_until_the_catalog_or_the_day_changes(world, django_assert_num_queries):
    first = directory(TODAY)

    with django_assert_num_queries(1):
        assert directory(TODAY) is first
    add_procedure(world, "khai-sinh", "Đăng ký khai sinh")
    assert "khai-sinh" in directory(TODAY).by_key
    assert directory(date(2026, 11, 3)) is not directory(TODAY)


def test_the_number_of_statements_does_not_grow_with_the_procedures(world, django_assert_num_queries):
    for number in range(5):
        add_procedure(world, f"thu-tuc-{number}", f"Thủ tục {number}")
    directory(date(2026, 11, 4))

    with django_assert_num_queries(4):
        directory(TODAY)


@pytest.mark.parametrize("typed", ["khai sinh", "KHAI SINH", "dk khai sinh", "khaisinh", "1.000123"])
def test_a_procedure_is_found_as_people_type(world, typed):
    add_procedure(world, "khai-sinh", "Đăng ký khai sinh", code="1.000123")

    assert directory(TODAY).search(typed)[0].key == "khai-sinh"


def test_phrases_find_only_what_has_all_their_words_and_each_once(world):
    add_procedure(world, "khai-sinh", "Đăng ký khai sinh")
    add_procedure(world, "khai-tu", "Đăng ký khai tử")

    found = directory(TODAY).matching(("khai sinh", "đăng ký khai", "không có"))

    assert [card.key for card in found] == ["khai-sinh", "khai-tu"]


def test_procedures_are_listed_by_field_by_agency_and_by_kind_of_agency(world):
    department = AgencyFactory(department=True)
    procedure = definition(key="cap-tinh", name="Thủ tục cấp tỉnh", short_name="", code="")
    publish(procedure, building_permit(), department, received_at=("competent_agency",))
    listed = directory(TODAY)

    assert [(agency.key, agency.count) for agency in listed.agencies] == [(department.key, 1)]
    assert procedures.decided_by(department.key, TODAY) == {"cap-tinh"}
    assert procedures.decided_by_kind("commune_committee", TODAY) == {world.procedure.key}
    assert {card.key for card in listed.of_keys({"cap-tinh", "unknown"})} == {"cap-tinh"}
    assert len(listed.of_fields({"hoat-dong-xay-dung"})) == 2
    assert listed.of_fields({"unknown"}) == ()


def test_one_procedure_tells_its_way_its_deciders_and_the_fees_in_force(db):
    fees = (fee(75_000), fee(50_000, valid_to=date(2025, 1, 1)))
    world = DossierWorld(procedure=definition(fees=fees))

    found = procedures.procedure(world.procedure.key, TODAY)

    assert found.definition == world.procedure
    assert [step.id for step in found.way] == ["reception", "assign", "appraise", "sign", "issue", "return"]
    assert found.deciders.groups == {"commune_committee": 1}
    assert [rule.amount_vnd for rule in found.fees] == [75_000]
    assert found.price == Price(Cost.FIXED, 75_000)


def test_an_unknown_procedure_is_not_in_force(world):
    with pytest.raises(ProcedureNotInForce):
        procedures.procedure("khong-co", TODAY)


@pytest.mark.parametrize(("fees", "price"), [
    ((), Price(Cost.FREE)),
    ((fee(0),), Price(Cost.FREE)),
    ((fee(8_000, per="bản"),), Price(Cost.FIXED, 8_000, "bản")),
    ((fee(8_000), fee(5_000)), Price(Cost.FROM, 5_000)),
    ((fee(8_000), fee(None)), Price(Cost.FROM, 8_000)),
    ((fee(0), fee(8_000)), Price(Cost.FREE_OR, 8_000)),
    ((fee(0), fee(None)), Price(Cost.FREE_OR)),
    ((fee(None),), Price(Cost.UNSET)),
    ((fee(8_000, valid_to=date(2021, 1, 1)),), Price(Cost.FREE)),
])  # fmt: skip
def test_a_fee_in_one_look_never_takes_the_unknown_for_nothing(fees, price):
    assert price_of(definition(fees=fees), TODAY) == price


def test_the_usual_way_passes_each_step_once():
    process = building_permit()
    circle = replace(
        process.step("issue"),
        actions=(replace(process.step("issue").actions[0], targets=("appraise",)),),
    )
    steps = tuple(circle if step.id == "issue" else step for step in process.steps)

    way = usual_way(replace(process, steps=steps))

    assert [step.id for step in way] == ["reception", "assign", "appraise", "sign", "issue"]
