"""What people type to get an account and to get into it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.citizens.contacts import ContactInvalid, parse_contact
from motcua.ui import wording
from motcua.ui.forms import PageForm


def password_field(label: Any, *, new: bool, help_text: Any = "") -> forms.CharField:
    """Return a field for a password, which keeps its blanks; `new` lets browsers propose one."""
    attributes = {"autocomplete": "new-password" if new else "current-password"}
    return forms.CharField(
        label=label,
        strip=False,
        help_text=help_text,
        max_length=128,
        widget=forms.PasswordInput(attrs=attributes),
    )


class SignInForm(PageForm):
    """A phone or an e-mail, and the password."""

    name = forms.CharField(
        label=gettext_lazy("Số điện thoại hoặc thư điện tử"),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = password_field(gettext_lazy("Mật khẩu"), new=False)


class ContactForm(PageForm):
    """Where a code is sent."""

    contact = forms.CharField(
        label=gettext_lazy("Số điện thoại di động hoặc thư điện tử"),
        help_text=gettext_lazy("Chúng tôi gửi một mã 6 chữ số đến đây để biết chắc là của bạn."),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_contact(self) -> Any:
        """Return the contact in its one spelling."""
        try:
            return parse_contact(self.cleaned_data["contact"])
        except ContactInvalid as error:
            raise ValidationError(wording.sentence(error)) from error


class CodeForm(PageForm):
    """The six digits that came."""

    code = forms.CharField(
        label=gettext_lazy("Mã 6 chữ số"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short figures"}
        ),
    )


class NewPasswordForm(PageForm):
    """A new password, twice."""

    new = password_field(
        gettext_lazy("Mật khẩu mới"),
        new=True,
        help_text=gettext_lazy("Ít nhất 14 ký tự. Bốn năm từ ghép lại thì dễ nhớ và khó đoán."),
    )
    again = password_field(gettext_lazy("Gõ lại mật khẩu"), new=True)

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords at the second field."""
        cleaned = super().clean() or {}
        new, again = cleaned.get("new"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", _("Chưa khớp với mật khẩu ở trên. Hãy gõ lại."))
        return cleaned


class NewAccountForm(NewPasswordForm):
    """The name of the person, and a password twice."""

    name = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        help_text=gettext_lazy("Như trên căn cước của bạn."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    new = password_field(
        gettext_lazy("Mật khẩu"),
        new=True,
        help_text=gettext_lazy("Ít nhất 14 ký tự. Bốn năm từ ghép lại thì dễ nhớ và khó đoán."),
    )
    field_order = ("name", "new", "again")
