"""The shell: what a command writes, refuses and repeats."""

import pytest

from motcua.apps.dossiers.models import Dossier, DossierEvent, StatusInterval, WorkItem
from motcua.apps.dossiers.operations import StaleVersion, execute
from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from tests.factories.dossiers import DossierWorld, only_item

pytestmark = pytest.mark.django_db


def test_a_dossier_is_received_processed_and_returned_and_its_rows_agree():
    world = DossierWorld()

    state = world.returned()

    row = Dossier.objects.get(pk=state.id)
    assert row.stage == Stage.RETURNED
    assert row.code.endswith("-261102-0001")
    assert not WorkItem.objects.filter(dossier=row, closed_at__isnull=True).exists()
    assert DossierEvent.objects.filter(dossier=row).count() == state.version
    assert list(StatusInterval.objects.filter(dossier=row).order_by("seq").values_list("stage", flat=True)) == [
        1, 2, 4, 9, 10,
    ]  # fmt: skip


def test_the_second_of_two_officers_is_told_and_nothing_is_done():
    world = DossierWorld()
    state = world.at_step("appraise")
    item = only_item(state).id
    world.do("specialist", state, c.AddNote(text="Đã gọi cho chủ đầu tư"))

    with pytest.raises(StaleVersion) as told:
        execute(
            c.AddNote(text="Muộn"),
            dossier_id=state.id,
            actor=world.officer("specialist"),
            at=world.now,
            seen_version=state.version,
        )

    assert told.value.current == told.value.seen + 1
    assert item == only_item(state).id


def test_a_request_sent_twice_is_done_once():
    world = DossierWorld()
    state = world.at_step("appraise")
    ask = {
        "dossier_id": state.id,
        "actor": world.officer("specialist"),
        "at": world.now,
        "key": "bam-hai-lan",
    }

    first = execute(c.AddNote(text="Một lần"), **ask)
    second = execute(c.AddNote(text="Một lần"), **ask)

    assert (first.repeated, second.repeated) == (False, True)
    assert second.state.version == first.state.version
