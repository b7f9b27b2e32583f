"""People as a spreadsheet lists them: every mistake is named by row and column before anybody is taken in."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from motcua.apps.organization.models import Account, Unit
from motcua.apps.organization.operations.intake import NewPerson, NewPost
from motcua.apps.organization.operations.posts import ONE_DAY
from motcua.apps.organization.queries import LOCAL, valid_on
from motcua.apps.organization.queries.accounts import taken_usernames
from motcua.apps.organization.roles import Role
from motcua.domain.errors import DomainError
from motcua.domain.identity.contacts import parse_email, parse_phone
from motcua.domain.spreadsheets import Line, Sheet, lines
from motcua.domain.text import clean, initials, name_key, search_key

COLUMNS: Final[Mapping[str, str]] = {
    "full_name": "Họ và tên",
    "unit": "Đơn vị",
    "role": "Vai trò",
    "title": "Chức danh",
    "username": "Tên đăng nhập",
    "since": "Từ ngày",
    "until": "Đến ngày",
    "email": "Thư điện tử",
    "phone": "Điện thoại",
}
OPTIONAL: Final = frozenset(COLUMNS) - {"full_name", "unit", "role"}
MOST_PEOPLE: Final = 500
LONGEST: Final[Mapping[str, int]] = {"full_name": 100, "title": 100, "username": 60}


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong in one cell: the row as the spreadsheet shows it, the heading of the column, and why."""

    row: int
    column: str
    what: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that is right: one person with one post, and what to look at twice."""

    row: int
    person: NewPerson
    unit_name: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """A sheet that was read: rows that are right, mistakes of the others."""

    drafts: tuple[Draft, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def people(self) -> list[NewPerson]:
        """Return the people, those listed in several rows once with all their posts."""
        merged: dict[str, NewPerson] = {}
        for draft in self.drafts:
            new = draft.person
            if (known := merged.get(new.username)) is not None:
                new = replace(
                    known,
                    posts=(*known.posts, *new.posts),
                    email=known.email or new.email,
                    phone=known.phone or new.phone,
                )
            merged[new.username] = new
        return list(merged.values())


def read_roster(sheet: Sheet, *, agency_id: int, roles: Sequence[Role], at: datetime) -> Roster:
    """Return the people that a sheet lists for an agency; `roles` are those that may be given.

    Raises HeadingsMissing.
    """
    reader = _Reader(agency_id, roles, at.astimezone(LOCAL).date())
    found = lines(sheet, COLUMNS, optional=OPTIONAL)
    for line in found[:MOST_PEOPLE]:
        reader.read(line)
    if len(found) > MOST_PEOPLE:
        reader.note(found[MOST_PEOPLE].number, "full_name", _("nhiều nhất %s dòng một lần") % MOST_PEOPLE)
    return Roster(tuple(reader.drafts), tuple(sorted(reader.mistakes)))


def template(agency_id: int, roles: Sequence[Role], at: datetime) -> tuple[Sheet, ...]:
    """Return a workbook to fill in: the headings, and beside them the units and roles that may be named."""
    units = Unit.objects.filter(valid_on(at.astimezone(LOCAL).date()), agency_id=agency_id).order_by(
        "name", "id"
    )
    known = [(unit.name, unit.code) for unit in units]
    return (
        Sheet(_("Cán bộ"), (tuple(COLUMNS.values()),)),
        Sheet(_("Đơn vị"), ((_("Đơn vị"), _("Mã")), *known)),
        Sheet(_("Vai trò"), ((_("Vai trò"), _("Mã")), *((str(role.label), role.value) for role in roles))),
    )


@dataclass(slots=True)
class _Reader:
    """Reads line by line, remembering what earlier lines said."""

    agency_id: int
    roles: Sequence[Role]
    today: date
    drafts: list[Draft] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    _units: dict[str, Unit] = field(default_factory=dict)
    _roles: dict[str, Role] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _namesakes: dict[str, str] = field(default_factory=dict)
    _people: dict[str, str] = field(default_factory=dict)
    _posts: Counter[tuple[str, int, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for unit in Unit.objects.filter(valid_on(self.today), agency_id=self.agency_id).order_by("-id"):
            self._units |= {search_key(unit.name): unit, search_key(unit.code): unit}
        for role in Role:
            self._roles |= {search_key(str(role.label)): role, search_key(role.value): role}
        self._taken = set(taken_usernames())
        own = Account.objects.filter(agency_id=self.agency_id).order_by("id")
        self._namesakes = {name_key(name): user for name, user in own.values_list("full_name", "username")}

    def note(self, row: int, key: str, what: str) -> None:
        self.mistakes.append(Mistake(row, COLUMNS[key], what))

    def read(self, line: Line) -> None:
        """Read one row; it becomes a draft only without a mistake."""
        before = len(self.mistakes)
        full_name = self._text(line, "full_name", required=True)
        unit, role = self._unit(line), self._role(line)
        post = self._post(line, unit, role)
        email, phone = self._contact(line, "email", parse_email), self._contact(line, "phone", parse_phone)
        username = self._username(line, full_name) if full_name else ""
        if len(self.mistakes) > before or unit is None or post is None:
            return
        self._posts[username, post.unit_id, post.role] += 1
        if self._posts[username, post.unit_id, post.role] > 1:
            self.note(line.number, "role", _("dòng này lặp lại việc đã giao ở một dòng trên"))
            return
        self._people[username] = full_name
        person = NewPerson(
            username=username,
            full_name=full_name,
            agency_id=self.agency_id,
            posts=(post,),
            email=email,
            phone=phone,
        )
        self.drafts.append(Draft(line.number, person, unit.name, self._doubt(full_name)))

    def _text(self, line: Line, key: str, *, required: bool = False) -> str:
        text = clean(line[key])
        if required and not text:
            self.note(line.number, key, _("chưa điền"))
        if len(text) > LONGEST[key]:
            self.note(line.number, key, _("dài quá %s chữ") % LONGEST[key])
        return text

    def _unit(self, line: Line) -> Unit | None:
        unit = self._units.get(search_key(line["unit"]))
        if unit is None:
            self.note(line.number, "unit", _("cơ quan không có đơn vị “%s”") % clean(line["unit"]))
        return unit

    def _role(self, line: Line) -> Role | None:
        role = self._roles.get(search_key(line["role"]))
        if role is None:
            self.note(line.number, "role", _("không có vai trò “%s”") % clean(line["role"]))
        elif role not in self.roles:
            self.note(line.number, "role", _("vai trò này do tỉnh giao"))
        return role

    def _post(self, line: Line, unit: Unit | None, role: Role | None) -> NewPost | None:
        since, last = self._day(line, "since") or self.today, self._day(line, "until")
        title = self._text(line, "title")
        if last is not None and last < since:
            self.note(line.number, "until", _("không thể trước ngày bắt đầu"))
        if unit is None or role is None:
            return None
        if unit.valid_from > since:
            self.note(line.number, "since", _("đơn vị có từ %s") % f"{unit.valid_from:%d/%m/%Y}")
        return NewPost(
            unit_id=unit.pk, role=role.value, since=since, until=last + ONE_DAY if last else None, title=title
        )

    def _day(self, line: Line, key: str) -> date | None:
        text = line[key]
        if not text:
            return None
        for shape in ("%d/%m/%Y", "%Y-%m-%d"):
            try:
                return datetime.strptime(text, shape).date()  # noqa: DTZ007  # A day, not an instant.
            except ValueError:
                continue
        self.note(line.number, key, _("ngày phải viết như 30/11/2026"))
        return None

    def _contact(self, line: Line, key: str, parse: Callable[[str], str]) -> str:
        if not line[key]:
            return ""
        try:
            return parse(line[key])
        except DomainError:
            self.note(line.number, key, _("chưa đúng dạng"))
            return ""

    def _username(self, line: Line, full_name: str) -> str:
        """Return the name that is given, else one made of the given name and the initials of the others."""
        given = self._text(line, "username").lower()
        if given and (not given.isascii() or set(given) - set(USERNAME_LETTERS)):
            self.note(line.number, "username", _("chỉ dùng chữ thường không dấu, số và dấu chấm"))
        elif given in self._taken:
            self.note(line.number, "username", _("tên %s đã có người dùng") % given)
        elif given in self._people and name_key(self._people[given]) != name_key(full_name):
            self.note(line.number, "username", _("tên %s đã đặt cho người khác ở một dòng trên") % given)
        return given or self._proposed(full_name)

    def _proposed(self, full_name: str) -> str:
        return propose_username(full_name, self._taken | self._people.keys())

    def _doubt(self, full_name: str) -> str:
        namesake = self._namesakes.get(name_key(full_name))
        return _("cùng họ tên với tài khoản %s đã có") % namesake if namesake else ""


USERNAME_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789."


def propose_username(full_name: str, taken: Iterable[str]) -> str:
    """Return a user name that nobody has: "Đỗ Minh Khang" gives "khang.dm", the next one "khang.dm2"."""
    *others, given = search_key(full_name).split() or ["x"]
    stem = "".join(ch for ch in given if ch in USERNAME_LETTERS) or "x"
    if others:
        stem = f"{stem}.{initials(' '.join(others))}"
    known, number, name = set(taken), 1, stem
    while name in known:
        number += 1
        name = f"{stem}{number}"
    return name
