"""Drawing by chance, always the same from the same seed."""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Weighted(Generic[T]):
    """Things to draw from, each as often as its weight."""

    values: tuple[T, ...]
    cumulative: tuple[float, ...]

    @classmethod
    def of(cls, weights: Mapping[T, float]) -> "Weighted[T]":
        """Return what a mapping of weights describes."""
        return cls(tuple(weights), tuple(accumulate(weights.values())))

    def draw(self, chance: Random) -> T:
        """Return one of the things."""
        return self.values[
            min(bisect_right(self.cumulative, chance.random() * self.cumulative[-1]), len(self.values) - 1)
        ]

    def share(self, value: T) -> float:
        """Return how often a thing is drawn, from 0 to 1."""
        place = self.values.index(value)
        before = self.cumulative[place - 1] if place else 0
        return (self.cumulative[place] - before) / self.cumulative[-1]

    def __bool__(self) -> bool:
        return bool(self.cumulative) and self.cumulative[-1] > 0


def dice(*seeds: object) -> Random:
    """Return a source of chance that is the same for the same seeds."""
    return Random(":".join(map(str, seeds)))  # noqa: S311  # Repeatable, not secret.


def happens(chance: Random, per_thousand: float) -> bool:
    """Tell whether something happens that happens so many times in a thousand."""
    return chance.random() * 1000 < per_thousand


def around(chance: Random, median: float, spread_percent: float) -> float:
    """Return a positive number around a median, with a long tail upwards."""
    return median * math.exp(chance.gauss(0, spread_percent / 100))
