"""What this app needs of outside parties."""

from typing import Protocol


class ScannerDown(Exception):
    """The scanner does not answer, or answers what nobody understands; the file waits."""


class Scanner(Protocol):
    """Looks for malicious software in one content."""

    def infected(self, content: bytes) -> bool:
        """Tell whether a content carries malicious software. Raises ScannerDown."""
        ...
