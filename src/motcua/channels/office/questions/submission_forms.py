"""What officers fill in to move a question or petition on."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from motcua.apps.organization import queries as organization
from motcua.channels.office.work.forms.asking import line, words
from motcua.domain.feedback.submissions import Act
from motcua.ui import formatting
from motcua.ui.forms import PageForm

AGENCIES = ("province_committee", "office", "department", "inspectorate", "management_board", "service_center", "vertical",
            "land_registry", "land_branch", "commune_committee", "commune_police")  # fmt: skip


class SubmissionForm(PageForm):
    """A form of one act; `values` is what it gives to the operation of the same name."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        self._at = at
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        """Return what a valid form asks for."""
        return dict(self.cleaned_data)


class ForwardForm(SubmissionForm):
    """To which agency, and why."""

    to = forms.TypedChoiceField(label=gettext_lazy("Chuyển đến cơ quan"), coerce=int)
    note = words(gettext_lazy("Lý do chuyển"), rows=2, required=False)

    def arrange(self) -> None:
        """Offer the agencies that exist today."""
        found = organization.agencies_of_kind(*AGENCIES, on=formatting.local_day(self._at))
        choices = [("", "—"), *((str(one.id), one.name) for one in found)]
        cast("forms.TypedChoiceField", self.fields["to"]).choices = choices


class RefuseForm(SubmissionForm):
    """Why it is not accepted."""

    reason = words(gettext_lazy("Lý do không tiếp nhận (người gửi đọc được)"), rows=3)


class DraftForm(SubmissionForm):
    """The answer."""

    answer = words(gettext_lazy("Câu trả lời"), rows=8)


class NoteForm(SubmissionForm):
    """A word to colleagues."""

    note = words(gettext_lazy("Nêu rõ lý do"), rows=2)


class PublishForm(SubmissionForm):
    """What everybody reads."""

    title = line(gettext_lazy("Câu hỏi, viết lại trong một câu"), most=200)
    text = words(
        gettext_lazy("Nội dung hỏi"), rows=4,
        help_text=gettext_lazy("Đã che số điện thoại, số giấy tờ. Hãy bỏ cả tên người, địa chỉ riêng."),
    )  # fmt: skip
    answer = words(gettext_lazy("Câu trả lời"), rows=6)


class NothingToFill(SubmissionForm):
    """An act that needs no words."""


FORMS: dict[Act, type[SubmissionForm]] = {
    Act.FORWARD: ForwardForm,
    Act.TAKE: NothingToFill,
    Act.REFUSE: RefuseForm,
    Act.DRAFT: DraftForm,
    Act.SEND_BACK: NoteForm,
    Act.APPROVE: NothingToFill,
    Act.PUBLISH: PublishForm,
    Act.UNPUBLISH: NoteForm,
}
LABELS = {
    Act.FORWARD: gettext_lazy("Chuyển cơ quan có thẩm quyền"),
    Act.TAKE: gettext_lazy("Tiếp nhận để giải quyết"),
    Act.REFUSE: gettext_lazy("Không tiếp nhận"),
    Act.DRAFT: gettext_lazy("Trình duyệt câu trả lời"),
    Act.SEND_BACK: gettext_lazy("Yêu cầu soạn lại"),
    Act.APPROVE: gettext_lazy("Duyệt và trả lời người gửi"),
    Act.PUBLISH: gettext_lazy("Công bố"),
    Act.UNPUBLISH: gettext_lazy("Thôi công bố"),
}
PRIMARY = (Act.APPROVE, Act.TAKE, Act.DRAFT, Act.PUBLISH)
"""The act that is most likely meant comes first and has the filled button."""
