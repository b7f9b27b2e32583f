"""Write every projection anew from the journal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from motcua.apps.dossiers import evidence, store
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.parallel import in_order


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many dossiers were folded anew, and how many of them had a row that said anything else."""

    folded: int = 0
    rewritten: int = 0

    def __add__(self, other: "Rebuilt") -> "Rebuilt":
        """Return both together."""
        return Rebuilt(self.folded + other.folded, self.rewritten + other.rewritten)


Progress = Callable[[int], None]


def rebuild_all(*, jobs: int = 1, progress: Progress = lambda done: None) -> Rebuilt:
    """Rebuild every dossier, some hundred a transaction. May be stopped and run again."""
    return rebuild_batches(evidence.all_ids(), jobs=jobs, progress=progress)


def rebuild_batches(
    batches: Iterable[Sequence[UUID]], *, jobs: int, progress: Progress = lambda done: None
) -> Rebuilt:
    """Rebuild dossiers in several processes."""
    done = Rebuilt()
    for batch in in_order(rebuild, batches, jobs=jobs):
        done += batch
        progress(done.folded)
    return done


@transaction.atomic
def rebuild(ids: Sequence[UUID]) -> Rebuilt:
    """Fold some journals, which stay untouched, and write rows, work items and intervals anew where they differ.

    Rows that agree are left alone, so that a table does not double in size for nothing. Nobody can act on the
    dossiers meanwhile.
    """
    list(Dossier.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    folded, outdated = evidence.outdated(ids)
    if outdated:
        store.forget_projections([trace.state.id for trace, _ in outdated if trace.state is not None])
        store.rewrite(outdated)
    return Rebuilt(folded, len(outdated))
