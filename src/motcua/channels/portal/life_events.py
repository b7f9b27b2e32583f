"""What happens in a life, and the words by which the procedures for it are found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.apps.lookup.procedures import Card, Directory


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """An event with the phrases that name its procedures."""

    key: str
    icon: str
    title: str | Promise
    words: str | Promise
    phrases: tuple[str, ...]


LIFE_EVENTS: Final = (
    LifeEvent("sinh-con", "balloon-heart", _("Sinh con"), _("Khai sinh, cư trú, nhận con"), (
        "khai sinh", "nhận cha mẹ con", "đăng ký thường trú", "con nuôi", "giám hộ",
    )),
    LifeEvent("ket-hon", "heart", _("Kết hôn"), _("Đăng ký, xác nhận tình trạng hôn nhân"), (
        "kết hôn", "tình trạng hôn nhân",
    )),
    LifeEvent("lam-nha", "house", _("Làm nhà, sửa nhà"), _("Giấy phép xây dựng, quy hoạch"), (
        "giấy phép xây dựng", "nhà ở riêng lẻ", "quy hoạch",
    )),
    LifeEvent("dat-dai", "map", _("Mua bán, thừa kế đất"), _("Sang tên, tách thửa, thế chấp"), (
        "đất đai", "quyền sử dụng đất", "thửa đất", "biện pháp bảo đảm",
    )),
    LifeEvent("kinh-doanh", "shop", _("Mở cửa hàng, doanh nghiệp"), _("Đăng ký kinh doanh, thuế, giấy phép"), (
        "hộ kinh doanh", "doanh nghiệp", "chi nhánh", "văn phòng đại diện",
    )),
    LifeEvent("di-hoc", "backpack", _("Đi học, chuyển trường"), _("Chuyển trường, bản sao văn bằng"), (
        "chuyển trường", "văn bằng", "học sinh",
    )),
    LifeEvent("tuoi-gia", "people", _("Tuổi già, lúc khó khăn"), _("Trợ cấp, khuyết tật, hộ nghèo"), (
        "trợ cấp", "khuyết tật", "hộ nghèo", "bảo trợ xã hội", "mai táng",
    )),
    LifeEvent("giay-to", "person-vcard", _("Giấy tờ của tôi"), _("Hộ chiếu, giấy phép lái xe, chứng thực"), (
        "hộ chiếu", "giấy phép lái xe", "chứng thực", "trích lục", "tạm trú",
    )),
)  # fmt: skip


def with_procedures(directory: Directory) -> Iterator[LifeEvent]:
    """Return the events for which this province has procedures."""
    return (event for event in LIFE_EVENTS if cards_of(event, directory))


def cards_of(event: LifeEvent, directory: Directory) -> tuple[Card, ...]:
    """Return the procedures of an event, each once, those of the first phrase first."""
    return directory.matching(event.phrases)


def by_key(key: str, events: Iterable[LifeEvent] = LIFE_EVENTS) -> LifeEvent | None:
    """Return the event of that key."""
    return next((event for event in events if event.key == key), None)
