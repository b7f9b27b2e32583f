"""The questions of a rating, and how a receipt is proved."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.channels.portal.lookup_forms import PIN_DIGITS, LookupForm
from motcua.domain.feedback.ratings import (
    LONGEST_COMMENT,
    MOST_POINTS,
    Answers,
    Indicator,
    Satisfaction,
    Subject,
)
from motcua.ui.feedback_words import INDICATORS, SATISFACTION, SUBJECTS
from motcua.ui.forms import PageForm


class ReceiptForm(LookupForm):
    """A code with the PIN of its receipt, which alone lets one rate without an account."""

    proof = forms.CharField(
        label=gettext_lazy("Mã tra cứu in trên giấy hẹn"),
        help_text=gettext_lazy("6 chữ số."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_proof(self) -> str:
        """Return the PIN; the end of a phone number is not enough to speak for the applicant."""
        typed: str = self.cleaned_data["proof"]
        digits = "".join(ch for ch in typed if ch.isdecimal())
        if len(digits) != PIN_DIGITS:
            raise ValidationError(
                _("Hãy nhập đủ 6 chữ số của mã tra cứu. Bạn đã nhập %d chữ số.") % len(digits)
            )
        return digits


class RatingForm(PageForm):
    """Three grades, four questions that count for the indicators, what displeased, and a word."""

    satisfaction = forms.ChoiceField(
        label=gettext_lazy("Bạn có hài lòng với việc giải quyết hồ sơ này không?"), widget=forms.RadioSelect
    )
    faults = forms.MultipleChoiceField(
        label=gettext_lazy("Điều gì làm bạn chưa hài lòng?"),
        help_text=gettext_lazy("Chọn bao nhiêu điều cũng được."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    comment = forms.CharField(
        label=gettext_lazy("Lời góp ý"),
        help_text=gettext_lazy("Đừng ghi tên, số giấy tờ của ai. Cán bộ xem lời góp ý sau khi được duyệt."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_COMMENT,
        required=False,
    )

    def arrange(self) -> None:
        """Put the words of the domain's codes into the fields, the four questions after the first."""
        self._choice("satisfaction").choices = [(code.value, words) for code, words in SATISFACTION.items()]
        self._choice("faults").choices = [(code.value, words) for code, words in SUBJECTS.items()]
        for indicator, (question, answers) in INDICATORS.items():
            choices = [(str(MOST_POINTS - place), words) for place, words in enumerate(answers)]
            self.fields[indicator.value] = forms.ChoiceField(
                label=question, choices=[*choices, ("", _("Không trả lời"))], widget=forms.RadioSelect, required=False
            )  # fmt: skip
        self.order_fields(["satisfaction", *(one.value for one in Indicator), "faults", "comment"])

    def _choice(self, name: str) -> forms.ChoiceField:
        return cast("forms.ChoiceField", self.fields[name])

    @property
    def answers(self) -> Answers:
        """What a valid form says."""
        data = self.cleaned_data
        return Answers(
            satisfaction=Satisfaction(data["satisfaction"]),
            points={one: int(data[one.value]) for one in Indicator if data[one.value]},
            faults=frozenset(map(Subject, data["faults"])),
            comment=data["comment"],
        )


def initial_of(given: Answers | None) -> Mapping[str, Any]:
    """Return what a form shows of answers given before."""
    if given is None:
        return {}
    points = {indicator.value: str(value) for indicator, value in given.points.items()}
    faults = [fault.value for fault in given.faults]
    return {"satisfaction": given.satisfaction.value, "faults": faults, "comment": given.comment, **points}
