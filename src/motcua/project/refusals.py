"""What is answered instead of a page, in people's words: unknown, not allowed, not understood, broken.

Nothing here asks the database or the session, which may be what is broken. Other software gets problem details.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

OFFICE: Final = "/office/"
API: Final = "/api/"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong, what to do, and where the way on begins."""

    title: str | Promise
    advice: str | Promise
    home: str = "/"


WORDS: Final[dict[int, tuple[Promise, Promise]]] = {
    400: (
        gettext_lazy("Chưa hiểu yêu cầu này"),
        gettext_lazy(
            "Trình duyệt gửi thiếu hoặc sai thông tin. Hãy quay lại trang trước, tải lại trang rồi làm lại."
        ),
    ),
    403: (
        gettext_lazy("Bạn chưa được mở trang này"),
        gettext_lazy("Trang chỉ dành cho người được giao việc. Nếu cần, hãy hỏi quản trị của cơ quan bạn."),
    ),
    404: (
        gettext_lazy("Không có trang này"),
        gettext_lazy(
            "Địa chỉ có thể gõ nhầm, hoặc trang đã đổi chỗ. Hãy bắt đầu lại từ trang đầu hoặc tìm theo tên thủ tục."
        ),
    ),
    500: (
        gettext_lazy("Hệ thống đang trục trặc"),
        gettext_lazy("Lỗi đã được ghi lại. Điều bạn đã lưu vẫn còn; hãy thử lại sau vài phút."),
    ),
}
FORGED: Final = (
    gettext_lazy("Trang mở đã lâu nên chưa gửi được"),
    gettext_lazy(
        "Hãy quay lại, tải lại trang rồi gửi lần nữa. Trình duyệt cần cho phép cookie của trang này."
    ),
)
CODES: Final = {400: "bad-request", 403: "forbidden", 404: "not-found", 500: "server-error"}


def _answer(request: HttpRequest, status: int, words: tuple[Promise, Promise]) -> HttpResponse:
    title, advice = words
    if request.path.startswith(API):
        body = {"type": f"urn:motcua:problem:http.{CODES[status]}", "title": str(title), "status": status}
        return JsonResponse(body, status=status, content_type="application/problem+json")
    home = OFFICE if request.path.startswith(OFFICE) else "/"
    return render(request, "ui/refused.html", {"refusal": Refusal(title, advice, home)}, status=status)


def _handler(status: int) -> Callable[..., HttpResponse]:
    def handle(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        return _answer(request, status, WORDS[status])

    return handle


bad_request, forbidden, not_found, broken = (_handler(status) for status in WORDS)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without the token of its page."""
    return _answer(request, 403, FORGED)
