"""A state with other values in some fields."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from motcua.domain.deadlines import Stop, StopReversed, StopRule
from motcua.domain.dossier.codec import decode, encode, instant_text
from motcua.domain.dossier.compiled import changed
from motcua.domain.dossier.evolve import fold
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.trace import Trace, trace
from tests.domain.dossier import situations
from tests.domain.dossier.world import World


def test_a_changed_state_is_what_replace_would_make_and_leaves_the_first_alone():
    state = World().accepted().state

    other = changed(state, stage=Stage.DONE, version=99, items=())

    assert other == replace(state, stage=Stage.DONE, version=99, items=())
    assert (state.stage, state.version) != (other.stage, other.version)
    for field in fields(state):
        if field.name not in {"stage", "version", "items"}:
            assert getattr(other, field.name) is getattr(state, field.name)


def test_a_field_that_a_state_does_not_have_is_refused():
    with pytest.raises(KeyError):
        changed(World().accepted().state, stag=Stage.DONE)


def test_a_value_still_objects_to_what_it_does_not_allow():
    lodged = World().lodged().state.lodged_at
    before = lodged - timedelta(days=1)
    stop = Stop(since=lodged, until=lodged, rule=StopRule.CONTINUE, ground="stopped")

    for change in (changed, replace):
        with pytest.raises(StopReversed):
            change(stop, until=before)
    with pytest.raises(StopReversed):
        decode(Stop, encode(stop) | {"until": instant_text(before)})


def test_a_journal_folded_in_place_is_the_same_as_one_copied_at_each_event():
    for make in situations.SITUATIONS.values():
        journal = make().journal
        copied = Trace()
        states = [copied.add(entry) for entry in journal]

        assert [state.version for state in states] == [entry.seq for entry in journal]
        assert fold(journal) == states[-1]
        assert trace(journal) == copied
