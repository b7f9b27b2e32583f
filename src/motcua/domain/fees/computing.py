"""Fees of a dossier by the rules in force on a day (R-H11).

The day is that of acceptance: a later rule never changes what an accepted dossier costs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from motcua.domain.errors import DomainError

_ONE_OF_EACH: Mapping[str, int] = MappingProxyType({})


ONE_PER_DOSSIER: Final = frozenset(
    {"", "hồ sơ", "lần", "giấy phép", "giấy", "việc", "trường hợp", "hộ chiếu", "chứng chỉ"}
)
"""Units of which a dossier has one; of all others somebody counts."""


class FeeKind(StrEnum):
    """Both are fees: a charge (phí) pays for a service, a levy (lệ phí) is fixed by law."""

    CHARGE = "charge"
    LEVY = "levy"


class Channel(StrEnum):
    """How a dossier is filed, as far as it changes what it costs."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"


class FeeRuleInvalid(DomainError):
    """A fee rule contradicts itself; `fact` is `negative-amount` or `empty-period`."""

    code = "fees.rule-invalid"

    def __init__(self, *, label: str, fact: str) -> None:
        super().__init__(f"{label}: {fact}")
        self.label = label
        self.fact = fact


class FeeRulesOverlap(DomainError):
    """Two rules of one fee apply with equal right, so that nobody can tell the amount."""

    code = "fees.rules-overlap"

    def __init__(self, *, labels: tuple[str, ...]) -> None:
        super().__init__(" / ".join(labels))
        self.labels = labels


class QuantityInvalid(DomainError):
    """A negative quantity was asked for."""

    code = "fees.quantity-invalid"

    def __init__(self, *, per: str, quantity: int) -> None:
        super().__init__(f"{quantity} {per}")
        self.per = per
        self.quantity = quantity


@dataclass(frozen=True, kw_only=True)
class FeeRule:
    """An amount for one fee, in one case, by some channels, during a period.

    `amount_vnd` is None where no authority has set it. `fee` names the fee; rules of one fee
    replace each other, rules without a name stand alone. No `channels` means every channel;
    `case` is empty when the rule holds in every case. Raises FeeRuleInvalid.
    """

    label: str
    kind: FeeKind
    amount_vnd: int | None
    valid_from: date
    valid_to: date | None = None
    per: str = ""
    channels: frozenset[Channel] = frozenset()
    case: str = ""
    basis: str = ""
    fee: str = ""

    def __post_init__(self) -> None:
        if self.amount_vnd is not None and self.amount_vnd < 0:
            raise FeeRuleInvalid(label=self.label, fact="negative-amount")
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise FeeRuleInvalid(label=self.label, fact="empty-period")

    def in_force(self, on: date) -> bool:
        """Tell whether a day lies in the rule's period, its end not included."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def precedence(self) -> tuple[bool, date]:
        """Return how special the rule is among those of its fee and case: its channels, then its age."""
        return (bool(self.channels), self.valid_from)


@dataclass(frozen=True)
class FeeLine:
    """One fee of a dossier."""

    rule: FeeRule
    quantity: int

    @property
    def amount_vnd(self) -> int | None:
        """What the line costs; None while nobody has set the amount."""
        return None if self.rule.amount_vnd is None else self.rule.amount_vnd * self.quantity

    @property
    def undetermined(self) -> bool:
        """Whether the amount is not set. An unknown amount is never taken for zero."""
        return self.rule.amount_vnd is None


@dataclass(frozen=True)
class FeeLines:
    """The fees of a dossier; `open_cases` are cases with a fee of their own that nobody chose."""

    lines: tuple[FeeLine, ...]
    open_cases: tuple[str, ...] = ()

    @property
    def total_vnd(self) -> int:
        """Sum of the amounts that are set: the whole only if nothing is `undetermined`."""
        return sum(line.amount_vnd or 0 for line in self.lines)

    @property
    def undetermined(self) -> bool:
        """Whether some amount is not set, so that the total is only a part."""
        return any(line.undetermined for line in self.lines)

    @property
    def free(self) -> bool:
        """Whether there is certainly nothing to pay."""
        return not self.undetermined and self.total_vnd == 0


def compute(
    rules: Iterable[FeeRule],
    channel: Channel,
    on: date,
    selections: Collection[str] = (),
    quantity: Mapping[str, int] = _ONE_OF_EACH,
) -> FeeLines:
    """Return the fees of a dossier filed by a channel and accepted on a day.

    `selections` are the cases that apply; `quantity` counts by the rules' `per` (`{"bản": 3}`), one
    where it says nothing, and drops a line where it says none. Of several rules of one fee the most
    special wins: with a case, then for named channels, then the newest.

    Raises FeeRulesOverlap, QuantityInvalid.
    """
    for per, count in quantity.items():
        if count < 0:
            raise QuantityInvalid(per=per, quantity=count)
    in_force = [
        rule for rule in rules if rule.in_force(on) and (not rule.channels or channel in rule.channels)
    ]
    chosen = _winners([rule for rule in in_force if not rule.case or rule.case in selections])
    lines = tuple(FeeLine(rule, quantity.get(rule.per, 1)) for rule in chosen)
    cases = dict.fromkeys(rule.case for rule in in_force if rule.case and rule.case not in selections)
    return FeeLines(tuple(line for line in lines if line.quantity), tuple(cases))


def known_at_filing(
    rules: Iterable[FeeRule], on: date, selections: Collection[str] = ()
) -> tuple[FeeLine, ...]:
    """Return the fees that an online filing certainly costs, so that they can be paid before acceptance.

    None when a case with a fee of its own was left open, and nothing of what must be counted or set first.
    Raises FeeRulesOverlap.
    """
    found = compute(rules, Channel.ONLINE, on, selections)
    if found.open_cases:
        return ()
    return tuple(line for line in found.lines if line.amount_vnd and line.rule.per in ONE_PER_DOSSIER)


def _winners(rules: list[FeeRule]) -> list[FeeRule]:
    """Return the rules that apply, in the order given: of each named fee one for each case chosen,
    or the general one when no case has its own.
    """
    with_cases = {rule.fee for rule in rules if rule.case}
    rivals: defaultdict[tuple[str, str], list[FeeRule]] = defaultdict(list)
    for rule in rules:
        if rule.fee and (rule.case or rule.fee not in with_cases):
            rivals[rule.fee, rule.case].append(rule)
    winners = {key: _most_special(group) for key, group in rivals.items()}
    return [rule for rule in rules if not rule.fee or winners.get((rule.fee, rule.case)) is rule]


def _most_special(rules: list[FeeRule]) -> FeeRule:
    winner = max(rules, key=FeeRule.precedence)
    equal = tuple(rule.label for rule in rules if rule.precedence() == winner.precedence())
    if len(equal) > 1:
        raise FeeRulesOverlap(labels=equal)
    return winner
