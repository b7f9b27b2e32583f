"""What somebody fills in to ask a question or to send a petition, and to follow it."""

from datetime import datetime
from typing import Any, Final, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.feedback import queries
from motcua.apps.organization import queries as organization
from motcua.domain.feedback.submissions import LONGEST_TEXT, LONGEST_TITLE, Kind, require_person
from motcua.domain.identity import PhoneInvalid, parse_phone
from motcua.domain.numbering import DossierCodeInvalid, normalize_dossier_code
from motcua.ui import formatting
from motcua.ui.feedback_words import KINDS
from motcua.ui.forms import PageForm
from motcua.ui.uploads import ManyFiles

SALT: Final = "motcua.asking"
LONGEST_SECONDS: Final = 24 * 60 * 60
PUBLIC_KINDS: Final = ("office", "department", "service_center", "commune_committee", "commune_police", "land_registry",
                       "land_branch", "management_board")  # fmt: skip


def begun(at: datetime) -> str:
    """Return what a form carries to tell when it was opened."""
    return signing.dumps(at.timestamp(), salt=SALT)


class AskingForm(PageForm):
    """Title, text, who sends it and files; `website` is a trap that people do not see, `begun` tells the time."""

    title = forms.CharField(label=gettext_lazy("Tóm tắt trong một câu"), max_length=LONGEST_TITLE)
    text = forms.CharField(
        label=gettext_lazy("Nội dung"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONGEST_TEXT
    )
    name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=200, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "class": "short"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"), max_length=200, required=False,
        error_messages={"invalid": gettext_lazy("Thư điện tử có dạng ten@noi.vn. Hãy xem lại.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    attachments = ManyFiles(
        label=gettext_lazy("Tệp gửi kèm"),
        help_text=gettext_lazy("Ảnh, PDF, Word hoặc Excel, nhiều nhất 5 tệp."),
        required=False,
    )
    website = forms.CharField(required=False, max_length=200)
    begun = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        self._at = at
        kwargs["initial"] = {"begun": begun(at), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def agencies(self, nobody: str) -> list[tuple[str, str]]:
        """Return the agencies that people may name."""
        found = organization.agencies_of_kind(*PUBLIC_KINDS, on=formatting.local_day(self._at))
        return [("", nobody), *((str(one.id), one.name) for one in found)]

    def choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give a field its choices."""
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean_phone(self) -> str:
        """Return the number as phones are stored."""
        typed: str = self.cleaned_data["phone"]
        try:
            return parse_phone(typed) if typed else ""
        except PhoneInvalid:
            raise ValidationError(_("Số điện thoại có 10 chữ số, ví dụ 0912 000 318. Hãy xem lại.")) from None

    def require_person(self) -> None:
        """Let people through. Raises LooksLikeRobot."""
        try:
            started = float(signing.loads(self.cleaned_data["begun"], salt=SALT, max_age=LONGEST_SECONDS))
        except (signing.BadSignature, ValueError):
            started = self._at.timestamp()
        require_person(trap=self.cleaned_data["website"], seconds=self._at.timestamp() - started)

    @property
    def shown(self) -> list[forms.BoundField]:
        """Return the fields that a person fills in."""
        return [field for field in self.visible_fields() if field.name != "website"]


class QuestionForm(AskingForm):
    """A question: for whom, about what, and whether the name may be shown with it."""

    field_key = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    agency = forms.ChoiceField(label=gettext_lazy("Bạn muốn cơ quan nào trả lời?"), required=False)
    show_name = forms.BooleanField(
        label=gettext_lazy("Cho hiện tên tôi khi câu hỏi được công bố"), required=False
    )

    procedure_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def clean_procedure_key(self) -> str:
        """Return the key of a procedure that there is, else nothing."""
        key: str = self.cleaned_data["procedure_key"]
        return key if queries.procedure_name(key) else ""

    def arrange(self) -> None:
        """Offer fields and agencies; put who asks after what is asked."""
        self.choices("field_key", [("", _("Không rõ lĩnh vực")), *queries.fields().items()])
        self.choices("agency", self.agencies(_("Không rõ, để tỉnh chuyển giúp")))
        self.fields["name"].help_text = _("Không bắt buộc ghi tên.")
        self.order_fields(
            ["title", "text", "field_key", "agency", "attachments", "name", "show_name", "phone", "email"]
        )


class PetitionForm(AskingForm):
    """A petition: on what, about whom, on which dossier."""

    kind = forms.ChoiceField(label=gettext_lazy("Bạn phản ánh về điều gì?"), widget=forms.RadioSelect)
    agency = forms.ChoiceField(label=gettext_lazy("Cơ quan được phản ánh"), required=False)
    about = forms.CharField(
        label=gettext_lazy("Cán bộ được phản ánh"),
        help_text=gettext_lazy("Tên, chức vụ hoặc số bàn, nếu bạn biết."),
        max_length=200,
        required=False,
    )
    dossier_code = forms.CharField(
        label=gettext_lazy("Mã hồ sơ liên quan"),
        help_text=gettext_lazy("Nhờ mã này, người đã giải quyết hồ sơ không đọc được phản ánh của bạn."),
        max_length=60,
        required=False,
    )

    def arrange(self) -> None:
        """Offer kinds and agencies; put who sends it last."""
        kinds = (Kind.REGULATION, Kind.CONDUCT)
        self.choices("kind", [(kind.value, str(KINDS[kind])) for kind in kinds])
        self.choices("agency", self.agencies(_("Không rõ hoặc không phải một cơ quan")))
        self.order_fields(
            [
                "kind",
                "title",
                "text",
                "agency",
                "about",
                "dossier_code",
                "attachments",
                "name",
                "phone",
                "email",
            ]
        )

    def clean_dossier_code(self) -> str:
        """Return the code in its own spelling."""
        typed: str = self.cleaned_data["dossier_code"]
        try:
            return normalize_dossier_code(typed) if typed else ""
        except DossierCodeInvalid:
            raise ValidationError(
                _("“%s” không phải mã hồ sơ. Hãy xem lại, hoặc để trống.") % typed
            ) from None


class FollowForm(PageForm):
    """The code and PIN that were shown once when it was sent."""

    code = forms.CharField(
        label=gettext_lazy("Mã theo dõi"), help_text=gettext_lazy("Ví dụ HD-261125-7K3MPA."), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    pin = forms.CharField(
        label=gettext_lazy("Mã bí mật 6 chữ số"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip


class SearchForm(PageForm):
    """Words, with or without marks, and a field."""

    tim = forms.CharField(
        label=gettext_lazy("Tìm câu hỏi"), required=False, max_length=200,
        help_text=gettext_lazy("Gõ có dấu hay không dấu đều được."),
    )  # fmt: skip
    linh_vuc = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)

    def arrange(self) -> None:
        """Offer the fields of which something is published."""
        choices = [("", _("Tất cả")), *queries.fields_with_answers().items()]
        cast("forms.ChoiceField", self.fields["linh_vuc"]).choices = choices
