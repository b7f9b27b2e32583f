"""What happens here when something was announced."""

import json
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from motcua.apps.citizens.events import CodeIssued
from motcua.domain.access import Actor

KEPT_LINES: Final = 200


def write_code_down(event: CodeIssued, /, *, actor: Actor, at: datetime) -> None:
    """Write a code where whoever tries the system can read it (`MOTCUA_CODES_FILE`); production has no such place."""
    place: Path | None = settings.MOTCUA_CODES_FILE
    if place is None:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    line = {"at": at.isoformat(), "to": event.address, "for": event.purpose, "code": event.code}
    earlier = place.read_text().splitlines()[-KEPT_LINES:] if place.exists() else []
    place.touch(mode=0o600)
    place.write_text("\n".join([*earlier, json.dumps(line)]) + "\n")
