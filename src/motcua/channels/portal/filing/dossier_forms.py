"""What an applicant may ask of a dossier that is filed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.channels.portal.filing.forms import CollectionForm
from motcua.ui.forms import PageForm

__all__ = ["CollectionForm", "WithdrawalForm"]


class WithdrawalForm(PageForm):
    """Why the applicant wants the dossier back."""

    reason = forms.CharField(
        label=_("Vì sao bạn rút hồ sơ?"),
        help_text=_("Hồ sơ chỉ dừng khi cơ quan đồng ý. Phí đã trả được xét hoàn theo quy định."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
