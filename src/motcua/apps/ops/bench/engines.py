"""What runs without a browser: printing, rebuilding, verifying, and the rules of time and movement."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection

from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers import audit, evidence, printing
from motcua.apps.dossiers.parallel import all_processors
from motcua.apps.dossiers.rebuild import rebuild_all
from motcua.apps.ops.bench import wire
from motcua.apps.ops.bench.figures import Figure, at_least, at_most
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE, Calendar, vietnam_calendar
from motcua.domain.deadlines import Allowance, Terms, Unit, due
from motcua.domain.workflow import END, Action, ActionKind, Outcome, Process, Step, StepTime, Switches
from motcua.domain.workflow import check as flaws_of

MOST_FOR_RECEIPT: Final = 30
LEAST_REBUILT: Final = 2_000
LEAST_VERIFIED: Final = 2_000
MOST_FOR_SOUNDNESS: Final = 200
STEPS: Final = 50
RECEIPTS: Final = 60
QUESTIONS: Final = 20_000


def receipts(dossiers: list[UUID], at: datetime) -> Figure:
    """Print receipts as the desk does: facts, PDF, file and record."""
    actor = Actor.system("bench")
    times = []
    for dossier in dossiers[:RECEIPTS]:
        began = time.perf_counter()
        printing.print_form(SheetKind.RECEIPT, dossier, actor=actor, at=at)
        times.append(time.perf_counter() - began)
    warm = times[RECEIPTS // 6 :]
    return at_most(
        "receipt as PDF, median",
        MOST_FOR_RECEIPT,
        wire.percentile(warm, 0.5) * 1000,
        unit="ms",
        yardstick=f"p95 {wire.percentile(warm, 0.95) * 1000:.0f} ms; {len(warm)} receipts, with file and record kept",
    )


def rebuilding() -> Figure:
    """Lose every projection of a scratch database, and write all of them anew with every processor."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE dossiers_workitem, dossiers_statusinterval")
        cursor.execute("UPDATE dossiers_dossier SET applicant_name = ''")
        cursor.execute("VACUUM (ANALYZE) dossiers_dossier")
    jobs = all_processors()
    rate = _rate(lambda: rebuild_all(jobs=jobs).rewritten)
    return at_least(
        "rebuild of all projections, dossiers/s",
        LEAST_REBUILT,
        rate,
        yardstick=f"{evidence.count():,} dossiers without any projection, {jobs} processes",
        percent=False,
    )


def verifying() -> Figure:
    """Verify the whole journal with every processor."""
    jobs = all_processors()
    began = time.perf_counter()
    verdict = audit.verify_all(jobs=jobs, days=0)
    took = time.perf_counter() - began
    assert verdict.wrong is None, verdict.wrong
    return at_least(
        "verifying the journal, dossiers/s",
        LEAST_VERIFIED,
        verdict.dossiers / took,
        yardstick=f"{verdict.dossiers:,} dossiers with {verdict.events:,} events "
        f"({verdict.events / took:,.0f} events/s), {jobs} processes",
        percent=False,
    )


def _rate(work: Callable[[], int]) -> float:
    began = time.perf_counter()
    done = work()
    return done / (time.perf_counter() - began)


def soundness() -> Figure:
    """Check a long process with forks, joins and ways back."""
    process = _long_process()
    began = time.perf_counter()
    flaws = flaws_of(process)
    took = (time.perf_counter() - began) * 1000
    assert not flaws, flaws
    return at_most(
        f"soundness of a process of {STEPS} steps",
        MOST_FOR_SOUNDNESS,
        took,
        unit="ms",
        yardstick="forks, joins and ways back; no flaw found",
    )


def _long_process() -> Process:
    """Return stations of five steps: forward or back, then two at a time, then together."""
    stations = STEPS // 5
    steps: list[Step] = []
    for number in range(stations):
        last = number == stations - 1
        after = "return" if last else f"s{number + 1}-read"
        steps += _station(f"s{number}", after, first=number == 0)
    steps[-1] = _step("return", Action("deliver", "Trả", (END,), kind=ActionKind.FINISH), stage=9)
    steps[-2] = _step(
        steps[-2].id, Action("join", "Gộp", ("return",), outcome=Outcome.GRANT), joins=True, must="must_sign"
    )
    return Process(id="long", version=1, start=steps[0].id, steps=tuple(steps))


def _station(name: str, after: str, *, first: bool) -> Iterator[Step]:
    back = () if first else (Action("back", "Trả lại", (f"{name}-read",), kind=ActionKind.RETURN),)
    yield _step(f"{name}-read", Action("fork", "Chia", (f"{name}-left", f"{name}-right")))
    yield _step(f"{name}-left", Action("done", "Xong", (f"{name}-join",)))
    yield _step(f"{name}-right", Action("done", "Xong", (f"{name}-join",)))
    yield _step(f"{name}-join", Action("join", "Gộp", (f"{name}-check",)), joins=True)
    yield _step(f"{name}-check", Action("pass", "Chuyển", (after,)), *back)


def _step(name: str, *actions: Action, joins: bool = False, stage: int = 4, must: str = "") -> Step:
    switches = Switches.of(must) if must else Switches()
    return Step(
        name, name, "unit:mau", "specialist", StepTime.of_working_hours(4), stage,
        switches=switches, actions=actions, joins=joins,
    )  # fmt: skip


def due_dates() -> Figure:
    """Ask for due dates, and count the same days one by one in the plainest way there is."""
    calendar = vietnam_calendar()
    asked = [
        (datetime(2026, 1, 5, 2, tzinfo=UTC) + timedelta(minutes=13 * number), 1 + number % 60)
        for number in range(QUESTIONS)
    ]
    ours = _rate(
        lambda: sum(
            due(at, Terms(Allowance(days, Unit.WORKING_DAY)), calendar) is not None for at, days in asked
        )
    )
    plain = _rate(lambda: sum(_counted(at, days, calendar) > date.min for at, days in asked))
    return at_least(
        "due dates, beside counting day by day",
        1.0,
        ours / plain,
        yardstick=f"{ours:,.0f}/s beside {plain:,.0f}/s; 1 to 60 working days",
    )


def _counted(at: datetime, days: int, calendar: Calendar) -> date:
    day = at.astimezone(TIMEZONE).date()
    while days:
        day += timedelta(days=1)
        days -= calendar.is_working_day(day)
    return day
