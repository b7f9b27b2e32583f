"""Every change of the accounts of citizens and companies."""

from motcua.apps.citizens.operations.accounts import (
    AccountClosed,
    NameMissing,
    recover,
    sign_up,
)
from motcua.apps.citizens.operations.codes import CodeSpent, CodeWrong, issue, proven_by, verify
from motcua.apps.citizens.operations.sessions import (
    NotRecognized,
    Recognized,
    begin,
    check_password,
    end_elsewhere,
    sign_out,
    signed_in,
)

__all__ = [
    "AccountClosed",
    "CodeSpent",
    "CodeWrong",
    "NameMissing",
    "NotRecognized",
    "Recognized",
    "begin",
    "check_password",
    "end_elsewhere",
    "issue",
    "proven_by",
    "recover",
    "sign_out",
    "sign_up",
    "signed_in",
    "verify",
]
