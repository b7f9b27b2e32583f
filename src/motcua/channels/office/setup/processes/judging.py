"""What is wrong with a process, in words, each with a dossier's way into the trouble; and how its time adds up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from motcua.apps.deadlines.queries import calendar
from motcua.channels.office.setup.processes.shown import place_words
from motcua.domain.calendar import Calendar, CalendarExhausted
from motcua.domain.deadlines import Allowance
from motcua.domain.workflow import (
    CALENDAR_DAY_MINUTES,
    END,
    WORKING_DAY_MINUTES,
    Flaw,
    FlawCode,
    Process,
    TimeUnit,
    Visit,
    check,
    walk,
)
from motcua.domain.workflow.timing import longest_way
from motcua.ui import formatting, wording
from motcua.ui.process_picture import Picture, draw
from motcua.ui.process_words import number

WITHOUT_SUM: Final = frozenset(
    {
        FlawCode.NO_START, FlawCode.RESERVED_ID, FlawCode.DUPLICATE_STEP, FlawCode.DUPLICATE_ACTION,
        FlawCode.UNKNOWN_TARGET, FlawCode.ACTION_WITHOUT_TARGET, FlawCode.STEP_WITHOUT_ACTION,
        FlawCode.FINISH_MISMATCH, FlawCode.FORWARD_CIRCLE,
    }
)  # fmt: skip
BAR_WIDTH: Final = 1000


@dataclass(frozen=True, slots=True)
class Stop:
    """A step on the way into the trouble, and when a dossier would be there."""

    words: str
    when: str
    stuck: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A flaw in words. `row` is the place of the step to mend, for the button that adds a way out."""

    title: str
    where: str
    way: Sequence[Stop]
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A step in the bar of times."""

    x: float
    width: float
    words: str
    title: str

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Times:
    """How the steps add up on the longest way against the legal limit."""

    taken: str
    allowed: str
    limit: str
    css: str
    icon: str
    verdict: str
    bar: Sequence[Segment]
    told: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything said beside the table."""

    troubles: Sequence[Trouble]
    wrong: frozenset[str]
    picture: Picture
    times: Times | None


def judge(
    process: Process, limit: Allowance | None, unit_names: Mapping[str, str], at: datetime, *, title: str
) -> Judgement:
    """Return what is to be said of a process; dates are those of a dossier accepted next."""
    flaws = check(process, limit)
    wrong = frozenset(
        step for flaw in flaws if flaw.code is not FlawCode.OVER_LIMIT for step in flaw.steps[:1]
    )
    return Judgement(
        [_trouble(process, flaw, at) for flaw in flaws],
        wrong,
        draw(process, unit_names, title=title, wrong=wrong),
        _times(process, limit, flaws) if limit else None,
    )


def _trouble(process: Process, flaw: Flaw, at: datetime) -> Trouble:
    named = [place_words(process, step) for step in flaw.steps]
    if flaw.code is FlawCode.OVER_LIMIT:
        named = []
    labels = [
        action.label
        for step in process.steps
        if step.id in flaw.steps[:1]
        for action in step.actions
        if action.id in flaw.actions
    ]
    where = _("Bước %s") % ", ".join(named) if named else ""
    if labels:
        where = _("%(where)s, hướng “%(label)s”") % {"where": where, "label": labels[0]}
    stuck = flaw.code not in (FlawCode.OVER_LIMIT, FlawCode.UNSIGNED_RESULT)
    places = [step.id for step in process.steps]
    mendable = flaw.code in (FlawCode.STEP_WITHOUT_ACTION, FlawCode.NO_WAY_TO_END)
    row = places.index(flaw.steps[0]) if mendable and flaw.steps and flaw.steps[0] in places else None
    return Trouble(wording.flaw(flaw.code.value), where, _way(process, flaw, at, stuck=stuck), row)


def _way(process: Process, flaw: Flaw, at: datetime, *, stuck: bool) -> list[Stop]:
    visits = _dated(process, flaw, at)
    stops = []
    for place, (step_id, _action) in enumerate(flaw.path):
        when = formatting.moment_words(visits[place].entered_at) if visits else ""
        stops.append(Stop(place_words(process, step_id), when))
    if stuck and flaw.path:
        last = formatting.moment_words(visits[-1].due_at) if visits else ""
        held = [step for step in dict.fromkeys(flaw.marking) if step != END] or list(flaw.steps[:1])
        stops += [Stop(place_words(process, step), last, stuck=True) for step in held]
    return stops


def _dated(process: Process, flaw: Flaw, at: datetime) -> tuple[Visit, ...]:
    days = calendar()
    try:
        return walk(process, flaw.path, next_opening(days, at), days)
    except CalendarExhausted:
        return ()


def next_opening(days: Calendar, at: datetime) -> datetime:
    """Return when offices open on the next working day: dossiers of a trial begin there."""
    tomorrow = days.add_days(formatting.local_day(at), 1)
    return days.start_of_day(days.working_day_on_or_after(tomorrow))


def _times(process: Process, limit: Allowance, flaws: Sequence[Flaw]) -> Times | None:
    if any(flaw.code in WITHOUT_SUM for flaw in flaws):
        return None
    way = longest_way(process, limit)
    per_unit = 60 if way.unit is TimeUnit.WORKING else CALENDAR_DAY_MINUTES
    unit = _("giờ") if way.unit is TimeUnit.WORKING else _("ngày")
    over, exact = way.minutes > way.allowed_minutes, way.minutes == way.allowed_minutes
    verdict = (
        _("Vượt hạn luật định") if over else _("Vừa đủ hạn luật định") if exact else _("Trong hạn luật định")
    )
    bar = _bar(process, [step for step, _action in way.path])
    return Times(
        taken=number(way.minutes / per_unit),
        allowed=f"{number(way.allowed_minutes / per_unit)} {unit}",
        limit=wording.limit(limit.amount, limit.unit.value),
        css="late" if over else "early",
        icon="exclamation-triangle" if over else "check-circle",
        verdict=verdict,
        bar=bar,
        told=", ".join(segment.title for segment in bar),
    )


def _bar(process: Process, way: Sequence[str]) -> list[Segment]:
    """Return the steps of the longest way, each as wide as its share of the time."""
    per_day = {TimeUnit.WORKING: WORKING_DAY_MINUTES * 5 / 7, TimeUnit.CALENDAR: CALENDAR_DAY_MINUTES}
    steps = [
        step for step in map(process.step, way) if step.time.amount_minutes and not step.excluded_from_limit
    ]
    shares = [step.time.amount_minutes / per_day[step.time.unit] for step in steps]
    whole, x, bar = sum(shares) or 1, 0.0, []
    for step, share in zip(steps, shares, strict=True):
        width = BAR_WIDTH * share / whole
        words = place_words(process, step.id)
        fits = int(width / 9.5)
        shown = words if len(words) <= fits else words.partition(" ")[0] if fits > 2 else ""
        bar.append(Segment(round(x, 1), round(max(width - 2, 1), 1), shown, words))
        x += width
    return bar
