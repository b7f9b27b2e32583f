"""Writing an expanded organization into the database in a few statements."""

from base64 import b32decode
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.apps.organization.loading.agencies import AgencyData
from motcua.apps.organization.loading.officers import DemoAccount, MandateData, OfficersData, PersonData
from motcua.apps.organization.models import (
    Account,
    Agency,
    AgencyName,
    Assignment,
    Mandate,
    ServiceArea,
    Succession,
    Unit,
)
from motcua.apps.organization.roles import ADMINISTRATORS

BATCH = 1000


def store_agencies(agencies: Sequence[AgencyData]) -> int:
    """Add agencies, or bring those known by their keys up to date; return how many are new."""
    known = set(Agency.objects.values_list("key", flat=True))
    fields = ["kind", "level", "identifier", "legacy_identifier", "administrative_code", "name", "short_name"]
    Agency.objects.bulk_create(
        [_agency(data) for data in agencies],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[*fields, "abbreviation", "valid_from", "valid_to"],
    )
    ids = agency_ids()
    _join_parents(agencies, ids)
    _store_units(agencies, ids)
    _store_history(agencies, ids)
    return len({data.key for data in agencies} - known)


def store_officers(data: OfficersData, at: datetime) -> int:
    """Add the people, posts and mandates that are not there yet; return how many people are new.

    Who is known by user name keeps account, password and posts as they are.
    """
    known = set(Account.objects.values_list("username", flat=True))
    fresh = [person for person in data.people.values() if person.username not in known]
    ready = {account.username for account in data.demo_accounts}
    agencies, password = agency_ids(), make_password(data.password)
    Account.objects.bulk_create(
        (_account(person, agencies, password, at, ready=person.username in ready) for person in fresh),
        batch_size=BATCH,
    )
    accounts = dict(Account.objects.values_list("username", "id"))
    _store_posts(fresh, accounts)
    names = {person.username for person in fresh}
    _store_mandates((each for each in data.mandates if each.receiver in names), accounts)
    _store_code_keys((each for each in data.demo_accounts if each.username in names), accounts)
    return len(fresh)


def agency_ids() -> dict[str, int]:
    """Return the ids of all agencies by key."""
    return dict(Agency.objects.values_list("key", "id"))


def _agency(data: AgencyData) -> Agency:
    return Agency(
        key=data.key,
        kind=data.kind,
        level=data.level,
        identifier=data.identifier,
        legacy_identifier=data.legacy_identifier,
        administrative_code=data.administrative_code,
        name=data.name,
        short_name=data.short_name,
        abbreviation=data.abbreviation,
        street_address=data.street_address,
        phone=data.phone,
        email=data.email,
        website=data.website,
        valid_from=data.since,
        valid_to=data.until,
    )


def _join_parents(agencies: Sequence[AgencyData], ids: Mapping[str, int]) -> None:
    children = [Agency(pk=ids[data.key], parent_id=ids[data.parent]) for data in agencies if data.parent]
    Agency.objects.bulk_update(children, ["parent"], batch_size=BATCH)


def _store_units(agencies: Sequence[AgencyData], ids: Mapping[str, int]) -> None:
    Unit.objects.bulk_create(
        [
            Unit(agency_id=ids[data.key], code=code, name=name, valid_from=data.since, valid_to=data.until)
            for data in agencies
            for code, name in data.units.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["agency", "code"],
        update_fields=["name"],
    )


def _store_history(agencies: Sequence[AgencyData], ids: Mapping[str, int]) -> None:
    AgencyName.objects.bulk_create(
        [
            AgencyName(
                agency_id=ids[data.key],
                name=former.name,
                short_name=former.short_name,
                valid_from=former.since,
                valid_to=former.until,
            )
            for data in agencies
            for former in data.former_names
        ],
        ignore_conflicts=True,
    )
    Succession.objects.bulk_create(
        [
            Succession(
                predecessor_id=ids[data.key], successor_id=ids[key], on=data.until, decision=data.decision
            )
            for data in agencies
            if data.until is not None
            for key in data.succeeded_by
        ],
        ignore_conflicts=True,
    )
    ServiceArea.objects.bulk_create(
        [
            ServiceArea(agency_id=ids[data.key], commune_id=ids[key], valid_from=data.since)
            for data in agencies
            for key in data.serves
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )


def _account(
    person: PersonData, agencies: Mapping[str, int], password: str, at: datetime, *, ready: bool
) -> Account:
    administers = any(post.role in ADMINISTRATORS for post in person.posts)
    return Account(
        username=person.username,
        full_name=person.full_name,
        email=person.email,
        agency_id=agencies[person.agency],
        kind=Account.Kind.ADMINISTRATION if administers else Account.Kind.PROFESSIONAL,
        password=password,
        must_change_password=not ready,
        password_changed_at=at if ready else None,
        created_at=at,
    )


def _store_posts(people: Iterable[PersonData], accounts: Mapping[str, int]) -> None:
    units = {(key, code): pk for pk, key, code in Unit.objects.values_list("id", "agency__key", "code")}
    Assignment.objects.bulk_create(
        [
            Assignment(
                account_id=accounts[person.username],
                unit_id=units[post.agency, post.unit],
                role=post.role,
                title=post.title,
                kind=post.kind,
                valid_from=post.since,
                valid_to=post.until,
            )
            for person in people
            for post in person.posts
        ],
        batch_size=BATCH,
    )


def _store_mandates(mandates: Iterable[MandateData], accounts: Mapping[str, int]) -> None:
    for data in mandates:
        first_post = Assignment.objects.filter(account_id=accounts[data.giver]).order_by("id")[:1].get()
        Mandate.objects.create(
            from_assignment=first_post,
            to_account_id=accounts[data.receiver],
            kind=data.kind,
            signing_form=data.signing_form,
            basis=data.basis,
            valid_from=data.since,
            valid_to=data.until,
        )


def _store_code_keys(demo_accounts: Iterable[DemoAccount], accounts: Mapping[str, int]) -> None:
    TOTPDevice.objects.bulk_create(
        TOTPDevice(user_id=accounts[each.username], name="demo", key=b32decode(each.code_key).hex())
        for each in demo_accounts
        if each.code_key
    )
