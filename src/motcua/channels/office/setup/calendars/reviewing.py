"""Before a calendar changes: what changes, which promises would no longer fit, and the one question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.deadlines import queries as deadlines
from motcua.apps.deadlines.queries import CalendarFacts
from motcua.apps.dossiers import recounts
from motcua.apps.dossiers.recounts import Effect, Shift
from motcua.apps.organization import queries as organization
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.frame import page
from motcua.domain.calendar import Change, changed
from motcua.ui.context import Link

SHOWN = 50


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """How many dossiers of one agency would be due later, and how many earlier."""

    name: str
    later: int
    earlier: int


@dataclass(frozen=True, slots=True)
class EffectView:
    """An effect as a page shows it: the sum by agency, and the first dossiers one by one."""

    effect: Effect
    agencies: tuple[AgencyLine, ...]
    shown: tuple[Shift, ...]

    @property
    def more(self) -> int:
        """Return how many dossiers are not listed one by one."""
        return len(self.effect.moved) - len(self.shown)

    @property
    def later(self) -> int:
        """Return how many would be due later."""
        return sum(line.later for line in self.agencies)

    @property
    def earlier(self) -> int:
        """Return how many would be due earlier."""
        return sum(line.earlier for line in self.agencies)


def view_of(effect: Effect) -> EffectView:
    """Return an effect with the names of its agencies, the most affected first."""
    later = Counter(shift.agency_id for shift in effect.moved if shift.later)
    earlier = Counter(shift.agency_id for shift in effect.moved if shift.earlier)
    names = organization.agencies(later.keys() | earlier.keys())
    lines = [AgencyLine(facts.name, later[key], earlier[key]) for key, facts in names.items()]
    lines.sort(key=lambda line: (-line.later - line.earlier, line.name))
    return EffectView(effect, tuple(lines), effect.moved[:SHOWN])


def effect_of(request: OfficerRequest, facts: CalendarFacts, change: Change) -> EffectView | None:
    """Return what a change would mean for running dossiers; None for hours of reception, which move none.

    Raises the errors of an impossible calendar.
    """
    after = changed(deadlines.calendar(facts.code), change)
    if facts.reception:
        return None
    return view_of(recounts.effect_of(facts.code, after, at=request.at, since=change.since))


def review(
    request: OfficerRequest,
    facts: CalendarFacts,
    form: forms.Form,
    change: Change,
    *,
    title: str,
    lines: Sequence[str],
) -> HttpResponse:
    """Ask before a change: say what it is and what it means. Raises the errors of an impossible calendar."""
    context = {
        "title": title,
        "facts": facts,
        "form": form,
        "lines": lines,
        "effect": effect_of(request, facts, change),
    }
    return page(
        request, "office/setup/calendars/review.html", context, here="calendars", crumbs=crumbs_to(facts)
    )


def confirmed(request: OfficerRequest) -> bool:
    """Tell whether the officer has seen the review and goes on."""
    return "confirm" in request.POST


def edited_again(request: OfficerRequest) -> bool:
    """Tell whether the officer goes back from the review to the form."""
    return "edit" in request.POST


def crumbs_to(facts: CalendarFacts) -> list[Link]:
    """Return the way to a calendar."""
    return [
        Link(_("Lịch làm việc"), reverse("office:calendars")),
        Link(facts.name, reverse("office:calendar", args=[facts.code])),
    ]
