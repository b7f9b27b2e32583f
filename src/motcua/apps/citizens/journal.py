"""The journal of the accounts, beside the chain of administrative acts, which is too slow for everybody's sign-ins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.apps.citizens.models import AccountEvent


def record(
    person_id: int | None,
    action: str,
    *,
    at: datetime,
    address: str | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Note what was done to an account; `facts` never hold personal data of others, codes or passwords (R-I18)."""
    AccountEvent.objects.create(
        person_id=person_id, at=at, action=action, address=address or None, facts=dict(facts or {})
    )
