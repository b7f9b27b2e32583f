"""The page of one answer: which words stand where. Facts that the answer does not hold make no words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.apps.lookup.answers import LEGS, Due, LookupAnswer, NextStep, Passage
from motcua.apps.lookup.words import ADVICE, COLLECTION, Advice, headline
from motcua.domain.calendar import TIMEZONE
from motcua.domain.deadlines import Standing
from motcua.domain.dossier.stages import PAUSED, Stage
from motcua.domain.dossier.values import Recounting
from motcua.ui import due_calendar, formatting, wording
from motcua.ui.chips import Chip
from motcua.ui.due_calendar import DueCalendar
from motcua.ui.timeline import Entry, State

TWENTIETHS: Final = 20
LATE: Final = frozenset({Standing.OVERDUE, Standing.LATE})
STAGE_OF_LEG: Final = (Stage.LODGED, Stage.ACCEPTED, Stage.PROCESSING, Stage.DONE, Stage.RETURNED)


@dataclass(frozen=True, slots=True)
class Promise:
    """The promised day in words; `why` counts it."""

    title: str
    day: str
    lines: tuple[str, ...]
    why: DueCalendar | None


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What the template prints. `code` and the words of the promise are all that differs between many answers."""

    answer: LookupAnswer
    code: str
    chip: Chip | None
    leg: str
    headline: str
    advice: Advice | None
    promise: Promise | None
    share: float | None
    share_words: str
    share_css: str
    path: tuple[Entry, ...]
    collection: str


def build(answer: LookupAnswer, at: datetime) -> AnswerPage:
    """Return the words of an answer."""
    standing = answer.due.standing if answer.due else None
    stage = answer.stage
    progress, share = answer.progress, about(answer.progress.share)
    return AnswerPage(
        answer=answer,
        code=answer.code,
        chip=chip_of(stage, standing) if stage else None,
        leg=_("Chặng %(leg)d/%(legs)d") % {"leg": progress.leg, "legs": progress.legs},
        headline=str(headline(stage, answer.next)) if stage else _("Hồ sơ của bạn đến đâu rồi"),
        advice=ADVICE[answer.next] if answer.next else None,
        promise=promise_of(answer, at),
        share=None if answer.next is NextStep.TAKE_PAPERS_BACK else share,
        share_words=_("Đã đi được khoảng %s chặng đường") % formatting.percent(share),
        share_css=_share_css(stage, standing),
        path=_path_with_dates(answer.timeline) if answer.timeline else _path(progress.leg, stage),
        collection=str(COLLECTION[answer.collection.by]) if answer.collection else "",
    )


def about(share: float) -> float:
    """Return a share as it is told: to the nearest twentieth, as nobody can know it better."""
    return round(share * TWENTIETHS) / TWENTIETHS


def promise_of(answer: LookupAnswer, at: datetime) -> Promise | None:
    """Return the promised day, where the answer holds one."""
    return _promise(answer, answer.due, at) if answer.due else None


def chip_of(stage: Stage, standing: Standing | None) -> Chip:
    """Return the state of a dossier with how it stands to its promised day."""
    label = str(wording.STAGES[stage])
    icon = wording.STAGE_ICONS[stage]
    if stage in {Stage.ACCEPTED, Stage.PROCESSING} and standing in {Standing.IN_TIME, Standing.OVERDUE}:
        if standing is Standing.OVERDUE:
            return Chip("late", "exclamation-triangle-fill", _("%s, quá hạn") % label)
        return Chip("run", icon, _("%s, trong hạn") % label)
    return Chip(wording.STAGE_CSS[stage], icon, label)


def _share_css(stage: Stage | None, standing: Standing | None) -> str:
    if stage in PAUSED:
        return "paused"
    if standing in LATE:
        return "late"
    return "early" if stage in {Stage.DONE, Stage.RETURNED} else ""


def _promise(answer: LookupAnswer, due: Due, at: datetime) -> Promise | None:
    if due.finished_at is not None:
        return _kept_promise(answer.stage, due, due.finished_at)
    if due.at is None:
        stands = _("Thời hạn đang dừng. Ngày hẹn được tính lại khi hồ sơ đi tiếp.")
        return Promise(_("Ngày hẹn trả"), _("Chưa có ngày hẹn"), (stands,), None)
    lines = [_("Trước %(time)s. %(left)s") % {"time": formatting.clock(due.at), "left": _left(due.at, at)}]
    if due.re_appointed and due.first_at:
        first = _("Ngày hẹn lúc đầu là %s. Chúng tôi xin lỗi bạn đã phải hẹn lại.")
        lines.append(first % formatting.long_day(due.first_at))
    if due.recounted is not None:
        lines.append(_recounted(due.recounted))
    day = _large(formatting.long_day(due.at))
    return Promise(_("Ngày hẹn trả"), day, tuple(lines), _calendar(answer, at))


def _recounted(recounted: Recounting) -> str:
    """Law: R-D18."""
    return _(
        "Ngày hẹn ghi trên giấy hẹn là %(day)s. Lịch làm việc đã thay đổi nên ngày hẹn được tính lại: "
        "%(reason)s (%(decision)s)."
    ) % {
        "day": formatting.long_day(recounted.was_due_at), "reason": recounted.reason.rstrip("."),
        "decision": recounted.decision,
    }  # fmt: skip


def _kept_promise(stage: Stage | None, due: Due, finished_at: datetime) -> Promise | None:
    if stage not in {Stage.DONE, Stage.RETURNED}:
        return None
    promised = (_("Ngày hẹn trả là %s.") % formatting.long_day(due.at),) if due.at else ()
    return Promise(
        _("Ngày có kết quả"),
        _large(formatting.long_day(finished_at)),
        (*promised, _kept_words(due, finished_at)),
        None,
    )


def _kept_words(due: Due, finished_at: datetime) -> str:
    """Say whether a promise was kept; a later date does not make up for the first one (R-D17)."""
    if due.standing == Standing.LATE:
        return _("Xong sau ngày hẹn. Chúng tôi xin lỗi bạn.")
    first = due.first_at if due.re_appointed else None
    if first and formatting.local_day(finished_at) > formatting.local_day(first):
        late = _("Xong theo ngày hẹn lại, sau ngày hẹn lúc đầu là %s. Chúng tôi xin lỗi bạn.")
        return late % formatting.long_day(first)
    return {Standing.EARLY: _("Xong trước ngày hẹn."), Standing.ON_TIME: _("Xong đúng hẹn.")}.get(
        due.standing, ""
    )


def _left(due_at: datetime, at: datetime) -> str:
    days = (formatting.local_day(due_at) - formatting.local_day(at)) // timedelta(days=1)
    if days > 0:
        return ngettext("Còn %d ngày.", "Còn %d ngày.", days) % days
    if days == 0:
        return _("Là hôm nay.")
    return ngettext("Đã quá %d ngày.", "Đã quá %d ngày.", -days) % -days


def _calendar(answer: LookupAnswer, at: datetime) -> DueCalendar | None:
    if answer.why is None:
        return None
    allowance = answer.why.allowance
    return due_calendar.build(
        answer.why.explanation,
        limit_words=wording.limit(allowance.amount, allowance.unit.name),
        today=at.astimezone(TIMEZONE).date(),
    )


def _path(leg: int, stage: Stage | None) -> tuple[Entry, ...]:
    """Return the five legs of every dossier; the names of the stages are no secret, where it is may be."""
    entries = []
    for number, on_the_way in enumerate(STAGE_OF_LEG, start=1):
        if number == leg and number < LEGS:
            now = State.PAUSED if stage in PAUSED else State.NOW
            entries.append(Entry(now, str(wording.STAGES[stage or on_the_way])))
        else:
            done = number <= leg
            entries.append(Entry(State.OK if done else State.NEXT, str(wording.STAGES[on_the_way])))
    return tuple(entries)


def _path_with_dates(passages: tuple[Passage, ...]) -> tuple[Entry, ...]:
    entries = [_entry(passage) for passage in passages]
    reached = passages[-1].stage
    if reached not in {Stage.RETURNED, Stage.STOPPED}:
        ahead = (Stage.PROCESSING, Stage.DONE, Stage.RETURNED)
        entries += [Entry(State.NEXT, str(wording.STAGES[stage])) for stage in ahead if stage > reached]
    return tuple(entries)


def _entry(passage: Passage) -> Entry:
    title = str(wording.STAGES[passage.stage])
    if passage.until is not None or passage.stage in {Stage.RETURNED, Stage.NOT_ACCEPTED}:
        return Entry(State.OK, title, when=_large(_moment(passage.since)))
    state = State.PAUSED if passage.stage in PAUSED else State.NOW
    return Entry(state, title, when=_("Từ %s") % _moment(passage.since))


def _moment(moment: datetime) -> str:
    return f"{formatting.long_day(moment)}, {formatting.clock(moment)}"


def _large(words: str) -> str:
    return words[:1].upper() + words[1:]
