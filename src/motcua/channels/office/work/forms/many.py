"""One form for an act on many dossiers: it asks only what differs from the usual."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.dossiers.lawbook import Law
from motcua.apps.organization.queries import Officer, officers_in
from motcua.channels.office.work.forms.asking import words
from motcua.channels.office.work.forms.moving import CHOOSE
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.offers import missing_for
from motcua.domain.dossier.values import WorkItem
from motcua.domain.workflow import END, Action, ActionKind, Step
from motcua.ui import formatting
from motcua.ui.forms import PageForm


@dataclass(frozen=True, slots=True)
class Held:
    """A ticked item with its dossier and law."""

    state: DossierState
    item: WorkItem
    law: Law

    @property
    def key(self) -> str:
        """Return what the tick box sent."""
        return f"{self.state.id}.{self.item.id}"

    @property
    def step(self) -> Step:
        """Return the step of the item."""
        return self.law.process.step(self.item.step)

    def together(self, act: str) -> tuple[object, ...]:
        """Return what items must share so that one answer fits all: the way onward, or who may take them."""
        if act == "hand-over":
            return (self.state.procedure, self.state.process_version, self.item.step)
        return (self.item.unit_id, self.item.role) if act == "assign" else ()


class BatchForm(PageForm):
    """Which way out, who receives, what to say. `asks` tells whether anything must be asked at all."""

    action = forms.ChoiceField(label=gettext_lazy("Hướng chuyển"), widget=forms.RadioSelect)
    assignee = forms.TypedChoiceField(label=gettext_lazy("Giao cho"), coerce=int, empty_value=None)
    note = words(gettext_lazy("Ý kiến"), rows=2, required=False)

    def __init__(self, held: list[Held], act: str, data: Any, *, at: datetime) -> None:
        self.held, self.act, self.first = held, act, held[0]
        self.on = formatting.local_day(at)
        self.ways = self._ways() if act == "hand-over" else []
        super().__init__(data)

    def arrange(self) -> None:
        """Ask only what is not clear."""
        self._arrange_action()
        self._arrange_assignee()
        self.fields["note"].required = "note" in self._missing()
        self.asks = bool({"action", "assignee"} & set(self.fields)) or self.fields["note"].required

    def command(self, one: Held) -> c.Command:
        """Return the command for one of the items."""
        cleaned = self.cleaned_data if self.is_bound else {}
        note, assignee = str(cleaned.get("note") or ""), cleaned.get("assignee")
        if self.act == "claim":
            return c.Claim(item=one.item.id)
        if self.act == "recall":
            return c.Recall(item=one.item.id, reason=note)
        if self.act == "assign":
            return c.Assign(item=one.item.id, assignee=assignee or 0, note=note)
        action = str(cleaned.get("action") or self.ways[0].id)
        return c.HandOver(item=one.item.id, action=action, note=note, assignee=assignee)

    def _ways(self) -> list[Action]:
        """The ways onward of the step; what is ticked together shares them."""
        return [action for action in self.first.step.actions if action.kind != ActionKind.RETURN]

    def _missing(self) -> tuple[str, ...]:
        if not self.ways:
            return ()
        return missing_for(self.first.step, self.ways[0], self.first.state.draft)

    def _arrange_action(self) -> None:
        if len(self.ways) < 2:
            del self.fields["action"]
            return
        self.fields["action"].choices = [(way.id, way.label) for way in self.ways]  # type: ignore[attr-defined]
        self.fields["action"].initial = self.ways[0].id

    def _arrange_assignee(self) -> None:
        officers = self._officers()
        if officers is None:
            del self.fields["assignee"]
            return
        choices = [(officer.account_id, officer.full_name) for officer in officers]
        self.fields["assignee"].choices = [CHOOSE, *choices]  # type: ignore[attr-defined]

    def _officers(self) -> list[Officer] | None:
        """Return whom to choose from, or None when nobody must be named."""
        if self.act == "assign":
            return officers_in(self.first.item.unit_id, self.first.item.role, self.on)
        if "assignee" not in self._missing():
            return None
        target = self.ways[0].targets[0]
        if target == END:
            return None
        step = self.first.law.process.step(target)
        return officers_in(self.first.law.places[step.unit].unit_id, step.role, self.on)

    @property
    def title(self) -> str:
        """Return the heading of the page: the act and how many."""
        words = {"assign": _("Giao việc %(n)d hồ sơ"), "hand-over": _("Chuyển bước %(n)d hồ sơ")}
        return words.get(self.act, _("Xử lý %(n)d hồ sơ")) % {"n": len(self.held)}
