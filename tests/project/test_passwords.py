"""How strong a password must be (R-I10)."""

import pytest
from django.core.exceptions import ValidationError

from motcua.project import passwords


@pytest.fixture
def confirms_with_code(monkeypatch, request):
    monkeypatch.setattr(passwords, "_confirms_with_code", lambda user: request.param)


CASES = [
    pytest.param("mot-cua-dien-tu", False, True, id="fourteen characters or more"),
    pytest.param("mot-cua-dien-", False, False, id="thirteen characters"),
    pytest.param("Mot-cua8", True, True, id="eight of four kinds with a code"),
    pytest.param("Mot-cua8", False, False, id="eight of four kinds without a code"),
    pytest.param("mot-cua8", True, False, id="eight of three kinds with a code"),
    pytest.param("Mot-cu8", True, False, id="seven of four kinds with a code"),
    pytest.param("Đẹp-trời9", True, True, id="Vietnamese letters count by their case"),
]


@pytest.mark.parametrize(("password", "confirms_with_code", "strong"), CASES, indirect=["confirms_with_code"])
def test_strength(password, confirms_with_code, strong):
    if strong:
        passwords.StrongEnough().validate(password)
    else:
        with pytest.raises(ValidationError, match="14 ký tự"):
            passwords.StrongEnough().validate(password)
