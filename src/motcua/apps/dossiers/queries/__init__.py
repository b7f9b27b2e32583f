"""Every read of dossiers: rows for lists, whole pages, histories. Rights are applied here."""

from motcua.apps.dossiers.queries.history import HistoryEntry, changes_since, history
from motcua.apps.dossiers.queries.states import find_id_by_code, state_by_code, state_of

__all__ = ["HistoryEntry", "changes_since", "find_id_by_code", "history", "state_by_code", "state_of"]
