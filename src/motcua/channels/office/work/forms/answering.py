"""Forms on the answer of a dossier: draft, sign, number, verification, finish on the spot."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.channels.office.work.forms.asking import ActForm, KeptFile, line, moment, words
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.commands import Command
from motcua.domain.dossier.offers import next_act
from motcua.domain.dossier.values import Draft, ResultKind
from motcua.domain.workflow import Action

KINDS = (
    (ResultKind.GRANTED.value, gettext_lazy("Cấp kết quả")),
    (ResultKind.REFUSED.value, gettext_lazy("Từ chối, nêu rõ lý do")),
)


class WriteDraftForm(ActForm):
    """Draft the answer: what it says and the file that says it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Dự thảo"),
        choices=KINDS,
        widget=forms.RadioSelect,
    )
    summary = words(gettext_lazy("Trích yếu nội dung"), rows=4)
    file = forms.FileField(label=gettext_lazy("Tệp dự thảo"), required=False)
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    def arrange(self) -> None:
        draft = self.asked.state.draft
        if draft is not None:
            self.initial.update(kind=draft.kind.value, summary=draft.summary)
            self.hints.append(_("Sửa dự thảo thì phải ký lại."))
            if draft.file:
                self.hints.append(_("Không chọn tệp mới thì giữ tệp đang có."))

    def clean(self) -> None:
        super().clean()
        self.cleaned_data["sha256"] = KeptFile(self).take()

    def commands(self) -> tuple[Command, ...]:
        draft = self.asked.state.draft
        file = self.text("sha256") or (draft.file if draft else "")
        kind = ResultKind(self.cleaned_data["kind"])
        return (c.WriteDraft(item=self.asked.item.id, kind=kind, summary=self.text("summary"), file=file),)


class _ThenPassForm(ActForm):
    """An act after which the dossier usually goes on: one press does both when nothing else is missing."""

    short = True
    then = forms.BooleanField(required=False, initial=True)

    def arrange(self) -> None:
        draft = self.asked.state.draft
        if draft is not None:
            self.hints.append(f"{dict(KINDS)[draft.kind]}: {draft.summary}")
        usual = next_act(self.asked.step, self.after(draft) if draft else None)
        self.onward: Action | None = usual.action if not usual.missing else None
        if self.onward is None:
            del self.fields["then"]
        else:
            self.fields["then"].label = _("Xong thì chuyển luôn: %s") % self.onward.label

    def after(self, draft: Draft) -> Draft:
        """Return the draft as it will be after the act."""
        raise NotImplementedError

    def act(self) -> Command:
        """Return the act itself."""
        raise NotImplementedError

    def commands(self) -> tuple[Command, ...]:
        if self.onward is None or not self.cleaned_data.get("then"):
            return (self.act(),)
        return (self.act(), c.HandOver(item=self.asked.item.id, action=self.onward.id))


class SignForm(_ThenPassForm):
    """Sign the draft under one's post or mandate (R-A6, R-B22)."""

    def after(self, draft: Draft) -> Draft:
        return replace(draft, signed_at=self.asked.at, signed_step=self.asked.step.id)

    def act(self) -> Command:
        return c.Sign(item=self.asked.item.id)


class NumberForm(_ThenPassForm):
    """Give the signed result its number of the year (R-B23)."""

    def after(self, draft: Draft) -> Draft:
        return replace(draft, number="1")

    def act(self) -> Command:
        return c.NumberResult(item=self.asked.item.id)


class VerificationForm(ActForm):
    """Enter the record of a verification: when, where, who, what was found (R-A32)."""

    held_at = moment(gettext_lazy("Kiểm tra lúc"))
    place = line(gettext_lazy("Địa điểm"))
    participants = words(gettext_lazy("Thành phần tham gia"), rows=3)
    findings = words(gettext_lazy("Kết quả kiểm tra"), rows=4)

    def commands(self) -> tuple[Command, ...]:
        return (
            c.RecordVerification(
                item=self.asked.item.id,
                held_at=self.cleaned_data["held_at"],
                place=self.text("place"),
                participants=self.text("participants"),
                findings=self.text("findings"),
            ),
        )


class FinishOnSpotForm(ActForm):
    """Finish an immediate-result procedure at the counter (R-A25, R-A26)."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kết quả"),
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=ResultKind.GRANTED.value,
    )
    summary = words(gettext_lazy("Trích yếu nội dung"), rows=2)
    signer = line(gettext_lazy("Người ký"), required=False)

    def commands(self) -> tuple[Command, ...]:
        kind = ResultKind(self.cleaned_data["kind"])
        return (c.FinishOnSpot(summary=self.text("summary"), kind=kind, signer=self.text("signer")),)
