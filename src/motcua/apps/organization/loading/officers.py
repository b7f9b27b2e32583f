"""From the rules of `officers.yaml` to people with their posts, before anything is stored."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.apps.organization.loading.agencies import AgencyData
from motcua.apps.organization.loading.names import NameStock, read_names
from motcua.apps.organization.loading.sheet import Entry, Problem, read_mapping
from motcua.apps.organization.models import Agency, Assignment, Mandate
from motcua.apps.organization.roles import Role

DIVISIONS = "divisions"
NOT_DIVISIONS = frozenset({"counter", "leaders", "clerk"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PostData:
    """One post of one person."""

    agency: str
    unit: str
    role: str
    title: str
    kind: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonData:
    """One person with every post the rules give."""

    username: str
    full_name: str
    email: str
    agency: str
    posts: list[PostData]


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateData:
    """One mandate, from the first post of one person to another person."""

    giver: str
    receiver: str
    kind: str
    signing_form: str
    basis: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that is ready to sign in; `code_key` (Base32) makes the codes of administrators."""

    username: str
    role: str
    code_key: str


@dataclass(slots=True)
class OfficersData:
    """Everything in the file, expanded."""

    password: str = ""
    people: dict[str, PersonData] = field(default_factory=dict)
    mandates: list[MandateData] = field(default_factory=list)
    demo_accounts: list[DemoAccount] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _PostRule:
    unit: str
    role: str
    title: str
    kind: str
    people: int
    also: tuple["_PostRule", ...]


@dataclass(frozen=True, slots=True)
class _StaffRule:
    entry: Entry
    kinds: frozenset[str]
    keys: frozenset[str]
    excepted: frozenset[str]
    posts: tuple[_PostRule, ...]

    def covers(self, agency: AgencyData) -> bool:
        return agency.key in self.keys or (agency.kind in self.kinds and agency.key not in self.excepted)


def read_officers(path: Path, agencies: Sequence[AgencyData], problems: list[Problem]) -> OfficersData:
    """Return the people of the province; mistakes go to `problems`."""
    root = read_mapping(path, problems)
    if root is None:
        return OfficersData()
    root.only(
        "posts_since",
        "password",
        "mail_domain",
        "user_name_prefixes",
        "staff",
        "secondments",
        "mandates",
        "demo_accounts",
        "names",
    )
    prefixes = root.entry("user_name_prefixes")
    names = read_names(root)
    data = OfficersData(password=root.text("password"))
    if prefixes is None or names is None or problems:
        return data
    make = _Maker(root, prefixes, names, data.people)
    rules = [_staff_rule(entry) for entry in root.entries("staff")]
    if problems:
        return data
    for agency in agencies:
        for rule in rules:
            if rule.covers(agency):
                make.staff(agency, rule)
    known_units = {(agency.key, code) for agency in agencies for code in agency.units}
    _add_secondments(root, data.people, known_units)
    data.mandates = list(_mandates(root, data.people))
    data.demo_accounts = list(_demo_accounts(root, data.people))
    return data


class _Maker:
    """Makes people, numbering them within their role and agency."""

    def __init__(self, root: Entry, prefixes: Entry, names: NameStock, people: dict[str, PersonData]) -> None:
        self._since = root.day("posts_since")
        self._domain = root.text("mail_domain")
        self._prefixes = {role: prefixes.text(role) for role in prefixes}
        self._names = names
        self._people = people
        self._numbers: Counter[tuple[str, str]] = Counter()
        for role in set(Role.values) - self._prefixes.keys():
            prefixes.problem(role, _("thiếu giá trị"))
            self._prefixes[role] = role

    def staff(self, agency: AgencyData, rule: _StaffRule) -> None:
        own = {post.unit for post in rule.posts}
        divisions = [unit for unit in agency.units if unit not in NOT_DIVISIONS and unit not in own]
        for post in rule.posts:
            for unit in divisions if post.unit == DIVISIONS else [post.unit]:
                for _number in range(post.people):
                    self._person(agency, unit, post, rule)

    def _person(self, agency: AgencyData, unit: str, rule: _PostRule, staff: _StaffRule) -> None:
        self._numbers[rule.role, agency.key] += 1
        number = self._numbers[rule.role, agency.key]
        username = f"{self._prefixes[rule.role]}.{agency.handle}{number}"
        posts = [self._post(agency, unit, each, staff) for each in (rule, *rule.also)]
        self._people[username] = PersonData(
            username=username,
            full_name=self._names.name_for(username),
            email=f"{username}@{self._domain}",
            agency=agency.key,
            posts=posts,
        )

    def _post(self, agency: AgencyData, unit: str, rule: _PostRule, staff: _StaffRule) -> PostData:
        where = unit if rule.unit in {DIVISIONS, ""} else rule.unit
        if where not in agency.units:
            staff.entry.problem(
                "posts",
                _("cơ quan “%(key)s” không có đơn vị “%(unit)s”") % {"key": agency.key, "unit": where},
            )
        since = agency.since if agency.until else max(self._since, agency.since)
        return PostData(
            agency=agency.key,
            unit=where,
            role=rule.role,
            title=rule.title,
            kind=rule.kind,
            since=since,
            until=agency.until,
        )


def _staff_rule(entry: Entry) -> _StaffRule:
    entry.only("kinds", "keys", "except", "posts")
    kinds = frozenset(entry.words("kinds"))
    for kind in kinds - set(Agency.Kind.values):
        entry.problem("kinds", _("không có loại cơ quan “%s”") % kind)
    return _StaffRule(
        entry,
        kinds,
        frozenset(entry.words("keys")),
        frozenset(entry.words("except")),
        tuple(_post_rule(each) for each in entry.entries("posts")),
    )


def _post_rule(entry: Entry) -> _PostRule:
    entry.only("unit", "role", "title", "kind", "people", "also")
    unit, title = entry.text("unit"), entry.text("title", "")
    role = entry.choice("role", Role.values)
    also = []
    for each in entry.entries("also"):
        each.only("unit", "role", "title", "kind")
        also.append(
            _PostRule(
                each.text("unit", "" if unit == DIVISIONS else unit),
                each.choice("role", Role.values, role),
                each.text("title", title),
                _kind(each),
                1,
                (),
            )
        )
    return _PostRule(unit, role, title, _kind(entry), entry.number("people", 1), tuple(also))


def _kind(entry: Entry) -> str:
    return entry.choice("kind", (Assignment.Kind.REGULAR, Assignment.Kind.RESERVE), Assignment.Kind.REGULAR)


def _add_secondments(
    root: Entry, people: Mapping[str, PersonData], known_units: set[tuple[str, str]]
) -> None:
    for entry in root.entries("secondments"):
        entry.only("person", "unit", "role", "since", "until")
        person = _person_named(entry, "person", people)
        agency, _slash, unit = entry.text("unit").partition("/")
        if (agency, unit) not in known_units:
            entry.problem("unit", _("không có đơn vị này; viết như ttpvhcc/counter"))
        if person is not None:
            person.posts.append(
                PostData(
                    agency=agency,
                    unit=unit,
                    role=entry.choice("role", Role.values),
                    title=person.posts[0].title,
                    kind=Assignment.Kind.SECONDMENT,
                    since=entry.day("since"),
                    until=entry.day("until"),
                )
            )


def _mandates(root: Entry, people: Mapping[str, PersonData]) -> Iterator[MandateData]:
    for entry in root.entries("mandates"):
        entry.only("person", "from", "kind", "signing_form", "basis", "since", "until")
        receiver, giver = _person_named(entry, "person", people), _person_named(entry, "from", people)
        if receiver is None or giver is None:
            continue
        yield MandateData(
            giver=giver.username,
            receiver=receiver.username,
            kind=entry.choice("kind", Mandate.Kind.values),
            signing_form=entry.choice("signing_form", Mandate.SigningForm.values),
            basis=entry.text("basis"),
            since=entry.day("since"),
            until=entry.day_or_none("until"),
        )


def _demo_accounts(root: Entry, people: Mapping[str, PersonData]) -> Iterable[DemoAccount]:
    for entry in root.entries("demo_accounts"):
        entry.only("username", "role", "code_key")
        role = entry.choice("role", Role.values)
        person = _person_named(entry, "username", people)
        if person is None:
            continue
        if role not in {post.role for post in person.posts}:
            entry.problem("role", _("%s không giữ vai trò này") % person.username)
        yield DemoAccount(person.username, role, entry.text("code_key", ""))


def _person_named(entry: Entry, key: str, people: Mapping[str, PersonData]) -> PersonData | None:
    username = entry.text(key)
    if username not in people:
        entry.problem(key, _("không có người “%s”") % username)
    return people.get(username)
