"""One history told many times: the same acts on other days, for other people, with other numbers.

A template is the text of a dossier's rows with gaps. Filling the gaps and hashing the entries anew gives a
journal that folds to exactly the rows beside it; days are moved by whole weeks only, and only to where the
calendar is the same.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from random import Random
from typing import Any

from motcua.apps.audit.chain import GENESIS, plain_json
from motcua.apps.dossiers.batch import Kept
from motcua.apps.dossiers.projection import (
    DOSSIER_COLUMNS,
    INTERVAL_COLUMNS,
    ITEM_COLUMNS,
    code_word,
    dossier_row,
    interval_row,
    item_row,
    search_words,
)
from motcua.apps.dossiers.store import EVENT_COLUMNS
from motcua.apps.ops.demo.people import Crowd, Home
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier.values import Party, PartyKind
from motcua.domain.text import search_key

FIRST_GAP_NUMBER = 900_000_000
"""Numbers from here on stand for numbers that are still to be given."""
PERSONAL = ("name", "representative", "citizen_id", "tax_code", "born_on", "sex", "phone", "address")
FOUND_BY = ("name", "representative", "citizen_id", "tax_code", "phone")
PIN = "pin"
CODE = "code"
GAP = re.compile(
    r"(?P<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
    r"|(?P<code>[0-9A-Z.]+-[0-9]{6}-9[0-9]{8})"
    "|\ue000(?P<word>[a-z_]+)\ue001"
    r"|(?P<number>9[0-9]{8})(?=/)"
    r"|(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?=T[0-9]{2}:[0-9]{2})"
)
SEARCH_GAP = "zq{}zq"
NULL = r"\N"

Values = Sequence[str]
Fill = Callable[[Values], str]


def gap(word: str) -> str:
    """Return what stands for a word that is still to be filled in."""
    return f"\ue000{word}\ue001"


def blank_party(kind: PartyKind) -> Party:
    """Return an applicant of whom nothing is known but the kind."""
    blank = Party(kind=kind, name=gap("name"), phone=gap("phone"), address=gap("address"))
    if kind is PartyKind.ORGANIZATION:
        return replace(blank, representative=gap("representative"), tax_code=gap("tax_code"))
    return replace(blank, citizen_id=gap("citizen_id"), born_on=gap("born_on"), sex=gap("sex"))


@dataclass(slots=True)
class GapNumbers:
    """Numbers of a batch whose dossiers become templates: each is a gap, and remembers its sequence."""

    codes: int = FIRST_GAP_NUMBER
    documents: dict[str, tuple[int, str]] = field(default_factory=dict)

    def next_code(self, agency_id: int, day: date) -> int:
        """Return a gap; a dossier has one code, whose agency its state names."""
        self.codes += 1
        return self.codes

    def next_document(self, agency_id: int, kind: str, year: int) -> int:
        """Return a gap and remember the agency and the kind."""
        number = FIRST_GAP_NUMBER + len(self.documents) + 1
        self.documents[str(number)] = agency_id, kind
        return number

    def pin(self) -> str:
        """Return a gap."""
        return gap(PIN)

    def settle(self) -> None:
        """Nothing was taken anywhere."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that every copy takes: of which sequence, at which moment, into which gap."""

    agency_id: int
    kind: str
    at: datetime
    slot: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to fill in: the values of PERSONAL, and the words they are found by."""

    values: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, party: Party) -> "Person":
        """Return the values and words of a party."""
        numbers = {"citizen_id": party.citizen_id, "tax_code": party.tax_code, "phone": party.phone}
        words: dict[str, tuple[str, ...]] = {name: (value,) for name, value in numbers.items()}
        for name in ("name", "representative"):
            words[name] = tuple(_plain(word) for word in search_key(getattr(party, name)).split())
        return cls(tuple(getattr(party, name) for name in PERSONAL), words)


def people_of(
    crowd: Crowd, home: Home, count: int, on: date, chance: Random
) -> tuple[list[Person], list[Person]]:
    """Return persons and organizations of a commune."""
    persons = [Person.of(crowd.person(chance, home, on)) for _ in range(count)]
    organizations = [Person.of(crowd.organization(chance, home, on)) for _ in range(max(count // 8, 3))]
    return persons, organizations


class Slots:
    """The gaps of one template, numbered as they are found."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, str], int] = {}

    def of(self, kind: str, text: str) -> int:
        """Return the number of a gap."""
        return self.places.setdefault((kind, text), len(self.places))

    def pattern(self, text: str) -> Fill:
        """Return a function that writes a text with its gaps filled."""
        parts: list[str] = []
        taken: list[int] = []
        last = 0
        for found in GAP.finditer(text):
            kind = found.lastgroup or ""
            parts += [text[last : found.start()].replace("%", "%%"), "%s"]
            taken.append(self.of(kind, found[kind]))
            last = found.end()
        if not taken:
            return lambda values: text
        pattern = "".join(parts) + text[last:].replace("%", "%%")
        take = itemgetter(*taken)
        return lambda values: pattern % take(values)


@dataclass(frozen=True, slots=True)
class EventText:
    """One journal entry: what the hash covers before and after the payload, and the row around it."""

    before: Fill
    payload: Fill
    after: Fill
    row: Fill


@dataclass(frozen=True, slots=True)
class Copy:
    """The rows of one filled template, as text for COPY."""

    dossier: str
    events: str
    items: str
    intervals: str


@dataclass(frozen=True, slots=True)
class Template:
    """A history with gaps. `days` are those that move; the first and last bound where it may be moved to."""

    home: str
    organization: bool
    lodged_at: datetime
    first: date
    last: date
    finished: bool
    receiving_agency: int
    identifier: str
    accepted_on: date | None
    taken: tuple[Taken, ...]
    size: int
    id_slot: int
    code_slot: int | None
    pin_slot: int | None
    days: tuple[tuple[int, date], ...]
    personal: tuple[tuple[int, int], ...]
    search: tuple[tuple[str, str], ...]
    row: Fill
    events: tuple[EventText, ...]
    items: Fill
    intervals: Fill

    def fill(
        self, *, dossier_id: str, person: Person, weeks: int, pin: str, numbers: Mapping[int, int]
    ) -> Copy:
        """Return the rows of one more dossier; `numbers` are its own and those of its documents, by gap."""
        move = timedelta(weeks=weeks)
        values = [""] * self.size
        values[self.id_slot] = dossier_id
        for slot, day in self.days:
            values[slot] = (day + move).isoformat()
        for slot, place in self.personal:
            values[slot] = person.values[place]
        for slot, number in numbers.items():
            values[slot] = f"{number:02d}"
        written = ""
        if self.code_slot is not None and self.accepted_on is not None:
            day = self.accepted_on + move
            written = f"{self.identifier}-{day:%y%m%d}-{numbers[self.code_slot]:04d}"
            values[self.code_slot] = written
        if self.pin_slot is not None:
            values[self.pin_slot] = pin
        events, head = self._events(values)
        return Copy(
            dossier=f"{self.row(values)}\t{head}\t{self._search(person, written)}\n",
            events=events,
            items=self.items(values),
            intervals=self.intervals(values),
        )

    def _events(self, values: Values) -> tuple[str, str]:
        head, rows = GENESIS, []
        for event in self.events:
            payload = event.payload(values)
            sealed = f"{head}{event.before(values)}{payload}{event.after(values)}"
            digest = hashlib.sha256(sealed.encode()).hexdigest()
            rows.append(f"{event.row(values)}\t{_escaped(payload)}\t{NULL}\t{head}\t{digest}\n")
            head = digest
        return "".join(rows), head

    def _search(self, person: Person, code: str) -> str:
        """Return the search column as `to_tsvector` would make it of the same words."""
        words: list[str] = []
        for plain, name in self.search:
            if not name:
                words.append(plain)
            elif name == CODE:
                words.append(code_word(code))
            else:
                words += [plain + word for word in person.words[name]]
        return " ".join(f"'{word}':{place}" for place, word in enumerate(dict.fromkeys(words), start=1))


def compile_template(kept: Kept, *, home: str, identifier: str, numbers: GapNumbers) -> Template:
    """Return the template of a dossier whose applicant and numbers are gaps."""
    state = kept.trace.state
    assert state is not None
    slots = Slots()
    events = tuple(_event_text(entry.envelope, slots) for entry in kept.entries)
    row = dossier_row(state)
    trace = kept.trace
    items = _lines(ITEM_COLUMNS, (item_row(state, trace.items[n]) for n in sorted(trace.items)))
    intervals = _lines(
        INTERVAL_COLUMNS, (interval_row(state, trace.intervals[n]) for n in sorted(trace.intervals))
    )
    patterns = [slots.pattern(_line(DOSSIER_COLUMNS, row)), slots.pattern(items), slots.pattern(intervals)]
    days = tuple(
        (slot, date.fromisoformat(text)) for (kind, text), slot in slots.places.items() if kind == "day"
    )
    moments = [day for _, day in days]
    return Template(
        home=home,
        organization=state.application.applicant.kind is PartyKind.ORGANIZATION,
        lodged_at=state.lodged_at,
        first=min(moments),
        last=max(moments) + timedelta(days=1),
        finished=not state.items and state.stage not in {1, 5, 7},
        receiving_agency=state.receiving_agency,
        identifier=identifier,
        accepted_on=state.accepted_at.astimezone(TIMEZONE).date() if state.accepted_at else None,
        taken=tuple(_taken(kept, slots, numbers)),
        size=len(slots.places),
        id_slot=slots.of("id", str(state.id)),
        code_slot=slots.places.get(("code", state.code)),
        pin_slot=slots.places.get(("word", PIN)),
        days=days,
        personal=tuple(
            (slot, PERSONAL.index(text))
            for (kind, text), slot in slots.places.items()
            if kind == "word" and text != PIN
        ),
        search=tuple(_search_words(kept)),
        row=patterns[0],
        events=events,
        items=patterns[1],
        intervals=patterns[2],
    )


def _event_text(envelope: Mapping[str, Any], slots: Slots) -> EventText:
    sealed = plain_json(envelope)
    payload = plain_json(envelope["payload"])
    place = sealed.index('"payload":' + payload) + len('"payload":')
    row = {**envelope, "type": envelope["kind"]}
    columns = [name for name in EVENT_COLUMNS if name not in {"payload", "key", "prev_hash", "hash"}]
    return EventText(
        slots.pattern(sealed[:place]),
        slots.pattern(payload),
        slots.pattern(sealed[place + len(payload) :]),
        slots.pattern(_line(columns, row)),
    )


def _taken(kept: Kept, slots: Slots, numbers: GapNumbers) -> Iterator[Taken]:
    """Yield the numbers of documents that the history takes, each with the moment it is first written."""
    wanted = {text: slot for (kind, text), slot in slots.places.items() if kind == "number"}
    for entry in kept.entries:
        text = plain_json(entry.envelope["payload"])
        for number in [number for number in wanted if f"{number}/" in text]:
            agency_id, kind = numbers.documents[number]
            yield Taken(agency_id, kind, entry.envelope["at"], wanted.pop(number))


def _search_words(kept: Kept) -> Iterator[tuple[str, str]]:
    """Yield the words a dossier is found by: plain ones, or the name of a gap after the letter before it."""
    state = kept.trace.state
    assert state is not None
    applicant = state.application.applicant
    known = {
        name: SEARCH_GAP.format(name.replace("_", ""))
        for name in FOUND_BY
        if getattr(applicant, name) == gap(name)
    }
    marked = replace(
        state,
        code=SEARCH_GAP.format(CODE) if state.code else "",
        application=replace(state.application, applicant=replace(applicant, **known)),  # type: ignore[arg-type]
    )
    names = {text: name for name, text in known.items()} | {SEARCH_GAP.format(CODE): CODE}
    for word in search_words(marked).split():
        if word in names:
            yield "", names[word]
        elif word[1:] in names:
            yield word[0], names[word[1:]]
        else:
            yield word, ""


def _lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(_line(columns, row) + "\n" for row in rows)


def _line(columns: Sequence[str], row: Mapping[str, Any]) -> str:
    return "\t".join(_field(row[column]) for column in columns)


def _field(value: Any) -> str:
    """Return a value as a field of COPY's text format."""
    if value is None:
        return NULL
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, dict):
        return _escaped(plain_json(value))
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return _escaped(str(value))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _plain(word: str) -> str:
    return "".join(ch for ch in word if ch.isalnum())
