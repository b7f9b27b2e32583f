"""How many open dossiers are handled under which version of a procedure."""

from django.db.models import Count

from motcua.apps.dossiers.models import Dossier


def open_by_version(procedure_key: str) -> dict[int, int]:
    """Return the number of open dossiers of a procedure for each of its versions; 0 stands for none yet."""
    rows = Dossier.objects.filter(procedure_key=procedure_key, finished_at__isnull=True)
    counted = rows.order_by().values_list("state__procedure_version").annotate(n=Count("pk"))
    return {int(number or 0): count for number, count in counted}
