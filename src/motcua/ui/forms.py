"""The form every page starts from: errors name the field and say what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

REQUIRED_BY_DJANGO = forms.Field.default_error_messages["required"]


class PageForm(forms.Form):
    """A form whose empty answers are refused with the label of the field, by the server.

    The browser's own bubbles are off (`required` is not written): the summary and the sentence at the
    field say the same in one language and one look.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.arrange()
        for field in self.fields.values():
            if field.label and field.error_messages.get("required") == REQUIRED_BY_DJANGO:
                field.error_messages["required"] = _required(field)

    def arrange(self) -> None:
        """Fit the fields to what the form is about, before empty ones get their sentence."""


def _required(field: forms.Field) -> str:
    label = str(field.label).rstrip(".:")
    if isinstance(field, forms.BooleanField):
        return _("Hãy đánh dấu “%s”.") % label
    if isinstance(field, forms.ChoiceField):
        return _("Hãy chọn “%s”.") % label
    if isinstance(field, forms.FileField):
        return _("Hãy chọn tệp cho “%s”.") % label
    return _("Hãy điền “%s”.") % label
