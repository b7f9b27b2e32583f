"""Questions and answers for everybody, petitions, and following what one has sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.documents import operations as documents
from motcua.apps.feedback import limits, operations, queries
from motcua.apps.feedback.operations import Receipt, Sent
from motcua.apps.feedback.operations.submissions import SubmissionNotFound
from motcua.apps.lookup.limits import by_address
from motcua.channels.portal import frame
from motcua.channels.portal.access import visitor
from motcua.channels.portal.asking import unkept
from motcua.channels.portal.questions.asking_forms import (
    AskingForm,
    FollowForm,
    PetitionForm,
    QuestionForm,
    SearchForm,
)
from motcua.channels.portal.same_site import from_our_pages_only
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError
from motcua.domain.feedback.submissions import Kind, State
from motcua.domain.feedback.threads import MOST_FILES
from motcua.ui import wording
from motcua.ui.asker import address_of
from motcua.ui.context import Link
from motcua.ui.feedback_words import KINDS, STATE_CSS, STATES, STEPS


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Search what was asked and answered."""
    form = SearchForm(request.GET or None)
    data = form.cleaned_data if form.is_valid() else {}
    first = int(raw) if (raw := request.GET.get("tu", "")).isdecimal() and len(raw) < 7 else 0
    found = queries.published_answers(
        text=data.get("tim", ""),
        field_key=data.get("linh_vuc", ""),
        procedure_key=request.GET.get("thu-tuc", "")[:80],
        first=first,
    )
    context = {"form": form, "found": found, "searched": bool(request.GET)}
    return frame.page(
        request, "portal/questions/answers.html", context, here="portal:answers", crumbs=_here()
    )


@require_safe
def one_answer(request: HttpRequest, code: str) -> HttpResponse:
    """Show one published question with its answer."""
    try:
        found = queries.published_answer(code.upper())
    except SubmissionNotFound as missing:
        raise Http404 from missing
    context = {"one": found, "kind": KINDS[found.kind]}
    return frame.page(
        request, "portal/questions/one_answer.html", context, here="portal:answers", crumbs=_here()
    )


@from_our_pages_only
@unkept
@sensitive_post_parameters("name", "phone", "email", "text")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take a question, from somebody signed in or not."""
    at = timezone.now()
    bound = request.method == "POST"
    about = {"procedure_key": request.GET.get("thu-tuc", "")[:80], **_known(request)}
    form = QuestionForm(request.POST, request.FILES, at=at) if bound else QuestionForm(at=at, initial=about)
    if bound and form.is_valid():
        data = form.cleaned_data
        receipt = _sent(
            request, form, at, kind=Kind.QUESTION, field_key=data["field_key"],
            procedure_key=data["procedure_key"], hide_name=not data["show_name"],
        )  # fmt: skip
        if receipt is not None:
            return _receipt(request, receipt)
    return _form_page(request, form, _("Đặt câu hỏi"), "portal/questions/ask.html", "portal:ask")


@from_our_pages_only
@unkept
@sensitive_post_parameters("name", "phone", "email", "text", "about", "dossier_code")
@require_http_methods(["GET", "HEAD", "POST"])
def petition(request: HttpRequest) -> HttpResponse:
    """Take a petition on regulations or on the conduct of officers (R-F60)."""
    at = timezone.now()
    bound = request.method == "POST"
    form = (
        PetitionForm(request.POST, request.FILES, at=at)
        if bound
        else PetitionForm(at=at, initial=_known(request))
    )
    if bound and form.is_valid():
        data = form.cleaned_data
        receipt = _sent(
            request, form, at, kind=Kind(data["kind"]), about=data["about"], dossier_code=data["dossier_code"]
        )
        if receipt is not None:
            return _receipt(request, receipt)
    return _form_page(
        request, form, _("Phản ánh, kiến nghị"), "portal/questions/petition.html", "portal:petition"
    )


@from_our_pages_only
@unkept
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Show what became of a question or petition to whoever has its code and PIN; wrong ones get one answer."""
    form = FollowForm(request.POST) if request.method == "POST" else FollowForm()
    if not form.is_valid():
        return _follow_page(request, form)
    data = form.cleaned_data
    try:
        found = operations.prove(data["code"], data["pin"], asker=_asker(request), at=timezone.now())
    except (SubmissionNotFound, limits.TooOften) as refused:
        again = FollowForm({"code": data["code"]})
        again.full_clean()
        again.errors.clear()
        again.add_error(None, wording.sentence(refused))
        return _follow_page(request, again, 404 if isinstance(refused, SubmissionNotFound) else 429)
    one = queries.followed(found)
    context = {
        "one": one, "kind": KINDS[one.kind], "state": STATES[one.state], "css": STATE_CSS[one.state],
        "steps": [(STEPS[step.action], step) for step in one.steps],
    }  # fmt: skip
    return frame.page(request, "portal/questions/followed.html", context, crumbs=_follow_crumbs())


def _sent(request: HttpRequest, form: AskingForm, at: datetime, **more: Any) -> Receipt | None:
    """Store the files and send; put a refusal on the form."""
    data = form.cleaned_data
    found = visitor(request)
    actor = found.actor if found else Actor.citizen("", ())
    try:
        form.require_person()
        limits.count(limits.SENDS, _asker(request), at=at)
        sent = Sent(
            title=data["title"], text=data["text"], name=data["name"], phone=data["phone"], email=data["email"],
            author=found.acting_for.key if found else "", agency_id=int(data["agency"]) if data["agency"] else None,
            files=_stored(data["attachments"], actor, at), **more,
        )  # fmt: skip
        return operations.receive(sent, actor=actor, at=at)
    except DomainError as refused:
        field = "attachments" if refused.code.startswith("documents.") else None
        form.add_error(field, wording.sentence(refused))
        return None


def _stored(uploads: "Sequence[UploadedFile[Any]]", actor: Actor, at: datetime) -> list[str]:
    return [
        documents.store_file(upload, name=upload.name or "", actor=actor, at=at).sha256
        for upload in uploads[: MOST_FILES + 1]
    ]


def _known(request: HttpRequest) -> dict[str, str]:
    """Return what is known of somebody signed in, to spare them typing."""
    found = visitor(request)
    if found is None:
        return {}
    person = found.person
    return {"name": person.name, "phone": person.phone or "", "email": person.email or ""}


def _asker(request: HttpRequest) -> str:
    return by_address(address_of(request))


def _receipt(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    context = {"receipt": receipt, "stored": receipt.state is State.STORED}
    return frame.page(request, "portal/questions/sent.html", context, crumbs=_here())


def _form_page(request: HttpRequest, form: AskingForm, title: str, template: str, here: str) -> HttpResponse:
    context = {"form": form, "title": title, "known": visitor(request) is not None}
    status = 422 if form.errors else 200
    crumbs = [*(_here() if here == "portal:ask" else []), frame.crumb(here, title)]
    return frame.page(request, template, context, here=here, crumbs=crumbs, status=status)


def _follow_page(request: HttpRequest, form: FollowForm, status: int = 200) -> HttpResponse:
    crumbs = _follow_crumbs()
    return frame.page(request, "portal/questions/follow.html", {"form": form}, crumbs=crumbs, status=status)


def _follow_crumbs() -> list[Link]:
    return [frame.crumb("portal:follow", _("Theo dõi câu hỏi, phản ánh"))]


def _here() -> list[Link]:
    return [frame.crumb("portal:answers", _("Hỏi đáp"))]
