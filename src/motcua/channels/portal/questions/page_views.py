"""Whether a page has helped: one question at the bottom of every page, with nothing that tells who answered."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.apps.feedback import operations
from motcua.apps.feedback.limits import TooOften
from motcua.apps.lookup.limits import by_address
from motcua.channels.portal import frame
from motcua.channels.portal.asking import unkept
from motcua.channels.portal.same_site import from_our_pages_only
from motcua.domain.feedback.incidents import LONGEST_REMARK
from motcua.ui import wording
from motcua.ui.asker import address_of
from motcua.ui.forms import PageForm

PARTS_TOLD = frozenset({"key"})
"""Parts of an address that are no secret: the key of a procedure. Codes and numbers of dossiers are left out."""


class VoteForm(PageForm):
    """Yes or no, and a word that is not needed."""

    helped = forms.TypedChoiceField(
        label=gettext_lazy("Trang này có giúp bạn không?"), widget=forms.RadioSelect,
        choices=(("1", gettext_lazy("Có")), ("0", gettext_lazy("Không"))), coerce=lambda value: value == "1",
    )  # fmt: skip
    comment = forms.CharField(
        label=gettext_lazy("Trang nên sửa điều gì?"), required=False, max_length=LONGEST_REMARK,
        help_text=gettext_lazy("Đừng ghi tên, số điện thoại, mã hồ sơ. Muốn được trả lời, hãy đặt câu hỏi."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    page = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)


@from_our_pages_only
@unkept
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest) -> HttpResponse:
    """Ask about the page somebody comes from, and keep the answer."""
    if request.method != "POST":
        return _page(request, VoteForm(initial={"page": _came_from(request)}))
    form = VoteForm(request.POST)
    if form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        try:
            operations.vote(
                page=name_of(data["page"]), helped=data["helped"], comment=data["comment"],
                asker=by_address(address_of(request)), at=timezone.now(),
            )  # fmt: skip
        except TooOften as refused:
            form.add_error(None, wording.sentence(refused))
        else:
            return _page(request, None)
    return _page(request, form, status=422)


def _came_from(request: HttpRequest) -> str:
    """Return the path of our own page somebody comes from, as the browser tells it."""
    told = urlsplit(request.headers.get("Referer", ""))
    return told.path[:300] if told.netloc == request.get_host() else ""


def name_of(path: str) -> str:
    """Return what is kept of an address: the name of the page and, of a procedure, its key."""
    try:
        found = resolve(path)
    except Resolver404:
        return "other"
    told = [str(value) for name, value in found.kwargs.items() if name in PARTS_TOLD]
    return " ".join([found.view_name, *told])[:120]


def _page(request: HttpRequest, form: VoteForm | None, *, status: int = 200) -> HttpResponse:
    crumbs = [frame.crumb("portal:page_vote", _("Góp ý về trang"))]
    return frame.page(
        request, "portal/questions/page_vote.html", {"form": form}, crumbs=crumbs, status=status
    )
