"""Forms that move a dossier between trays: claim, assign, hand over, send back, recall, consult, answer."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.dossiers.queries import people
from motcua.apps.organization.queries import Officer, officers_in
from motcua.channels.office.work.forms.asking import ActForm, day, words
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.commands import Command
from motcua.domain.workflow import END, ActionKind
from motcua.domain.workflow.simulation import step_end
from motcua.ui import formatting

CHOOSE = ("", gettext_lazy("Chọn…"))


class ClaimForm(ActForm):
    """Take an item up; nothing to fill in."""

    short = True

    def commands(self) -> tuple[Command, ...]:
        return (c.Claim(item=self.asked.item.id),)


class AssignForm(ActForm):
    """Give an item to an officer of its unit who holds its role (R-A30)."""

    short = True
    assignee = forms.TypedChoiceField(label=gettext_lazy("Giao cho"), coerce=int)
    note = words(gettext_lazy("Ý kiến chỉ đạo"), rows=2, required=False)

    def arrange(self) -> None:
        officers = people.takers(self.asked.item, self.asked.today)
        _offer_officers(self.fields["assignee"], officers, now=self.asked.item.assignee)

    def commands(self) -> tuple[Command, ...]:
        item, assignee = self.asked.item.id, self.cleaned_data["assignee"]
        return (c.Assign(item=item, assignee=assignee, note=self.text("note")),)


class HandOverForm(ActForm):
    """Finish a step by one of its actions; says who receives it and until when (R-A27, R-A28)."""

    short = True
    assignee = forms.TypedChoiceField(
        label=gettext_lazy("Người nhận"), coerce=int, empty_value=None, required=False
    )
    note = words(gettext_lazy("Ý kiến xử lý"), rows=2, required=False)

    def arrange(self) -> None:
        action = self.asked.offer.action
        assert action is not None
        self.action = action
        self._arrange_note()
        self._arrange_receiver()

    def _arrange_note(self) -> None:
        back = self.action.kind == ActionKind.RETURN
        self.fields["note"].required = back or "note" in self.asked.offer.missing
        if back:
            self.fields["note"].label = _("Lý do chuyển lại")

    def _arrange_receiver(self) -> None:
        target = self.action.targets[0]
        if len(self.action.targets) > 1 or target == END:
            del self.fields["assignee"]
            self._hint_fork()
            return
        step = self.asked.law.process.step(target)
        place = self.asked.law.places[step.unit]
        officers = officers_in(place.unit_id, step.role, self.asked.today)
        required = "assignee" in self.asked.offer.missing
        if len(officers) > 1 or required:
            _offer_officers(self.fields["assignee"], officers)
            self.fields["assignee"].required = required
            self._hint_receiver(step.name, place.unit_name)
        else:
            del self.fields["assignee"]
            self._hint_receiver(step.name, officers[0].full_name if officers else place.unit_name)
        if not self.asked.state.paused and step.time.amount_minutes:
            ends = step_end(self.asked.at, step.time, self.asked.law.calendar)
            self.hints.append(_("Hạn của bước sau: %s.") % formatting.moment_words(ends))

    def _hint_receiver(self, step: str, receiver: str) -> None:
        self.hints.append(_("Chuyển đến %(receiver)s, bước %(step)s.") % {"receiver": receiver, "step": step})

    def _hint_fork(self) -> None:
        steps = [self.asked.law.process.step(target).name for target in self.action.targets if target != END]
        if steps:
            self.hints.append(_("Chuyển cùng lúc đến các bước: %s.") % ", ".join(steps))

    def commands(self) -> tuple[Command, ...]:
        return (
            c.HandOver(
                item=self.asked.item.id,
                action=self.action.id,
                note=self.text("note"),
                assignee=self.cleaned_data.get("assignee"),
            ),
        )


class SendBackForm(ActForm):
    """Return a dossier to whoever sent it, with the reason (R-A45)."""

    reason = words(gettext_lazy("Lý do chuyển lại"))

    def commands(self) -> tuple[Command, ...]:
        return (c.SendBack(item=self.asked.item.id, reason=self.text("reason")),)


class RecallForm(ActForm):
    """Take back what was sent while nobody has opened it."""

    reason = words(gettext_lazy("Lý do lấy lại"), rows=2, required=False)

    def commands(self) -> tuple[Command, ...]:
        return (c.Recall(item=self.asked.item.id, reason=self.text("reason")),)


class ConsultForm(ActForm):
    """Ask another unit in parallel, with a deadline (R-A34)."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Cơ quan, đơn vị được hỏi"), coerce=int)
    question = words(gettext_lazy("Nội dung cần cho ý kiến"), rows=4)
    due_on = day(gettext_lazy("Trả lời trước hết ngày"))
    blocking = forms.BooleanField(
        label=gettext_lazy("Chờ ý kiến rồi mới chuyển bước"),
        help_text=gettext_lazy("Quá hạn mà không trả lời thì vẫn chuyển bước được."),
        required=False,
        initial=True,
    )

    def arrange(self) -> None:
        item = self.asked.item
        self.agency_of: dict[int, int] = {}
        groups: list[tuple[str, list[tuple[int, str]]]] = []
        for agency in people.asked_agencies(item.agency_id, item.unit_id, self.asked.today):
            groups.append((agency.name, list(agency.units.items())))
            self.agency_of |= dict.fromkeys(agency.units, agency.id)
        self.fields["unit"].choices = [CHOOSE, *groups]  # type: ignore[attr-defined]  # a choice field

    def commands(self) -> tuple[Command, ...]:
        unit = self.cleaned_data["unit"]
        return (
            c.Consult(
                item=self.asked.item.id,
                unit_id=unit,
                agency_id=self.agency_of[unit],
                question=self.text("question"),
                due_on=self.cleaned_data["due_on"],
                role=people.answering_role(unit, self.asked.today),
                blocking=self.cleaned_data["blocking"],
            ),
        )


class AnswerForm(ActForm):
    """Answer a consultation; the question stands above."""

    short = True
    agrees = forms.TypedChoiceField(
        label=gettext_lazy("Ý kiến"),
        coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("Đồng ý")), ("no", gettext_lazy("Không đồng ý"))],
        widget=forms.RadioSelect,
    )
    opinion = words(gettext_lazy("Nội dung trả lời"), rows=4)

    def arrange(self) -> None:
        asked = next(q for q in self.asked.state.consultations if q.item == self.asked.item.id)
        self.hints.append(_("Hỏi: %s") % asked.question)
        self.hints.append(_("Trả lời trước %s.") % formatting.moment_words(asked.due_at))

    def commands(self) -> tuple[Command, ...]:
        agrees = self.cleaned_data["agrees"]
        return (c.Answer(item=self.asked.item.id, opinion=self.text("opinion"), agrees=agrees),)


def _offer_officers(field: forms.Field, officers: list[Officer], now: int | None = None) -> None:
    others = [(officer.account_id, officer.full_name) for officer in officers if officer.account_id != now]
    field.choices = [CHOOSE, *others]  # type: ignore[attr-defined]  # a choice field
