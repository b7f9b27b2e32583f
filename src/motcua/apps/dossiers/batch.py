"""Many new dossiers decided in memory and written together: for bringing in what has happened before.

The rules, the journal and the rows are those of every other request; only the statements are fewer. A
number is taken where the others are taken from, and given back with the transaction.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from motcua.apps.documents import operations as documents
from motcua.apps.dossiers import store
from motcua.apps.dossiers.journal import Entry
from motcua.domain.access import Actor
from motcua.domain.dossier.trace import Trace


class BatchSpoiled(RuntimeError):
    """A request of the batch was refused: the numbers it had taken would be gaps."""


class BatchOvertaken(RuntimeError):
    """Somebody else took numbers that the batch had given out."""


Key = TypeVar("Key", bound=tuple[object, ...])
Span = tuple[int, int]
"""The last number before, and the last given out."""


@dataclass(slots=True)
class Counting(Generic[Key]):
    """Sequences of one kind. `read` returns the last numbers of all sequences of an agency."""

    read: Callable[[int], Mapping[Key, int]]
    _before: dict[Key, int] = field(default_factory=dict)
    _last: dict[Key, int] = field(default_factory=dict)
    _agencies: set[int] = field(default_factory=set)

    def next(self, key: Key) -> int:
        """Return the next number of a sequence, whose key begins with its agency."""
        agency_id = key[0]
        assert isinstance(agency_id, int)
        if agency_id not in self._agencies:
            self._agencies.add(agency_id)
            self._before.update(self.read(agency_id))
        self._last[key] = self._last.get(key, self._before.get(key, 0)) + 1
        return self._last[key]

    def spans(self) -> dict[Key, Span]:
        """Return the sequences from which numbers were given out."""
        return {key: (self._before.get(key, 0), last) for key, last in self._last.items()}


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
    """Numbers after those in the database, counted here; `settle` leaves the last ones there.

    Nobody waits meanwhile. Whoever takes a number of the same sequence before the batch is written makes
    it fail.
    """

    chance: Random
    _codes: Counting[tuple[int, date]] = field(default_factory=lambda: Counting(store.last_code_numbers))
    _documents: Counting[tuple[int, str, int]] = field(
        default_factory=lambda: Counting(documents.last_numbers)
    )

    def next_code(self, agency_id: int, day: date) -> int:
        """Return the next number of the day at an agency."""
        return self._codes.next((agency_id, day))

    def next_document(self, agency_id: int, kind: str, year: int) -> int:
        """Return the next number of a kind of document of the year at an agency."""
        return self._documents.next((agency_id, kind, year))

    def pin(self) -> str:
        """Return six digits by chance."""
        return f"{self.chance.randrange(10**6):06d}"

    def settle(self) -> None:
        """Write the last numbers. Raises BatchOvertaken."""
        codes, numbers = self._codes.spans(), self._documents.spans()
        if store.put_code_numbers(codes) != len(codes) or documents.put_numbers(numbers) != len(numbers):
            raise BatchOvertaken
