"""Where a procedure is taken, when, and how long people usually waited there."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.apps.dossiers.queries.waits import Wait, waits
from motcua.apps.lookup import agencies, procedures
from motcua.apps.lookup.agencies import AgencyEntry
from motcua.channels.portal import agency_words as words
from motcua.domain.calendar import TIMEZONE

SHOWN: Final = 4
"""So many offices with their hours; where more take a procedure, the list of agencies serves."""


@dataclass(frozen=True, slots=True)
class Office:
    """An agency that decides, with the hours of its counter."""

    agency: AgencyEntry
    hours: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class WaitLine:
    """How long people usually waited at one agency."""

    agency: AgencyEntry
    words: str


def context(key: str, chosen: str, at: datetime) -> dict[str, Any]:
    """Return offices and waits of a procedure; of one agency alone where it is chosen."""
    on = at.astimezone(TIMEZONE).date()
    register = agencies.register(on)
    deciding = [register.by_key[one] for one in procedures.deciding(key, on) if one in register.by_key]
    if any(entry.key == chosen for entry in deciding):
        deciding = [entry for entry in deciding if entry.key == chosen]
    shown = deciding if len(deciding) <= SHOWN else []
    known = waits(key, at)
    lines = [WaitLine(entry, _words(known[entry.id])) for entry in deciding if entry.id in known]
    return {
        "offices": [Office(entry, words.hours(agencies.hours(entry.id, on))) for entry in shown],
        "more_offices": 0 if shown else len(deciding),
        "waits": lines[:SHOWN],
    }


def _words(wait: Wait) -> str:
    half, most = max(ceil(wait.half), 1), max(ceil(wait.most), 1)
    of = ngettext("%d hồ sơ đã trả", "%d hồ sơ đã trả", wait.dossiers) % wait.dossiers
    sentence = _(
        "Một nửa xong trong %(half)d ngày, chín phần mười xong trong %(most)d ngày (%(of)s trong 12 tháng)."
    )
    return sentence % {"half": half, "most": most, "of": of}
