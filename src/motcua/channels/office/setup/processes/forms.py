"""What is asked beside the table of steps: validity, reviews, ends."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from motcua.apps.catalog.operations import Validity
from motcua.channels.office.desk.fields import day
from motcua.ui.forms import PageForm


class ValidityForm(PageForm):
    """From when a version holds, by which decision, and why it is written."""

    since = day(_("Có hiệu lực từ ngày"), required=True)
    until = day(_("Hết hiệu lực từ ngày"))
    decision = forms.CharField(
        label=_("Số, ký hiệu quyết định phê duyệt quy trình"), max_length=200, required=False
    )
    reason = forms.CharField(label=_("Lý do sửa đổi"), widget=forms.Textarea({"rows": 2}), max_length=2000)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until <= since:
            self.add_error("until", _now("Ngày hết hiệu lực phải sau ngày có hiệu lực."))

    @property
    def validity(self) -> Validity:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        return Validity(
            since=typed["since"], until=typed["until"], decision=typed["decision"], reason=typed["reason"]
        )


class RemarksForm(PageForm):
    """Why a draft goes back to its author."""

    remarks = forms.CharField(label=_("Cần sửa gì"), widget=forms.Textarea({"rows": 2}), max_length=2000)


class WithdrawForm(PageForm):
    """Why a version is taken back before its day."""

    reason = forms.CharField(label=_("Lý do thu hồi"), widget=forms.Textarea({"rows": 2}), max_length=2000)


class DropForm(PageForm):
    """Asks nothing but to be sure."""

    sure = forms.BooleanField(label=_("Tôi chắc chắn xóa bản nháp này"))


class FileForm(PageForm):
    """A step table or a BPMN model."""

    file = forms.FileField(
        label=_("Tệp bảng tính hoặc BPMN"),
        help_text=_("Bảng các bước dạng XLSX hoặc CSV, hoặc mô hình BPMN 2.0."),
    )
