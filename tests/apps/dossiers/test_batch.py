"""Many dossiers written together hold what the same requests would have written one by one."""

from random import Random

import pytest
from django.db import transaction

from motcua.apps.documents.models import Sequence
from motcua.apps.dossiers import evidence
from motcua.apps.dossiers.batch import Batch, BatchOvertaken, BatchSpoiled, CountedNumbers
from motcua.apps.dossiers.models import CodeCounter, Dossier
from motcua.apps.dossiers.operations import execute
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.refusals import PapersMissing
from motcua.domain.dossier.values import Paper
from tests.factories.dossiers import DossierWorld, only_item

pytestmark = pytest.mark.django_db


def accept(world, batch, **changes):
    reception = world.officer("reception")
    return execute(world.lodging(**changes), c.Accept(), actor=reception, at=world.now, ledger=batch).state


def test_a_batch_writes_rows_that_agree_with_their_journals():
    world = DossierWorld()
    batch = Batch(CountedNumbers(Random(1)))
    states = [accept(world, batch) for _ in range(3)]
    item = only_item(states[0]).id
    world.later(minutes=30)
    execute(
        c.HandOver(item=item, action="pass"),
        dossier_id=states[0].id,
        actor=world.officer("reception"),
        at=world.now,
        ledger=batch,
    )

    with transaction.atomic():
        assert batch.write() == 3

    kept = list(evidence.stored([state.id for state in states]))
    assert [evidence.divergence(one) for one in kept] == [None] * 3
    assert Dossier.objects.get(pk=states[0].id).version == 3


def test_numbers_go_on_from_those_in_the_database_and_the_next_request_goes_on_from_them():
    world = DossierWorld()
    first = world.accepted()
    batch = Batch(CountedNumbers(Random(1)))

    codes = [accept(world, batch).code for _ in range(3)]
    with transaction.atomic():
        batch.write()
    after = world.accepted()

    numbers = [int(code[-4:]) for code in (first.code, *codes, after.code)]
    assert numbers == [1, 2, 3, 4, 5]
    assert CodeCounter.objects.get().last == 5


def test_numbers_of_documents_are_counted_as_well():
    world = DossierWorld()
    batch = Batch(CountedNumbers(Random(1)))
    for _ in range(2):
        refusal = c.RefuseIntake(reason="Không thuộc thẩm quyền")
        execute(world.lodging(), refusal, actor=world.officer("reception"), at=world.now, ledger=batch)

    with transaction.atomic():
        batch.write()

    assert Sequence.objects.get().last == 2


def test_a_batch_with_a_refused_request_is_not_written():
    world = DossierWorld()
    batch = Batch(CountedNumbers(Random(1)))
    accept(world, batch)
    missing = world.application(papers=(Paper(id="don", name="Đơn đề nghị", received=False),))

    with pytest.raises(PapersMissing):
        accept(world, batch, application=missing)

    with pytest.raises(BatchSpoiled), transaction.atomic():
        batch.write()
    assert not Dossier.objects.exists()


def test_a_batch_that_was_overtaken_is_not_written():
    world = DossierWorld()
    world.accepted()
    batch = Batch(CountedNumbers(Random(1)))
    accept(world, batch)
    world.accepted()

    with pytest.raises(BatchOvertaken), transaction.atomic():
        batch.write()

    assert Dossier.objects.count() == 2
    assert CodeCounter.objects.get().last == 2
