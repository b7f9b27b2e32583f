"""From `province.yaml` and `agencies.yaml` to agencies with their units, before anything is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.apps.organization.loading.sheet import Entry, Problem, read_mapping
from motcua.apps.organization.models import Agency

FIRST_WORDS = ("Xã ", "Phường ", "Đặc khu ")


@dataclass(frozen=True, slots=True)
class ProvinceData:
    """What a channel prints about the province as a whole."""

    name: str
    short_name: str
    identifier: str
    administrative_code: str
    agency: str
    receiving_point: str
    calendar: str
    since: date
    seat: str
    hotline: str
    support: str


@dataclass(frozen=True, slots=True)
class NameData:
    """A former name of an agency."""

    name: str
    short_name: str
    since: date
    until: date


CONTACT = ("street_address", "phone", "email", "website")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyData:
    """One agency as the file describes it; `handle` stands in the user names of its people."""

    key: str
    kind: str
    level: str
    name: str
    short_name: str
    abbreviation: str
    identifier: str
    handle: str
    since: date
    until: date | None = None
    parent: str = ""
    legacy_identifier: str = ""
    administrative_code: str = ""
    decision: str = ""
    street_address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    former_names: tuple[NameData, ...] = ()
    succeeded_by: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Template:
    kind: str
    level: str
    units: Mapping[str, str]


def read_province(path: Path, problems: list[Problem]) -> ProvinceData | None:
    """Return the province; None when the file cannot be read."""
    entry = read_mapping(path, problems)
    if entry is None:
        return None
    texts = ("name", "short_name", "identifier", "administrative_code", "agency", "receiving_point")
    more = ("calendar", "seat", "hotline", "support")
    entry.only(*texts, *more, "since")
    values = {key: entry.text(key) for key in (*texts, *more)}
    return ProvinceData(since=entry.day("since"), **values)


def read_agencies(path: Path, problems: list[Problem]) -> list[AgencyData]:
    """Return every agency of the file, parents first as they are written; mistakes go to `problems`."""
    root = read_mapping(path, problems)
    if root is None:
        return []
    root.only("templates", "agencies", "communes", "communes_since", "committees_under", "police_under")
    templates = _templates(root)
    found = [(entry, _agency(entry, templates)) for entry in root.entries("agencies")]
    if "communes" in root:
        found.extend(_communes(root, templates, {agency.key: agency for _entry, agency in found}))
    _check(found)
    return [agency for _entry, agency in found]


def _templates(root: Entry) -> dict[str, _Template]:
    written = root.entry("templates")
    if written is None:
        root.problem("templates", _("thiếu giá trị"))
        return {}
    templates = {}
    for name in written:
        entry = written.entry(name)
        if entry is not None:
            entry.only("kind", "level", "units")
            kind = entry.choice("kind", Agency.Kind.values)
            level = entry.choice("level", Agency.Level.values)
            templates[name] = _Template(kind, level, _units(entry))
    return templates


def _units(entry: Entry) -> dict[str, str]:
    units = entry.entry("units")
    return {} if units is None else {code: units.text(code) for code in units}


def _template(entry: Entry, key: str, name: str, templates: Mapping[str, _Template]) -> _Template:
    if name in templates:
        return templates[name]
    entry.problem(key, _("không có mẫu “%s” trong templates") % name)
    return _Template(Agency.Kind.OFFICE, Agency.Level.PROVINCE, {})


def _agency(entry: Entry, templates: Mapping[str, _Template]) -> AgencyData:
    required = ("key", "template", "name", "short_name", "abbreviation", "identifier")
    optional = ("legacy_identifier", "administrative_code", "parent", "decision", *CONTACT)
    entry.only(*required, *optional, "since", "until", "units", "former_names", "succeeded_by", "serves")
    template = _template(entry, "template", entry.text("template"), templates)
    key, short_name = entry.text("key"), entry.text("short_name")
    return AgencyData(
        key=key,
        kind=template.kind,
        level=template.level,
        name=entry.text("name"),
        short_name=short_name,
        abbreviation=entry.text("abbreviation"),
        identifier=entry.text("identifier"),
        handle=key.replace("-", ""),
        since=entry.day("since"),
        until=entry.day_or_none("until"),
        units=_named_units({**template.units, **_units(entry)}, short_name),
        former_names=tuple(_former_name(each) for each in entry.entries("former_names")),
        succeeded_by=tuple(entry.words("succeeded_by")),
        serves=tuple(entry.words("serves")),
        **{name: entry.text(name, "") for name in optional},
    )


def _communes(
    root: Entry, templates: Mapping[str, _Template], agencies: Mapping[str, AgencyData]
) -> Iterator[tuple[Entry, AgencyData]]:
    """Yield the People's Committee of each commune and its police, which belongs to the provincial police."""
    since, committees_under = root.day("communes_since"), root.text("committees_under")
    police_under = agencies.get(root.text("police_under"))
    if police_under is None:
        root.problem("police_under", _("không có cơ quan này trong agencies"))
        return
    for entry in root.entries("communes"):
        entry.only("key", "code", "name", "identifier", *CONTACT)
        key, name, identifier = entry.text("key"), entry.text("name"), entry.text("identifier")
        word, _dash, place = key.partition("-")
        if not name.startswith(FIRST_WORDS):
            entry.problem("name", _("phải bắt đầu bằng Xã, Phường hoặc Đặc khu"))
        handle, in_sentence = place.replace("-", ""), name[:1].lower() + name[1:]
        committee = _template(entry, "key", word, templates)
        police = _template(entry, "key", "police", templates)
        yield (
            entry,
            AgencyData(
                key=key,
                kind=committee.kind,
                level=committee.level,
                name=f"Ủy ban nhân dân {in_sentence}",
                short_name=name,
                abbreviation="UBND",
                identifier=identifier,
                handle=handle,
                since=since,
                parent=committees_under,
                administrative_code=entry.text("code"),
                street_address=entry.text("street_address", ""),
                phone=entry.text("phone", ""),
                email=entry.text("email", ""),
                website=entry.text("website", ""),
                units=_named_units(committee.units, name),
            ),
        )
        yield (
            entry,
            AgencyData(
                key=f"ca-{key}",
                kind=police.kind,
                level=police.level,
                name=f"Công an {in_sentence}",
                short_name=f"Công an {in_sentence}",
                abbreviation="CA",
                identifier=f"{police_under.identifier}.{identifier.rpartition('.')[2]}",
                handle=f"ca{handle}",
                since=since,
                parent=police_under.key,
                units=_named_units(police.units, name),
                serves=(key,),
            ),
        )


def _named_units(units: Mapping[str, str], short_name: str) -> dict[str, str]:
    return {code: name.replace("{short}", short_name) for code, name in units.items()}


def _former_name(entry: Entry) -> NameData:
    entry.only("name", "short_name", "since", "until")
    return NameData(entry.text("name"), entry.text("short_name"), entry.day("since"), entry.day("until"))


def _check(found: list[tuple[Entry, AgencyData]]) -> None:
    """Note agencies named twice and references to agencies that do not exist."""
    known = {agency.key: agency for _entry, agency in found}
    for field_name in ("key", "handle", "identifier"):
        seen: set[str] = set()
        for entry, agency in found:
            value = getattr(agency, field_name)
            if value in seen:
                entry.problem(field_name, _("“%s” đã dùng cho cơ quan khác") % value)
            seen.add(value)
    for entry, agency in found:
        _check_references(entry, agency, known)


def _check_references(entry: Entry, agency: AgencyData, known: Mapping[str, AgencyData]) -> None:
    named = {"parent": [agency.parent] if agency.parent else []}
    named |= {"succeeded_by": list(agency.succeeded_by), "serves": list(agency.serves)}
    for field_name, keys in named.items():
        for key in keys:
            if key not in known:
                entry.problem(field_name, _("không có cơ quan “%s”") % key)
    if agency.until is not None and agency.until <= agency.since:
        entry.problem("until", _("phải sau ngày since"))
    if agency.succeeded_by and agency.until is None:
        entry.problem("until", _("cơ quan đã bàn giao phải có ngày kết thúc"))
