"""Each parameter of each regime names what it rests on (table 0.4)."""

from dataclasses import fields

from motcua.domain.deadlines import REGIMES, Regime
from motcua.domain.deadlines.sources import DECREES, SOURCES

NOT_PARAMETERS = {"code", "since", "until"}


def test_every_parameter_has_its_source_under_every_regime():
    assert set(SOURCES) == {field.name for field in fields(Regime)} - NOT_PARAMETERS
    assert set(DECREES) == set(REGIMES)
    for parameter, sources in SOURCES.items():
        assert set(sources) == set(REGIMES), parameter
        assert all(source.text for source in sources.values())


def test_what_is_not_in_the_letter_is_not_called_firm():
    """R-Z1, R-Z4: of the newest decree and the two oldest only summaries were read."""
    firm = {code for sources in SOURCES.values() for code, source in sources.items() if source.firm}

    assert firm == {"REG-2018"}
