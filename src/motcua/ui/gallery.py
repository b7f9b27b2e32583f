"""Sample data of the style page. Invented people, one invented morning: Thursday 16/04/2026, 09:42."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.urls import reverse

from motcua.domain.calendar import TIMEZONE, vietnam_calendar
from motcua.domain.deadlines import Allowance, Terms, Unit, explain
from motcua.ui import due_calendar, formatting, wording
from motcua.ui.chips import Chip, due_chip
from motcua.ui.context import AuthFrame, Key, Link, LinkGroup, OfficeFrame, Person, PublicFrame, Undo
from motcua.ui.forms import PageForm
from motcua.ui.tables import Column, Table
from motcua.ui.timeline import Entry, State
from motcua.ui.worklist import Group, Row, Urgency

Sample = Callable[[], dict[str, object]]

NOW: Final = datetime(2026, 4, 16, 9, 42, tzinfo=TIMEZONE)
PROVINCE = "tỉnh Hưng Yên"


class SampleForm(PageForm):
    """Every kind of field; the answers of `refused` show every kind of error."""

    name = forms.CharField(label="Họ, chữ đệm và tên", help_text="Viết có dấu, ví dụ: Đặng Nguyễn Khánh Vy")
    citizen_id = forms.RegexField(
        r"^\d{12}$",
        label="Số định danh cá nhân",
        help_text="12 chữ số, ở mặt trước thẻ căn cước.",
        error_messages={"invalid": "Số định danh phải đủ 12 chữ số. Hãy nhập thêm chữ số còn thiếu."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short digits"}),
    )
    sex = forms.ChoiceField(label="Giới tính", choices=[("m", "Nam"), ("f", "Nữ")], widget=forms.RadioSelect)
    ward = forms.ChoiceField(label="Nơi cư trú", choices=[("ph", "Phường Phố Hiến"), ("th", "Xã Tân Hưng")])
    notify = forms.MultipleChoiceField(
        label="Nhận tin qua", choices=[("sms", "Tin nhắn"), ("mail", "Thư điện tử")],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    note = forms.CharField(label="Ghi thêm", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    papers = forms.FileField(
        label="Bản chụp giấy tờ",
        help_text="PDF hoặc ảnh, mỗi tệp đến 20 MB.",
        widget=forms.FileInput(attrs={"data-max-bytes": 20 * 1024 * 1024}),
    )
    agree = forms.BooleanField(label="Tôi cam đoan những điều khai là đúng.")

    @classmethod
    def refused(cls) -> "SampleForm":
        """Return the form as it comes back after a refused submit."""
        return cls({"name": "Đặng Nguyễn Minh Quân", "citizen_id": "03359800412", "sex": "m", "ward": "ph"})


class SignInForm(PageForm):
    """Name and password."""

    username = forms.CharField(
        label="Tên đăng nhập", widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="Mật khẩu",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "data-caps": "caps"}),
    )


def office() -> dict[str, object]:
    """The components at the officers' density."""
    keys = (
        Key.of("Hồ sơ mới", "F1"), Key.of("Thủ tục", "F2"), Key.of("Đủ cả", "F7"), Key.of("Tiếp nhận và in", "F9"),
        Key.of("Bổ sung", "F10"),
    )  # fmt: skip
    undo = Undo("Đã chuyển 5 hồ sơ.", reverse("ui:gallery"))
    return _office_frame(keys, current=0, undo=undo) | {
        "chips": _chips(),
        "stages": list(wording.STAGES),
        "form": SampleForm(),
        "refused": SampleForm.refused(),
        "calendar": _calendar(),
        "timeline": _timeline(),
        "table": _fees(),
        "page": Paginator(range(1284), 20).page(3),
        "papers": _papers(),
    }


def worklist() -> dict[str, object]:
    """A work list with ticked rows."""
    keys = (
        Key.of("Di chuyển", "↑", "↓"), Key.of("Chọn", "Space"), Key.of("Mở", "Enter"), Key.of("Chuyển bước", "B"),
        Key.of("Giao lại", "G"),
    )  # fmt: skip
    return _office_frame(keys, current=1) | {
        "groups": _groups(),
        "same": {"label": "Chuyển bước", "key": "B", "value": "forward"},
        "acts": [{"label": "Giao lại", "key": "G", "value": "assign"}],
    }


def dossier() -> dict[str, object]:
    """One dossier, with the notice that a colleague was faster."""
    keys = (
        Key.of("Chuyển bước", "B"),
        Key.of("Bổ sung", "S"),
        Key.of("Hồ sơ sau, trước", "J", "K"),
        Key.of("Về danh sách", "Esc"),
    )
    back = reverse("ui:gallery_page", args=["worklist"])
    return _office_frame(keys, current=1) | {
        "back_url": back,
        "conflict": {
            "what": "Hồ sơ vừa được Lương Thị Kim Oanh chuyển bước lúc 09:41.",
            "now": "Nay ở bước Soát xét, do Nguyễn Trung Kiên giữ.",
            "changes_url": "#path",
            "reload_url": "?",
        },
        "chip": Chip("early", "check-circle", "Còn 6 ngày"),
        "timeline": _timeline(),
        "calendar": _calendar(),
        "papers": _papers(),
    }


def public() -> dict[str, object]:
    """The citizens' face: front page parts, a procedure, a form step, a lookup answer."""
    nav = [
        Link(label, "#", icon)
        for label, icon in (
            ("Thủ tục", "journal-text"),
            ("Tra cứu hồ sơ", "search"),
            ("Phản ánh", "chat-left-text"),
        )
    ]
    frame = PublicFrame(
        province=PROVINCE,
        nav=[Link("Trang chủ", "#", "house", current=True), *nav],
        home_url=reverse("ui:gallery"),
        help_phone="1022",
        account=Link("Đăng nhập", reverse("ui:gallery_page", args=["sign-in"])),
        footer_groups=[
            LinkGroup("Dịch vụ", nav[:2]),
            LinkGroup("Về trang này", [Link("Bảo vệ dữ liệu cá nhân", "#")]),
        ],
    )
    return frame.context() | {
        "chips": _chips(),
        "refused": SampleForm.refused(),
        "steps": ["Người yêu cầu", "Thông tin của con", "Cha mẹ", "Nhận kết quả", "Xem lại"],
        "saved_at": NOW,
        "calendar": _calendar(),
        "timeline": _public_timeline(),
        "table": _fees(),
        "events": EVENTS_OF_LIFE,
    }


def sign_in() -> dict[str, object]:
    """The sign-in page."""
    frame = AuthFrame(province=PROVINCE, citizens_url=reverse("ui:gallery_page", args=["public"]))
    return frame.context() | {"form": SignInForm()}


EVENTS_OF_LIFE: Final = (
    ("balloon", "Sinh con", "Khai sinh, thẻ bảo hiểm y tế, thường trú"),
    ("heart", "Kết hôn", "Đăng ký, xác nhận tình trạng hôn nhân"),
    ("house", "Làm nhà, sửa nhà", "Giấy phép xây dựng, điện, nước"),
    ("map", "Mua bán, thừa kế đất", "Sang tên, tách thửa, thế chấp"),
)


def _office_frame(keys: tuple[Key, ...], *, current: int, undo: Undo | None = None) -> dict[str, object]:
    places = (
        ("Tiếp nhận", "inbox", "office"),
        ("Công việc", "list-check", "worklist"),
        ("Hồ sơ", "folder2-open", "dossier"),
    )
    nav = [
        Link(
            label,
            reverse("ui:gallery_page", args=[page]),
            icon,
            count=2 if page == "worklist" else 0,
            current=at == current,
        )
        for at, (label, icon, page) in enumerate(places)
    ]
    return OfficeFrame(
        unit="TT Phục vụ hành chính công phường Phố Hiến",
        nav=nav,
        now=NOW,
        home_url=reverse("ui:gallery"),
        command_url=reverse("ui:gallery"),
        person=Person("Phạm Thị Thu Hằng", "Quầy 3 · Tiếp nhận", [Link("Tài khoản của tôi", "#", "person")]),
        keys=keys,
        sign_out_url=reverse("ui:gallery"),
        undo=undo,
    ).context()


def _chips() -> list[Chip]:
    due = datetime(2026, 4, 16, 17, 0, tzinfo=TIMEZONE)

    def chip(**changes: Any) -> Chip:
        facts: dict[str, Any] = {
            "due_at": due, "now": NOW, "stage": 4, "finished_at": None, "paused_ground": None,
            "working_minutes_left": None, "working_days_left": None,
        }  # fmt: skip
        return due_chip(**(facts | changes))

    return [
        chip(due_at=due.replace(day=14), working_days_left=-2),
        chip(due_at=due.replace(hour=11, minute=30), working_minutes_left=108),
        chip(working_minutes_left=358, working_days_left=0),
        chip(due_at=due.replace(day=17), working_minutes_left=838, working_days_left=1),
        chip(due_at=due.replace(day=22), working_minutes_left=2278, working_days_left=4),
        chip(stage=5),
        chip(stage=6),
        chip(stage=9, finished_at=due.replace(day=15)),
    ]


def _calendar() -> due_calendar.DueCalendar:
    accepted = datetime(2026, 4, 10, 8, 20, tzinfo=TIMEZONE)
    explanation = explain(accepted, Terms(Allowance(15, Unit.DAY)), vietnam_calendar())
    return due_calendar.build(explanation, limit_words=wording.limit(15, "DAY"), today=NOW.date())


def _timeline() -> list[Entry]:
    return [
        Entry(State.OK, "Tiếp nhận", "Phạm Thị Thu Hằng · Quầy 3", "08:12 07/04", "sớm 1 ngày"),
        Entry(State.OK, "Phân công thụ lý", "Lương Thị Kim Oanh, Trưởng phòng", "14:20 07/04", "sớm 4 giờ"),
        Entry(State.LATE, "Kiểm tra thực địa", "Đỗ Minh Khang, biên bản 03/BB", "15:40 14/04", "muộn 1 ngày"),
        Entry(
            State.NOW,
            "Thẩm tra, dự thảo kết quả",
            "Đỗ Minh Khang đang giữ",
            "đến 17:00 16/04",
            "còn 5 giờ 18 phút",
        ),
        Entry(State.NEXT, "Soát xét dự thảo", "Trưởng phòng", "đến 17/04"),
        Entry(State.NEXT, "Ký kết quả", "Phó Chủ tịch UBND phường", "đến 21/04"),
    ]


def _public_timeline() -> list[Entry]:
    return [
        Entry(State.OK, str(wording.STAGES[1]), when="Thứ Năm 09/04/2026, 20:15", pace="Nộp qua mạng"),
        Entry(State.OK, str(wording.STAGES[2]), when="Thứ Sáu 10/04/2026, 08:20"),
        Entry(
            State.NOW, str(wording.STAGES[4]), "Ủy ban nhân dân phường Phố Hiến",
            here="Đang thẩm tra bản vẽ và giấy tờ đất. Xong bước này, hồ sơ được trình lãnh đạo ký.",
        ),
        Entry(State.NEXT, str(wording.STAGES[10]), "Chậm nhất thứ Ba 28/04/2026"),
    ]  # fmt: skip


def _fees() -> Table:
    return Table(
        "Khoản phải thu",
        [Column("Khoản"), Column("Phải thu, đồng", "num"), Column("Đã thu, đồng", "num")],
        [
            ["Lệ phí cấp phép", formatting.whole(50_000), formatting.whole(50_000)],
            ["Bản sao hồ sơ lưu, 4 trang", formatting.whole(8_000), "0"],
        ],
        total=["Cộng", formatting.whole(58_000), formatting.whole(50_000)],
    )


def _papers() -> list[dict[str, object]]:
    enough, missing = Chip("early", "check-lg", "Đã đủ"), Chip("soon", "exclamation-circle", "Chưa quét")
    return [
        {"name": "Đơn đề nghị cấp giấy phép xây dựng", "why": "Mẫu số 01", "originals": 1, "copies": 0, "chip": enough},
        {"name": "Giấy tờ hợp pháp về đất đai", "why": "Thay được bằng dữ liệu", "originals": 0, "copies": 1, "chip": enough},
        {"name": "Bản vẽ thiết kế xây dựng", "why": "Mặt bằng, mặt đứng, mặt cắt", "originals": 2, "copies": 0,
         "chip": missing},
    ]  # fmt: skip


def _groups() -> list[Group]:
    chips = _chips()
    people = ["Hoàng Văn Thịnh", "Nguyễn Thị Bích Phượng", "Trần Đức Long", "Phạm Ngọc Hải Yến", "Lê Hoàng Quỳnh Trâm",
              "Công ty TNHH Thương mại và Dịch vụ Kỹ thuật Phố Hiến Xanh"]  # fmt: skip
    whens = ["14/04, 17:00", "hôm nay, 11:30", "còn 5 giờ 18 phút", "thứ Sáu 17/04", "thứ Tư 22/04", ""]
    rows = [
        Row(
            key=f"260407-{at}", group="tham-tra:trinh", chip=chip, when=when, who=who,
            what="Cấp giấy phép xây dựng mới, nhà ở riêng lẻ", url=reverse("ui:gallery_page", args=["dossier"]),
            code=f"H31.100-260407-{at:04}", received="nhận 07/04", step="Thẩm tra", tag="Đủ ý kiến" if at % 2 else "",
            next_label="Trình trưởng phòng", next_url=reverse("ui:gallery_page", args=["dossier"]),
        )
        for at, (chip, when, who) in enumerate(zip(chips, whens, people, strict=False), start=11)
    ]  # fmt: skip
    return [
        Group(Urgency.OVERDUE, rows[:1], "Đã gửi văn bản xin lỗi: 1/1"),
        Group(Urgency.TODAY, rows[1:3], "Phải rời tay bạn trước 17:00"),
        Group(Urgency.THIS_WEEK, rows[3:4]),
        Group(Urgency.NEXT_WEEK, rows[4:5]),
        Group(Urgency.PAUSED, rows[5:]),
    ]
