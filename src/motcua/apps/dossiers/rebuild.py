"""Write every projection anew from the journal."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction

from motcua.apps.dossiers import evidence, store
from motcua.apps.dossiers.models import Dossier


def rebuild_all(*, progress: Callable[[int], None] = lambda done: None) -> int:
    """Rebuild every dossier, some hundred a transaction; return how many. May be stopped and run again."""
    done = 0
    for batch in evidence.all_ids():
        rebuild(batch)
        done += len(batch)
        progress(done)
    return done


@transaction.atomic
def rebuild(ids: Sequence[UUID]) -> None:
    """Write rows, work items and intervals of some dossiers anew from their journals, which stay untouched."""
    list(Dossier.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    folded = [evidence.expected(kept) for kept in evidence.stored(ids)]
    store.forget_projections(ids)
    store.rewrite([(trace, head) for trace, head in folded])
