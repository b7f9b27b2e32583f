"""A state with other values in some fields."""

from dataclasses import fields, replace

import pytest

from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.state import changed
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
