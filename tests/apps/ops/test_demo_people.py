"""Invented applicants look like people and can be nobody; their forms are filled in as the forms demand."""

from collections import Counter
from datetime import date

import pytest

from motcua.apps.catalog.files import read_folder
from motcua.apps.ops.demo import tables
from motcua.apps.ops.demo.answers import PATTERNS, Desk
from motcua.apps.ops.demo.chances import Weighted, around, dice, happens
from motcua.apps.ops.demo.people import Crowd, Home
from motcua.domain.dossier.values import PartyKind
from motcua.domain.forms import FieldType, validate
from motcua.domain.identity import (
    Sex,
    mismatches,
    parse_citizen_id,
    parse_partial_date,
    parse_phone,
    parse_tax_code,
)
from motcua.project.paths import CHECKOUT

DEMO = CHECKOUT / "demo"
ON = date(2026, 11, 25)
WARD = Home("phuong-pho-hien", "Phường Phố Hiến", "tỉnh Hưng Yên")
HAMLETS = Home("xa-tan-hung", "Xã Tân Hưng", "tỉnh Hưng Yên")


@pytest.fixture(scope="module")
def crowd():
    return Crowd(tables.people(DEMO), "thử")


@pytest.fixture(scope="module")
def people(crowd):
    chance = dice("people")
    return [crowd.person(chance, WARD if n % 2 else HAMLETS, ON) for n in range(800)]


def test_no_citizen_id_can_belong_to_anybody_alive(people):
    assert {person.citizen_id[3] for person in people} == {"4", "5"}


def test_numbers_agree_with_sex_and_birth(people):
    for person in people:
        card = parse_citizen_id(person.citizen_id)
        born = parse_partial_date(person.born_on)
        assert mismatches(card, sex=Sex(person.sex), born_on=born) == (), person


def test_phones_and_tax_codes_are_well_formed(crowd, people):
    chance = dice("companies")
    companies = [crowd.organization(chance, WARD, ON) for _ in range(50)]

    assert all(parse_phone(party.phone) for party in (*people, *companies))
    assert all(parse_tax_code(company.tax_code) for company in companies)
    assert {company.kind for company in companies} == {PartyKind.ORGANIZATION}
    assert all(company.representative and not company.citizen_id for company in companies)


def test_names_are_as_common_as_they_are(people):
    families = Counter(person.name.split()[0] for person in people)

    assert 0.25 < families["Nguyễn"] / len(people) < 0.45
    assert families.most_common(2)[1][0] == "Trần"
    assert len({person.name for person in people}) > 500


def test_wards_have_streets_and_hamlets_have_none(people):
    assert all("đường" in person.address for person in people if "Phố Hiến" in person.address)
    assert all(person.address.endswith("xã Tân Hưng, tỉnh Hưng Yên") for person in people[::2])


def test_the_same_seed_makes_the_same_person(crowd):
    assert crowd.person(dice("a"), WARD, ON) == crowd.person(dice("a"), WARD, ON)
    assert crowd.regular(WARD, 3, ON) == crowd.regular(WARD, 3, ON)
    assert crowd.regular(WARD, 3, ON) != crowd.regular(WARD, 4, ON)


@pytest.mark.parametrize(
    "definition",
    [file.definition for file in read_folder(DEMO / "procedures").procedures if file.definition.form],
    ids=lambda definition: definition.key,
)
def test_every_form_is_filled_in_without_a_fault(crowd, definition):
    for copy in range(4):
        chance = dice("form", definition.key, copy)
        applicant = crowd.organization(chance, WARD, ON) if copy == 3 else crowd.person(chance, WARD, ON)
        answers = Desk(crowd, chance, applicant, WARD, "11953", ON).fill(definition.form)
        uploads = {f.name for f in definition.form.fields() if f.type in {FieldType.FILE, FieldType.IMAGE}}

        errors = validate(definition.form, answers, filed_on=ON, allow_future_birth=True).errors

        missing = {"ho_ten", "so_dinh_danh", "ngay_sinh"} if copy == 3 else set()
        assert {path: error for path, error in errors.items() if path not in uploads | missing} == {}


def test_every_pattern_has_an_example_that_follows_it():
    import re

    for pattern, example in PATTERNS.items():
        assert re.fullmatch(pattern, example(dice(pattern))), pattern


def test_things_are_drawn_as_often_as_their_weight():
    weighted = Weighted.of({"nhiều": 3, "ít": 1, "không": 0})
    chance = dice("weights")
    drawn = Counter(weighted.draw(chance) for _ in range(4000))

    assert drawn["nhiều"] / 4000 == pytest.approx(weighted.share("nhiều"), abs=0.03)
    assert drawn["không"] == 0
    assert sum(happens(chance, 250) for _ in range(4000)) == pytest.approx(1000, abs=100)
    middle = sorted(around(chance, 4, 80) for _ in range(2001))[1000]
    assert middle == pytest.approx(4, rel=0.15)
