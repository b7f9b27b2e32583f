"""Rating a dossier with its receipt: first code and PIN, then the questions. Nothing of it is in an address.

Wrong codes and wrong PINs get one answer and are counted as on the lookup page.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.feedback import operations
from motcua.apps.feedback.permissions import receipt_of
from motcua.apps.lookup import operations as lookup
from motcua.apps.lookup.answers import NoMatch
from motcua.apps.lookup.limits import TooManyQuestions, by_address
from motcua.channels.portal import frame
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.asker import address_of
from motcua.channels.portal.asking import unkept
from motcua.channels.portal.questions.panels import RatingPanel, rating_panel
from motcua.channels.portal.questions.rating_forms import RatingForm, ReceiptForm
from motcua.channels.portal.questions.thread_views import own_dossier
from motcua.channels.portal.same_site import from_our_pages_only
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.errors import DomainError
from motcua.ui import formatting, wording
from motcua.ui.context import Link

SALT: Final = "motcua.rating"
PROOF_SECONDS: Final = 60 * 60
"""For so long a proved receipt may be rated with."""


@from_our_pages_only
@unkept
@sensitive_post_parameters("proof")
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Ask for code and PIN, then show the questions."""
    initial = {"code": request.GET.get("ma", "")[:100]}
    form = ReceiptForm(request.POST) if request.method == "POST" else ReceiptForm(initial=initial)
    if not form.is_valid():
        return _receipt_page(request, form)
    at, address = timezone.now(), address_of(request)
    code = form.cleaned_data["code"]
    try:
        lookup.ask(
            code, proof=form.cleaned_data["proof"], asker=by_address(address), channel="portal",
            address=address or None, at=at,
        )  # fmt: skip
    except (NoMatch, TooManyQuestions) as refused:
        return _refused(request, code, refused)
    state = dossiers.state_by_code(code)
    assert state is not None
    panel = _panel(state, signing.dumps(str(state.id), salt=SALT), at)
    if panel is None:
        words = _("Hồ sơ này chưa có kết quả nên chưa đánh giá được. Hãy quay lại khi đã có kết quả.")
        return _receipt_page(request, _form_with(code, words), status=409)
    return _rating_page(request, panel)


@from_our_pages_only
@unkept
@require_POST
def rate_with_receipt(request: HttpRequest) -> HttpResponse:
    """Keep the rating of whoever proved the receipt in the last hour."""
    at = timezone.now()
    token = request.POST.get("token", "")
    try:
        dossier_id = UUID(signing.loads(token, salt=SALT, max_age=PROOF_SECONDS))
        state = dossiers.state_of(dossier_id, actor=Actor.system("rating"))
    except (signing.BadSignature, DossierNotFound):
        words = _("Đã quá một giờ từ khi bạn nhập mã. Hãy nhập lại mã hồ sơ và mã tra cứu.")
        return _receipt_page(request, _form_with("", words), status=403)
    form = RatingForm(request.POST)
    if form.is_valid():
        try:
            operations.rate(dossier_id=dossier_id, answers=form.answers, actor=_holder(state), at=at)
        except DomainError as refused:
            form.add_error(None, wording.sentence(refused))
        else:
            return frame.page(request, "portal/questions/rated.html", {}, here="portal:rate", crumbs=_here())
    panel = _panel(state, token, at, form)
    assert panel is not None
    return _rating_page(request, panel, status=422)


@citizen_page
@require_POST
def rate_own(request: CitizenRequest, dossier_id: UUID) -> HttpResponse:
    """Keep the rating of somebody signed in, for a dossier of theirs."""
    actor = request.visitor.actor_with("follow")
    try:
        state = dossiers.state_of(dossier_id, actor=actor)
    except DossierNotFound as missing:
        raise Http404 from missing
    form = RatingForm(request.POST)
    if form.is_valid():
        try:
            operations.rate(dossier_id=dossier_id, answers=form.answers, actor=actor, at=request.at)
        except DomainError as refused:
            form.add_error(None, wording.sentence(refused))
        else:
            messages.success(request, _("Cảm ơn bạn đã đánh giá. Bạn sửa được trong 7 ngày."))
            return redirect(own_dossier(dossier_id))
    url = reverse("portal:rate_own", args=[dossier_id])
    panel = rating_panel(state, url=url, actor=actor, at=request.at, form=form)
    if panel is None:
        messages.error(request, _("Hồ sơ chưa có kết quả nên chưa đánh giá được."))
        return redirect(own_dossier(dossier_id))
    return _rating_page(request, panel, status=422)


def _holder(state: DossierState) -> Actor:
    return Actor.citizen("", (receipt_of(state),))


def _panel(
    state: DossierState, token: str, at: datetime, form: RatingForm | None = None
) -> RatingPanel | None:
    url = reverse("portal:rate_with_receipt")
    return rating_panel(state, url=url, actor=_holder(state), at=at, token=token, form=form)


def _rating_page(request: HttpRequest, panel: RatingPanel, *, status: int = 200) -> HttpResponse:
    context = {"rating": panel}
    return frame.page(
        request, "portal/questions/rate.html", context, here="portal:rate", crumbs=_here(), status=status
    )


def _receipt_page(request: HttpRequest, form: ReceiptForm, *, status: int = 200) -> HttpResponse:
    return frame.page(
        request, "portal/questions/receipt.html", {"form": form}, here="portal:rate", crumbs=_here(), status=status
    )  # fmt: skip


def _refused(request: HttpRequest, code: str, refused: NoMatch | TooManyQuestions) -> HttpResponse:
    """Say the same, whether the code or the PIN is wrong."""
    if isinstance(refused, TooManyQuestions):
        words = _("Đã thử quá nhiều lần. Hãy thử lại sau %(time)s, hoặc gọi %(phone)s.") % {
            "time": formatting.moment_words(refused.until),
            "phone": frame.help_phone(),
        }
        return _receipt_page(request, _form_with(code, words), status=429)
    words = _("Không có hồ sơ nào khớp mã và số bạn nhập. Hãy xem lại trên giấy hẹn, hoặc gọi %s.")
    return _receipt_page(request, _form_with(code, words % frame.help_phone()), status=404)


def _form_with(code: str, error: str) -> ReceiptForm:
    """Return the form again with the code and never the PIN."""
    form = ReceiptForm({"code": code})
    form.full_clean()
    form.errors.clear()
    form.add_error(None, error)
    return form


def _here() -> list[Link]:
    return [frame.crumb("portal:rate", _("Đánh giá việc giải quyết hồ sơ"))]
