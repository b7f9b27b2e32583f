"""How strong a password must be."""

import string

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_otp import user_has_device

LONG = 14
SHORT = 8


class StrongEnough:
    """Fourteen characters, or eight of four kinds for people who also confirm with a code (R-I10)."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError for a password that is too weak for this person."""
        if len(password) >= LONG:
            return
        if _confirms_with_code(user) and len(password) >= SHORT and _kinds(password) == len(KINDS):
            return
        raise ValidationError(self.get_help_text(), code="password-too-weak")

    def get_help_text(self) -> str:
        """Return the rule in a sentence."""
        return _(
            "Mật khẩu có ít nhất 14 ký tự. Nếu tài khoản đã bật xác thực hai lớp: ít nhất 8 ký tự, "
            "gồm chữ hoa, chữ thường, chữ số và ký tự đặc biệt."
        )


KINDS = (str.isupper, str.islower, str.isdigit, string.punctuation.__contains__)


def _kinds(password: str) -> int:
    return sum(any(map(kind, password)) for kind in KINDS)


def _confirms_with_code(user: AbstractBaseUser | None) -> bool:
    return user is not None and user.pk is not None and bool(user_has_device(user, confirmed=True))
