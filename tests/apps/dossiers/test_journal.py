"""What the hash of a journal entry covers, put together in two ways."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from motcua.apps.audit.chain import GENESIS, link_plain, plain_json
from motcua.apps.dossiers import journal
from motcua.apps.dossiers.journal import EventRow

NUMBERS = st.none() | st.integers(-(2**63), 2**63 - 1)
LEAVES = st.none() | st.booleans() | st.integers() | st.text()
PAYLOADS = st.dictionaries(
    st.text(),
    st.recursive(LEAVES, lambda each: st.lists(each) | st.dictionaries(st.text(), each), max_leaves=10),
    max_size=5,
)
ROWS = st.builds(
    EventRow,
    dossier_id=st.uuids(),
    seq=st.integers(1, 10_000),
    type=st.text(),
    version=st.integers(1, 9),
    at=st.datetimes(timezones=st.just(UTC)),
    actor_kind=st.text(),
    account_id=NUMBERS,
    actor_name=st.text(),
    post_id=NUMBERS,
    unit_id=NUMBERS,
    role=st.text(),
    mandate_id=NUMBERS,
    payload=PAYLOADS,
    prev_hash=st.just(GENESIS),
    hash=st.just(""),
)


def chained(rows):
    head, entries = GENESIS, []
    for row in rows:
        entry = row._replace(prev_hash=head, hash=link_plain(head, journal.envelope_of_row(row)))
        entries.append(entry)
        head = entry.hash
    return entries


@given(ROWS)
def test_the_text_put_together_in_order_is_the_canonical_one(row):
    assert journal.canonical(row) == plain_json(journal.envelope_of_row(row))


@given(st.lists(ROWS, min_size=1, max_size=3), st.data())
def test_a_chain_holds_until_anything_in_it_changes(rows, data):
    entries = chained(rows)
    assert journal.holds(entries)

    place = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from(EventRow._fields))
    other = data.draw(ROWS)
    spoiled = entries[place]._replace(**{name: "0" * 63 if name == "hash" else getattr(other, name)})
    if spoiled != entries[place]:
        assert not journal.holds([*entries[:place], spoiled, *entries[place + 1 :]])


def test_an_entry_removed_or_moved_breaks_the_chain():
    first, second, third = chained([data_row(seq) for seq in (1, 2, 3)])

    assert journal.holds([first, second, third])
    assert not journal.holds([first, third])
    assert not journal.holds([second, first, third])
    assert not journal.holds([second, third])


def data_row(seq):
    values = dict.fromkeys(EventRow._fields)
    return EventRow(**values | {"seq": seq, "at": MOMENT, "payload": {"seq": seq}, "version": 1} | TEXTS)


MOMENT = datetime(2026, 11, 4, 2, 0, tzinfo=UTC)
TEXTS = {
    "dossier_id": UUID(int=7),
    "type": "NoteAdded",
    "actor_kind": "officer",
    "actor_name": "Anh",
    "role": "leader",
}
