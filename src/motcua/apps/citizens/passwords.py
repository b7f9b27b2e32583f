"""Which passwords citizens may take: the rules of the officers, without what holds for administrators (R-I10)."""

import string
from typing import Final

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError

from motcua.apps.citizens.models import Person
from motcua.domain.errors import DomainError

LONG: Final = 14
SHORT: Final = 8
KINDS: Final = (str.isupper, str.islower, str.isdigit, string.punctuation.__contains__)
_VALIDATORS: Final = (
    UserAttributeSimilarityValidator(
        user_attributes=("name", "phone", "email", "citizen_id"), max_similarity=0.7
    ),
    CommonPasswordValidator(),
)


class PasswordTooWeak(DomainError):
    """Fewer than fourteen characters, or, with a second factor, not eight of four kinds."""

    code = "citizens.password-too-weak"


class PasswordGuessable(DomainError):
    """The password is a common one, or much like the name, phone or e-mail of the person."""

    code = "citizens.password-guessable"


def check_new(password: str, person: Person, *, with_second_factor: bool = False) -> None:
    """Raise PasswordTooWeak or PasswordGuessable for a password that this person may not take."""
    if not _strong(password, with_second_factor=with_second_factor):
        raise PasswordTooWeak
    try:
        validate_password(password, person, password_validators=_VALIDATORS)  # type: ignore[arg-type]
    except ValidationError as error:
        raise PasswordGuessable from error


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return make_password(password)


def matches(password: str, person: Person | None) -> bool:
    """Tell whether the password is this person's, in the same time whether or not there is such a person."""
    if person is None or not person.password:
        make_password(password)
        return False
    return check_password(password, person.password)


def _strong(password: str, *, with_second_factor: bool) -> bool:
    if len(password) >= LONG:
        return True
    kinds = sum(any(map(kind, password)) for kind in KINDS)
    return with_second_factor and len(password) >= SHORT and kinds == len(KINDS)
