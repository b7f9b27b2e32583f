"""What the journal and the stored state look like, and that they are read as they were written."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.deadlines import Allowance, DayMode, Stop, StopRule, Unit
from motcua.domain.dossier import applies, codec
from motcua.domain.dossier import commands as c
from motcua.domain.dossier import events as e
from motcua.domain.dossier.codec import (
    EVENT_TYPES,
    decode,
    decode_event,
    decode_state,
    encode,
    encode_event,
    encode_state,
    instant_text,
)
from motcua.domain.dossier.values import Application, ItemKind, Party, WorkItem
from motcua.domain.errors import DomainError
from tests.domain.dossier import plain_codec, situations
from tests.domain.dossier.situations import COMMANDS
from tests.domain.dossier.world import RECEPTION, TIMER, World, application, at

EIGHT = at("2026-11-04 08:00")


class Kind(Enum):
    RED = "red"


class Level(IntEnum):
    LOW = 1


@dataclass(frozen=True, kw_only=True)
class Everything:
    name: str
    kind: Kind = Kind.RED
    level: Level = Level.LOW
    on: date | None = None
    hour: time = time(7, 30)
    at: datetime | None = None
    id: UUID | None = None
    numbers: tuple[int, ...] = ()
    share: float = 0.0
    open: object = None


def through_json(data):
    return json.loads(json.dumps(data, allow_nan=False))


def test_each_kind_of_value_is_written_plainly():
    value = Everything(
        name="Đặng", kind=Kind.RED, level=Level.LOW, on=date(2026, 11, 4), hour=time(15), at=EIGHT, id=UUID(int=7),
        numbers=(1, 2), share=0.5, open={"a": (True, None, 1.5)},
    )  # fmt: skip

    data = encode(value)

    assert data == {
        "name": "Đặng", "on": "2026-11-04", "hour": "15:00:00", "at": "2026-11-04T01:00:00Z",
        "id": "00000000-0000-0000-0000-000000000007", "numbers": [1, 2], "share": 0.5, "open": {"a": [True, None, 1.5]},
    }  # fmt: skip
    again = decode(Everything, through_json(data))
    assert encode(again) == data
    assert (again.on, again.hour, again.at, again.id, again.numbers) == (
        value.on,
        value.hour,
        value.at,
        value.id,
        value.numbers,
    )


def test_what_is_as_usual_is_left_out_and_read_as_usual():
    assert encode(Everything(name="x")) == {"name": "x"}
    assert decode(Everything, {"name": "x"}) == Everything(name="x")
    assert encode(Application(applicant=Party(name="x"))) == {
        "applicant": {"name": "x"}
    }  # Defaults by factory too.


def test_values_that_differ_from_the_usual_are_kept_even_when_empty():
    @dataclass(frozen=True)
    class Usual:
        text: str = "x"
        number: int | None = 1
        must: int | None = None
        flag: bool = True

    assert encode(Usual(text="", number=None, flag=False)) == {"text": "", "number": None, "flag": False}
    assert decode(Usual, {"text": "", "number": None, "flag": False}) == Usual(
        text="", number=None, flag=False
    )


def test_a_text_of_a_class_of_its_own_is_a_text():
    class Marked(str):
        __slots__ = ()

    assert encode(Everything(name="x", open=[Marked("y")])) == {"name": "x", "open": ["y"]}


@pytest.mark.parametrize(
    "unknown", [Decimal("1.5"), {1, 2}, b"ab", object()], ids=lambda value: type(value).__name__
)
def test_what_json_does_not_know_is_refused(unknown):
    with pytest.raises(TypeError):
        encode(Everything(name="x", open=unknown))
    with pytest.raises(TypeError):
        encode(unknown)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_are_none_are_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        encode(Everything(name="x", share=number))


def test_a_moment_is_written_in_utc_and_has_a_zone():
    assert (
        instant_text(datetime(2026, 11, 4, 8, 0, 0, 250, timezone(timedelta(hours=7))))
        == "2026-11-04T01:00:00.000250Z"
    )
    with pytest.raises(ValueError, match="2026"):
        instant_text(datetime(2026, 11, 4))  # noqa: DTZ001


def test_a_moment_is_read_as_utc():
    assert decode(Everything, {"name": "x", "at": "2026-11-04T01:00:00Z"}).at == EIGHT
    assert decode(Everything, {"name": "x", "at": "2026-11-04T01:00:00Z"}).at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"name": "x", "colour": 1}, KeyError),
        ({}, TypeError),
        ({"name": "x", "on": "yesterday"}, ValueError),
        ({"name": "x", "kind": "green"}, ValueError),
    ],
)
def test_data_that_is_no_such_value_is_refused(data, error):
    with pytest.raises(error):
        decode(Everything, data)


def test_nested_values_come_back_as_what_they_were():
    item = WorkItem(id=1, kind=ItemKind.STEP, step="a", unit_id=1, agency_id=2, role="r", opened_at=EIGHT)
    moves = e.Moves(closed=(1,), opened=(item,), dues={"1": None, "2": EIGHT}, marking=("a", "b"), taken=(3,))
    stop = Stop(since=EIGHT, until=None, rule=StopRule.RESTART, ground="supplement")
    for value in (moves, stop, Allowance(5, Unit.WORKING_DAY)):
        assert decode(type(value), through_json(encode(value))) == value


# ---- Events ----


def test_the_journal_knows_every_event():
    assert set(EVENT_TYPES) == {kind.__name__ for kind in e.Event.__subclasses__()}
    assert all(name == kind.__name__ for name, kind in EVENT_TYPES.items())


def everything_that_happens():
    """A journal for every command that applies in every situation."""
    for make in situations.SITUATIONS.values():
        for kind, command in COMMANDS.items():
            world = make()
            if applies(world.state, kind) and (world.state.items or not hasattr(kind, "item")):
                try:
                    world.do(TIMER, command(world))
                except DomainError:
                    continue
                yield world


def test_every_event_and_state_survives_the_journal():
    told = set()
    for world in everything_that_happens():
        assert decode_state(through_json(encode_state(world.state))) == world.state
        for entry in world.journal:
            name, version, payload = encode_event(entry.event)
            again = decode_event(name, version, through_json(payload))
            assert encode_event(again) == (name, version, payload)
            if not isinstance(again, e.Corrected):  # Its before and after are kept as they are shown.
                assert again == entry.event
            told.add(type(entry.event))
    rare = {
        e.ConsultationLapsed,
        e.Answered,
        e.ResultIssued,
        e.Closed,
        e.Signed,
        e.ResultNumbered,
        e.Recounted,
        e.TakenOver,
    }
    assert told | rare == set(EVENT_TYPES.values())


def test_everything_is_written_and_read_as_in_the_plainest_way():
    """The functions put together for each class say the same as one that looks every value over."""
    for world in everything_that_happens():
        for value in (world.state, *(entry.event for entry in world.journal)):
            data = encode(value)
            assert data == plain_codec.encode(value)
            read = through_json(data)
            assert decode(type(value), read) == plain_codec.decode(type(value), read)


MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))]))
LEAVES = st.none() | st.booleans() | st.integers() | st.text()
OPEN = st.recursive(LEAVES, lambda each: st.lists(each) | st.dictionaries(st.text(), each), max_leaves=8)
EVERYTHING = st.builds(
    Everything,
    name=st.text(),
    kind=st.sampled_from(Kind),
    level=st.sampled_from(Level),
    on=st.none() | st.dates(),
    hour=st.times(),
    at=st.none() | MOMENTS,
    id=st.none() | st.uuids(),
    numbers=st.lists(st.integers()).map(tuple),
    share=st.floats(allow_nan=False, allow_infinity=False),
    open=OPEN,
)
ITEMS = st.builds(
    WorkItem,
    kind=st.sampled_from(ItemKind),
    opened_at=MOMENTS,
    due_at=st.none() | MOMENTS,
    assignee=st.none() | st.integers(),
)
MOVES = st.builds(
    e.Moves,
    closed=st.lists(st.integers()).map(tuple),
    opened=st.lists(ITEMS).map(tuple),
    dues=st.dictionaries(st.text(), st.none() | MOMENTS),
    marking=st.none() | st.lists(st.text()).map(tuple),
)


@given(EVERYTHING, MOVES)
def test_values_of_chance_are_written_and_read_as_in_the_plainest_way(everything, moves):
    for value in (everything, moves):
        data = encode(value)
        assert data == plain_codec.encode(value)
        assert decode(type(value), data) == plain_codec.decode(type(value), data)


def test_a_correction_keeps_before_and_after_as_plain_data():
    world = World().accepted()
    world.do(RECEPTION, c.Correct(application=application(applicant=Party(name="Anh")), reason="Sai dấu"))

    _, _, payload = encode_event(world.journal[-1].event)

    (change,) = payload["changes"]
    assert (change["field"], change["after"]) == ("applicant", {"name": "Anh"})
    assert decode_event("Corrected", 1, payload).changes[0].after == {"name": "Anh"}


def test_an_unknown_event_is_refused():
    with pytest.raises(KeyError, match="Vanished"):
        decode_event("Vanished", 1, {})


@pytest.fixture
def third_version(monkeypatch):
    """NoteAdded at version 3: the text was called `note` first, then came in a list."""
    monkeypatch.setattr(e.NoteAdded, "VERSION", 3)
    monkeypatch.setitem(codec.UPCASTERS, ("NoteAdded", 1), lambda old: {"texts": [old["note"]]})
    monkeypatch.setitem(codec.UPCASTERS, ("NoteAdded", 2), lambda old: {"text": old["texts"][0]})


@pytest.mark.parametrize(
    ("version", "payload"), [(1, {"note": "x"}), (2, {"texts": ["x"]}), (3, {"text": "x"})]
)
def test_old_events_are_raised_step_by_step(third_version, version, payload):
    kept = dict(payload)

    assert decode_event("NoteAdded", version, payload) == e.NoteAdded(text="x")
    assert payload == kept
    assert encode_event(e.NoteAdded(text="x")) == ("NoteAdded", 3, {"text": "x"})


def test_a_missing_step_between_versions_is_refused(third_version, monkeypatch):
    monkeypatch.delitem(codec.UPCASTERS, ("NoteAdded", 2))

    with pytest.raises(KeyError, match="NoteAdded"):
        decode_event("NoteAdded", 1, {"note": "x"})


def test_an_event_of_a_version_to_come_is_refused():
    with pytest.raises(KeyError, match="NoteAdded"):
        decode_event("NoteAdded", 2, {"text": "x"})


def test_the_shape_of_a_stored_state_stays_readable():
    """States written by an earlier release are read by this one: this text was, and must stay, readable."""
    stored = (
        '{"id": "00000000-0000-0000-0000-000000000007", "version": 2, "stage": 2, "stage_since": "2026-11-04T02:00:00Z",'
        '"stage_seq": 2, "procedure": "gpxd", "procedure_version": 1, "process_version": 1, "regime": "REG-2018",'
        '"channel": "counter", "receiving_unit": 1, "receiving_agency": 100, "competent_agency": 100,'
        '"application": {"applicant": {"name": "Đặng Thị Ngọc Ánh"}}, "lodged_at": "2026-11-04T02:00:00Z",'
        '"code": "H31.100-261104-0001", "accepted_at": "2026-11-04T02:00:00Z", "accepted_by": 11,'
        '"allowance": {"amount": 5, "unit": "WORKING_DAY"}, "day_mode": "ROLLING_HOURS",'
        '"due_at": "2026-11-11T10:00:00Z", "original_due_at": "2026-11-11T10:00:00Z", "marking": ["reception"],'
        '"items": [{"id": 1, "kind": "step", "step": "reception", "unit_id": 1, "agency_id": 100, "role": "reception",'
        '"opened_at": "2026-11-04T02:00:00Z"}], "last_item": 1, "units": [1], "agencies": [100]}'
    )

    state = decode_state(json.loads(stored))

    assert (state.accepted_at, state.day_mode) == (
        datetime(2026, 11, 4, 2, tzinfo=UTC),
        DayMode.ROLLING_HOURS,
    )
    assert encode_state(state) == json.loads(stored)
