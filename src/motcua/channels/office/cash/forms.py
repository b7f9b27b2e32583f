"""What is typed about money."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.channels.office.desk.fields import line
from motcua.domain.payments.ledger import Account

MOST = 10**12


class Amount(forms.CharField):
    """A sum in đồng as people type it: `1.250.000`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> int:
        """Return whole đồng; an empty field that may be empty is 0."""
        text = super().clean(value)
        digits = str(text).replace(".", "").replace(",", "").replace(" ", "").removesuffix("đồng").strip()
        if not digits:
            return 0
        if not digits.isascii() or not digits.isdigit() or int(digits) > MOST:
            raise forms.ValidationError(_("Hãy ghi số tiền bằng chữ số, ví dụ 1.250.000."), code="amount")
        return int(digits)


class OpenForm(forms.Form):
    """Opening a till."""

    float_vnd = Amount(label=_("Tiền lẻ có sẵn trong két (đồng)"), required=False)


class CloseForm(forms.Form):
    """Closing a till."""

    counted_vnd = Amount(label=_("Tiền mặt đếm được (đồng)"))
    reason = line(_("Lý do chênh lệch, nếu có"), long=300)


class ReasonForm(forms.Form):
    """An act that needs its reason."""

    reason = line(_("Lý do"), long=300, required=True)


class RefundForm(ReasonForm):
    """Asking that money goes back."""

    amount_vnd = Amount(label=_("Số tiền hoàn (đồng)"))
    field_order = ["amount_vnd", "reason"]


class PayBackForm(forms.Form):
    """Paying a refund out, or declining it."""

    account = forms.ChoiceField(
        label=_("Hoàn bằng"),
        choices=[
            (Account.BANK.value, _("Chuyển khoản")),
            (Account.CASH.value, _("Tiền mặt")),
            (Account.PLATFORM.value, _("Qua Nền tảng thanh toán")),
        ],
    )
    proof = line(_("Số chứng từ, hoặc lý do từ chối"), long=120, required=True)


class StatementForm(forms.Form):
    """A statement to import."""

    file = forms.FileField(
        label=_("Tệp sao kê"),
        help_text=_("CSV, XLSX hoặc camt.053 của ngân hàng. Nạp lại tệp cũ không làm thay đổi gì."),
    )


class EntryForm(forms.Form):
    """What an officer decides about a line."""

    entry = forms.IntegerField(widget=forms.HiddenInput)
    reference = line(_("Mã thanh toán"), long=20)
    note = line(_("Ghi chú, lý do"), long=300)


class PaidOverForm(forms.Form):
    """Money paid over for a quarter."""

    amount_vnd = Amount(label=_("Số tiền đã nộp (đồng)"))
    document = line(_("Số chứng từ, ngày"), long=120, required=True)
