"""Agencies, units, people and posts for tests."""

from datetime import UTC, date, datetime

import factory

from motcua.apps.organization.models import Account, Agency, Assignment, Mandate, Unit

FOUNDED = date(2025, 7, 1)
PASSWORD = "chè sen Phố Hiến"
NOW = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    class Params:
        department = factory.Trait(
            kind=Agency.Kind.DEPARTMENT,
            level=Agency.Level.PROVINCE,
            key=factory.Sequence(lambda n: f"so-{n}"),
            name=factory.Sequence(lambda n: f"Sở Mẫu {n}"),
        )

    key = factory.Sequence(lambda n: f"xa-{n}")
    kind = Agency.Kind.COMMUNE_COMMITTEE
    level = Agency.Level.COMMUNE
    identifier = factory.Sequence(lambda n: f"H31.{500 + n}")
    name = factory.Sequence(lambda n: f"Ủy ban nhân dân xã Mẫu {n}")
    short_name = factory.Sequence(lambda n: f"Xã Mẫu {n}")
    valid_from = FOUNDED


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"phong-{n}")
    name = factory.Sequence(lambda n: f"Phòng Mẫu {n}")
    valid_from = factory.SelfAttribute("agency.valid_from")


class AccountFactory(factory.django.DjangoModelFactory):
    """An account that can sign in with `PASSWORD`, unless told otherwise."""

    class Meta:
        model = Account

    class Params:
        administrator = factory.Trait(kind=Account.Kind.ADMINISTRATION)
        fresh = factory.Trait(must_change_password=True, password_changed_at=None)

    username = factory.Sequence(lambda n: f"cv.mau{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn Mẫu {n}")
    password = factory.django.Password(PASSWORD)
    must_change_password = False
    password_changed_at = NOW
    created_at = NOW


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    account = factory.SubFactory(AccountFactory)
    unit = factory.SubFactory(UnitFactory)
    role = "specialist"
    valid_from = FOUNDED


class MandateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mandate

    from_assignment = factory.SubFactory(AssignmentFactory, role="leader")
    to_account = factory.SubFactory(AccountFactory)
    kind = Mandate.Kind.SUBSTITUTION
    signing_form = Mandate.SigningForm.DEPUTY
    basis = "Quyết định 12/QĐ-UBND"
    valid_from = date(2026, 1, 1)
    valid_to = date(2027, 1, 1)
