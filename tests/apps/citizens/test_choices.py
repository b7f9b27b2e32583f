"""For whom a person may act on a day, and what that opens."""

from datetime import UTC, date, datetime

import pytest

from motcua.apps.citizens import operations, queries
from motcua.apps.citizens.operations.companies import LastOwner
from tests.factories.citizens import CompanyFactory, MembershipFactory, PersonFactory, PowerFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def keys(person, on=TODAY):
    return [choice.key for choice in queries.choices_of(person.pk, on)]


def test_a_person_acts_for_oneself_first():
    person = PersonFactory()

    (choice,) = queries.choices_of(person.pk, TODAY)

    assert (choice.key, choice.kind, choice.basis) == (f"citizen:{person.pk}", "self", "")
    assert choice.rights == {"file", "follow", "pay"}
    assert choice.party.name == person.name


def test_only_a_proven_number_opens_what_is_under_it():
    declared, proven = PersonFactory(), PersonFactory(proven=True)

    assert queries.actor_of(declared.pk, TODAY).parties == {f"citizen:{declared.pk}"}
    assert queries.actor_of(proven.pk, TODAY).parties == {f"citizen:{proven.pk}", f"id:{proven.citizen_id}"}


def test_a_company_counts_until_its_member_leaves():
    person = PersonFactory()
    company = CompanyFactory(owner=PersonFactory())
    MembershipFactory(company=company, person=person, rights=["pay"])
    assert keys(person) == [f"citizen:{person.pk}", f"company:{company.pk}"]

    operations.end_membership(company_id=company.pk, by=person.pk, person_id=person.pk, at=AT)

    assert keys(person) == [f"citizen:{person.pk}"]


def test_a_declared_tax_code_opens_nothing_of_who_bears_it():
    person = PersonFactory()
    company = CompanyFactory(owner=person)

    assert queries.actor_of(person.pk, TODAY).parties == {f"citizen:{person.pk}", f"company:{company.pk}"}
    assert "chưa kiểm chứng" in queries.choices_of(person.pk, TODAY)[1].basis


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2027, 12, 31), True),
        (date(2028, 1, 1), False),
    ],
)
def test_a_power_counts_from_its_first_to_its_last_day(on, counts):
    power = PowerFactory()

    assert (f"citizen:{power.principal.pk}" in keys(power.proxy, on)) is counts


def test_a_power_nobody_confirmed_opens_its_own_dossiers_only():
    principal = PersonFactory(phone="0922222222")
    power = PowerFactory(on_paper=True, principal_phone=principal.phone)

    parties = queries.actor_of(power.proxy.pk, TODAY).parties

    assert parties == {f"citizen:{power.proxy.pk}", f"power:{power.pk}"}


def test_what_was_filed_before_the_confirmation_is_seen_by_both():
    power = PowerFactory()

    assert f"power:{power.pk}" in queries.actor_of(power.proxy.pk, TODAY).parties
    assert f"power:{power.pk}" in queries.actor_of(power.principal.pk, TODAY).parties


def test_a_right_narrows_the_parties():
    power = PowerFactory(rights=["follow"])

    filing = queries.actor_of(power.proxy.pk, TODAY, right="file").parties

    assert filing == {f"citizen:{power.proxy.pk}"}


def test_a_power_that_was_ended_is_over_at_once():
    power = PowerFactory()

    operations.end_power(power_id=power.pk, person_id=power.principal.pk, at=AT)

    assert keys(power.proxy) == [f"citizen:{power.proxy.pk}"]


def test_a_principal_who_closed_the_account_is_no_choice():
    power = PowerFactory()

    operations.close(person_id=power.principal.pk, at=AT)

    assert keys(power.proxy) == [f"citizen:{power.proxy.pk}"]


def test_two_powers_of_one_principal_are_one_choice_with_both_rights():
    power = PowerFactory(rights=["follow"])
    PowerFactory(proxy=power.proxy, principal=power.principal, rights=["pay"])

    (choice,) = [one for one in queries.choices_of(power.proxy.pk, TODAY) if one.kind == "principal"]

    assert choice.rights == {"follow", "pay"}


def test_an_account_that_is_closed_acts_for_nobody():
    person = PersonFactory(proven=True)
    operations.close(person_id=person.pk, at=AT)

    assert queries.person(person.pk) is None
    assert queries.actor_of(person.pk, TODAY).parties == frozenset()


def test_an_only_owner_does_not_become_an_ordinary_member():
    owner = PersonFactory()
    company = CompanyFactory(owner=owner)

    with pytest.raises(LastOwner):
        operations.change_member(
            company_id=company.pk, by=owner.pk, person_id=owner.pk, rights=["file"], owner=False, at=AT
        )
