"""Forms about papers, money and words beside the way of a dossier."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.channels.office.work.forms.asking import ActForm, KeptFile, line, words
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.commands import Command
from motcua.domain.dossier.values import ObligationState, Paper
from motcua.ui import formatting

METHODS = (
    ("cash", gettext_lazy("Tiền mặt")),
    ("transfer", gettext_lazy("Chuyển khoản")),
    ("online", gettext_lazy("Thanh toán trực tuyến")),
)


class NoteForm(ActForm):
    """Leave a note for colleagues; the applicant never sees it."""

    text_of_note = words(gettext_lazy("Ghi chú"), help_text=gettext_lazy("Người nộp không thấy ghi chú này."))

    def commands(self) -> tuple[Command, ...]:
        return (c.AddNote(text=self.text("text_of_note")),)


class AttachForm(ActForm):
    """Attach a scan to a paper of the dossier (R-G1)."""

    paper = forms.ChoiceField(label=gettext_lazy("Giấy tờ"))
    file = forms.FileField(label=gettext_lazy("Tệp quét"), required=False)
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    def arrange(self) -> None:
        papers = self.asked.state.application.papers
        self.fields["paper"].choices = [(paper.id, paper.name) for paper in papers]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        sha256 = self.cleaned_data["sha256"] = KeptFile(self).take()
        if not sha256 and "file" not in self.errors:
            self.add_error("file", _("Hãy chọn tệp quét."))

    def commands(self) -> tuple[Command, ...]:
        return (c.AttachFiles(paper=self.cleaned_data["paper"], files=(self.text("sha256"),)),)


class ReceivePapersForm(ActForm):
    """Acknowledge that the paper dossier has arrived in the unit (R-S8)."""

    short = True

    def commands(self) -> tuple[Command, ...]:
        return (c.ReceivePapers(unit_id=self.asked.state.papers_going_to or 0),)


class SupplementForm(ActForm):
    """Take in what was asked for; the clock restarts or goes on as the regime says (R-D15)."""

    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Giấy tờ đã nộp lại, nộp đủ"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = words(
        gettext_lazy("Giấy tờ khác vừa nộp"),
        rows=3,
        required=False,
        help_text=gettext_lazy("Mỗi dòng một giấy tờ."),
    )
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)

    def arrange(self) -> None:
        application = self.asked.state.application
        asked = self.asked.state.open_round()
        self.fields["papers"].choices = [(paper.id, paper.name) for paper in application.papers]  # type: ignore[attr-defined]
        if asked is not None:
            self.hints.append(_("Đã yêu cầu theo phiếu %(number)s: %(lines)s.") % {
                "number": asked.number, "lines": "; ".join(asked.lines),
            })  # fmt: skip

    def clean(self) -> None:
        super().clean()
        if not self.cleaned_data.get("papers") and not self.text("others"):
            self.add_error("papers", _("Hãy đánh dấu hoặc ghi giấy tờ đã nhận."))

    def commands(self) -> tuple[Command, ...]:
        application = self.asked.state.application
        chosen = set(self.cleaned_data["papers"])
        brought = [replace(paper, received=True) for paper in application.papers if paper.id in chosen]
        brought += self._others(len(application.papers))
        return (c.Supplement(papers=tuple(brought), note=self.text("note")),)

    def _others(self, before: int) -> list[Paper]:
        names = [name.strip() for name in self.text("others").splitlines() if name.strip()]
        return [
            Paper(id=f"bo-sung-{before + position}", name=name, originals=1)
            for position, name in enumerate(names, start=1)
        ]


class ConfirmPaymentForm(ActForm):
    """Record that fees were paid (R-H10)."""

    obligations = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Khoản đã nộp"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    method = forms.ChoiceField(label=gettext_lazy("Cách nộp"), choices=METHODS, widget=forms.RadioSelect)
    receipt = line(gettext_lazy("Số biên lai, mã giao dịch"), required=False, most=100)

    def arrange(self) -> None:
        due = [o for o in self.asked.state.obligations if o.state == ObligationState.DUE]
        field = self.fields["obligations"]
        field.choices = [(o.id, f"{o.label}: {formatting.money(o.amount_vnd)}") for o in due]  # type: ignore[attr-defined]
        field.initial = [o.id for o in due]

    def commands(self) -> tuple[Command, ...]:
        return (
            c.ConfirmPayment(
                obligations=tuple(self.cleaned_data["obligations"]),
                method=self.cleaned_data["method"],
                receipt=self.text("receipt"),
            ),
        )


class ReturnPapersForm(ActForm):
    """Give the papers of a stopped, closed or withdrawn dossier back."""

    receiver = line(gettext_lazy("Người nhận lại giấy tờ"))
    identity = line(gettext_lazy("Giấy tờ tùy thân"), required=False, most=100)

    def arrange(self) -> None:
        self.initial["receiver"] = self.asked.state.application.applicant.name

    def commands(self) -> tuple[Command, ...]:
        return (c.ReturnPapers(receiver=self.text("receiver"), identity=self.text("identity")),)
