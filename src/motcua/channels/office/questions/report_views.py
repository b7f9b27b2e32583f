"""Incidents that officers report, and what visitors say of the portal's pages."""

from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.feedback import operations, queries
from motcua.apps.feedback.operations.reports import IncidentNotFound
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.questions.frame import page
from motcua.channels.office.work.forms.asking import words
from motcua.domain.access import NotPermitted
from motcua.domain.errors import DomainError
from motcua.domain.feedback.incidents import IncidentKind, IncidentState
from motcua.ui import wording
from motcua.ui.feedback_words import INCIDENT_CSS, INCIDENT_KINDS, INCIDENT_STATES
from motcua.ui.forms import PageForm


class IncidentForm(PageForm):
    """What does not work, and where."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại sự cố"),
        choices=[(kind.value, label) for kind, label in INCIDENT_KINDS.items()],
    )
    text = words(
        gettext_lazy("Điều gì xảy ra?"), rows=4,
        help_text=gettext_lazy("Bạn đang làm gì, màn hình báo gì, lúc nào. Đừng ghi tên, số giấy tờ của người dân."),
    )  # fmt: skip
    page = forms.CharField(label=gettext_lazy("Ở trang nào"), required=False, max_length=200)


class AnswerForm(PageForm):
    """A word on an incident, and its state from then on."""

    state = forms.ChoiceField(label=gettext_lazy("Trạng thái"))
    text = words(gettext_lazy("Trả lời"), rows=3)

    def __init__(self, *args: object, ways: tuple[IncidentState, ...], **kwargs: object) -> None:
        self._ways = ways
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Offer the states to which the officer may bring it."""
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(way.value, INCIDENT_STATES[way]) for way in self._ways]


@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def incidents(request: OfficerRequest) -> HttpResponse:
    """Take an incident, and list one's own; those who solve them see everybody's (R-S17)."""
    form = (
        IncidentForm(request.POST)
        if request.method == "POST"
        else IncidentForm(initial={"page": _from(request)})
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        number = operations.report_incident(
            kind=IncidentKind(data["kind"]),
            text=data["text"],
            page=data["page"],
            actor=request.actor,
            at=request.at,
        )
        messages.success(request, _("Đã báo sự cố số %d cho Văn phòng Ủy ban nhân dân tỉnh.") % number)
        return redirect("office:incidents")
    found = queries.incidents_for(request.actor, solved="solved" in request.GET)
    context: dict[str, object] = {
        "title": _("Báo sự cố"),
        "form": form,
        "rows": [
            (one, INCIDENT_KINDS[one.kind], INCIDENT_STATES[one.state], INCIDENT_CSS[one.state])
            for one in found
        ],
        "solved": "solved" in request.GET,
    }
    return page(
        request,
        "office/questions/incidents.html",
        context,
        here="incidents",
        status=422 if form.errors else 200,
    )


@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: OfficerRequest, incident_id: int) -> HttpResponse:
    """Show one incident with its answers, and take another answer."""
    try:
        one = queries.incident(incident_id, actor=request.actor)
    except IncidentNotFound as missing:
        raise Http404 from missing
    form = AnswerForm(request.POST, ways=one.ways) if request.method == "POST" else AnswerForm(ways=one.ways)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.note_incident(
                incident_id=incident_id, state=IncidentState(data["state"]), text=data["text"], actor=request.actor,
                at=request.at,
            )  # fmt: skip
        except NotPermitted:
            raise
        except DomainError as refused:
            form.add_error(None, wording.sentence(refused))
        else:
            messages.success(request, _("Đã ghi trả lời."))
            return redirect("office:incident", incident_id)
    context: dict[str, object] = {
        "title": _("Sự cố số %d") % one.id,
        "one": one,
        "kind": INCIDENT_KINDS[one.kind],
        "state": INCIDENT_STATES[one.state],
        "css": INCIDENT_CSS[one.state],
        "notes": [(INCIDENT_STATES[note.state], note) for note in one.notes],
        "form": form,
    }
    return page(
        request,
        "office/questions/incident.html",
        context,
        here="incidents",
        status=422 if form.errors else 200,
    )


@officer_page
@require_safe
def opinions(request: OfficerRequest) -> HttpResponse:
    """List what visitors say of the portal's pages, for its keepers."""
    context: dict[str, object] = {
        "title": _("Góp ý về các trang"),
        "rows": queries.opinions(request.actor),
    }
    return page(request, "office/questions/opinions.html", context, here="opinions")


def _from(request: OfficerRequest) -> str:
    """Return the page of ours on which help was asked for, without what was searched there."""
    told = urlsplit(request.headers.get("Referer", ""))
    return told.path[:200] if told.netloc == request.get_host() else ""
