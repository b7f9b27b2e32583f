"""How each carrier has done lately, kept for all workers together."""

from datetime import datetime

from django.db import transaction

from motcua.apps.notifications.models import CarrierState
from motcua.domain.messages.timing import Circuit


def of(name: str) -> Circuit:
    """Return the circuit of a carrier; a fresh one when it was never asked."""
    row = CarrierState.objects.filter(name=name).first()
    return circuit_of(row) if row else Circuit()


@transaction.atomic
def note(name: str, *, good: bool, code: str, at: datetime) -> None:
    """Count one answer or failure of a carrier."""
    CarrierState.objects.get_or_create(name=name)
    row = CarrierState.objects.select_for_update().get(name=name)
    circuit = circuit_of(row).after(at, good=good)
    row.since, row.good, row.bad = circuit.since, circuit.good, circuit.bad
    row.open_until, row.openings = circuit.open_until, circuit.openings
    if good:
        row.last_good_at = at
    else:
        row.last_bad_at, row.last_code = at, code[:40]
    row.save()


def circuit_of(row: CarrierState) -> Circuit:
    """Return what a row says."""
    return Circuit(row.since, row.good, row.bad, row.open_until, row.openings)
