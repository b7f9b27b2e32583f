"""What people type to sign in, to change their password and to confirm with a code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ui.forms import PageForm


def _password(*, autocomplete: str, caps: bool = False) -> forms.PasswordInput:
    attributes = {"autocomplete": autocomplete} | ({"data-caps": "caps"} if caps else {})
    return forms.PasswordInput(attrs=attributes)


class SignInForm(PageForm):
    """Name and password; the name is taken in any case."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    password = forms.CharField(
        label=_("Mật khẩu"), strip=False, widget=_password(autocomplete="current-password", caps=True)
    )

    def clean_username(self) -> str:
        """Return the name in the one form in which it is stored."""
        return str(self.cleaned_data["username"]).lower()


class NewPasswordForm(PageForm):
    """A new password, twice."""

    new = forms.CharField(
        label=_("Mật khẩu mới"), strip=False, widget=_password(autocomplete="new-password", caps=True)
    )
    again = forms.CharField(
        label=_("Gõ lại mật khẩu mới"), strip=False, widget=_password(autocomplete="new-password")
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords at the second field."""
        cleaned = super().clean() or {}
        new, again = cleaned.get("new"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", _("Chưa khớp với mật khẩu ở trên. Hãy gõ lại."))
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """The current password, and a new one twice."""

    current = forms.CharField(
        label=_("Mật khẩu hiện tại"), strip=False, widget=_password(autocomplete="current-password")
    )
    field_order = ("current", "new", "again")


class CodeForm(PageForm):
    """The six digits that the telephone shows."""

    code = forms.CharField(
        label=_("Mã 6 chữ số"),
        max_length=9,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "short figures",
                "autofocus": True,
            }
        ),
    )
