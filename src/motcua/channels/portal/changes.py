"""What changed in the procedures: for everybody to read, and as a feed (R-C41)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.apps.catalog import changelog
from motcua.apps.catalog.changelog import PublishedChange
from motcua.channels.portal import frame
from motcua.ui import formatting, procedure_parts

LATEST: Final = 200
IN_FEED: Final = 50
A_PAGE: Final = 20
SENTENCES: Final = 8


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """A change in words: what happened, and the most telling differences."""

    change: PublishedChange
    what: str
    sentences: Sequence[str]
    more: int


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """List which procedure changed, from when, by which decision, and what in words."""
    found = changelog.recent(LATEST, procedure_key=request.GET.get("thu-tuc", ""))
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Thay đổi thủ tục"),
        "page": shown,
        "entries": [_entry(change) for change in shown.object_list],
    }
    crumbs = [frame.crumb("portal:changes", _("Thay đổi thủ tục"))]
    return frame.page(request, "portal/changes.html", context, here="portal:changes", crumbs=crumbs)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Return the latest changes as RSS."""
    made = Rss201rev2Feed(
        title=_("Thay đổi thủ tục hành chính, %s") % frame.province(),
        link=request.build_absolute_uri(reverse("portal:changes")),
        description=_("Thủ tục nào thay đổi, từ ngày nào, theo quyết định nào."),
        language="vi",
        feed_url=request.build_absolute_uri(),
    )
    for change in changelog.recent(IN_FEED):
        entry = _entry(change)
        link = request.build_absolute_uri(reverse("portal:procedure", args=[change.key]))
        told = [entry.what, *entry.sentences, change.decision]
        made.add_item(
            title=_("%(name)s: %(what)s") % {"name": change.name, "what": entry.what},
            link=link,
            description=". ".join(part for part in told if part),
            pubdate=change.published_at,
            unique_id=f"{change.key}-{change.number}{'-het' if change.ended else ''}",
            unique_id_is_permalink=False,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def _entry(change: PublishedChange) -> ChangeEntry:
    sentences = [procedure_parts.sentence(one) for one in change.changes]
    return ChangeEntry(change, _what(change), sentences[:SENTENCES], max(len(sentences) - SENTENCES, 0))


def _what(change: PublishedChange) -> str:
    day = formatting.day(change.since)
    if change.ended:
        return _("bãi bỏ từ %s") % day
    return (_("áp dụng từ %s") if change.first else _("sửa đổi từ %s")) % day
