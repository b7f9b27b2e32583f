"""What officers keep at hand, and how often each procedure is used."""

from collections.abc import Mapping

from django.db import transaction

from motcua.apps.catalog.models import FavoriteProcedure, Procedure, ProcedureUse
from motcua.apps.catalog.operations.versions import changed


@transaction.atomic
def keep_favorite(*, account_id: int, procedure_key: str) -> None:
    """Keep a procedure at hand in an officer's picker; keeping it twice changes nothing."""
    procedure = Procedure.objects.get(key=procedure_key)
    FavoriteProcedure.objects.get_or_create(account_id=account_id, procedure=procedure)


@transaction.atomic
def drop_favorite(*, account_id: int, procedure_key: str) -> None:
    """Keep a procedure at hand no longer."""
    FavoriteProcedure.objects.filter(account_id=account_id, procedure__key=procedure_key).delete()


@transaction.atomic
def count_uses(*, agency_id: int, counts: Mapping[str, int]) -> None:
    """Replace how often each procedure was accepted lately at a receiving agency."""
    ids = dict(Procedure.objects.filter(key__in=counts).values_list("key", "id"))
    ProcedureUse.objects.filter(agency_id=agency_id).delete()
    ProcedureUse.objects.bulk_create(
        ProcedureUse(agency_id=agency_id, procedure_id=ids[key], count=count)
        for key, count in counts.items()
        if key in ids
    )
    changed()
