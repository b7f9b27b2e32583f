"""The questions of the lookup page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.numbering import DossierCodeInvalid, normalize_dossier_code
from motcua.ui.forms import PageForm

EXAMPLE = "H31.100-260410-0002"
PIN_DIGITS = 6
PHONE_DIGITS = 4


class LookupForm(PageForm):
    """The code of a dossier, and perhaps a proof."""

    code = forms.CharField(
        label=gettext_lazy("Mã hồ sơ"),
        help_text=gettext_lazy("In ở đầu giấy hẹn, ví dụ H31.100-260410-0002. Gõ thường hay hoa đều được."),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    proof = forms.CharField(
        label=gettext_lazy("Mã tra cứu trên giấy hẹn, hoặc 4 số cuối điện thoại của người nộp"),
        help_text=gettext_lazy("Để xem thêm hồ sơ đang ở phòng nào, giấy tờ cần bổ sung, khoản phải nộp."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        """Return the code in its own spelling."""
        typed: str = self.cleaned_data["code"]
        try:
            return normalize_dossier_code(typed)
        except DossierCodeInvalid:
            raise ValidationError(
                _(
                    "“%(typed)s” không phải mã hồ sơ. Mã có ba phần, ví dụ %(example)s. Hãy xem lại ở đầu giấy hẹn."
                )
                % {"typed": typed, "example": EXAMPLE}
            ) from None

    def clean_proof(self) -> str:
        """Return the digits; how many there are is no secret, which they are is."""
        typed: str = self.cleaned_data["proof"]
        digits = "".join(ch for ch in typed if ch.isdecimal())
        if typed and len(digits) not in {PIN_DIGITS, PHONE_DIGITS}:
            raise ValidationError(
                _("Hãy nhập mã tra cứu 6 chữ số, hoặc đúng 4 số cuối điện thoại. Bạn đã nhập %d chữ số.")
                % len(digits)
            )
        return digits


class ProofForm(LookupForm):
    """The proof alone, below an answer to a code."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=100)
    proof = forms.CharField(
        label=gettext_lazy("Mã tra cứu, hoặc 4 số cuối điện thoại của người nộp"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
