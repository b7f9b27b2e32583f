"""What the catalog does when something below it changes."""

from datetime import datetime

from motcua.apps.catalog import operations
from motcua.apps.organization.events import UnitsChanged
from motcua.domain.access import Actor


def read_addresses_anew(event: UnitsChanged, *, actor: Actor, at: datetime) -> None:
    """Make every process look again where the steps of processes lead."""
    operations.changed()
