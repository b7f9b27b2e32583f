"""Files on a disk, each named by the SHA-256 of what it holds."""

import hashlib
import os
import tempfile
from pathlib import Path, PurePosixPath

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class ContentStorage(FileSystemStorage):
    """Keep every content once; saving answers the name under which it is found again.

    Of the given name only the extension matters: `lease.pdf` becomes `ab/cd/abcd….pdf`. What is
    stored is never changed, so a name proves its content.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(location=root)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return the name as it is: the content decides."""
        return name

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]
        folder = Path(self.location)
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as desk:
            draft = Path(desk) / "content"
            with draft.open("wb") as file:
                for chunk in content.chunks():
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            stored = _name(digest.hexdigest(), PurePosixPath(name).suffix.lower())
            (folder / stored).parent.mkdir(parents=True, exist_ok=True)
            draft.replace(folder / stored)
        return stored


def _name(digest: str, suffix: str) -> str:
    return f"{digest[:2]}/{digest[2:4]}/{digest}{suffix}"
