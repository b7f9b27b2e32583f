"""How often each procedure is accepted at each counter, which orders the list of procedures there."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from motcua.apps.catalog import operations as catalog
from motcua.apps.dossiers.models import Dossier

LATELY = timedelta(days=90)


@transaction.atomic
def count_uses(*, at: datetime) -> int:
    """Tell the catalog what was accepted in the last three months; return at how many agencies."""
    accepted = Dossier.objects.filter(accepted_at__gte=at - LATELY, accepted_at__lte=at)
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    for agency_id, key, count in (
        accepted.values("receiving_agency_id", "procedure_key")
        .annotate(count=Count("pk"))
        .order_by("receiving_agency_id", "procedure_key")
        .values_list("receiving_agency_id", "procedure_key", "count")
    ):
        counted[agency_id][key] = count
    for agency_id, counts in counted.items():
        catalog.count_uses(agency_id=agency_id, counts=counts)
    return len(counted)
