"""The lines that other sites copy."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Example:
    """A widget: what it is for, its line with a script, its line without, and where it can be tried."""

    key: str
    title: str
    words: str
    with_script: str
    without_script: str
    url: str


def examples(request: HttpRequest) -> list[Example]:
    """Return the widgets with their lines, in this site's own address."""
    return [
        _example(
            request, "tra-cuu", reverse("portal:embedded_lookup"), _("Tra cứu hồ sơ"),
            _("Người dân gõ mã hồ sơ ngay trên trang của bạn và thấy hồ sơ đến đâu."), height=560,
        ),
        _example(
            request, "thu-tuc", reverse("portal:embedded_procedures"), _("Tìm thủ tục"),
            _("Ô tìm và danh sách thủ tục. Thêm data-co-quan hoặc data-linh-vuc để chỉ hiện thủ tục của một cơ quan, một lĩnh vực; data-thu-tuc để hiện một thủ tục."),
            height=720,
        ),
    ]  # fmt: skip


def _example(request: HttpRequest, key: str, address: str, title: str, words: str, *, height: int) -> Example:
    script = request.build_absolute_uri(reverse("portal:embedding_script"))
    page = request.build_absolute_uri(address)
    return Example(
        key=key,
        title=title,
        words=words,
        with_script=f'<script src="{script}" data-mc="{key}" async></script>',
        without_script=(
            f'<iframe src="{page}" title="{title}" width="100%" height="{height}" loading="lazy"></iframe>'
        ),
        url=address,
    )
