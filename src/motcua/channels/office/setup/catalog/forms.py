"""What is asked beside the text of a procedure: validity, copies, reviews, ends and offers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from motcua.apps.catalog.operations import NewName, Validity
from motcua.channels.office.desk.fields import day
from motcua.domain.catalog import ReceivingRule
from motcua.ui import procedure_parts
from motcua.ui.forms import PageForm


def words(label: Any, rows: int = 2) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), max_length=2000)


class ValidityForm(PageForm):
    """From when a version holds, and by which decision and why it is written."""

    since = day(_("Có hiệu lực từ ngày"), required=True)
    until = day(_("Hết hiệu lực từ ngày"))
    decision = forms.CharField(label=_("Số, ký hiệu quyết định"), max_length=200, required=False)
    reason = words(_("Lý do sửa đổi"))
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


class CopyForm(ValidityForm):
    """What a copied procedure is called."""

    field_order = ("name", "key")
    name = forms.CharField(label=_("Tên thủ tục mới"), max_length=1000)
    key = forms.CharField(
        label=_("Mã trong địa chỉ"),
        max_length=80,
        help_text=_("Chữ thường không dấu, chữ số và gạch nối, ví dụ cap-lai-giay-phep."),
    )

    @property
    def new_name(self) -> NewName:
        """What was typed, once it is valid."""
        return NewName(key=self.cleaned_data["key"], name=self.cleaned_data["name"])


class RemarksForm(PageForm):
    """Why a draft goes back to its author."""

    remarks = words(_("Cần sửa gì"))


class WithdrawForm(PageForm):
    """Why a version is withdrawn before its day."""

    reason = words(_("Lý do thu hồi"))


class EndForm(PageForm):
    """From when and by which decision a procedure is given up."""

    on = day(_("Bãi bỏ từ ngày"), required=True)
    decision = forms.CharField(label=_("Số, ký hiệu quyết định bãi bỏ"), max_length=200)


class OfferForm(PageForm):
    """Which agency takes a procedure on, where it is handed in, and when."""

    agency = forms.ChoiceField(label=_("Cơ quan thực hiện"))
    received_at = forms.MultipleChoiceField(
        label=_("Được nộp tại"),
        choices=list(procedure_parts.CHOICES["offer.received_at"].items()),
        widget=forms.CheckboxSelectMultiple,
        initial=[ReceivingRule.COMPETENT_AGENCY.value],
    )
    since = day(_("Từ ngày"), required=True)
    until = day(_("Đến trước ngày"))


class EndOfferForm(PageForm):
    """From when an agency offers a procedure no longer."""

    on = day(_("Thôi thực hiện từ ngày"), required=True)
