"""Contents in the file storage, each proved by its SHA-256."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from motcua.domain.errors import DomainError


class ContentDamaged(DomainError):
    """What the storage holds is not what was put there."""

    code = "documents.content-damaged"

    def __init__(self, *, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True)
class Kept:
    """Where a content lies and what proves it."""

    path: str
    sha256: str
    size: int


def keep(content: bytes, *, suffix: str) -> Kept:
    """Put a content into the storage, once; what a rolled back transaction leaves there harms nobody."""
    digest = hashlib.sha256(content).hexdigest()
    path = default_storage.save(digest + suffix, ContentFile(content))
    return Kept(path=path, sha256=digest, size=len(content))


def fetch(*, path: str, sha256: str) -> bytes:
    """Return a content after comparing it with its hash. Raises ContentDamaged."""
    try:
        with default_storage.open(path) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        raise ContentDamaged(path=path) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ContentDamaged(path=path)
    return content
