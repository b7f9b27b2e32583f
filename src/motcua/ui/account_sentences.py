"""What citizens read when a rule of their accounts says no; see `motcua.ui.sentences`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CITIZENS: Final[Mapping[str, str | Promise]] = {
    "citizens.account-closed": _("Tài khoản này không còn. Hãy tạo tài khoản mới, hoặc gọi 1022."),
    "citizens.already-member": _("Bạn đã tham gia tài khoản doanh nghiệp này rồi."),
    "citizens.code-spent": _("Mã đã hết hạn hoặc đã dùng. Hãy bấm “Gửi lại mã” để nhận mã mới."),
    "citizens.code-wrong": _("Mã chưa đúng. Bạn còn {left} lần thử. Hãy xem lại tin nhắn mới nhất."),
    "citizens.company-taken": _(
        "Mã số thuế này đã thuộc một tài khoản doanh nghiệp được xác thực. Hãy gọi 1022."
    ),
    "citizens.company-unknown": _(
        "Đây là định danh của doanh nghiệp có mã số thuế {tax_code}. Hãy đăng nhập bằng tài khoản cá nhân của người đại "
        "diện, tạo tài khoản doanh nghiệp với mã số thuế ấy, rồi liên kết ở Đăng nhập và bảo mật."
    ),
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
    "citizens.detail-proven": _(
        "Họ tên, số định danh, ngày sinh và giới tính lấy từ định danh điện tử. Nếu sai, hãy sửa ở cơ quan công an."
    ),
    "citizens.factor-code-wrong": _(
        "Mã chưa đúng hoặc đã dùng. Hãy đợi mã mới trên điện thoại rồi nhập lại."
    ),
    "citizens.identity-refused": _(
        "Chưa đăng nhập được bằng định danh điện tử. Hãy thử lại, hoặc đăng nhập bằng mật khẩu."
    ),
    "citizens.identity-taken": _(
        "Định danh điện tử này đã gắn với một tài khoản khác. Hãy đăng nhập vào tài khoản đó, hoặc gọi 1022."
    ),
    "citizens.identity-unreachable": _(
        "Hệ thống định danh điện tử chưa trả lời. Hãy thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu."
    ),
    "citizens.invitation-over": _("Lời mời này không còn hiệu lực. Hãy nhờ người mời gửi lại."),
    "citizens.last-contact": _(
        "Tài khoản phải còn ít nhất một số điện thoại hoặc thư đã xác minh. Hãy thêm cái mới trước khi bỏ cái này."
    ),
    "citizens.last-owner": _(
        "{company} phải còn ít nhất một người đại diện. Hãy giao quyền đại diện cho thành viên khác trước."
    ),
    "citizens.last-way-in": _(
        "Bỏ liên kết này thì bạn không còn cách đăng nhập. Hãy đặt mật khẩu hoặc thêm khóa truy cập trước."
    ),
    "citizens.not-confirmed": _(
        "Chưa xác nhận được là bạn. Hãy nhập đúng mật khẩu hiện tại; nếu chưa có mật khẩu, hãy đăng nhập lại."
    ),
    "citizens.passkey-refused": _(
        "Chưa dùng được khóa truy cập. Hãy thử lại, hoặc đăng nhập bằng mật khẩu. Mỗi tài khoản có nhiều nhất 10 khóa."
    ),
    "citizens.power-matters-missing": _("Hãy ghi được ủy quyền làm những việc gì."),
    "citizens.power-over": _("Giấy ủy quyền này đã được trả lời, đã hết hạn hoặc đã chấm dứt."),
    "citizens.power-period-wrong": _(
        "Ngày hết hạn phải từ hôm nay trở đi, sau ngày bắt đầu, và không quá 5 năm. Hãy xem lại hai ngày."
    ),
    "citizens.power-unfounded": _(
        "Hãy tải giấy ủy quyền lên, hoặc ghi số điện thoại để người ủy quyền xác nhận."
    ),
    "citizens.rights-missing": _("Hãy chọn ít nhất một quyền: nộp hồ sơ, theo dõi hoặc thanh toán."),
}
