"""Write every projection anew from the journal."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.db import transaction

from motcua.apps.dossiers import evidence, store
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.parallel import in_order


def rebuild_all(*, jobs: int = 1, progress: Callable[[int], None] = lambda done: None) -> int:
    """Rebuild every dossier, some hundred a transaction; return how many. May be stopped and run again."""
    return rebuild_batches(evidence.all_ids(), jobs=jobs, progress=progress)


def rebuild_batches(
    batches: Iterable[Sequence[UUID]], *, jobs: int, progress: Callable[[int], None] = lambda done: None
) -> int:
    """Rebuild dossiers in several processes; return how many."""
    done = 0
    for count in in_order(rebuild, batches, jobs=jobs):
        done += count
        progress(done)
    return done


@transaction.atomic
def rebuild(ids: Sequence[UUID]) -> int:
    """Write rows, work items and intervals of some dossiers anew from their journals, which stay untouched.

    Nobody can act on them meanwhile. Returns how many there were.
    """
    list(Dossier.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    folded = [evidence.expected(kept) for kept in evidence.stored(ids)]
    store.forget_projections(ids)
    store.rewrite(folded)
    return len(folded)
