"""Many new dossiers decided in memory and written together: for bringing in what has happened before.

The rules, the journal and the rows are those of every other request; only the statements are fewer. A
number is taken where the others are taken from, and given back with the transaction.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Protocol
from uuid import UUID

from motcua.apps.documents import operations as documents
from motcua.apps.dossiers import store
from motcua.apps.dossiers.journal import Entry
from motcua.domain.access import Actor
from motcua.domain.dossier.trace import Trace


class BatchSpoiled(RuntimeError):
    """A request of the batch was refused: the numbers it had taken would be gaps."""


class Numbers(Protocol):
    """Where a batch takes its numbers from."""

    def next_code(self, agency_id: int, day: date) -> int:
        """Return the next number of the day at an agency."""
        ...

    def next_document(self, agency_id: int, kind: str, year: int) -> int:
        """Return the next number of a kind of document of the year at an agency."""
        ...

    def pin(self) -> str:
        """Return six digits by chance."""
        ...

    def settle(self) -> None:
        """Make what was given out final, before the dossiers are written."""
        ...


@dataclass(slots=True)
class Kept:
    """A dossier of the batch: its fold and its whole journal."""

    trace: Trace
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """A ledger of dossiers that begin in it. `write` puts them into the database.

    Nothing is announced: who had to be told was told at the time. Requests must come in the order of
    their moments, which is the order of the numbers they take.
    """

    numbers: Numbers
    kept: dict[UUID, Kept] = field(default_factory=dict)
    _spoiled: bool = False

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Spoil the batch when a request is refused."""
        try:
            yield
        except BaseException:
            self._spoiled = True
            raise

    def open(self, dossier_id: UUID) -> tuple[Trace, str] | None:
        """Return a dossier of this batch."""
        known = self.kept.get(dossier_id)
        return None if known is None else (known.trace, known.entries[-1].hash)

    def take_code_number(self, agency_id: int, day: date) -> int:
        """Return the next number of the day at an agency."""
        return self.numbers.next_code(agency_id, day)

    def take_document_number(self, agency_id: int, kind: str, year: int) -> int:
        """Return the next number of a kind of document of the year at an agency."""
        return self.numbers.next_document(agency_id, kind, year)

    def pin(self) -> str:
        """Return six digits by chance."""
        return self.numbers.pin()

    def save(self, trace: Trace, entries: Sequence[Entry], key: str | None) -> None:
        """Keep a dossier in memory; keys of requests are not kept."""
        assert trace.state is not None
        self.kept.setdefault(trace.state.id, Kept(trace)).entries.extend(entries)

    def announce(self, event: object, *, actor: Actor, at: datetime) -> None:
        """Tell nobody."""

    def write(self) -> int:
        """Write every dossier within the caller's transaction; return how many. Raises BatchSpoiled."""
        if self._spoiled:
            raise BatchSpoiled
        self.numbers.settle()
        store.add_many((kept.trace, kept.entries) for kept in self.kept.values())
        return len(self.kept)


@dataclass(slots=True)
class CountedNumbers:
    """Numbers after those in the database. The first of each sequence is taken there, which makes others
    wait; the rest are counted here and taken by `settle`, within the same transaction.
    """

    chance: Random
    _codes: Counter[tuple[int, date]] = field(default_factory=Counter)
    _documents: Counter[tuple[int, str, int]] = field(default_factory=Counter)
    _first: dict[tuple[int, date] | tuple[int, str, int], int] = field(default_factory=dict)

    def next_code(self, agency_id: int, day: date) -> int:
        """Return the next number of the day at an agency."""
        sequence = agency_id, day
        if sequence not in self._first:
            self._first[sequence] = store.take_code_number(agency_id, day)
        self._codes[sequence] += 1
        return self._first[sequence] + self._codes[sequence] - 1

    def next_document(self, agency_id: int, kind: str, year: int) -> int:
        """Return the next number of a kind of document of the year at an agency."""
        sequence = agency_id, kind, year
        if sequence not in self._first:
            self._first[sequence] = documents.next_number(agency_id, kind, year)
        self._documents[sequence] += 1
        return self._first[sequence] + self._documents[sequence] - 1

    def pin(self) -> str:
        """Return six digits by chance."""
        return f"{self.chance.randrange(10**6):06d}"

    def settle(self) -> None:
        """Take in the database what was given out beyond the first number of each sequence."""
        for (agency_id, day), given in self._codes.items():
            if given > 1:
                store.take_code_number(agency_id, day, count=given - 1)
        for (agency_id, kind, year), given in self._documents.items():
            if given > 1:
                documents.next_number(agency_id, kind, year, count=given - 1)
