"""What of the log is looked for."""

from django import forms
from django.utils.translation import gettext_lazy

from motcua.apps.notifications.queries import Sought
from motcua.channels.office.work.forms.asking import day
from motcua.domain.messages import MessageEvent
from motcua.domain.messages.routing import Way
from motcua.ui.forms import PageForm
from motcua.ui.message_words import EVENTS, STATES, WAYS

ALL = ("", gettext_lazy("Tất cả"))


class LogForm(PageForm):
    """Every field may stay empty."""

    state = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), required=False, choices=[ALL, *STATES.items()]
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Kênh"),
        required=False,
        choices=[ALL, *((way.value, WAYS[way]) for way in Way if way is not Way.INBOX)],
    )
    event = forms.ChoiceField(
        label=gettext_lazy("Sự việc"),
        required=False,
        choices=[ALL, *((event.value, EVENTS[event]) for event in MessageEvent)],
    )
    code = forms.CharField(label=gettext_lazy("Mã hồ sơ"), required=False, max_length=60)
    since = day(gettext_lazy("Từ ngày"), required=False)

    def sought(self) -> Sought:
        """Return what is looked for; everything when the form cannot be understood."""
        given = self.cleaned_data if self.is_valid() else {}
        return Sought(
            state=given.get("state", ""),
            way=given.get("way", ""),
            event=given.get("event", ""),
            code=given.get("code", ""),
            since=given.get("since"),
        )
