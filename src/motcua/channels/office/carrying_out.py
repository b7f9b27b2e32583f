"""Carry out what a form asks of a dossier, and put every refusal where the officer reads it."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.dossiers import operations, queries
from motcua.apps.dossiers.operations import Outcome, StaleVersion
from motcua.channels.office.access import OfficerRequest
from motcua.domain.access import NotPermitted
from motcua.domain.dossier.commands import Command
from motcua.domain.errors import DomainError
from motcua.ui import formatting, wording
from motcua.ui.forms import PageForm


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else has acted first: what they did, and where to look (`ui/conflict.html`)."""

    what: str
    now: str
    changes_url: str
    reload_url: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a request: done, refused (the form says why), or overtaken by somebody else."""

    outcome: Outcome | None = None
    conflict: Conflict | None = None


def attempt(
    request: OfficerRequest, form: forms.Form, *commands: Command, dossier_id: UUID | None = None
) -> Attempt:
    """Carry commands out with the version and the request key that the form carries.

    Refusals of the rules become errors of the form, beside the field that the error names.
    """
    seen = form.cleaned_data.get("version")
    key = form.cleaned_data.get("key") or None
    try:
        outcome = operations.execute(
            *commands,
            dossier_id=dossier_id,
            actor=request.actor,
            at=request.at,
            seen_version=seen,
            key=key,
        )
    except StaleVersion as stale:
        return Attempt(conflict=conflict_of(stale))
    except NotPermitted as refused:
        form.add_error(None, wording.sentence(refused))
        return Attempt()
    except DomainError as refused:
        add_refusal(form, refused)
        return Attempt()
    return Attempt(outcome=outcome)


def add_refusal(form: forms.Form, refused: DomainError) -> None:
    """Put a refusal beside the field it names, else on top of the form."""
    field = getattr(refused, "field", None)
    form.add_error(field if field in form.fields else None, wording.sentence(refused))


def conflict_of(stale: StaleVersion) -> Conflict:
    """Say who did what, when, and where to see it."""
    last = queries.changes_since(stale.dossier_id, stale.seen)[-1]
    happened = wording.EVENTS[last.name]
    url = reverse("office:dossier", args=[stale.dossier_id])
    return Conflict(
        what=_("%(who)s vừa thao tác trên hồ sơ này lúc %(when)s: %(what)s.")
        % {"who": last.actor_name or _("Hệ thống"), "when": formatting.clock(last.at), "what": happened},
        now="",
        changes_url=f"{url}?since={stale.seen}#history",
        reload_url=url,
    )


class DossierForm(PageForm):
    """Base of every form that acts on a dossier: the version that was looked at, and the request key."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
