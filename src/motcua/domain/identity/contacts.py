"""Phone numbers and e-mail addresses in one spelling."""

import re

from motcua.domain.errors import DomainError

_NOISE = re.compile(r"[\s.()\u2010-\u2015-]")
_COUNTRY = re.compile(r"(?:\+|00)?84(?=[1-9][0-9]{8,9}$)")
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_LANDLINE = re.compile(r"02[0-9]{9}")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_LONGEST_EMAIL = 254

# Eleven-digit mobile prefixes abolished in 2018 and what they became.
_CONVERTED = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip


class PhoneInvalid(DomainError):
    """A text is no Vietnamese phone number."""

    code = "identity.phone-invalid"


class EmailInvalid(DomainError):
    """A text is no e-mail address."""

    code = "identity.email-invalid"


def parse_phone(text: str) -> str:
    """Return a phone number as digits: 10 for mobiles, 11 for landlines (`02…`).

    Accepts `+84`, `0084` and punctuation; turns eleven-digit mobiles of before 2018 into what they
    became. Raises PhoneInvalid.
    """
    digits = _COUNTRY.sub("0", _NOISE.sub("", text))
    if len(digits) == 11 and digits[:4] in _CONVERTED:
        digits = _CONVERTED[digits[:4]] + digits[4:]
    if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
        return digits
    raise PhoneInvalid


def is_mobile(phone: str) -> bool:
    """Tell whether a parsed number can receive a text message."""
    return _MOBILE.fullmatch(phone) is not None


def parse_email(text: str) -> str:
    """Return an e-mail address with its domain in lower case. Raises EmailInvalid."""
    address = text.strip()
    local, _, domain = address.rpartition("@")
    if len(address) > _LONGEST_EMAIL or ".." in local or not _EMAIL.fullmatch(address):
        raise EmailInvalid
    return f"{local}@{domain.lower()}"
