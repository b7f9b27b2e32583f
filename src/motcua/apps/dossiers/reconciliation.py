"""The end of the day at a counter: every paper is scanned and compared with what the system says (R-S8, R-A95).

A count belongs to a counter and a day. Scans are kept one by one, so that two officers count together and
nothing is lost; closing keeps what did not agree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from motcua.apps.audit import operations as audit
from motcua.apps.dossiers.models import CountedPaper, PaperCount
from motcua.apps.dossiers.queries.desk import code_in, counter_units
from motcua.apps.dossiers.queries.papers import Whereabouts, expected_at, whereabouts
from motcua.domain.access import Actor, NotPermitted
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier.stages import Stage
from motcua.domain.errors import DomainError
from motcua.domain.numbering import DossierCodeInvalid, normalize_dossier_code


class NoOpenCount(DomainError):
    """Nobody has begun a count at this counter today, or it was closed."""

    code = "dossier.no-open-count"


class MismatchKind(StrEnum):
    """How paper and system disagree."""

    UNKNOWN_CODE = "unknown-code"
    RETURNED_BUT_HERE = "returned-but-here"
    REFUSED_BUT_HERE = "refused-but-here"
    SENT_BUT_HERE = "sent-but-here"
    ARRIVED_UNACKNOWLEDGED = "arrived-unacknowledged"
    ELSEWHERE = "elsewhere"
    RESULT_GONE = "result-gone"
    GONE_UNSENT = "gone-unsent"
    GONE = "gone"
    NOT_SENT_IN_TIME = "not-sent-in-time"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One dossier on which paper and system disagree; `place` is empty for an unknown code."""

    kind: MismatchKind
    code: str
    place: Whereabouts | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A count with what came of it so far. `agreed` were scanned and are where the system says."""

    count_id: int
    day: date
    opened_at: datetime
    opened_by: str
    scanned: tuple[str, ...]
    agreed: int
    expected: int
    mismatches: tuple[Mismatch, ...]


@transaction.atomic
def begin_count(*, unit_id: int, actor: Actor, at: datetime) -> int:
    """Begin today's count at a counter, or go on with it; one left open on an earlier day is closed first."""
    _at_the_counter(actor, unit_id, "begin_count")
    today = at.astimezone(TIMEZONE).date()
    going_on = (
        PaperCount.objects.select_for_update(of=("self",)).filter(unit_id=unit_id, closed_at=None).first()
    )
    if going_on is not None and going_on.day == today:
        return going_on.pk
    if going_on is not None:
        _close(going_on, actor=actor, at=at)
    count = PaperCount.objects.create(unit_id=unit_id, day=today, opened_at=at, opened_by_name=actor.name)
    _note(count, "begin", actor, at)
    return count.pk


@transaction.atomic
def count_paper(*, unit_id: int, scan: str, actor: Actor, at: datetime) -> str:
    """Keep one scan and return the code that was read; scanning a paper twice counts once. Raises NoOpenCount."""
    _at_the_counter(actor, unit_id, "count_paper")
    count = _open_count(unit_id)
    code = _plain(scan)
    CountedPaper.objects.get_or_create(
        count=count, code=code, defaults={"scanned_at": at, "scanned_by_name": actor.name}
    )
    return code


@transaction.atomic
def forget_paper(*, unit_id: int, code: str, actor: Actor) -> None:
    """Take a scan out again, as after reading the wrong sheet. Raises NoOpenCount."""
    _at_the_counter(actor, unit_id, "forget_paper")
    CountedPaper.objects.filter(count=_open_count(unit_id), code=code).delete()


@transaction.atomic
def close_count(*, unit_id: int, actor: Actor, at: datetime) -> Reconciliation:
    """Close the count and keep what did not agree. Raises NoOpenCount."""
    _at_the_counter(actor, unit_id, "close_count")
    count = _open_count(unit_id)
    outcome = _reconciled(count, actor=actor, at=at)
    count.findings = [{"kind": m.kind.value, "code": m.code} for m in outcome.mismatches]
    _close(count, actor=actor, at=at)
    return outcome


def open_count(unit_id: int, *, actor: Actor, at: datetime) -> Reconciliation | None:
    """Return today's count at a counter as it stands; None before it is begun."""
    today = at.astimezone(TIMEZONE).date()
    count = PaperCount.objects.filter(unit_id=unit_id, closed_at=None, day=today).first()
    return None if count is None else _reconciled(count, actor=actor, at=at)


def last_closed(unit_id: int) -> tuple[datetime, str, int] | None:
    """Return when the last count at a counter was closed, by whom, and how many did not agree."""
    closed = (
        PaperCount.objects.filter(unit_id=unit_id, closed_at__isnull=False).order_by("-day", "-id").first()
    )
    if closed is None or closed.closed_at is None:
        return None
    return closed.closed_at, closed.closed_by_name, len(closed.findings)


def compare(
    expected: Iterable[Whereabouts],
    scanned: Iterable[str],
    known: Mapping[str, Whereabouts],
    *,
    unit_id: int,
    at: datetime,
) -> tuple[tuple[Mismatch, ...], int]:
    """Return what disagrees and how many papers agree. `known` are the dossiers behind the scanned codes."""
    codes = set(scanned)
    found: list[Mismatch] = []
    agreed = 0
    for code in sorted(codes):
        kind = _scanned_kind(known.get(code), unit_id, at)
        agreed += kind is None
        if kind is not None:
            found.append(Mismatch(kind, code, known.get(code)))
    missing = [place for place in expected if place.brief.code not in codes]
    found += [Mismatch(_missing_kind(place), place.brief.code, place) for place in missing]
    return tuple(found), agreed


def _scanned_kind(place: Whereabouts | None, unit_id: int, at: datetime) -> MismatchKind | None:
    """Return what is wrong with a paper that is here, or None."""
    if place is None:
        return MismatchKind.UNKNOWN_CODE
    if place.brief.stage in _GIVEN_OUT:
        return _GIVEN_OUT[Stage(place.brief.stage)]
    if place.going_to == unit_id:
        return MismatchKind.ARRIVED_UNACKNOWLEDGED
    if place.going_to is not None:
        return MismatchKind.SENT_BUT_HERE
    if place.at != unit_id:
        return MismatchKind.ELSEWHERE
    late = place.at_counter and place.send_by is not None and place.send_by < at
    return MismatchKind.NOT_SENT_IN_TIME if late else None


_GIVEN_OUT = {
    Stage.RETURNED: MismatchKind.RETURNED_BUT_HERE,
    Stage.NOT_ACCEPTED: MismatchKind.REFUSED_BUT_HERE,
}


def _missing_kind(place: Whereabouts) -> MismatchKind:
    """Return why a paper that the system expects here may be gone."""
    if place.brief.stage == Stage.DONE or place.ended:
        return MismatchKind.RESULT_GONE
    return MismatchKind.GONE_UNSENT if place.at_counter else MismatchKind.GONE


def _reconciled(count: PaperCount, *, actor: Actor, at: datetime) -> Reconciliation:
    papers = count.papers.order_by("-scanned_at", "-id").values_list("code", flat=True)
    scanned = tuple(papers)
    expected = expected_at(count.unit_id)
    known = whereabouts(scanned, actor=actor)
    mismatches, agreed = compare(expected, scanned, known, unit_id=count.unit_id, at=at)
    return Reconciliation(
        count_id=count.pk,
        day=count.day,
        opened_at=count.opened_at,
        opened_by=count.opened_by_name,
        scanned=scanned,
        agreed=agreed,
        expected=len(expected),
        mismatches=mismatches,
    )


def _open_count(unit_id: int) -> PaperCount:
    count = PaperCount.objects.select_for_update(of=("self",)).filter(unit_id=unit_id, closed_at=None).first()
    if count is None:
        raise NoOpenCount
    return count


def _close(count: PaperCount, *, actor: Actor, at: datetime) -> None:
    count.closed_at, count.closed_by_name = at, actor.name
    count.save(update_fields=["closed_at", "closed_by_name", "findings"])
    _note(count, "close", actor, at)


def _note(count: PaperCount, act: str, actor: Actor, at: datetime) -> None:
    audit.record(
        action=f"paper_count.{act}",
        object_type="paper_count",
        object_id=count.pk,
        actor=actor,
        at=at,
        payload={"unit": count.unit_id, "day": count.day.isoformat(), "findings": count.findings},
    )


def _at_the_counter(actor: Actor, unit_id: int, action: str) -> None:
    if unit_id not in counter_units(actor):
        raise NotPermitted(action=action)


def _plain(scan: str) -> str:
    code = code_in(scan)
    try:
        return normalize_dossier_code(code)
    except DossierCodeInvalid:
        return code[:120]
