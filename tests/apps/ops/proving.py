"""What must be true of dossiers however they were made."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from motcua.apps.dossiers import evidence, tables
from motcua.apps.dossiers.evidence import Divergence
from motcua.apps.dossiers.models import CodeCounter, Dossier
from motcua.apps.dossiers.projection import search_words
from motcua.domain.dossier.codec import decode_state


def divergences() -> Iterator[Divergence]:
    for ids in evidence.all_ids():
        yield from filter(None, map(evidence.divergence, evidence.stored(ids)))


def misfiled() -> dict[UUID, str]:
    wanted = {
        row.pk: search_words(decode_state(row.state))
        for row in Dossier.objects.only("pk", "state").order_by("pk")
    }
    return tables.misfiled(wanted)


def numbers_of_days() -> dict[tuple[int, str], list[int]]:
    numbers = defaultdict(list)
    for code, agency in Dossier.objects.filter(code__isnull=False).values_list("code", "receiving_agency_id"):
        _, day, number = str(code).rsplit("-", 2)
        numbers[agency, day].append(int(number))
    return numbers


def assert_numbers_have_no_gaps() -> None:
    numbers = numbers_of_days()
    assert all(sorted(given) == list(range(1, len(given) + 1)) for given in numbers.values())
    kept = {(c.agency_id, f"{c.day:%y%m%d}"): c.last for c in CodeCounter.objects.order_by("day")}
    assert kept == {key: len(given) for key, given in numbers.items()}
