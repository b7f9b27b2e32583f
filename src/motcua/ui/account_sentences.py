"""What citizens read when a rule of their accounts says no; see `motcua.ui.sentences`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CITIZENS: Final[Mapping[str, str | Promise]] = {
    "citizens.account-closed": _("Tài khoản này không còn. Hãy tạo tài khoản mới, hoặc gọi 1022."),
    "citizens.code-spent": _("Mã đã hết hạn hoặc đã dùng. Hãy bấm “Gửi lại mã” để nhận mã mới."),
    "citizens.code-wrong": _("Mã chưa đúng. Bạn còn {left} lần thử. Hãy xem lại tin nhắn mới nhất."),
    "citizens.contact-invalid": _(
        "Chưa phải số điện thoại di động hoặc thư điện tử. Hãy nhập như 0912 345 678 hoặc ten@example.vn."
    ),
    "citizens.contact-taken": _(
        "Số điện thoại hoặc thư này đã có tài khoản. Hãy đăng nhập, hoặc đặt lại mật khẩu nếu đã quên."
    ),
    "citizens.name-missing": _("Hãy nhập họ và tên của bạn."),
    "citizens.not-recognized": _(
        "Chưa đúng số điện thoại, thư điện tử hoặc mật khẩu. Sai 5 lần thì tạm dừng đăng nhập 12 giờ."
    ),
    "citizens.password-guessable": _(
        "Mật khẩu này dễ đoán: nó thông dụng, hoặc giống tên, số điện thoại, thư của bạn. Hãy chọn mật khẩu khác."
    ),
    "citizens.password-too-weak": _(
        "Mật khẩu có ít nhất 14 ký tự. Nếu đã bật xác thực hai lớp: ít nhất 8 ký tự, gồm chữ hoa, chữ thường, "
        "chữ số và ký tự đặc biệt."
    ),
    "citizens.too-often": _("Đã thử quá nhiều lần. Hãy thử lại sau {until}, hoặc gọi 1022."),
}
