"""What administrators type about people, posts and mandates."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from motcua.apps.organization.queries.profile import Colleague
from motcua.apps.organization.roles import Role
from motcua.channels.office.desk.fields import EmailField, PhoneField, day, line
from motcua.ui.forms import PageForm

ONE_DAY: Final = timedelta(days=1)
USERNAME: Final = RegexValidator(r"^[a-z0-9.]+$", _("Chỉ dùng chữ thường không dấu, số và dấu chấm."))
SUBSTITUTION, DELEGATION = "substitution", "delegation"
MANDATE_KINDS: Final = [
    (SUBSTITUTION, _("Làm thay trong thời gian vắng mặt")),
    (DELEGATION, _("Ủy quyền một phần việc")),
]
SIGNING_FORMS: Final = [
    ("KT", _("KT. – ký thay (cấp phó)")),
    ("TL", _("TL. – thừa lệnh")),
    ("TUQ", _("TUQ. – thừa ủy quyền (phải có ngày kết thúc)")),
    ("TM", _("TM. – thay mặt tập thể")),
]  # R-B22

Units = Sequence[tuple[str, Sequence[tuple[int, str]]]]


class PeriodForm(PageForm):
    """A period as people say it: from a day until the end of another one."""

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("Ngày cuối không thể trước ngày đầu."))
        return cleaned

    @property
    def ends_before(self) -> date | None:
        """Return the first day after the period."""
        last: date | None = self.cleaned_data.get("until")
        return None if last is None else last + ONE_DAY


class ReasonForm(PageForm):
    """Why something is done; kept in the journal."""

    reason = line(_("Lý do"), required=True, long=300)


class NoteForm(PageForm):
    """A note that may stay empty."""

    note = line(_("Ghi chú"), long=300)


class SureForm(PageForm):
    """Nothing but the button."""


class EndForm(ReasonForm):
    """On which day something ends, and why."""

    on = day(_("Ngày làm việc cuối cùng"), required=True)
    field_order = ("on", "reason")

    @property
    def first_day_after(self) -> date:
        """Return the first day on which it no longer holds."""
        last: date = self.cleaned_data["on"]
        return last + ONE_DAY


class PersonForm(PageForm):
    """Name and how to reach a person."""

    full_name = line(_("Họ và tên"), required=True, long=100)
    email = EmailField(label=_("Thư điện tử"), required=False, max_length=254)
    phone = PhoneField(label=_("Điện thoại"), required=False, max_length=20)


class PostForm(PeriodForm):
    """A role in a unit for a time."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    role = forms.ChoiceField(label=_("Vai trò"))
    title = line(_("Chức danh in dưới chữ ký"), long=100)
    since = day(_("Từ ngày"), required=True)
    until = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, units: Units, roles: Sequence[Role], **kwargs: Any) -> None:
        self._units, self._roles = units, roles
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Offer the units and roles that may be given."""
        choose(self, "unit", _("Chọn đơn vị"), grouped(self._units))
        choose(self, "role", _("Chọn vai trò"), [(role.value, str(role.label)) for role in self._roles])
        self.fields["until"].help_text = _("Bỏ trống nếu chưa biết.")


class NewAccountForm(PersonForm, PostForm):
    """A new person with the first post."""

    agency = forms.TypedChoiceField(label=_("Cơ quan quản lý tài khoản"), coerce=int)
    username = line(_("Tên đăng nhập"), long=60)
    field_order = (
        "full_name", "username", "agency", "email", "phone", "unit", "role", "title", "since", "until",
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        self._agencies = agencies
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Offer the agencies that the administrator looks after."""
        super().arrange()
        choose(self, "agency", _("Chọn cơ quan"), self._agencies)
        if len(self._agencies) == 1:
            self.fields["agency"].initial = self._agencies[0][0]
        self.fields["username"].validators.append(USERNAME)
        self.fields["username"].help_text = _("Bỏ trống để hệ thống đặt, ví dụ khang.dm.")


class RosterForm(PageForm):
    """A spreadsheet of people, and the agency that looks after their accounts."""

    agency = forms.TypedChoiceField(label=_("Cơ quan quản lý tài khoản"), coerce=int)
    file = forms.FileField(
        label=_("Bảng tính danh sách cán bộ"),
        help_text=_("XLSX hoặc CSV theo tệp mẫu. Chưa tạo gì trước khi bạn xem lại."),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, agencies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        self._agencies = agencies
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Offer the agencies that the administrator looks after."""
        choose(self, "agency", _("Chọn cơ quan"), self._agencies)
        if len(self._agencies) == 1:
            self.fields["agency"].initial = self._agencies[0][0]


class SecondmentForm(PostForm):
    """An officer of another agency, and who stands ready (R-A12). Both by the name they sign in with."""

    username = line(_("Tên đăng nhập của người được biệt phái"), required=True, long=60)
    reserve = line(_("Tên đăng nhập của người dự phòng"), required=True, long=60)
    field_order = ("username", "reserve", "unit", "role", "title", "since", "until")

    def arrange(self) -> None:
        """Say what the law asks."""
        super().arrange()
        self.fields["until"].required = True
        self.fields["until"].help_text = _("Mỗi lần từ 6 đến 24 tháng.")
        self.fields["reserve"].help_text = _("Một người khác của chính cơ quan cử đi.")

    @property
    def ends_before_required(self) -> date:
        """Return the first day after the secondment, which always has an end."""
        last: date = self.cleaned_data["until"]
        return last + ONE_DAY


class AbsenceForm(PeriodForm):
    """Who acts in place of the holder of a post, how that person signs, on what basis (R-B22)."""

    colleague = forms.TypedChoiceField(label=_("Người làm thay"), coerce=int)
    kind = forms.ChoiceField(
        label=_("Hình thức"), choices=MANDATE_KINDS, widget=forms.RadioSelect, initial=SUBSTITUTION
    )
    signing_form = forms.ChoiceField(label=_("Ghi trước chữ ký"), choices=SIGNING_FORMS, initial="KT")
    basis = line(_("Căn cứ"), required=True, long=200)
    since = day(_("Từ ngày"), required=True)
    until = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, colleagues: Sequence[Colleague], **kwargs: Any) -> None:
        self._colleagues = colleagues
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Offer the colleagues, those of the same unit first."""
        people = [(one.id, f"{one.full_name} ({one.line})") for one in self._colleagues]
        choose(self, "colleague", _("Chọn người"), people)
        self.fields["basis"].help_text = _("Số và ngày của quyết định, phân công hoặc giấy ủy quyền.")
        self.fields["until"].help_text = _("Bỏ trống nếu chưa biết; thu hồi được bất cứ lúc nào.")


class OversightForm(PeriodForm):
    """Which agency's administrators also look after which other agency."""

    overseer = forms.TypedChoiceField(label=_("Cơ quan cấp trên"), coerce=int)
    agency = forms.TypedChoiceField(label=_("Quản trị thay cho cơ quan"), coerce=int)
    basis = line(_("Căn cứ"), required=True, long=200)
    since = day(_("Từ ngày"), required=True)
    until = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, agencies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        self._agencies = agencies
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Offer every agency of today."""
        choose(self, "overseer", _("Chọn cơ quan"), self._agencies)
        choose(self, "agency", _("Chọn cơ quan"), self._agencies)


def choose(form: forms.Form, name: str, nothing: Any, choices: Sequence[Any]) -> None:
    """Let a field offer choices, with words for none at the top."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", nothing), *choices]


def grouped(units: Units) -> Sequence[Any]:
    """Return the units of one agency plainly, those of several under the names of their agencies."""
    return units[0][1] if len(units) == 1 else list(units)
