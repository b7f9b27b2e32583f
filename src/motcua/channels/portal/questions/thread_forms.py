"""What an applicant writes to the unit that handles the dossier."""

from django import forms
from django.utils.translation import gettext_lazy

from motcua.domain.feedback.threads import LONGEST_MESSAGE
from motcua.ui.forms import PageForm
from motcua.ui.uploads import ManyFiles


class MessageForm(PageForm):
    """A message and its files; one of the two is enough."""

    text = forms.CharField(
        label=gettext_lazy("Bạn muốn hỏi hoặc báo điều gì?"),
        help_text=gettext_lazy("Đơn vị đang giữ hồ sơ đọc và trả lời ở đây."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_MESSAGE,
        required=False,
    )
    attachments = ManyFiles(
        label=gettext_lazy("Tệp gửi kèm"),
        help_text=gettext_lazy("Ảnh, PDF, Word hoặc Excel, nhiều nhất 5 tệp. Giấy tờ được yêu cầu bổ sung thì nộp ở mục bổ sung."),
        required=False,
    )  # fmt: skip
