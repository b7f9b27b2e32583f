"""One person for the administrator: posts in time, mandates, sessions, sign-ins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from motcua.apps.organization import permissions
from motcua.apps.organization.models import Account, Agency, Assignment, Mandate, Oversight, SignIn, Unit
from motcua.apps.organization.queries.accounts import AccountRow, account_rows, visible_accounts
from motcua.apps.organization.queries.periods import LOCAL, valid_on
from motcua.apps.organization.sessions import reference_of
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError

LATEST_SIGN_INS = 12


class AccountNotFound(DomainError):
    """There is no such account, or it is not for this administrator."""

    code = "organization.account-not-found"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """A post in time. `ready` names who stands ready for it, `ready_for` for whom this one does (R-A12)."""

    id: int
    role: str
    kind: str
    title: str
    unit: str
    unit_id: int
    agency_id: int
    since: date
    until: date | None
    current: bool
    to_come: bool
    ready: str = ""
    ready_for: str = ""

    @property
    def last_day(self) -> date | None:
        """Return the last day on which the post is held."""
        return last_day(self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRow:
    """A mandate in time, seen from either side."""

    id: int
    kind: str
    signing_form: str
    basis: str
    giver: str
    giver_id: int
    receiver: str
    receiver_id: int
    role: str
    unit: str
    agency_id: int
    since: date
    until: date | None
    revoked_at: datetime | None
    current: bool
    to_come: bool

    @property
    def last_day(self) -> date | None:
        """Return the last day of the mandate."""
        return last_day(self.until)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser in which the person is signed in; `own` is the one that asks."""

    reference: str
    began_at: datetime | None
    seen_at: datetime | None
    address: str
    browser: str
    own: bool


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One attempt to sign in."""

    at: datetime
    address: str
    outcome: str
    good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One person as the administrator sees it; `managed` tells whether the account may be changed."""

    row: AccountRow
    email: str
    phone: str
    agency_id: int | None
    created_at: datetime
    reviewed_at: datetime | None
    password_changed_at: datetime | None
    must_change_password: bool
    managed: bool
    posts: Sequence[PostRow]
    given: Sequence[MandateRow]
    held: Sequence[MandateRow]
    sessions: Sequence[SessionRow]
    sign_ins: Sequence[SignInRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class OversightRow:
    """A grant of oversight in time."""

    id: int
    overseer: str
    agency: str
    basis: str
    since: date
    until: date | None
    current: bool

    @property
    def last_day(self) -> date | None:
        """Return the last day of the grant."""
        return last_day(self.until)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be chosen: name, and where the person works."""

    id: int
    full_name: str
    line: str


def last_day(until: date | None) -> date | None:
    """Return the last day of a half-open period."""
    return None if until is None else until - timedelta(days=1)


def profile_of(account_id: int, *, actor: Actor, at: datetime) -> Profile:
    """Return a person whom the actor may look at. Raises AccountNotFound (R-S10)."""
    account = visible_accounts(actor, at.astimezone(LOCAL).date()).filter(pk=account_id).first()
    if account is None:
        raise AccountNotFound
    return Profile(
        row=account_rows([account_id], at)[0],
        email=account.email,
        phone=account.phone,
        agency_id=account.agency_id,
        created_at=account.created_at,
        reviewed_at=account.reviewed_at,
        password_changed_at=account.password_changed_at,
        must_change_password=account.must_change_password,
        managed=permissions.may(actor, None if account.is_administrator else account.agency_id),
        posts=posts_in_time(account_id, at),
        given=mandates_in_time(Q(from_assignment__account_id=account_id), at),
        held=mandates_in_time(Q(to_account_id=account_id), at),
        sessions=sessions_of(account_id, at),
        sign_ins=sign_ins_of(account_id),
    )


def posts_in_time(account_id: int, at: datetime) -> list[PostRow]:
    """Return every post of a person, the latest first."""
    on = at.astimezone(LOCAL).date()
    found = Assignment.objects.filter(account_id=account_id).select_related(
        "unit__agency", "reserve_for__account"
    )
    rows = found.prefetch_related("reserves__account").order_by("-valid_from", "-id")
    return [_post(post, on) for post in rows]


def own_mandates(account_id: int, at: datetime) -> tuple[list[MandateRow], list[MandateRow]]:
    """Return the mandates that hold or will hold over a person's posts, and those that the person holds."""
    both = (Q(from_assignment__account_id=account_id), Q(to_account_id=account_id))
    given, held = (
        [row for row in mandates_in_time(whose, at) if row.current or row.to_come] for whose in both
    )
    return given, held


def mandates_in_time(whose: Q, at: datetime) -> list[MandateRow]:
    """Return mandates, the latest first."""
    found = Mandate.objects.filter(whose).select_related(
        "from_assignment__account", "from_assignment__unit__agency", "to_account"
    )
    return [_mandate(mandate, at) for mandate in found.order_by("-valid_from", "-id")]


def sessions_of(account_id: int, at: datetime, *, own_key: str | None = None) -> list[SessionRow]:
    """Return the sessions that are still open, the one used last first."""
    account = Account.objects.get(pk=account_id)
    lock = (
        settings.MOTCUA_SESSION_LOCK_ADMINISTRATOR
        if account.is_administrator
        else settings.MOTCUA_SESSION_LOCK
    )
    rows = []
    for session in account.sessions.filter(expire_date__gt=at).order_by("session_key"):
        seen = session.get_decoded().get("seen_at")
        seen_at = datetime.fromtimestamp(seen, tz=UTC) if seen else session.began_at
        if seen_at is not None and at - seen_at > lock:
            continue
        rows.append(
            SessionRow(
                reference_of(session.session_key), session.began_at, seen_at, session.address or "",
                session.browser, own=session.session_key == own_key,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (not row.own, -(row.seen_at or at).timestamp(), row.reference))


def sign_ins_of(account_id: int) -> list[SignInRow]:
    """Return the latest attempts to sign in under a person's name, failed ones too (R-I18)."""
    name = Account.objects.filter(pk=account_id).values("username")[:1]
    found = SignIn.objects.filter(Q(account_id=account_id) | Q(account=None, username=name)).order_by(
        "-at", "-id"
    )
    return [
        SignInRow(
            row.at, row.address or "", row.get_outcome_display(),
            row.outcome in {SignIn.Outcome.SUCCEEDED, SignIn.Outcome.SIGNED_OUT},
        )
        for row in found[:LATEST_SIGN_INS]
    ]  # fmt: skip


def oversights(at: datetime) -> list[OversightRow]:
    """Return every grant of oversight, the latest first."""
    on = at.astimezone(LOCAL).date()
    found = Oversight.objects.select_related("overseer", "agency").order_by("-valid_from", "-id")
    return [
        OversightRow(
            id=grant.pk, overseer=grant.overseer.short_name, agency=grant.agency.short_name, basis=grant.basis,
            since=grant.valid_from, until=grant.valid_to, current=_current(grant.valid_from, grant.valid_to, on),
        )
        for grant in found
    ]  # fmt: skip


def managed_choices(actor: Actor, on: date) -> list[tuple[int, str]]:
    """Return the agencies that an administrator looks after, as choices in the order of their names."""
    found = Agency.objects.filter(valid_on(on))
    if not permissions.manages_everything(actor):
        found = found.filter(pk__in=permissions.managed_agencies(actor))
    return list(found.order_by("level", "name", "id").values_list("id", "name"))


def unit_choices(agency_ids: Sequence[int], on: date) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the units of agencies, grouped by agency, as choices."""
    found = Unit.objects.filter(valid_on(on), agency_id__in=agency_ids).select_related("agency")
    groups: dict[str, list[tuple[int, str]]] = {}
    for unit in found.order_by("agency__level", "agency__name", "name", "id"):
        groups.setdefault(unit.agency.name, []).append((unit.pk, unit.name))
    return list(groups.items())


def colleagues_of(post: PostRow, on: date, *, without: int, unit_only: bool = False) -> list[Colleague]:
    """Return who works in the agency of a post on a day, those of its unit first, reserves included."""
    found = Assignment.objects.filter(valid_on(on), unit__agency_id=post.agency_id, account__is_active=True)
    if unit_only:
        found = found.filter(unit_id=post.unit_id)
    return _colleagues(found.exclude(account_id=without), post.unit_id)


def staff_of(agency_id: int, on: date, *, without: int) -> list[Colleague]:
    """Return the people whose accounts an agency looks after and who hold a post on a day."""
    found = Assignment.objects.filter(valid_on(on), account__agency_id=agency_id, account__is_active=True)
    return _colleagues(found.exclude(account_id=without), None)


def find_by_username(username: str) -> int | None:
    """Return the open account of a user name as somebody typed it."""
    name = username.strip().lower()
    return Account.objects.filter(username=name, is_active=True).values_list("id", flat=True).first()


def _colleagues(found: QuerySet[Assignment], unit_id: int | None) -> list[Colleague]:
    people: dict[int, Colleague] = {}
    near: set[int] = set()
    for post in found.select_related("account", "unit").order_by("id"):
        line = " · ".join(
            part for part in (post.title or str(post.get_role_display()), post.unit.name) if part
        )
        people.setdefault(post.account_id, Colleague(post.account_id, post.account.full_name, line))
        if post.unit_id == unit_id:
            near.add(post.account_id)
    return sorted(people.values(), key=lambda one: (one.id not in near, one.full_name.split()[::-1], one.id))


def _current(since: date, until: date | None, on: date) -> bool:
    return since <= on and (until is None or until > on)


def _post(post: Assignment, on: date) -> PostRow:
    ready = [reserve.account.full_name for reserve in post.reserves.all()]
    return PostRow(
        id=post.pk,
        role=post.role,
        kind=post.kind,
        title=post.title,
        unit=f"{post.unit.name}, {post.unit.agency.short_name}",
        unit_id=post.unit_id,
        agency_id=post.unit.agency_id,
        since=post.valid_from,
        until=post.valid_to,
        current=_current(post.valid_from, post.valid_to, on),
        to_come=post.valid_from > on,
        ready=", ".join(sorted(ready)),
        ready_for=post.reserve_for.account.full_name if post.reserve_for else "",
    )


def _mandate(mandate: Mandate, at: datetime) -> MandateRow:
    post, on = mandate.from_assignment, at.astimezone(LOCAL).date()
    standing = mandate.revoked_at is None or mandate.revoked_at > at
    held = _current(post.valid_from, post.valid_to, on)
    return MandateRow(
        id=mandate.pk,
        kind=str(mandate.get_kind_display()),
        signing_form=str(mandate.get_signing_form_display()),
        basis=mandate.basis,
        giver=post.account.full_name,
        giver_id=post.account_id,
        receiver=mandate.to_account.full_name,
        receiver_id=mandate.to_account_id,
        role=post.role,
        unit=f"{post.unit.name}, {post.unit.agency.short_name}",
        agency_id=post.unit.agency_id,
        since=mandate.valid_from,
        until=mandate.valid_to,
        revoked_at=mandate.revoked_at,
        current=standing and held and _current(mandate.valid_from, mandate.valid_to, on),
        to_come=standing and mandate.valid_from > on,
    )
