"""Who has an account, and for whom they may act."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from motcua.apps.citizens import models
from motcua.apps.citizens.values import ALL_RIGHTS, Choice, Person
from motcua.domain.access import Actor
from motcua.domain.dossier.values import Party, PartyKind

__all__ = [
    "Choice",
    "Person",
    "actor_of",
    "choices_of",
    "followers_of",
    "parties_of",
    "person",
    "proven_as",
]


def person(person_id: int) -> Person | None:
    """Return a person with an open account."""
    row = models.Person.objects.filter(pk=person_id, closed_at=None).first()
    return None if row is None else shown(row)


def choices_of(person_id: int, on: date) -> tuple[Choice, ...]:
    """Return for whom a person may act on a day: first oneself, then companies, then principals by name."""
    oneself = person(person_id)
    if oneself is None:
        return ()
    return (_oneself(oneself), *_companies(person_id), *_principals(person_id, on))


def actor_of(person_id: int, on: date, *, right: str | None = None) -> Actor:
    """Return a person as the actor of an act, with all parties for whom they may act, or those with one right.

    Somebody without an open account acts for nobody.
    """
    oneself = person(person_id)
    if oneself is None:
        return Actor.citizen("", ())
    return Actor.citizen(oneself.name, parties_of(oneself, choices_of(person_id, on), right=right))


def parties_of(oneself: Person, choices: tuple[Choice, ...], *, right: str | None = None) -> frozenset[str]:
    """Return the owner keys that a person's choices open.

    One's own identity number and a company's tax code count once they are proven; what proxies filed for one on a
    confirmed power counts too.
    """
    parties = {choice.key for choice in choices if right is None or choice.may(right)}
    if oneself.proven:
        parties.add(f"id:{oneself.citizen_id}")
    parties |= _verified_tax_codes(parties)
    given = models.PowerOfAttorney.objects.filter(principal_id=oneself.id, confirmed_at__isnull=False)
    parties |= {f"power:{power}" for power in given.order_by("id").values_list("id", flat=True)}
    held = _powers(oneself.id).filter(confirmed_at__isnull=False)
    rows = held.order_by("id").values_list("id", "principal_id")
    parties |= {f"power:{pk}" for pk, principal in rows if f"citizen:{principal}" in parties}
    return frozenset(parties)


def followers_of(owner: str) -> tuple[Person, ...]:
    """Return the people who are told about what belongs to an owner key: the person, members, or the proxy."""
    kind, _colon, number = owner.partition(":")
    if not number.isdecimal():
        return ()
    open_accounts = models.Person.objects.filter(closed_at=None)
    if kind == "citizen":
        rows = open_accounts.filter(pk=number)
    elif kind == "company":
        members = models.Membership.objects.filter(
            company_id=number, ended_at=None, rights__contains=["follow"]
        )
        rows = open_accounts.filter(pk__in=members.values("person_id"))
    elif kind == "power":
        powers = models.PowerOfAttorney.objects.filter(pk=number, ended_at=None)
        rows = open_accounts.filter(pk__in=powers.values("proxy_id"))
    else:
        return ()
    return tuple(shown(row) for row in rows.order_by("id"))


def proven_as(citizen_id: str) -> tuple[Person, ...]:
    """Return the open account of whoever has proven an identity number; none for an empty one."""
    if not citizen_id:
        return ()
    rows = models.Person.objects.filter(citizen_id=citizen_id, proven_at__isnull=False, closed_at=None)
    return tuple(shown(row) for row in rows.order_by("id"))


def _verified_tax_codes(parties: set[str]) -> set[str]:
    companies = [int(key.removeprefix("company:")) for key in parties if key.startswith("company:")]
    verified = models.Company.objects.filter(pk__in=companies, verified_at__isnull=False).order_by("id")
    return {f"tax:{tax_code}" for tax_code in verified.values_list("tax_code", flat=True)}


def shown(row: models.Person) -> Person:
    """Return a row as others see it."""
    return Person(
        id=row.pk, name=row.name, phone=row.phone, email=row.email, citizen_id=row.citizen_id, born_on=row.born_on,
        sex=row.sex, address=row.address, proven=row.proven_at is not None, language=row.language,
    )  # fmt: skip


def party_of(one: Person) -> Party:
    """Return a person as an applicant."""
    return Party(
        name=one.name, citizen_id=one.citizen_id, born_on=one.born_on, sex=one.sex, phone=one.phone,
        email=one.email, address=one.address,
    )  # fmt: skip


def _oneself(one: Person) -> Choice:
    return Choice(one.key, one.name, "self", party_of(one), "", ALL_RIGHTS)


def _companies(person_id: int) -> list[Choice]:
    rows = models.Membership.objects.filter(person_id=person_id, ended_at=None)
    return [_company(row) for row in rows.select_related("company", "person").order_by("company__name", "id")]


def _company(row: models.Membership) -> Choice:
    company = row.company
    party = Party(
        kind=PartyKind.ORGANIZATION, name=company.name, tax_code=company.tax_code,
        representative=company.representative, phone=row.person.phone, email=row.person.email,
        address=company.address,
    )  # fmt: skip
    basis = _("Đại diện tài khoản doanh nghiệp") if row.owner else _("Thành viên tài khoản doanh nghiệp")
    if company.verified_at is None:
        basis = _("%s (mã số thuế chưa kiểm chứng)") % basis
    return Choice(f"company:{company.pk}", company.name, "company", party, basis, frozenset(row.rights))


def _principals(person_id: int, on: date) -> list[Choice]:
    rows = _powers(person_id).filter(valid_from__lte=on, valid_to__gte=on).filter(_standing())
    found: dict[str, Choice] = {}
    for row in rows.select_related("principal").order_by("principal_name", "id"):
        choice = _principal(row)
        earlier = found.get(choice.key)
        found[choice.key] = choice if earlier is None else _both(earlier, choice)
    return list(found.values())


def _powers(person_id: int) -> QuerySet[models.PowerOfAttorney]:
    return models.PowerOfAttorney.objects.filter(proxy_id=person_id, ended_at=None)


def _standing() -> Q:
    """A power counts once its principal confirmed it, or on an uploaded paper."""
    return Q(confirmed_at__isnull=False, principal__closed_at=None) | (Q(confirmed_at=None) & ~Q(paper=""))


def _principal(row: models.PowerOfAttorney) -> Choice:
    words = {"until": row.valid_to.strftime("%d/%m/%Y"), "matters": row.matters}
    if row.confirmed_at is not None and row.principal is not None:
        basis = _("Ủy quyền đã được người ủy quyền xác nhận, đến %(until)s: %(matters)s") % words
        party = party_of(shown(row.principal))
        return Choice(
            f"citizen:{row.principal.pk}",
            row.principal.name,
            "principal",
            party,
            basis,
            frozenset(row.rights),
        )
    basis = _("Giấy ủy quyền chưa kiểm chứng, đến %(until)s: %(matters)s") % words
    party = Party(
        name=row.principal_name, citizen_id=row.principal_citizen_id, phone=row.principal_phone,
        address=row.principal_address,
    )  # fmt: skip
    return Choice(f"power:{row.pk}", row.principal_name, "principal", party, basis, frozenset(row.rights))


def _both(one: Choice, other: Choice) -> Choice:
    """Return two powers of one principal as one choice."""
    return Choice(
        one.key, one.label, one.kind, one.party, f"{one.basis}; {other.basis}", one.rights | other.rights
    )
