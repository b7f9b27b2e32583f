"""The chain of hashes and the tree over its heads: pure, checkable with a text editor."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.apps.audit import chain, merkle

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_the_canonical_form_is_plain_sorted_json():
    value = {"b": [1, True, None], "a": "Phố Hiến", "at": datetime(2026, 5, 4, 9, 0, tzinfo=UTC)}
    assert chain.canonical_json(value).decode() == (
        '{"a":"Phố Hiến","at":"2026-05-04T09:00:00.000000+00:00","b":[1,true,null]}'
    )


def test_equal_facts_have_one_form():
    decomposed = {"name": "Hi\u1ebf\u006e".replace("\u1ebf", "e\u0302\u0301")}
    assert chain.canonical_json(decomposed) == chain.canonical_json({"name": "Hiến"})
    hanoi = datetime(2026, 5, 4, 16, 0, tzinfo=timezone(timedelta(hours=7)))
    assert chain.canonical_json(hanoi) == chain.canonical_json(datetime(2026, 5, 4, 9, 0, tzinfo=UTC))
    assert chain.canonical_json({"day": date(2026, 5, 4)}) == b'{"day":"2026-05-04"}'
    assert chain.canonical_json(Decimal("1.50")) == b'"1.50"'
    assert chain.canonical_json(UUID(int=1)) == b'"00000000-0000-0000-0000-000000000001"'
    assert chain.canonical_json({"b", "a"}) == chain.canonical_json(("a", "b")) == b'["a","b"]'


@pytest.mark.parametrize("value", [1.5, datetime(2026, 5, 4), b"x", object()])  # noqa: DTZ001
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(TypeError):
        chain.canonical_json({"value": value})


def test_a_hash_can_be_computed_by_hand():
    by_hand = hashlib.sha256(b"0" * 64 + b'{"act":1}').hexdigest()
    assert chain.link(chain.GENESIS, {"act": 1}) == by_hand


def linked(envelopes):
    links, head = [], chain.GENESIS
    for position, envelope in enumerate(envelopes):
        links.append(chain.Link(position, envelope, head, chain.link(head, envelope)))
        head = links[-1].hash
    return links


envelopes = st.lists(st.dictionaries(st.text(), json_values, max_size=3), min_size=2, max_size=6)


@given(envelopes)
def test_an_untouched_chain_holds(contents):
    assert chain.first_break(linked(contents)) is None


@given(envelopes, st.data())
def test_any_altered_entry_is_found_where_it_is(contents, data):
    links = linked(contents)
    at = data.draw(st.integers(0, len(links) - 1))
    links[at] = chain.Link(
        at, {**links[at].envelope, "added": 1, "by": at}, links[at].prev_hash, links[at].hash
    )

    found = chain.first_break(links)

    assert found is not None
    assert (found.position, found.kind, found.found) == (at, "altered", links[at].hash)


@given(envelopes, st.data())
def test_a_removed_entry_is_found_by_the_one_after_it(contents, data):
    links = linked(contents)
    at = data.draw(st.integers(0, len(links) - 2))
    removed = links.pop(at)

    found = chain.first_break(links)

    assert found is not None
    assert (found.position, found.kind) == (at + 1, "unlinked")
    assert (found.expected, found.found) == (removed.prev_hash, removed.hash)


heads = st.lists(
    st.builds(merkle.Head, st.text(min_size=1, max_size=6), st.integers(0, 99).map(str)),
    min_size=1,
    max_size=20,
    unique_by=lambda head: head.key,
)


@given(heads)
def test_every_head_can_be_proved_and_no_other(day):
    root = merkle.root(day)
    for head in day:
        path = merkle.proof(day, head)
        assert merkle.holds(head, path, under=root)
        assert not merkle.holds(merkle.Head(head.key, head.hash + "x"), path, under=root)
        assert len(path) <= (len(day) - 1).bit_length()


@given(heads)
def test_the_order_of_arrival_does_not_matter(day):
    assert merkle.root(day[::-1]) == merkle.root(day)


def test_the_tree_is_that_of_rfc_6962():
    a, b, c = (merkle.Head(key, "1") for key in "abc")
    leaf = [hashlib.sha256(b"\x00" + key.encode() + b"\x001").digest() for key in "abc"]
    pair = hashlib.sha256(b"\x01" + leaf[0] + leaf[1]).digest()
    assert merkle.root([a]) == leaf[0].hex()
    assert merkle.root([c, b, a]) == hashlib.sha256(b"\x01" + pair + leaf[2]).hexdigest()
    assert merkle.root([]) == hashlib.sha256(b"").hexdigest()
    assert merkle.proof([a, b, c], c) == (merkle.Sibling(pair.hex(), on_left=True),)


def test_a_head_that_was_not_there_has_no_proof():
    with pytest.raises(ValueError, match="not in"):
        merkle.proof([merkle.Head("a", "1")], merkle.Head("b", "1"))
