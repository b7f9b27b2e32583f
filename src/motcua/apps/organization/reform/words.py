"""What is said about plans: usual names of units, and a sentence for every flaw."""

from django.utils.translation import gettext_lazy

from motcua.domain.succession import Flaw

UNIT_NAMES = {
    "counter": gettext_lazy("Trung tâm Phục vụ hành chính công"),
    "leaders": gettext_lazy("Lãnh đạo Ủy ban nhân dân"),
    "clerk": gettext_lazy("Văn thư"),
    "van-phong": gettext_lazy("Văn phòng HĐND và UBND"),
    "kinh-te": gettext_lazy("Phòng Kinh tế"),
    "van-hoa-xa-hoi": gettext_lazy("Phòng Văn hóa – Xã hội"),
    "tu-phap-ho-tich": gettext_lazy("Bộ phận Tư pháp – Hộ tịch"),
    "tiep-cong-dan": gettext_lazy("Bộ phận Tiếp công dân"),
}
"""Units that are called the same nearly everywhere, by code."""

SENTENCES = {
    "nothing-changes": gettext_lazy("Phương án chưa có thay đổi nào."),
    "agency-exists": gettext_lazy("Mã cơ quan “%(agency)s” đã dùng. Hãy chọn mã khác."),
    "agency-unknown": gettext_lazy("Không có cơ quan “%(agency)s” đang hoạt động."),
    "no-units": gettext_lazy("Cơ quan “%(agency)s” cần có đơn vị."),
    "ends-before-it-begins": gettext_lazy("Cơ quan “%(agency)s” chưa hoạt động vào ngày này."),
    "unit-exists": gettext_lazy("Cơ quan “%(agency)s” đã có đơn vị “%(unit)s”."),
    "unit-unknown": gettext_lazy("Cơ quan “%(agency)s” không có đơn vị “%(unit)s”."),
    "unit-leaves-twice": gettext_lazy("Đơn vị “%(unit)s” của “%(agency)s” được ghi chuyển đi hai lần."),
    "successor-ends-too": gettext_lazy("Cơ quan “%(agency)s” cũng kết thúc trong phương án này."),
    "nobody-ends": gettext_lazy("Chưa nêu cơ quan nào nhập vào “%(agency)s”."),
    "named-twice": gettext_lazy("Cơ quan “%(agency)s” nêu hai lần cùng một nơi nhận."),
    "unit-without-heir": gettext_lazy(
        "Đơn vị “%(unit)s” của “%(agency)s” chưa có nơi nhận việc ở “%(successor)s”. Hãy chọn đơn vị nhận."
    ),
    "under-itself": gettext_lazy("Cơ quan “%(agency)s” không thể trực thuộc chính nó."),
    "identifier-taken": gettext_lazy("Mã định danh %(identifier)s đang dùng cho cơ quan khác."),
}


def sentence(flaw: Flaw) -> str:
    """Return what is wrong, in words."""
    words = str(SENTENCES[flaw.code])
    return words % dict(flaw.facts) if flaw.facts else words
