"""What is kept of names, addresses and codes that are only compared or counted."""

import hashlib

from django.conf import settings


def digest(text: str) -> str:
    """Return a keyed digest of 32 letters, from which the text cannot be read; the key is that of the installation."""
    key = settings.SECRET_KEY.encode()[: hashlib.blake2b.MAX_KEY_SIZE]
    return hashlib.blake2b(text.encode(), key=key, digest_size=16).hexdigest()
