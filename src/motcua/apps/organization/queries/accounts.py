"""Accounts, for the administrators who look after them: lists, and what needs a look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.apps.organization import permissions
from motcua.apps.organization.models import Account, Assignment
from motcua.apps.organization.queries.periods import LOCAL, months_later, valid_on
from motcua.domain.access import Actor
from motcua.domain.text import name_sort_key, search_key

IDLE = timedelta(days=45)
REVIEW_MONTHS = 6
PERSONAL_KINDS = (Account.Kind.ADMINISTRATION, Account.Kind.PROFESSIONAL)


class AccountState(StrEnum):
    """What an administrator looks for among accounts; closed ones are shown only when asked for."""

    OPEN = "open"
    IDLE = "idle"
    LOCKED = "locked"
    WITHOUT_CODES = "without-codes"
    REVIEW = "review"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account for the administrator's list."""

    id: int
    username: str
    full_name: str
    kind: str
    is_active: bool
    agency_id: int | None
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFilter:
    """What is left of the accounts; `text` are words of names, with or without diacritics."""

    text: str = ""
    agency_id: int | None = None
    unit_id: int | None = None
    role: str = ""
    state: AccountState = AccountState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account with its posts of the day and with what needs a look."""

    id: int
    username: str
    full_name: str
    kind: str
    agency: str
    is_active: bool
    posts: tuple[tuple[str, str], ...]
    last_seen_at: datetime | None
    idle: bool
    locked: bool
    codes: bool
    review_due: bool

    @property
    def administers(self) -> bool:
        """Tell whether the stricter rules hold."""
        return self.kind == Account.Kind.ADMINISTRATION


def visible_accounts(actor: Actor, on: date) -> QuerySet[Account]:
    """Return the accounts that an administrator finds: of managed agencies, and of who works there on a day (R-S10)."""
    personal = Account.objects.filter(kind__in=PERSONAL_KINDS)
    if permissions.manages_everything(actor):
        return personal
    managed = permissions.managed_agencies(actor)
    works_there = Assignment.objects.filter(valid_on(on), account=OuterRef("pk"), unit__agency_id__in=managed)
    return personal.filter(Q(agency_id__in=managed) | Exists(works_there))


def find_accounts(actor: Actor, wanted: AccountFilter, at: datetime) -> list[int]:
    """Return the ids of the accounts that a filter leaves, in the order of given names."""
    on = at.astimezone(LOCAL).date()
    found = _in_state(visible_accounts(actor, on), wanted.state, at)
    if wanted.agency_id is not None:
        found = found.filter(agency_id=wanted.agency_id)
    held = Q()
    if wanted.unit_id is not None:
        held &= Q(unit_id=wanted.unit_id)
    if wanted.role:
        held &= Q(role=wanted.role)
    if held:
        found = found.filter(Exists(Assignment.objects.filter(valid_on(on), held, account=OuterRef("pk"))))
    words = search_key(wanted.text).split()
    named = [
        (name_sort_key(full_name), username, pk)
        for pk, full_name, username in found.order_by("id").values_list("id", "full_name", "username")
        if _fits(words, f"{full_name} {username}")
    ]
    return [pk for _, _, pk in sorted(named)]


def account_rows(ids: Sequence[int], at: datetime) -> list[AccountRow]:
    """Return the rows of a page of accounts in the given order; the queries do not grow with the page."""
    accounts = Account.objects.filter(pk__in=ids).select_related("agency").in_bulk()
    posts = _posts_of(ids, at.astimezone(LOCAL).date())
    codes = set(
        TOTPDevice.objects.filter(user_id__in=ids, confirmed=True)
        .order_by("id")
        .values_list("user_id", flat=True)
    )
    locked = locked_names([account.username for account in accounts.values()], at)
    review = reviewed_before(at)
    return [
        AccountRow(
            id=pk,
            username=account.username,
            full_name=account.full_name,
            kind=account.kind,
            agency=account.agency.short_name if account.agency else "",
            is_active=account.is_active,
            posts=tuple(posts.get(pk, ())),
            last_seen_at=account.last_seen_at,
            idle=account.is_active and (account.last_seen_at or account.created_at) < at - IDLE,
            locked=account.username in locked,
            codes=pk in codes,
            review_due=account.is_active and (account.reviewed_at or account.created_at) < review,
        )
        for pk in ids
        if (account := accounts.get(pk)) is not None
    ]


def state_counts(actor: Actor, at: datetime) -> dict[AccountState, int]:
    """Return how many accounts need a look, by why."""
    visible = visible_accounts(actor, at.astimezone(LOCAL).date())
    return {state: _in_state(visible, state, at).count() for state in AccountState}


def taken_usernames() -> frozenset[str]:
    """Return every user name that is taken, by closed accounts too."""
    return frozenset(Account.objects.order_by("id").values_list("username", flat=True))


def locked_names(usernames: Iterable[str], at: datetime) -> frozenset[str]:
    """Return which user names are locked after too many failures (R-I14)."""
    attempts = AccessAttempt.objects.filter(
        username__in=list(usernames),
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gte=at - settings.AXES_COOLOFF_TIME,
    )
    return frozenset(attempts.order_by("id").values_list("username", flat=True))


def reviewed_before(at: datetime) -> datetime:
    """Return the moment before which the last review of an account is too old (R-I17)."""
    day = months_later(at.astimezone(LOCAL).date(), -REVIEW_MONTHS)
    return datetime.combine(day, time.min, tzinfo=LOCAL).astimezone(UTC)


def _in_state(accounts: QuerySet[Account], state: AccountState, at: datetime) -> QuerySet[Account]:
    if state is AccountState.CLOSED:
        return accounts.filter(is_active=False)
    accounts = accounts.filter(is_active=True)
    if state is AccountState.IDLE:
        return _idle(accounts, at)
    if state is AccountState.LOCKED:
        attempts = AccessAttempt.objects.filter(
            username=OuterRef("username"),
            failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
            attempt_time__gte=at - settings.AXES_COOLOFF_TIME,
        )
        return accounts.filter(Exists(attempts))
    if state is AccountState.WITHOUT_CODES:
        return accounts.filter(~Exists(TOTPDevice.objects.filter(user_id=OuterRef("pk"), confirmed=True)))
    if state is AccountState.REVIEW:
        last = accounts.annotate(confirmed_at=Coalesce("reviewed_at", "created_at"))
        return last.filter(confirmed_at__lt=reviewed_before(at))
    return accounts


def _idle(accounts: QuerySet[Account], at: datetime) -> QuerySet[Account]:
    used = accounts.annotate(used_at=Coalesce("last_seen_at", "created_at"))
    return used.filter(used_at__lt=at - IDLE)


def _fits(words: Sequence[str], text: str) -> bool:
    key = search_key(text)
    return all(word in key for word in words)


def _posts_of(ids: Sequence[int], on: date) -> Mapping[int, list[tuple[str, str]]]:
    """Return (role, unit) of each person's posts on a day."""
    found = Assignment.objects.filter(valid_on(on), account_id__in=ids).exclude(kind=Assignment.Kind.RESERVE)
    posts: dict[int, list[tuple[str, str]]] = {}
    rows = found.order_by("valid_from", "id").values_list(
        "account_id", "role", "unit__name", "unit__agency__short_name"
    )
    for account, role, unit, agency in rows:
        posts.setdefault(account, []).append((role, f"{unit}, {agency}"))
    return posts


def idle_accounts(at: datetime) -> list[AccountFacts]:
    """Return the open accounts that nobody has used for 45 days, the longest idle first (R-I17)."""
    idle = _idle(Account.objects.filter(is_active=True, kind__in=PERSONAL_KINDS), at)
    in_order = idle.order_by(Coalesce("last_seen_at", "created_at"), "username")
    return [_account(account) for account in in_order]


def accounts_of(agency_id: int) -> list[AccountFacts]:
    """Return the accounts that an agency's administrator looks after, in the order of their names."""
    return [_account(account) for account in Account.objects.filter(agency_id=agency_id).order_by("username")]


def has_second_factor(account_id: int) -> bool:
    """Tell whether a person confirms signing in with codes."""
    return bool(TOTPDevice.objects.filter(user_id=account_id, confirmed=True).exists())


def _account(account: Account) -> AccountFacts:
    return AccountFacts(
        account.pk,
        account.username,
        account.full_name,
        account.kind,
        account.is_active,
        account.agency_id,
        account.last_seen_at,
    )
