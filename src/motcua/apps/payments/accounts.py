"""Whose accounts the money goes to, and who we are at the platform: from the settings."""

from dataclasses import dataclass

from django.conf import settings

from motcua.apps.organization import queries as organization
from motcua.domain.payments.payplat import Partner


@dataclass(frozen=True, slots=True)
class TransferAccount:
    """An account that takes transfers. `bank` is the six digits of NAPAS."""

    bank: str
    number: str
    name: str
    bank_name: str = ""


def partner() -> Partner:
    """Return who we are at the platform (`MOTCUA_PAYPLAT_PARTNER`, `MOTCUA_PAYPLAT_SECRET`); empty when unset."""
    return Partner(code=settings.MOTCUA_PAYPLAT_PARTNER, secret=settings.MOTCUA_PAYPLAT_SECRET)


def transfer_account(agency_id: int) -> TransferAccount | None:
    """Return the account of an agency, else the province's (key `*`); None: no transfers (`MOTCUA_TRANSFER_ACCOUNTS`)."""
    known = settings.MOTCUA_TRANSFER_ACCOUNTS
    facts = organization.agencies([agency_id])[agency_id]
    found = known.get(facts.identifier) or known.get("*")
    if not found:
        return None
    return TransferAccount(found["bank"], found["account"], found["name"], found.get("bank_name", ""))
