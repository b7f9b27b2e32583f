"""Moments, stops and terms for property tests of the deadlines."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from motcua.domain.deadlines import Allowance, DayMode, Stop, StopRule, Terms, Unit

some_days = st.dates(date(2014, 1, 1), date(2027, 12, 31))
moments = st.builds(datetime.combine, some_days, st.times(), tzinfo=st.just(UTC))
any_rule = st.sampled_from(StopRule)
day_units = st.sampled_from([Unit.WORKING_DAY, Unit.DAY, Unit.HOUR])
cutoffs = st.none() | st.sampled_from([time(11), time(15)])


@st.composite
def terms(draw, units=day_units):
    unit = draw(units)
    amount = draw(st.integers(0, 12 if unit is Unit.MONTH else 60))
    return Terms(Allowance(amount, unit), mode=draw(st.sampled_from(DayMode)), cutoff=draw(cutoffs))


@st.composite
def stops(draw, near, rules=any_rule):
    """A closed stop that begins within some weeks around a moment."""
    since = near + draw(st.timedeltas(timedelta(days=-5), timedelta(days=40)))
    lasts = draw(st.timedeltas(timedelta(0), timedelta(days=20)))
    return Stop(since=since, until=since + lasts, rule=draw(rules), ground="supplement")


@st.composite
def situations(draw, rules=any_rule, units=day_units, max_stops=4):
    """An acceptance, its terms and some closed stops."""
    accepted_at = draw(moments)
    stopped = draw(st.lists(stops(near=accepted_at, rules=rules), max_size=max_stops))
    return accepted_at, draw(terms(units=units)), stopped
