"""What all pages of a draft share: who asks, the draft, its steps, and the frame around one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.filing import preparing, queries
from motcua.apps.filing.preparing import Preparation
from motcua.apps.filing.values import Draft, DraftNotFound
from motcua.channels.portal import frame
from motcua.channels.portal.access import CitizenRequest
from motcua.channels.portal.filing import steps
from motcua.channels.portal.filing.steps import Step
from motcua.ui import formatting
from motcua.ui.context import Link


@dataclass(frozen=True, slots=True)
class Page:
    """One draft on the screen of its writer."""

    request: CitizenRequest
    prepared: Preparation
    steps: tuple[Step, ...]

    @property
    def draft(self) -> Draft:
        """Return the draft."""
        return self.prepared.draft

    @property
    def owner(self) -> dict[str, Any]:
        """Return what every operation on the draft is told."""
        return {"draft_id": self.draft.id, "person_id": self.draft.person_id, "at": self.request.at}


def own_draft(request: CitizenRequest, draft_id: UUID) -> Draft:
    """Return the visitor's draft; somebody else's does not exist for them."""
    try:
        return queries.draft(draft_id, request.visitor.person.id)
    except DraftNotFound as unknown:
        raise Http404 from unknown


def open_page(request: CitizenRequest, draft_id: UUID) -> Page:
    """Return the visitor's draft with its pages."""
    return page_of(request, own_draft(request, draft_id))


def page_of(request: CitizenRequest, draft: Draft) -> Page:
    """Return a draft with its pages."""
    prepared = preparing.prepare(draft, request.at)
    return Page(request, prepared, steps.steps_of(prepared))


def shown(
    page: Page, step: Step, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render one step inside the frame of the draft: path, progress, when it was saved, help."""
    draft, definition = page.draft, page.prepared.definition
    previous = steps.before(page.steps, step)
    around = {
        "draft": draft,
        "definition": definition,
        "here": step,
        "steps": page.steps,
        "number": page.steps.index(step) + 1,
        "path": steps.path(draft.id, page.steps, step, draft.done),
        "back": steps.url(draft.id, previous) if previous else "",
        "kept_until": formatting.day(formatting.local_day(draft.expires_at)),
        "returns": page.request.GET.get("ve", ""),
        "help_phone": frame.help_phone(),
    }
    crumbs = [
        frame.crumb("portal:procedures", _("Thủ tục")),
        procedure_link(definition.key, definition.display_name),
    ]
    return frame.page(page.request, template, {**around, **context}, crumbs=crumbs, status=status)


def procedure_link(key: str, name: str) -> Link:
    """Return the way back to what is told about a procedure."""
    return Link(name, reverse("portal:procedure", args=[key]))
