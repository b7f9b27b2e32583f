"""The officers of a province's workbook: checked when it is sent, taken in once its plan is applied."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from motcua.apps.organization.models import Account
from motcua.apps.organization.operations.intake import NewPerson, NewPost
from motcua.apps.organization.reform.applying import agency_ids, unit_ids
from motcua.apps.organization.reform.sheets import Mistake
from motcua.apps.organization.roles import Role
from motcua.apps.organization.roster import USERNAME_LETTERS, propose_username
from motcua.domain.errors import DomainError
from motcua.domain.identity.contacts import parse_email, parse_phone
from motcua.domain.spreadsheets import HeadingsMissing, Line, Sheet, lines
from motcua.domain.succession import Address, Structure
from motcua.domain.text import clean, search_key

PEOPLE: Final = "Cán bộ"
COLUMNS: Final[Mapping[str, str]] = {
    "agency": "Mã cơ quan",
    "unit": "Mã đơn vị",
    "full_name": "Họ và tên",
    "role": "Vai trò",
    "title": "Chức danh",
    "username": "Tên đăng nhập",
    "email": "Thư điện tử",
    "phone": "Điện thoại",
}
OPTIONAL: Final = frozenset({"title", "username", "email", "phone"})
LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One post of one person, by the keys that the plan leaves. Several lines with one user name are one person."""

    agency: str
    unit: str
    full_name: str
    role: str
    username: str
    title: str = ""
    email: str = ""
    phone: str = ""


def read_people(
    sheets: Iterable[Sheet], bodies: Structure, roles: Sequence[Role]
) -> tuple[list[PersonLine], list[Mistake]]:
    """Return the people of a workbook, as the agencies will stand; a workbook without their sheet has none."""
    sheet = next((each for each in sheets if search_key(each.name) == search_key(PEOPLE)), None)
    if sheet is None:
        return [], []
    reader = _Reader(
        bodies, {search_key(name): role for role in roles for name in (role.value, str(role.label))}
    )
    try:
        for line in lines(sheet, COLUMNS, optional=OPTIONAL):
            reader.read(line)
    except HeadingsMissing as missing:
        return [], [Mistake(PEOPLE, 1, heading, _("thiếu cột này")) for heading in missing.headings]
    return reader.people, reader.mistakes


def new_people(people: Iterable[PersonLine], *, since: date) -> list[NewPerson]:
    """Return the people with the units that stand behind their lines."""
    agencies, units = agency_ids(), unit_ids()
    by_name: dict[str, list[PersonLine]] = {}
    for line in people:
        by_name.setdefault(line.username, []).append(line)
    return [
        NewPerson(
            username=username,
            full_name=found[0].full_name,
            agency_id=agencies[found[0].agency],
            posts=tuple(
                NewPost(
                    unit_id=units[Address(line.agency, line.unit)],
                    role=line.role,
                    since=since,
                    title=line.title,
                )
                for line in found
            ),
            email=found[0].email,
            phone=found[0].phone,
        )
        for username, found in by_name.items()
    ]


class _Reader:
    """Reads line by line, remembering what earlier lines said."""

    def __init__(self, bodies: Structure, roles: Mapping[str, Role]) -> None:
        self.people: list[PersonLine] = []
        self.mistakes: list[Mistake] = []
        self._bodies, self._roles = bodies, roles
        self._taken = set(Account.objects.order_by("id").values_list("username", flat=True))
        self._names: dict[str, str] = {}

    def note(self, line: Line, key: str, what: str) -> None:
        self.mistakes.append(Mistake(PEOPLE, line.number, COLUMNS[key], what))

    def read(self, line: Line) -> None:
        """Read one row; it counts only without a mistake."""
        before = len(self.mistakes)
        full_name, role = clean(line["full_name"]), self._roles.get(search_key(line["role"]))
        if not full_name or len(full_name) > LONGEST_NAME:
            self.note(line, "full_name", _("chưa điền, hoặc quá dài"))
        if role is None:
            self.note(line, "role", _("không có vai trò “%s”, hoặc không được giao") % clean(line["role"]))
        body = self._bodies.get(line["agency"].strip())
        if body is None or body.until is not None:
            self.note(line, "agency", _("không có cơ quan “%s”") % line["agency"])
        elif line["unit"].strip() not in body.units:
            self.note(line, "unit", _("cơ quan không có đơn vị “%s”") % line["unit"])
        email, phone = self._contact(line, "email", parse_email), self._contact(line, "phone", parse_phone)
        username = self._username(line, full_name)
        if len(self.mistakes) > before or role is None:
            return
        self._names[username] = full_name
        self.people.append(
            PersonLine(
                agency=line["agency"].strip(),
                unit=line["unit"].strip(),
                full_name=full_name,
                role=role.value,
                username=username,
                title=clean(line["title"])[:LONGEST_NAME],
                email=email,
                phone=phone,
            )
        )

    def _contact(self, line: Line, key: str, parse: Callable[[str], str]) -> str:
        if not line[key]:
            return ""
        try:
            return parse(line[key])
        except DomainError:
            self.note(line, key, _("chưa đúng dạng"))
            return ""

    def _username(self, line: Line, full_name: str) -> str:
        given = line["username"].strip().lower()
        if set(given) - set(USERNAME_LETTERS):
            self.note(line, "username", _("chỉ dùng chữ thường không dấu, số và dấu chấm"))
        elif given in self._taken:
            self.note(line, "username", _("tên %s đã có người dùng") % given)
        elif self._names.get(given, full_name) != full_name:
            self.note(line, "username", _("tên %s đã đặt cho người khác ở một dòng trên") % given)
        return given or propose_username(full_name, self._taken | self._names.keys())
