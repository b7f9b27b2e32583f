"""Vietnamese text: one spelling for what looks the same, search without marks, sorting by given name."""

from motcua.domain.text.matching import Segment, Span, find_spans, matches, segments
from motcua.domain.text.normalize import clean, clean_lines, initials, name_key, name_sort_key, search_key
from motcua.domain.text.picker import Entry, Hit, SearchIndex

__all__ = [
    "Entry",
    "Hit",
    "SearchIndex",
    "Segment",
    "Span",
    "clean",
    "clean_lines",
    "find_spans",
    "initials",
    "matches",
    "name_key",
    "name_sort_key",
    "search_key",
    "segments",
]
