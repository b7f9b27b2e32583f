"""Forms that stop, move or end the clock: supplement, payment, apology, withdrawal, stop, close."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.channels.office.naming import Named, fields_to_name, papers_to_name
from motcua.channels.office.windows import answer_by
from motcua.channels.office.work.forms.asking import ActForm, Money, day, line, words
from motcua.domain.access.policy import LEADER_ROLES
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.commands import Command
from motcua.ui import formatting


class RequestSupplementForm(ActForm):
    """Ask once for everything that is missing, and why (form 02, R-A33, R-A44)."""

    lines = words(
        gettext_lazy("Giấy tờ, nội dung cần bổ sung"),
        rows=4,
        help_text=gettext_lazy("Mỗi dòng một mục; ghi đủ trong một lần."),
    )
    reason = words(gettext_lazy("Lý do"))
    named_fields = forms.MultipleChoiceField(
        label=gettext_lazy("Mục của biểu mẫu cần sửa"), required=False, widget=forms.CheckboxSelectMultiple
    )
    named_papers = forms.MultipleChoiceField(
        label=gettext_lazy("Giấy tờ cần gửi lại hoặc gửi thêm"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    answer_by = day(gettext_lazy("Bổ sung trước hết ngày"), required=False)
    legal_basis = line(
        gettext_lazy("Căn cứ pháp lý để yêu cầu thêm lần nữa"),
        required=False,
        help_text=gettext_lazy("Chỉ ghi khi đã yêu cầu đủ số lần cho phép."),
    )

    def arrange(self) -> None:
        if not self.asked.actor.has_role(*LEADER_ROLES):
            del self.fields["legal_basis"]
        law = self.asked.law
        self._offer("named_fields", fields_to_name(law.definition, self.asked.state))
        self._offer("named_papers", papers_to_name(law.definition, self.asked.state))
        self.initial["answer_by"] = answer_by(law.definition, law.regime, law.calendar, at=self.asked.at)
        rounds = len(self.asked.state.rounds)
        if rounds:
            self.hints.append(_("Hồ sơ đã được yêu cầu bổ sung %(n)d lần.") % {"n": rounds})
        self.hints.append(_("Thời hạn giải quyết dừng cho đến khi nộp đủ."))

    def _offer(self, name: str, choices: Named) -> None:
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # A choice field has choices.
        else:
            del self.fields[name]

    def commands(self) -> tuple[Command, ...]:
        return (
            c.RequestSupplement(
                lines=tuple(self.text("lines").splitlines()),
                fields=tuple(self.cleaned_data.get("named_fields", ())),
                papers=tuple(self.cleaned_data.get("named_papers", ())),
                reason=self.text("reason"),
                item=self.asked.offer.item,
                answer_by=self.cleaned_data["answer_by"],
                legal_basis=self.text("legal_basis"),
            ),
        )


class RequestPaymentForm(ActForm):
    """Ask the applicant for a financial obligation; the clock stands until it is paid (R-A47)."""

    label = line(gettext_lazy("Khoản phải nộp"))
    amount_vnd = Money(gettext_lazy("Số tiền"))
    reason = words(gettext_lazy("Căn cứ, lý do"), rows=2, required=False)

    def arrange(self) -> None:
        self.hints.append(_("Thời hạn giải quyết dừng cho đến khi nộp đủ."))

    def commands(self) -> tuple[Command, ...]:
        return (
            c.RequestPayment(
                item=self.asked.item.id,
                label=self.text("label"),
                amount_vnd=self.cleaned_data["amount_vnd"],
                reason=self.text("reason"),
            ),
        )


class ExtendForm(ActForm):
    """Apologize and set the one new date (form 04, R-A39, R-A46)."""

    new_due_on = day(gettext_lazy("Ngày hẹn mới"))
    reason = words(gettext_lazy("Lý do chậm"))

    def arrange(self) -> None:
        due_at = self.asked.state.due_at
        if due_at is not None:
            self.hints.append(_("Ngày hẹn hiện nay: %s.") % formatting.moment_words(due_at))
        self.hints.append(_("Chỉ hẹn lại được một lần. Phiếu xin lỗi gửi người nộp ghi lý do này."))

    def commands(self) -> tuple[Command, ...]:
        return (c.Extend(new_due_on=self.cleaned_data["new_due_on"], reason=self.text("reason")),)


class ReasonForm(ActForm):
    """An act that asks for nothing but its reason (R-A45)."""

    reason = words(gettext_lazy("Lý do"))


class StopForm(ReasonForm):
    """Stop the clock by decision of the agency (stage 8)."""

    def commands(self) -> tuple[Command, ...]:
        return (c.Stop(reason=self.text("reason")),)


class ResumeForm(ReasonForm):
    """Go on after a stop."""

    short = True

    def commands(self) -> tuple[Command, ...]:
        return (c.Resume(reason=self.text("reason")),)


class RequestWithdrawalForm(ReasonForm):
    """Record that the applicant wants the dossier back (stage 7)."""

    def commands(self) -> tuple[Command, ...]:
        return (c.RequestWithdrawal(reason=self.text("reason")),)


class DecideWithdrawalForm(ReasonForm):
    """Grant or refuse a withdrawal."""

    short = True
    granted = forms.TypedChoiceField(
        label=gettext_lazy("Quyết định"),
        coerce=lambda value: value == "yes",
        choices=[
            ("yes", gettext_lazy("Cho rút; kết thúc giải quyết")),
            ("no", gettext_lazy("Không cho rút; tiếp tục giải quyết")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("granted", "reason")

    def commands(self) -> tuple[Command, ...]:
        return (c.DecideWithdrawal(granted=self.cleaned_data["granted"], reason=self.text("reason")),)


class CloseForm(ReasonForm):
    """Close what was not supplemented in its window (R-A83)."""

    def commands(self) -> tuple[Command, ...]:
        return (c.Close(reason=self.text("reason")),)
