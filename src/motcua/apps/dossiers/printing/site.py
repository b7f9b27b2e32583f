"""What this installation prints beside the law's fields; all of it may be left empty."""

from collections.abc import Mapping

from django.conf import settings


def lookup_url(code: str) -> str:
    """Return the address behind the receipt's QR code (`MOTCUA_LOOKUP_URL` and the dossier code)."""
    return _text("MOTCUA_LOOKUP_URL") + code


def lookup_address() -> str:
    """Return the look-up page as people type it."""
    return _text("MOTCUA_LOOKUP_URL").partition("://")[2].rstrip("/")


def rating_url(code: str) -> str:
    """Return where a dossier may be rated online (`MOTCUA_RATING_URL`); empty when nowhere."""
    address = _text("MOTCUA_RATING_URL")
    return address + code if address and code else ""


def hotline() -> str:
    """Return the phone number for questions (`MOTCUA_HOTLINE`)."""
    return _text("MOTCUA_HOTLINE")


def fee_receipts() -> Mapping[str, str]:
    """Return `template_symbol`, `receipt_symbol` and `tax_code` of fee receipts (`MOTCUA_FEE_RECEIPTS`)."""
    chosen: Mapping[str, str] = settings.MOTCUA_FEE_RECEIPTS
    return chosen


def _text(name: str) -> str:
    return str(getattr(settings, name))
