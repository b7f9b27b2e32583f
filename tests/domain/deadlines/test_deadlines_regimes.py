"""The regime table of law.md 0.4, line by line."""

from datetime import date, time
from types import MappingProxyType

import pytest

from motcua.domain.deadlines import REGIMES, NoRegime, StopRule, regime_on

CODES = ["REG-2007", "REG-2015", "REG-2018", "REG-2025"]
CONTINUE, RESTART = StopRule.CONTINUE, StopRule.RESTART


@pytest.mark.parametrize(
    ("parameter", "values"),
    [
        ("code", CODES),
        ("supplement_clock", [CONTINUE, CONTINUE, RESTART, RESTART]),
        ("return_notice_days", [None, None, 3, 3]),
        ("online_check_hours", [None, None, 8, 8]),
        ("transfer_cutoff", [None, None, time(15), time(15)]),
        ("overdue_notice_lead_days", [None, 0, 1, 1]),
        ("max_extensions", [None, None, 1, 1]),
        ("max_supplements", [1, 1, 1, 1]),
        ("auto_close", [False, False, False, True]),
        ("form_set", ["local", "2015", "2018", "2025"]),
        ("since", [date(2007, 6, 22), date(2015, 5, 15), date(2018, 6, 21), date(2025, 7, 1)]),
        ("until", [date(2015, 5, 15), date(2018, 6, 21), date(2025, 7, 1), None]),
    ],
)
def test_each_regime_has_the_parameters_of_the_law_table(parameter, values):
    assert list(REGIMES) == CODES
    assert [getattr(regime, parameter) for regime in REGIMES.values()] == values


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2007, 6, 22), "REG-2007"),
        (date(2015, 5, 14), "REG-2007"),
        (date(2015, 5, 15), "REG-2015"),
        (date(2018, 6, 20), "REG-2015"),
        (date(2018, 6, 21), "REG-2018"),
        (date(2025, 6, 30), "REG-2018"),
        (date(2025, 7, 1), "REG-2025"),
        (date(2030, 1, 1), "REG-2025"),
    ],
)
def test_the_regime_is_the_one_in_force_on_the_day(on, code):
    assert regime_on(on) is REGIMES[code]


def test_there_was_no_one_stop_decree_before_2007():
    with pytest.raises(NoRegime, match=r"^2007-06-21$") as caught:
        regime_on(date(2007, 6, 21))

    assert (caught.value.code, caught.value.on) == ("deadlines.no-regime", date(2007, 6, 21))


@pytest.mark.parametrize("code", CODES)
def test_only_a_supplement_may_restart_the_clock(code):
    regime = REGIMES[code]

    assert regime.stop_rule("supplement") is regime.supplement_clock
    assert {regime.stop_rule(ground) for ground in ("payment", "stopped", "excluded")} == {CONTINUE}


def test_the_table_of_regimes_cannot_be_changed():
    assert isinstance(REGIMES, MappingProxyType)
