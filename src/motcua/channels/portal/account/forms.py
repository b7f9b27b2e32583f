"""What people type to get an account and to get into it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.citizens.contacts import ContactInvalid, parse_contact
from motcua.ui import wording
from motcua.ui.forms import PageForm


def password_field(label: Any, *, new: bool, help_text: Any = "") -> forms.CharField:
    """Return a field for a password, which keeps its blanks; `new` lets browsers propose one."""
    attributes = {"autocomplete": "new-password" if new else "current-password"}
    return forms.CharField(
        label=label,
        strip=False,
        help_text=help_text,
        max_length=128,
        widget=forms.PasswordInput(attrs=attributes),
    )


class SignInForm(PageForm):
    """A phone or an e-mail, and the password."""

    name = forms.CharField(
        label=gettext_lazy("Số điện thoại hoặc thư điện tử"),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = password_field(gettext_lazy("Mật khẩu"), new=False)


class ContactForm(PageForm):
    """Where a code is sent."""

    contact = forms.CharField(
        label=gettext_lazy("Số điện thoại di động hoặc thư điện tử"),
        help_text=gettext_lazy("Chúng tôi gửi một mã 6 chữ số đến đây để biết chắc là của bạn."),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_contact(self) -> Any:
        """Return the contact in its one spelling."""
        try:
            return parse_contact(self.cleaned_data["contact"])
        except ContactInvalid as error:
            raise ValidationError(wording.sentence(error)) from error


class CodeForm(PageForm):
    """The six digits that came."""

    code = forms.CharField(
        label=gettext_lazy("Mã 6 chữ số"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short figures"}
        ),
    )


class NewPasswordForm(PageForm):
    """A new password, twice."""

    new = password_field(
        gettext_lazy("Mật khẩu mới"),
        new=True,
        help_text=gettext_lazy("Ít nhất 14 ký tự. Bốn năm từ ghép lại thì dễ nhớ và khó đoán."),
    )
    again = password_field(gettext_lazy("Gõ lại mật khẩu"), new=True)

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords at the second field."""
        cleaned = super().clean() or {}
        new, again = cleaned.get("new"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", _("Chưa khớp với mật khẩu ở trên. Hãy gõ lại."))
        return cleaned


class NewAccountForm(NewPasswordForm):
    """The name of the person, and a password twice."""

    name = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        help_text=gettext_lazy("Như trên căn cước của bạn."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    new = password_field(
        gettext_lazy("Mật khẩu"),
        new=True,
        help_text=gettext_lazy("Ít nhất 14 ký tự. Bốn năm từ ghép lại thì dễ nhớ và khó đoán."),
    )
    field_order = ("name", "new", "again")


class ConfirmForm(PageForm):
    """The current password once more, where there is one, before how the account is entered changes."""

    current = password_field(gettext_lazy("Mật khẩu hiện tại"), new=False)

    def __init__(self, *args: Any, has_password: bool, **kwargs: Any) -> None:
        self.has_password = has_password
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Ask only for a password that exists."""
        if not self.has_password:
            del self.fields["current"]


class ChangePasswordForm(ConfirmForm, NewPasswordForm):
    """The current password, and a new one twice."""

    field_order = ("current", "new", "again")


class ContactChangeForm(ConfirmForm, ContactForm):
    """The current password, and where a code is sent."""

    field_order = ("contact", "current")


class FactorForm(PageForm):
    """A code of the telephone, or one from the paper."""

    code = forms.CharField(
        label=gettext_lazy("Mã trên điện thoại, hoặc một mã dự phòng"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "short figures"}),
    )


class DetailsForm(PageForm):
    """What a person says about oneself."""

    name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=200)
    citizen_id = forms.CharField(
        label=gettext_lazy("Số định danh cá nhân"),
        help_text=gettext_lazy("12 chữ số trên căn cước."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    born_on = forms.CharField(
        label=gettext_lazy("Ngày sinh"),
        help_text=gettext_lazy("Ngày/tháng/năm, ví dụ 14/09/1991. Chỉ nhớ năm thì ghi năm."),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "bday", "class": "short"}),
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Giới tính"),
        choices=[
            ("", gettext_lazy("Chưa ghi")),
            ("female", gettext_lazy("Nữ")),
            ("male", gettext_lazy("Nam")),
        ],
        required=False,
    )
    address = forms.CharField(
        label=gettext_lazy("Nơi ở hiện nay"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )


RIGHTS = (
    ("file", gettext_lazy("Nộp và bổ sung hồ sơ")),
    ("follow", gettext_lazy("Theo dõi hồ sơ")),
    ("pay", gettext_lazy("Thanh toán")),
)


def rights_field() -> forms.MultipleChoiceField:
    """Return the choice of what a member or a proxy may do."""
    return forms.MultipleChoiceField(
        label=gettext_lazy("Được làm những việc"), choices=RIGHTS, widget=forms.CheckboxSelectMultiple
    )


class CompanyForm(PageForm):
    """A company as its founder here declares it."""

    name = forms.CharField(label=gettext_lazy("Tên doanh nghiệp, tổ chức"), max_length=300)
    tax_code = forms.CharField(
        label=gettext_lazy("Mã số thuế"),
        help_text=gettext_lazy(
            "10 chữ số, chi nhánh thêm 3 chữ số sau dấu gạch; hộ kinh doanh dùng số định danh."
        ),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    representative = forms.CharField(
        label=gettext_lazy("Người đại diện theo pháp luật"), max_length=200, required=False
    )
    address = forms.CharField(label=gettext_lazy("Địa chỉ trụ sở"), max_length=300, required=False)


class MemberForm(PageForm):
    """What a member may do."""

    rights = rights_field()
    owner = forms.BooleanField(
        label=gettext_lazy("Người đại diện: mọi quyền, mời và bỏ thành viên"), required=False
    )

    def arrange(self) -> None:
        """An owner has every right, so none need be ticked."""
        self.fields["rights"].required = False


class InviteForm(MemberForm, ContactForm):
    """Whom to invite, and what they may do."""

    field_order = ("contact", "rights", "owner")

    def arrange(self) -> None:
        """Say what happens with the contact here."""
        super().arrange()
        self.fields["contact"].help_text = _("Người được mời trả lời trong tài khoản có số hoặc thư này.")


def day_field(label: Any) -> forms.DateField:
    """Return a field for a day as people write it."""
    return forms.DateField(
        label=label,
        help_text=gettext_lazy("Ngày/tháng/năm."),
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"],
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages={
            "invalid": gettext_lazy("Chưa phải là ngày có thật. Hãy ghi ngày/tháng/năm, ví dụ 16/04/2026.")
        },
    )


class PowerForm(PageForm):
    """For whom somebody acts, what for, and on which paper."""

    principal_name = forms.CharField(label=gettext_lazy("Họ tên người ủy quyền"), max_length=200)
    principal_phone = forms.CharField(
        label=gettext_lazy("Điện thoại của người ủy quyền"),
        help_text=gettext_lazy("Người đó xác nhận trong tài khoản của mình thì ủy quyền được kiểm chứng."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    principal_citizen_id = forms.CharField(
        label=gettext_lazy("Số định danh của người ủy quyền"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    matters = forms.CharField(
        label=gettext_lazy("Được ủy quyền làm việc gì"),
        help_text=gettext_lazy("Ghi như trong giấy, ví dụ: nộp hồ sơ và nhận giấy phép xây dựng nhà ở."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    rights = rights_field()
    valid_from = day_field(gettext_lazy("Từ ngày"))
    valid_to = day_field(gettext_lazy("Đến hết ngày"))
    paper = forms.FileField(
        label=gettext_lazy("Giấy ủy quyền (ảnh hoặc PDF)"),
        help_text=gettext_lazy("Chưa có xác nhận của người ủy quyền thì giấy được ghi là “chưa kiểm chứng”."),
        required=False,
    )
