"""Acting: accepting, handing over and returning dossiers, by the shell alone and over HTTP, beside pgbench."""

import multiprocessing
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Final

from django.db import connections, transaction
from django.urls import reverse

from motcua.apps.ops.bench import browser, cast, crowd, twin, wire
from motcua.apps.ops.bench.cast import Commune
from motcua.apps.ops.bench.figures import Figure, at_least, at_most
from motcua.apps.ops.bench.wire import Ask, Tally
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.commands import Lodge

ACCEPT, HAND_OVER, RETURN = "accept", "hand over", "return"
NAMES: Final = (ACCEPT, HAND_OVER, RETURN)
PROCESSES, THREADS = 2, 4
CLIENTS: Final = PROCESSES * THREADS
LEAST_OF_SHELL: Final = 0.35
LEAST_OF_HTTP: Final = 0.20
STEADY_RATE: Final = 50
MOST_MILLISECONDS: Final = 100
TRANSACTION: Final = 200
WARM: Final = 48

Prepared = tuple[Commune, DossierState | Lodge]
Make = Callable[[Commune, datetime], DossierState]

BEFORE: Final[dict[str, Make]] = {HAND_OVER: cast.accepted, RETURN: cast.finished}
"""How a dossier comes to where the act finds it; accepting needs only a filing."""
CARRY_OUT: Final[dict[str, Callable[[Commune, DossierState, datetime], DossierState]]] = {
    HAND_OVER: cast.hand_over,
    RETURN: cast.deliver,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How often a second one act is done: by pgbench, by the shell in process, over HTTP."""

    name: str
    pgbench: float
    shell: float
    http: float


def prepare(name: str, communes: Sequence[Commune], count: int, at: datetime) -> list[Prepared]:
    """Return dossiers on which an act can be done, spread over the communes."""
    spread = [communes[n % len(communes)] for n in range(count)]
    make = BEFORE.get(name)
    if make is None:
        return [(commune, cast.filing(commune, cast.PERMIT, at)) for commune in spread]
    ready: list[Prepared] = []
    for first in range(0, count, TRANSACTION):
        with transaction.atomic():
            ready += [(commune, make(commune, at)) for commune in spread[first : first + TRANSACTION]]
    return ready


def do(name: str, prepared: Prepared, at: datetime) -> DossierState:
    """Carry an act out."""
    commune, before = prepared
    if isinstance(before, Lodge):
        return cast.accept(commune, before, at)
    return CARRY_OUT[name](commune, before, at)


# --- pgbench ---


def scripts(name: str, communes: Sequence[Commune], at: datetime) -> list[twin.Script]:
    """Return an act as scripts for pgbench, noted while it was done once or, for accepting, at every counter."""
    if name == ACCEPT:
        return [_accepting(number, commune, at) for number, commune in enumerate(communes[: CLIENTS * 4])]
    ((commune, state),) = prepare(name, communes[:1], 1, at)
    assert isinstance(state, DossierState)
    twin.multiply(state)
    with twin.noting() as noted:
        do(name, (commune, state), at)
    return [twin.known_dossier(name.replace(" ", "-"), noted, state)]


def _accepting(number: int, commune: Commune, at: datetime) -> twin.Script:
    lodge = cast.filing(commune, cast.PERMIT, at)
    with twin.noting() as noted:
        state = cast.accept(commune, lodge, at)
    return twin.new_dossier(f"accept-{number}", noted, state)


# --- the shell alone ---


def in_process(name: str, ready: Sequence[Prepared], seconds: float, at: datetime) -> float:
    """Return how often a second processes and threads, as many as serve HTTP, do an act without HTTP."""
    connections.close_all()  # A connection must not be shared with the children.
    fork = multiprocessing.get_context("fork")
    results = []
    for number in range(PROCESSES):
        mine, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=_work, args=(theirs, name, ready[number::PROCESSES], seconds, at))
        process.start()
        results.append((mine, process))
    rate = sum(float(mine.recv()) for mine, _ in results)
    for _, process in results:
        process.join()
    return rate


def _work(result: Connection, name: str, ready: Sequence[Prepared], seconds: float, at: datetime) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        shares = [ready[number::THREADS] for number in range(THREADS)]
        result.send(sum(pool.map(lambda share: _repeat(name, share, seconds, at), shares)))


def _repeat(name: str, ready: Sequence[Prepared], seconds: float, at: datetime) -> float:
    began, done = time.perf_counter(), 0
    for prepared in ready:
        do(name, prepared, at)
        done += 1
        if time.perf_counter() - began > seconds:
            break
    connections.close_all()
    return done / (time.perf_counter() - began)


# --- over HTTP ---


class Forms:
    """Forms of an act, filled in and ready to be sent by the officers of the communes."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[int, dict[str, str]] = {}
        self.intakes: dict[int, browser.Fields] = {}

    def of(self, name: str, ready: Sequence[Prepared]) -> list[Ask]:
        """Return one form for every dossier."""
        return [self._one(name, commune, state) for commune, state in ready]

    def _one(self, name: str, commune: Commune, state: DossierState | Lodge) -> Ask:
        if isinstance(state, Lodge):
            return self._accept(commune, state)
        common = {"version": str(state.version), "key": uuid.uuid4().hex}
        if name == HAND_OVER:
            (item,) = state.step_items()
            action = cast.only_action(state, item.step)
            address = reverse("office:act", args=[state.id, "hand-over"])
            path = f"{address}?item={item.id}&action={action}"
            return self._post(name, commune, "reception", path, {**common, "note": ""})
        applicant = state.application.applicant
        fields = {
            "q": state.code, "act": "give", "method": "counter", "receiver": applicant.name,
            "identity": applicant.citizen_id, "result_given": "on", "originals_given": "on",
        }  # fmt: skip
        return self._post(name, commune, "return_desk", reverse("office:return"), common | fields)

    def _accept(self, commune: Commune, lodge: Lodge) -> Ask:
        address = reverse("office:intake")
        if commune.agency_id not in self.intakes:
            cookies = self._signed_in(commune.account("reception"))
            html = browser.open_page(self.port, f"{address}?procedure={cast.PERMIT}", cookies)
            fields = browser.form_with("citizen_id", html)
            papers = [name.removesuffix("-originals") for name in fields if name.endswith("-originals")]
            self.intakes[commune.agency_id] = fields | {f"{paper}-received": "on" for paper in papers}
        person = lodge.application.applicant
        typed = {
            "name": person.name,
            "citizen_id": person.citizen_id,
            "phone": person.phone,
            "address": person.address,
        }
        fields = self.intakes[commune.agency_id] | typed | {"act": "accept", "key": uuid.uuid4().hex}
        return self._post(ACCEPT, commune, "reception", address, fields)

    def _post(self, name: str, commune: Commune, role: str, path: str, fields: browser.Fields) -> Ask:
        cookies = self._signed_in(commune.account(role))
        return wire.post(name, path, fields | {"csrfmiddlewaretoken": crowd.CSRF}, cookies)

    def _signed_in(self, account: int) -> dict[str, str]:
        if account not in self.cookies:
            self.cookies[account] = crowd.cookies_of(account)
        return self.cookies[account]


def over_http(port: int, asks: Sequence[Ask], seconds: float) -> float:
    """Return how often a second an act is done over HTTP by as many clients at a time."""
    tally = wire.send_all(port, iter(asks), lines=CLIENTS, seconds=seconds)
    return sound(tally).rate


def steady(port: int, asks: Sequence[Ask], seconds: float) -> Tally:
    """Send acts at the rate of a busy province."""
    return sound(wire.send_all(port, iter(asks), lines=CLIENTS, seconds=seconds, rate=STEADY_RATE))


def sound(tally: Tally) -> Tally:
    """Return a tally without failures. Raises ActsRefused."""
    if tally.failures or not tally.answered:
        raise ActsRefused(dict(tally.failures) or "no answer at all")
    return tally


class ActsRefused(Exception):
    """Acts were refused while they were measured: the rates would mean nothing."""


def figures(speeds: Sequence[Speed], tally: Tally) -> list[Figure]:
    """Compare acts with pgbench, and judge how long they take at the rate of a busy province."""
    found = []
    for speed in speeds:
        beside = f"beside {speed.pgbench:,.0f}/s of pgbench, {CLIENTS} clients each"
        found.append(
            at_least(
                f"{speed.name}, the shell alone",
                LEAST_OF_SHELL,
                speed.shell / speed.pgbench,
                yardstick=f"{speed.shell:,.0f}/s {beside}",
            )
        )
        found.append(
            at_least(
                f"{speed.name} over HTTP",
                LEAST_OF_HTTP,
                speed.http / speed.pgbench,
                yardstick=f"{speed.http:,.0f}/s {beside}",
            )
        )
    return found + [
        at_most(
            f"{name}, p95 at {STEADY_RATE}/s",
            MOST_MILLISECONDS,
            tally.milliseconds(0.95, name),
            unit="ms",
            yardstick=f"median {tally.milliseconds(0.5, name):.0f} ms; mixed, {tally.rate:,.0f}/s answered",
        )
        for name in NAMES
    ]
