"""Pick one of thousands of procedures: an index prepared once, ranked answers in milliseconds."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from motcua.domain.text.matching import (
    SHORTEST_MIXED,
    WORD_POINTS,
    Found,
    Line,
    Segment,
    Span,
    letters_of,
    mixed_pattern,
    query_tokens,
    segments,
)
from motcua.domain.text.normalize import clean

ENOUGH = 3
"""With fewer complete answers than this, near ones are shown behind them."""

CODE_POINTS = 6
AS_TYPED_BONUS = 20
"""For a name that contains the query exactly as typed, marks included."""

_LONG_CODE_PART = 4
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Entry:
    """Something to be found: `uses` (how often it was chosen lately) decides between equals."""

    key: str
    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    uses: int = 0


@dataclass(frozen=True)
class Hit:
    """An entry found. `name` is the cleaned name that `spans` refer to; `complete` tells whether
    every word of the query was found.
    """

    entry: Entry
    name: str
    spans: tuple[Span, ...]
    complete: bool
    score: int

    def segments(self) -> tuple[Segment, ...]:
        """Return the name cut at the borders of its matched letters."""
        return segments(self.name, self.spans)


class SearchIndex:
    """Entries prepared once and searched many times; never changed, so it can be shared."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._prepared = tuple(_Prepared(entry) for entry in entries)
        postings: defaultdict[str, set[int]] = defaultdict(set)
        for number, prepared in enumerate(self._prepared):
            for word in prepared.words():
                postings[word].add(number)
        self._words = sorted(postings)
        self._postings = [frozenset(postings[word]) for word in self._words]
        self._codes = _Joined(prepared.code for prepared in self._prepared)
        self._initials = _Joined(prepared.all_initials() for prepared in self._prepared)
        self._folded = _Joined(prepared.all_folded() for prepared in self._prepared)

    def __len__(self) -> int:
        return len(self._prepared)

    def search(self, query: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """Return the best entries first; for an empty query those used most.

        Entries that lack a word of the query follow only when fewer than `ENOUGH` have them all,
        and only if what they have is worth half of a perfect match.
        """
        tokens = query_tokens(query)
        typed = clean(query).casefold()
        if not tokens and typed:
            return ()
        letters: Counter[int] = Counter(dict.fromkeys(range(len(self._prepared)), 0))
        mixed: set[str] = set()
        for token in tokens:
            for number in self._holding(token, mixed):
                letters[number] += len(token)
        return self._ranked(tokens, typed, letters, frozenset(mixed), limit)

    def _holding(self, token: str, mixed: set[str]) -> set[int]:
        """Return which entries hold a token; add it to `mixed` when only pieces of words do."""
        first = bisect_left(self._words, token)
        found = set().union(*self._postings[first : bisect_right(self._words, token + _LAST)])
        if is_code_part(token):
            found |= {
                number
                for number in self._codes.find(compact(token))
                if self._prepared[number].has_code(token)
            }
        if len(token) > 1:
            found |= set(self._initials.find(token))
        if not found and len(token) >= SHORTEST_MIXED:
            mixed.add(token)
            found = set(self._folded.search(mixed_pattern(token)))
        return found

    def _ranked(
        self, tokens: tuple[str, ...], typed: str, letters: Counter[int], mixed: frozenset[str], limit: int
    ) -> tuple[Hit, ...]:
        total = sum(map(len, tokens))
        full = [number for number, found in letters.items() if found == total]
        near = [number for number, found in letters.items() if found < total <= 2 * found]
        worth = WORD_POINTS * total
        sights = [self._prepared[number].look(tokens, typed, mixed) for number in full]
        if len(full) < ENOUGH:
            others = (self._prepared[number].look(tokens, typed, mixed) for number in near)
            sights += [sight for sight in others if 2 * sight.score >= worth]
        return tuple(sight.hit() for sight in sorted(sights, key=_Sight.rank)[:limit])


def compact(code: str) -> str:
    """Return the letters and digits of a code."""
    return "".join(map(letters_of, code)).replace(" ", "")


def is_code_part(token: str) -> bool:
    """Tell whether a word of a query may be meant as a code."""
    return any(letter.isdigit() for letter in token)


class _Prepared:
    """An entry with its name and aliases folded."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.name = clean(entry.name)
        self.lowered = self.name.casefold()
        self.code = compact(entry.code)
        self.line = Line(self.name)
        self.aliases = tuple(Line(clean(alias)) for alias in entry.aliases)

    def words(self) -> Iterator[str]:
        return (word for line in (self.line, *self.aliases) for word in line.folded.split())

    def all_initials(self) -> str:
        return " ".join(line.initials for line in (self.line, *self.aliases))

    def all_folded(self) -> str:
        # Two spaces between lines: no run of words leads from one line into the next.
        return " ".join(line.folded for line in (self.line, *self.aliases))

    def has_code(self, token: str) -> bool:
        part = compact(token)
        return self.code.startswith(part) or (len(part) >= _LONG_CODE_PART and part in self.code)

    def look(self, tokens: tuple[str, ...], typed: str, mixed: frozenset[str]) -> "_Sight":
        score, complete = 0, True
        ranges: list[tuple[int, int]] = []
        while tokens:
            found, in_name = self._find(tokens, tokens[0] if tokens[0] in mixed else "")
            if found is None:
                tokens, complete = tokens[1:], False
                continue
            score += found.points
            if in_name:
                ranges += found.ranges
            tokens = tokens[found.tokens :]
        if typed in self.lowered:
            score += AS_TYPED_BONUS
        return _Sight(self, tuple(ranges), complete, score)

    def _find(self, tokens: tuple[str, ...], mixed: str) -> tuple[Found | None, bool]:
        """Return what the first tokens match best, and whether that is in the name itself."""
        if is_code_part(tokens[0]) and self.has_code(tokens[0]):
            return Found((), 1, CODE_POINTS * len(tokens[0])), False
        best, in_name = self.line.find(tokens, mixed=mixed), True
        for alias in self.aliases:
            other = alias.find(tokens, mixed=mixed)
            if other and (best is None or (other.tokens, other.points) > (best.tokens, best.points)):
                best, in_name = other, False
        return best, in_name


@dataclass(frozen=True)
class _Sight:
    """What one look at an entry found; made into a hit only if it is among the best."""

    prepared: _Prepared
    ranges: tuple[tuple[int, int], ...]
    complete: bool
    score: int

    def rank(self) -> tuple[bool, int, int, int, int, str]:
        entry = self.prepared.entry
        first = min(self.ranges)[0] if self.ranges else len(self.prepared.line.folded)
        return (not self.complete, -self.score, -entry.uses, first, len(self.prepared.name), entry.key)

    def hit(self) -> Hit:
        prepared = self.prepared
        return Hit(prepared.entry, prepared.name, prepared.line.spans(self.ranges), self.complete, self.score)


class _Joined:
    """Texts joined into one, so that one pass of the interpreter's own search covers them all."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = list(texts)
        self._text = "\n".join(lines)
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def find(self, part: str) -> Iterator[int]:
        place = self._text.find(part)
        while place >= 0:
            number = self._number(place)
            yield number
            place = self._text.find(part, self._starts[number + 1])

    def search(self, pattern: re.Pattern[str]) -> Iterator[int]:
        return (self._number(found.start()) for found in pattern.finditer(self._text))

    def _number(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1
