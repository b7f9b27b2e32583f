"""What a measurement says: a budget, what was reached, and whether that is enough."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a figure compares with its budget."""

    KEPT = "kept"
    MISSED = "**missed**"
    UNMEASURED = "not measured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One budget beside what was measured; `yardstick` says against what, in the same run."""

    what: str
    budget: str
    measured: str
    yardstick: str
    verdict: Verdict


def at_least(what: str, budget: float, measured: float, *, yardstick: str, percent: bool = True) -> Figure:
    """Return the figure of a share or rate that must not be smaller than its budget."""
    return Figure(
        what=what,
        budget=f"≥ {_number(budget, percent=percent)}",
        measured=_number(measured, percent=percent),
        yardstick=yardstick,
        verdict=Verdict.KEPT if measured >= budget else Verdict.MISSED,
    )


def at_most(what: str, budget: float, measured: float, *, unit: str, yardstick: str) -> Figure:
    """Return the figure of a time or ratio that must not be greater than its budget."""
    return Figure(
        what=what,
        budget=f"≤ {budget:g} {unit}".strip(),
        measured=f"{measured:.3g} {unit}".strip(),
        yardstick=yardstick,
        verdict=Verdict.KEPT if measured <= budget else Verdict.MISSED,
    )


def unmeasured(what: str, budget: str, why: str) -> Figure:
    """Return a budget that this run could not measure, with the reason."""
    return Figure(what=what, budget=budget, measured="–", yardstick=why, verdict=Verdict.UNMEASURED)


def _number(value: float, *, percent: bool) -> str:
    return f"{value:.0%}".replace("%", " %") if percent else f"{value:,.0f}"
