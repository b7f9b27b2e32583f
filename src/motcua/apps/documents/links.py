"""Short-lived signed links to files, each good for one reader."""

from datetime import datetime, timedelta

from django.core import signing

from motcua.domain.errors import DomainError

SALT = "motcua.documents.link"


class LinkNotValid(DomainError):
    """The link was changed, made for somebody else, or is too old."""

    code = "documents.link-not-valid"


def sign(sha256: str, *, reader: str, at: datetime, lifetime: timedelta) -> str:
    """Return a token by which `reader` may fetch a file for a while.

    `reader` is any text that names who asks, such as an account's id or a session's key.
    """
    until = int((at + lifetime).timestamp())
    return signing.dumps([sha256, reader, until], salt=SALT, compress=False)


def read(token: str, *, reader: str, at: datetime) -> str:
    """Return the hash of the file behind a token. Raises LinkNotValid."""
    try:
        sha256, meant_for, until = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkNotValid from None
    if meant_for != reader or at.timestamp() > until:
        raise LinkNotValid
    return str(sha256)
