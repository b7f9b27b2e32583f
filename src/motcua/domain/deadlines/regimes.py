"""The one-stop decrees, each with the parameters that change how dossiers run (law table 0.4).

A dossier keeps, from start to end, the regime in force when it was accepted (R-0.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType

from motcua.domain.deadlines.terms import StopRule
from motcua.domain.errors import DomainError

SUPPLEMENT = "supplement"


class NoRegime(DomainError):
    """No one-stop decree was in force on a day."""

    code = "deadlines.no-regime"

    def __init__(self, *, on: date) -> None:
        super().__init__(on.isoformat())
        self.on = on


@dataclass(frozen=True, slots=True)
class Regime:
    """The rules of one decree, in force over `[since, until)`; None where it states no figure."""

    code: str
    supplement_clock: StopRule
    max_supplements: int | None
    max_extensions: int | None
    transfer_cutoff: time | None
    return_notice_days: int | None  # working days from acceptance (R-A33)
    online_check_hours: int | None  # working hours from receipt by the system (R-A23)
    overdue_notice_lead_days: int | None  # days before expiry (R-A39)
    auto_close: bool  # a procedure may set a window after which an unsupplemented dossier closes (R-A83)
    form_set: str
    since: date
    until: date | None

    def stop_rule(self, ground: str) -> StopRule:
        """Return what happens when a stop on a ground ends: only supplements ever restart the clock."""
        return self.supplement_clock if ground == SUPPLEMENT else StopRule.CONTINUE


_ALL = (
    Regime(
        code="REG-2007",  # QĐ 93/2007/QĐ-TTg, signed 22/6/2007
        supplement_clock=StopRule.CONTINUE,
        max_supplements=1,
        max_extensions=None,
        transfer_cutoff=None,
        return_notice_days=None,
        online_check_hours=None,
        overdue_notice_lead_days=None,
        auto_close=False,
        form_set="local",
        since=date(2007, 6, 22),
        until=date(2015, 5, 15),
    ),
    Regime(
        code="REG-2015",  # QĐ 09/2015/QĐ-TTg
        supplement_clock=StopRule.CONTINUE,
        max_supplements=1,
        max_extensions=None,
        transfer_cutoff=None,  # the same day, no hour stated
        return_notice_days=None,  # within the limit
        online_check_hours=None,
        overdue_notice_lead_days=0,  # together with the new date
        auto_close=False,
        form_set="2015",
        since=date(2015, 5, 15),
        until=date(2018, 6, 21),
    ),
    Regime(
        code="REG-2018",  # NĐ 61/2018/NĐ-CP, amended by NĐ 107/2021/NĐ-CP
        supplement_clock=StopRule.RESTART,
        max_supplements=1,
        max_extensions=1,
        transfer_cutoff=time(15, 0),
        return_notice_days=3,
        online_check_hours=8,
        overdue_notice_lead_days=1,
        auto_close=False,
        form_set="2018",
        since=date(2018, 6, 21),
        until=date(2025, 7, 1),
    ),
    Regime(
        code="REG-2025",  # NĐ 118/2025/NĐ-CP, amended by NĐ 367/2025/NĐ-CP
        supplement_clock=StopRule.RESTART,
        max_supplements=1,
        max_extensions=1,
        transfer_cutoff=time(15, 0),
        return_notice_days=3,
        online_check_hours=8,
        overdue_notice_lead_days=1,
        auto_close=True,
        form_set="2025",
        since=date(2025, 7, 1),
        until=None,
    ),
)

REGIMES: Mapping[str, Regime] = MappingProxyType({regime.code: regime for regime in _ALL})


def regime_on(on: date) -> Regime:
    """Return the regime in force on a day. Raises NoRegime before the first decree."""
    for regime in reversed(_ALL):
        if regime.since <= on:
            return regime
    raise NoRegime(on=on)
