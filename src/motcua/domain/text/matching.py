"""Find the words of a query in a text, as an officer types them: `gpxd nha o`.

A word of the query may be a word of the text, its beginning (`nha`), the initials of neighboring
words (`gpxd`) or, when nothing better exists, beginnings of neighboring words (`dky` for đăng ký).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from motcua.domain.text.normalize import clean, fold, search_key

# What a way of matching earns for each letter of the query.
WORD_POINTS = 5
START_POINTS = 4
MIXED_POINTS = 2
INITIALS_POINTS = {2: 1, 3: 3}
"""By number of initials; four or more are never an accident and count as a word."""
NEIGHBOR_BONUS = 10
"""For each two words of the query that stand side by side in the text."""

SHORTEST_MIXED = 3
_CODE_LIKE = re.compile(r"\d\.\d{3}")


@dataclass(frozen=True, order=True)
class Span:
    """Half-open range of characters of a cleaned text."""

    start: int
    end: int


@dataclass(frozen=True)
class Segment:
    """A piece of a text, to be underlined or not."""

    text: str
    matched: bool


@dataclass(frozen=True)
class Found:
    """Where the first words of a query were found: ranges of a line, words found, points earned."""

    ranges: tuple[tuple[int, int], ...]
    tokens: int
    points: int


def matches(query: str, text: str) -> bool:
    """Tell whether every word of a query is found in a text."""
    return find_spans(query, text) is not None


def find_spans(query: str, text: str) -> tuple[Span, ...] | None:
    """Return which characters of `clean(text)` a query matches; None when a word is missing."""
    line, tokens = Line(clean(text)), query_tokens(query)
    ranges: list[tuple[int, int]] = []
    while tokens:
        found = line.find(tokens, mixed=tokens[0])
        if found is None:
            return None
        ranges += found.ranges
        tokens = tokens[found.tokens :]
    return line.spans(ranges)


def segments(text: str, spans: Iterable[Span]) -> tuple[Segment, ...]:
    """Return a text cut at the borders of sorted spans that do not overlap."""
    parts: list[Segment] = []
    done = 0
    for span in spans:
        parts.append(Segment(text[done : span.start], matched=False))
        parts.append(Segment(text[span.start : span.end], matched=True))
        done = span.end
    parts.append(Segment(text[done:], matched=False))
    return tuple(part for part in parts if part.text)


def query_tokens(query: str) -> tuple[str, ...]:
    """Return the words of a query; a procedure code such as `1.013225` stays one word."""
    tokens: list[str] = []
    for word in search_key(query).split():
        tokens += [word] if _CODE_LIKE.match(word) else re.split(r"[.-]", word)
    return tuple(tokens)


@lru_cache(maxsize=4096)
def letters_of(character: str) -> str:
    """Return what a character is to a search: letters and digits without marks, or a space."""
    return "".join(part if part.isalnum() else " " for part in fold(character))


class Line:
    """A text folded to ` word word `, with the place in the text of every folded character."""

    def __init__(self, text: str) -> None:
        folded, self._starts, self._ends = [" "], [0], [0]
        for place, character in enumerate(text):
            letters = letters_of(character)
            if not letters:  # An apostrophe or a loose mark belongs to the letter before it.
                self._ends[-1] = place + 1
            for letter in letters:
                if letter == folded[-1] == " ":
                    continue
                folded.append(letter)
                self._starts.append(place)
                self._ends.append(place + 1)
        self.folded = "".join(folded).rstrip() + " "
        self.words = tuple(
            place + 1 for place, (left, right) in enumerate(pairwise(self.folded)) if left == " " != right
        )
        self.initials = "".join(self.folded[start] for start in self.words)

    def find(self, tokens: Sequence[str], *, mixed: str = "") -> Found | None:
        """Find as many of the first tokens as stand side by side, else the first one alone.

        Only the token given as `mixed` may be found as beginnings of several words.
        """
        for count in range(len(tokens), 0, -1):
            if found := self._phrase(tokens[:count]):
                return found
        token = tokens[0]
        return self._initials(token) or (self._mixed(token) if token == mixed else None)

    def _phrase(self, tokens: Sequence[str]) -> Found | None:
        sought = " " + " ".join(tokens)
        whole = self.folded.find(sought + " ")
        place = whole if whole >= 0 else self.folded.find(sought)
        if place < 0:
            return None
        points = WORD_POINTS * sum(map(len, tokens)) + NEIGHBOR_BONUS * (len(tokens) - 1)
        if whole < 0:
            points -= (WORD_POINTS - START_POINTS) * len(tokens[-1])
        return Found(((place + 1, place + len(sought)),), len(tokens), points)

    def _initials(self, token: str) -> Found | None:
        first = self.initials.find(token)
        if first < 0 or len(token) < 2:
            return None
        starts = self.words[first : first + len(token)]
        points = INITIALS_POINTS.get(len(token), WORD_POINTS) * len(token)
        return Found(tuple((start, start + 1) for start in starts), 1, points)

    def _mixed(self, token: str) -> Found | None:
        found = re.search(mixed_pattern(token), self.folded) if len(token) >= SHORTEST_MIXED else None
        if found is None:
            return None
        ranges = tuple(found.span(group) for group in range(1, len(token) + 1))
        return Found(ranges, 1, MIXED_POINTS * len(token))

    def spans(self, ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
        """Return ranges of the folded line as sorted spans of the text, neighbors joined."""
        joined: list[Span] = []
        for start, end in sorted((self._starts[begin], self._ends[stop - 1]) for begin, stop in ranges):
            if joined and start <= joined[-1].end:
                joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
            else:
                joined.append(Span(start, end))
        return tuple(joined)


@lru_cache(maxsize=256)
def mixed_pattern(token: str) -> re.Pattern[str]:
    """Return what matches a token as beginnings of neighboring words: `dky` in ` dang ky `."""
    return re.compile(" " + r"(?:[^ \n]* )?".join(f"({re.escape(letter)})" for letter in token))
