"""A file on this machine that takes every message, so that whoever tries the system can read codes.

Never in production: `apps.notifications.carriers` refuses it there.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from motcua.apps.notifications.ports import NotTaken, Outgoing, Taken
from motcua.domain.messages.routing import Way

FILE: Final = "messages.jsonl"


@dataclass(frozen=True, slots=True)
class Written:
    """One message as it stands in the file."""

    at: str
    way: str
    address: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FileOutbox:
    """Writes each message as one line of JSON into `messages.jsonl` of a folder."""

    name: str
    way: Way
    folder: Path

    @classmethod
    def of(cls, name: str, way: Way, entry: Mapping[str, Any]) -> "FileOutbox":
        """Return the outbox that the settings describe."""
        return cls(name, way, Path(entry.get("folder") or settings.MOTCUA_OUTBOX))

    def send(self, message: Outgoing) -> Taken:
        """Add one message to the file. Raises NotTaken when the file cannot be written."""
        line = Written(message.at.isoformat(), self.way, message.address, message.title, message.text)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / FILE).open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(line), ensure_ascii=False) + "\n")
        except OSError as failed:
            raise NotTaken(type(failed).__name__) from failed
        return Taken(message.reference)


def written(folder: Path) -> Iterator[Written]:
    """Yield the messages in the file, the earliest first."""
    file = folder / FILE
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            yield Written(**json.loads(line))
