"""Who a person or organization is: numbers, identity cards, phones, and whether they agree."""

from motcua.domain.identity.cards import CardData, CardUnreadable, parse_cccd_qr
from motcua.domain.identity.citizens import (
    CitizenId,
    CitizenIdInvalid,
    Mismatch,
    NotBornYet,
    OldIdentityCard,
    OldIdentityCardInvalid,
    Passport,
    PassportInvalid,
    Sex,
    mismatches,
    parse_citizen_id,
    parse_identity_number,
    parse_old_identity_card,
    parse_passport,
    require_born,
)
from motcua.domain.identity.contacts import EmailInvalid, PhoneInvalid, is_mobile, parse_email, parse_phone
from motcua.domain.identity.partial_dates import PartialDate, PartialDateInvalid, parse_partial_date
from motcua.domain.identity.taxpayers import TaxCode, TaxCodeInvalid, parse_tax_code

__all__ = [
    "CardData",
    "CardUnreadable",
    "CitizenId",
    "CitizenIdInvalid",
    "EmailInvalid",
    "Mismatch",
    "NotBornYet",
    "OldIdentityCard",
    "OldIdentityCardInvalid",
    "PartialDate",
    "PartialDateInvalid",
    "Passport",
    "PassportInvalid",
    "PhoneInvalid",
    "Sex",
    "TaxCode",
    "TaxCodeInvalid",
    "is_mobile",
    "mismatches",
    "parse_cccd_qr",
    "parse_citizen_id",
    "parse_email",
    "parse_identity_number",
    "parse_old_identity_card",
    "parse_partial_date",
    "parse_passport",
    "parse_phone",
    "parse_tax_code",
    "require_born",
]
