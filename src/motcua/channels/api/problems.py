"""Refusals as problem details (RFC 9457). Codes are stable: other software may rely on them."""

import json
from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.lookup.answers import NoMatch
from motcua.apps.lookup.limits import TooManyQuestions
from motcua.apps.organization.queries import AgencyNotFound
from motcua.domain.errors import DomainError
from motcua.ui import wording

MEDIA_TYPE: Final = "application/problem+json"
TYPE: Final = "urn:motcua:problem:"

STATUS_OF: Final[Mapping[str, int]] = {
    NoMatch.code: 404,
    TooManyQuestions.code: 429,
    ProcedureNotInForce.code: 404,
    AgencyNotFound.code: 404,
}
"""The refusals of rules that reach other software, each with its status."""

TITLES: Final[Mapping[str, str | Promise]] = {
    NoMatch.code: _("Không có hồ sơ khớp"),
    TooManyQuestions.code: _("Hỏi quá nhiều lần"),
    ProcedureNotInForce.code: _("Không có thủ tục đang áp dụng"),
    AgencyNotFound.code: _("Không có cơ quan này"),
    "api.bad-parameter": _("Tham số không hợp lệ"),
    "api.bad-body": _("Nội dung gửi lên không đọc được"),
    "api.method-not-allowed": _("Địa chỉ này không nhận phương thức đó"),
    "api.not-found": _("Không có địa chỉ này"),
}


class Problem(Exception):
    """A refusal that the interface itself decides."""

    def __init__(self, code: str, status: int, detail: str, parameter: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.detail = detail
        self.parameter = parameter

    def body(self) -> dict[str, object]:
        """Return the members of the problem."""
        more = {"parameter": self.parameter} if self.parameter else {}
        return _body(self.code, self.status, self.detail) | more


def of_rule(error: DomainError) -> dict[str, object]:
    """Return the refusal of a rule, in the sentence that people read as well. Raises KeyError for an unlisted code."""
    return _body(error.code, STATUS_OF[error.code], wording.sentence(error))


def response(body: Mapping[str, object]) -> HttpResponse:
    """Return a problem as an answer that nobody keeps."""
    text = json.dumps(body, ensure_ascii=False)
    answer = HttpResponse(text, content_type=MEDIA_TYPE, status=int(str(body["status"])))
    answer["Cache-Control"] = "no-store"
    return answer


def _body(code: str, status: int, detail: str) -> dict[str, object]:
    title = str(TITLES[code])
    return {"type": TYPE + code, "title": title, "status": status, "detail": detail, "code": code}
