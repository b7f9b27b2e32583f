"""The frame around the pages of what citizens say: the officers' frame, and the tabs that the officer's roles open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from motcua.apps.feedback import queries
from motcua.channels.office import frame
from motcua.channels.office.access import OfficerRequest
from motcua.domain.access import Actor
from motcua.ui.context import Key, Link

HERE = "office:messages"


@dataclass(frozen=True, slots=True)
class Tab:
    """One list: URL name, words, icon, and who finds it."""

    name: str
    label: str | Promise
    icon: str
    opens: Callable[[Actor], bool]


def _always(actor: Actor) -> bool:
    return True


TABS: tuple[Tab, ...] = (
    Tab("messages", gettext_lazy("Tin nhắn của người dân"), "chat-left-text", _always),
    Tab(
        "questions", gettext_lazy("Hỏi đáp"), "question-circle", partial(queries.may_handle, petitions=False)
    ),
    Tab("petitions", gettext_lazy("Phản ánh"), "megaphone", partial(queries.may_handle, petitions=True)),
    Tab("ratings", gettext_lazy("Đánh giá"), "star", queries.may_read_ratings),
    Tab("opinions", gettext_lazy("Góp ý về trang"), "hand-thumbs-up", queries.reads_opinions),
    Tab("incidents", gettext_lazy("Sự cố"), "bug", _always),
)


def page(
    request: OfficerRequest,
    template: str,
    context: dict[str, object],
    *,
    here: str,
    keys: Sequence[Key] = (),
    status: int = 200,
) -> HttpResponse:
    """Render a page of this part; `here` is the URL name of its tab. Templates extend `office/questions/frame.html`."""
    tabs = [
        Link(str(tab.label), reverse(f"office:{tab.name}"), tab.icon, current=tab.name == here)
        for tab in TABS
        if tab.opens(request.actor)
    ]
    return frame.page(request, template, {"said_tabs": tabs, **context}, here=HERE, keys=keys, status=status)
