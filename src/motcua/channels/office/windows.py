"""Until when an applicant may bring what was asked for, where nobody says otherwise."""

from datetime import date, datetime

from motcua.domain.calendar import Calendar
from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.deadlines import Terms, due
from motcua.domain.deadlines.regimes import Regime
from motcua.ui.formatting import local_day


def answer_by(
    definition: ProcedureDefinition, regime: Regime, calendar: Calendar, *, at: datetime
) -> date | None:
    """Return the last day of the window that a procedure gives, where the decree lets windows close (R-A83)."""
    if definition.supplement_within is None or not regime.auto_close:
        return None
    ends = due(at, Terms(definition.supplement_within), calendar)
    return local_day(ends) if ends else None
