"""What agencies add to their papers and say in their messages, and where their numbers begin: dated, with a trail."""

from collections.abc import Sequence as Many
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from motcua.apps.audit.operations import record
from motcua.apps.documents import permissions
from motcua.apps.documents.models import MessageText, Sequence, SheetSetting
from motcua.apps.documents.sheets import Letterhead, SheetKind
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.errors import DomainError
from motcua.domain.messages import BUILT_IN, MessageEvent, check

RESULT: Final = "result"
"""The sequence of results, beside those of the forms."""
LENGTHS: Final = {"above": 120, "place": 60, "footer": 160}


class TextNotPlain(DomainError):
    """A line of a paper is longer than its place, or is more than a line."""

    code = "documents.text-not-plain"

    def __init__(self, *, field: str, longest: int) -> None:
        super().__init__(field)
        self.field = field
        self.longest = longest


class SettingNotLater(DomainError):
    """A setting cannot begin in the past: what was printed then stays as it was."""

    code = "documents.setting-not-later"
    field = "valid_from"

    def __init__(self, *, today: date) -> None:
        super().__init__(today.isoformat())
        self.today = today


class SequenceBackwards(DomainError):
    """A number that has been given would be given again (R-B23)."""

    code = "documents.sequence-backwards"
    field = "next_number"

    def __init__(self, *, last: int) -> None:
        super().__init__(str(last))
        self.last = last
        self.lowest = last + 1


class ChangeReasonMissing(DomainError):
    """A sequence is not set without saying why."""

    code = "documents.change-reason-missing"
    field = "reason"


class KindUnknown(DomainError):
    """No numbered document has this name."""

    code = "documents.kind-unknown"


@dataclass(frozen=True, slots=True)
class Additions:
    """What stands on a paper beside its form; empty is what the wider setting says."""

    above: str = ""
    place: str = ""
    footer: str = ""
    note: str = ""

    def applied_to(self, head: Letterhead) -> Letterhead:
        """Return a head with these additions."""
        return replace(
            head, above=self.above, place=self.place or head.place, footer=self.footer, note=self.note
        )


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """The text that holds: whose it is ("agency", "province", "default"), since when, and by whom."""

    text: str
    plain: bool
    origin: str
    regime: str = ""
    valid_from: date | None = None
    author: str = ""
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class SequenceFacts:
    """One sequence of a year: the last number that was given, 0 before the first."""

    kind: str
    year: int
    last: int


# ---- What papers add ----


@transaction.atomic
def set_additions(
    *, agency_id: int | None, kind: str, additions: Additions, valid_from: date, actor: Actor, at: datetime
) -> None:
    """Let an agency's papers (or with no agency the province's) say more from a day on.

    Raises NotPermitted, KindUnknown, TextNotPlain, SettingNotLater.
    """
    permissions.require(actor, "set_sheet", agency_id)
    if kind and kind not in set(SheetKind):
        raise KindUnknown
    _require_not_past(valid_from, at)
    kept = _plain(additions)
    before = additions_for(agency_id, kind, on=valid_from)
    SheetSetting.objects.create(
        agency_id=agency_id, kind=kind, valid_from=valid_from, author_account_id=actor.account_id,
        author_name=actor.name, created_at=at, **asdict(kept),
    )  # fmt: skip
    facts = {"kind": kind, "from": valid_from, "before": asdict(before), "after": asdict(kept)}
    _record("documents.sheet-set", agency_id, facts, actor, at)


def additions_for(agency_id: int | None, kind: str, *, on: date) -> Additions:
    """Return what holds on a day: of the form before all forms, of the agency before the province."""
    rows = SheetSetting.objects.filter(
        Q(agency_id=agency_id) | Q(agency_id__isnull=True), kind__in={kind, ""}, valid_from__lte=on
    )
    ranked = rows.order_by(F("agency_id").asc(nulls_last=True), "-kind", "-valid_from", "-id")
    latest: dict[tuple[int | None, str], SheetSetting] = {}
    for row in ranked:
        latest.setdefault((row.agency_id, row.kind), row)
    found = Additions()
    for row in latest.values():
        found = Additions(
            above=found.above or row.above,
            place=found.place or row.place,
            footer=found.footer or row.footer,
            note=found.note or row.note,
        )
    return found


def sheet_versions(agency_id: int | None, kind: str) -> Many[SheetSetting]:
    """Return every setting of one agency for one form, the latest first."""
    return list(SheetSetting.objects.filter(_of(agency_id), kind=kind).order_by("-valid_from", "-id"))


def _plain(additions: Additions) -> Additions:
    for field, longest in LENGTHS.items():
        text = getattr(additions, field)
        if len(text) > longest or "\n" in text:
            raise TextNotPlain(field=field, longest=longest)
    if len(additions.note) > 500:
        raise TextNotPlain(field="note", longest=500)
    lines = [line.strip() for line in additions.note.splitlines()]
    return replace(additions, note="\n".join(line for line in lines if line))


# ---- What messages say ----


@transaction.atomic
def set_message(
    *,
    agency_id: int | None,
    event: MessageEvent,
    regime: str,
    text: str,
    plain: bool,
    valid_from: date,
    actor: Actor,
    at: datetime,
    procedure: str = "",
) -> None:
    """Let an agency (or with none the province) say something else on an event from a day on.

    `procedure` is the key of the only procedure that is meant. Raises NotPermitted, SettingNotLater, and what `domain.messages.check` raises.
    """
    permissions.require(actor, "set_message", agency_id)
    _require_not_past(valid_from, at)
    kept = check(text, event)
    before = message_text(event, agency_id, regime, valid_from, procedure=procedure)
    MessageText.objects.create(
        agency_id=agency_id, event=event, regime=regime, procedure=procedure, text=kept, plain=plain,
        valid_from=valid_from, author_account_id=actor.account_id, author_name=actor.name, created_at=at,
    )  # fmt: skip
    facts = {
        "event": event, "regime": regime, "procedure": procedure, "from": valid_from, "plain": plain, "before": before.text, "after": kept,
    }  # fmt: skip
    _record("documents.message-set", agency_id, facts, actor, at)


def message_text(
    event: MessageEvent, agency_id: int | None, regime: str, on: date, *, procedure: str = ""
) -> MessageFacts:
    """Return what is said on an event: by the agency, else by the province, else what is built in.

    At each of them a text for the dossier's procedure comes before one for all, then one for its regime.
    """
    rows = MessageText.objects.filter(
        Q(agency_id=agency_id) | Q(agency_id__isnull=True),
        event=event,
        regime__in={regime, ""},
        procedure__in={procedure, ""},
        valid_from__lte=on,
    )
    row = rows.order_by(
        F("agency_id").asc(nulls_last=True), "-procedure", "-regime", "-valid_from", "-id"
    ).first()
    if row is None:
        return MessageFacts(BUILT_IN[event], plain=False, origin="default")
    origin = "province" if row.agency_id is None else "agency"
    return MessageFacts(
        row.text, row.plain, origin, row.regime, row.valid_from, row.author_name, row.procedure
    )


def message_versions(agency_id: int | None, event: MessageEvent) -> Many[MessageText]:
    """Return every text of one agency on an event, the latest first."""
    return list(MessageText.objects.filter(_of(agency_id), event=event).order_by("-valid_from", "-id"))


def _of(agency_id: int | None) -> Q:
    """Return what one agency has decided; None stands for the province."""
    return Q(agency_id__isnull=True) if agency_id is None else Q(agency_id=agency_id)


# ---- Where numbers begin ----


@transaction.atomic
def begin_sequence(
    *, agency_id: int, kind: str, year: int, next_number: int, reason: str, actor: Actor, at: datetime
) -> None:
    """Let the next document of a kind bear a number, as when numbers were reserved on paper; never backwards.

    Raises NotPermitted, KindUnknown, ChangeReasonMissing, SequenceBackwards. Law: R-B23.
    """
    permissions.require(actor, "begin_sequence", agency_id)
    if kind not in {*SheetKind, RESULT}:
        raise KindUnknown
    if not reason.strip():
        raise ChangeReasonMissing
    rows = Sequence.objects.select_for_update(of=("self",))
    row = rows.filter(agency_id=agency_id, kind=kind, year=year).first()
    last = row.last if row else 0
    if next_number <= last or next_number < 2:
        raise SequenceBackwards(last=max(last, 1))
    Sequence.objects.update_or_create(
        agency_id=agency_id, kind=kind, year=year, defaults={"last": next_number - 1}
    )
    facts = {"kind": kind, "year": year, "last_before": last, "next": next_number, "reason": reason.strip()}
    _record("documents.sequence-begun", agency_id, facts, actor, at)


def sequences_of(agency_id: int, year: int) -> Many[SequenceFacts]:
    """Return every sequence of an agency in a year, also those that have not begun."""
    from motcua.apps.documents.numbers import SYMBOLS  # noqa: PLC0415 - numbers reads the settings of Django.

    rows = Sequence.objects.filter(agency_id=agency_id, year=year).order_by("kind")
    last = dict(rows.values_list("kind", "last"))
    kinds = [*SYMBOLS, RESULT, *(kind for kind in last if kind not in {*SYMBOLS, RESULT})]
    return [SequenceFacts(kind, year, last.get(kind, 0)) for kind in kinds]


def may_set(actor: Actor, agency_id: int | None) -> bool:
    """Tell whether an actor sets what an agency (or with none the province) prints and says."""
    return permissions.may(actor, agency_id)


def may_read(actor: Actor, agency_id: int | None) -> bool:
    """Tell whether an actor reads the settings of an agency."""
    return permissions.sees(actor, agency_id)


def _require_not_past(valid_from: date, at: datetime) -> None:
    today = at.astimezone(TIMEZONE).date()
    if valid_from < today:
        raise SettingNotLater(today=today)


def _record(action: str, agency_id: int | None, facts: dict[str, object], actor: Actor, at: datetime) -> None:
    """The trail of an agency's papers is one; that of the province bears the name `province`."""
    record(
        action=action,
        object_type="papers",
        object_id=agency_id or "province",
        payload=facts,
        actor=actor,
        at=at,
    )
