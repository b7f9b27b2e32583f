"""New people: one by one, or a whole list from a spreadsheet."""

from typing import Final

from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.apps.organization import operations, permissions, roster
from motcua.apps.organization.operations import NewPerson, NewPost
from motcua.apps.organization.queries.accounts import taken_usernames
from motcua.apps.organization.queries.profile import managed_choices, unit_choices
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.accounts.asking import HERE, Question, crumbs, form_page, refuse
from motcua.channels.office.setup.accounts.forms import NewAccountForm, RosterForm
from motcua.channels.office.setup.accounts.issuing import issued_page
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.access import NotPermitted
from motcua.domain.calendar import TIMEZONE
from motcua.domain.errors import DomainError
from motcua.domain.spreadsheets import Sheet, read_spreadsheet, write_xlsx
from motcua.ui import wording

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT: Final = "motcua.roster"
KEPT_SECONDS: Final = 3_600


@setup_page("accounts")
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    """Open an account for one person, with a first post."""
    today = request.at.astimezone(TIMEZONE).date()
    agencies = managed_choices(request.actor, today)
    form = NewAccountForm(
        request.POST if request.method == "POST" else None,
        initial={"since": today},
        agencies=agencies,
        units=unit_choices([pk for pk, _ in agencies], today),
        roles=permissions.roles_of_new_people(request.actor),
    )
    question = Question(
        title=_("Tạo tài khoản"),
        consequence=_(
            "Hệ thống cấp mật khẩu tạm, chỉ hiện một lần. Người dùng đổi mật khẩu ở lần đăng nhập đầu tiên."
        ),
        label=_("Tạo tài khoản"),
        icon="person-plus",
        back_url=reverse("office:accounts"),
        crumbs=crumbs(),
    )
    if form.is_valid():
        try:
            person = _person(form)
            (issued,) = operations.create_people(people=[person], actor=request.actor, at=request.at)
        except NotPermitted:
            raise
        except DomainError as refused:
            refuse(form, refused)
        else:
            back = reverse("office:account", args=[issued.account_id])
            return issued_page(request, [(issued, person.full_name)], back_url=back)
    return form_page(request, form, question)


@setup_page("accounts")
@never_cache
@require_http_methods(["GET", "POST"])
def import_people(request: OfficerRequest) -> HttpResponse:
    """Read a spreadsheet, show what it would do, and take everybody in once it is confirmed."""
    if request.POST.get("act") == "apply":
        return _apply(request)
    today = request.at.astimezone(TIMEZONE).date()
    agencies = managed_choices(request.actor, today)
    bound = request.method == "POST"
    form = (
        RosterForm(request.POST, request.FILES, agencies=agencies) if bound else RosterForm(agencies=agencies)
    )
    if form.is_valid():
        try:
            sheet = read_spreadsheet(form.cleaned_data["file"].read())[0]
            return _preview(request, sheet, form.cleaned_data["agency"])
        except DomainError as refused:
            form.add_error("file", wording.sentence(refused))
    return _upload_page(request, form)


@setup_page("accounts")
@require_GET
def template(request: OfficerRequest) -> HttpResponse:
    """Give out a workbook to fill in, with the names of the agency's units and of the roles."""
    chosen = request.GET.get("agency", "")
    agencies = managed_choices(request.actor, request.at.astimezone(TIMEZONE).date())
    ids = [pk for pk, _ in agencies]
    agency = int(chosen) if chosen.isdecimal() and int(chosen) in ids else ids[0]
    data = write_xlsx(roster.template(agency, permissions.roles_of_new_people(request.actor), request.at))
    response = HttpResponse(data, content_type=XLSX)
    name = content_disposition_header(as_attachment=True, filename=_("danh-sach-can-bo.xlsx"))
    response["Content-Disposition"] = str(name)
    return response


def _upload_page(request: OfficerRequest, form: RosterForm, *, stale: bool = False) -> HttpResponse:
    context: dict[str, object] = {
        "title": _("Nhập danh sách cán bộ từ bảng tính"),
        "form": form,
        "stale": stale,
        "columns": [(heading, key not in roster.OPTIONAL) for key, heading in roster.COLUMNS.items()],
    }
    status = 422 if form.errors or stale else 200
    return page(
        request, "office/setup/accounts/import.html", context, here=HERE, crumbs=crumbs(), status=status
    )


def _preview(request: OfficerRequest, sheet: Sheet, agency_id: int) -> HttpResponse:
    """Show mistakes by row and column, or everybody who would be taken in. The rows travel sealed with the form."""
    read = _read(request, sheet, agency_id)
    kept = {"agency": agency_id, "rows": sheet.rows}
    context: dict[str, object] = {
        "title": _("Xem lại danh sách"),
        "roster": read,
        "count": len(read.people),
        "lines": [
            (draft, [(wording.ROLES[post.role], post) for post in draft.person.posts])
            for draft in read.drafts
        ],
        "kept": signing.dumps(kept, salt=SALT, compress=True) if read.drafts and not read.mistakes else "",
    }
    return page(
        request,
        "office/setup/accounts/preview.html",
        context,
        here=HERE,
        crumbs=crumbs(),
        status=422 if read.mistakes or not read.drafts else 200,
    )


def _apply(request: OfficerRequest) -> HttpResponse:
    """Read the sealed rows again, for the world may have changed meanwhile, and take everybody in."""
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        agencies = managed_choices(request.actor, request.at.astimezone(TIMEZONE).date())
        return _upload_page(request, RosterForm(agencies=agencies), stale=True)
    sheet = Sheet("", tuple(tuple(row) for row in kept["rows"]))
    read = _read(request, sheet, kept["agency"])
    if read.mistakes:
        return _preview(request, sheet, kept["agency"])
    people = read.people
    issued = operations.create_people(people=people, actor=request.actor, at=request.at)
    named = [(one, person.full_name) for one, person in zip(issued, people, strict=True)]
    return issued_page(request, named, back_url=reverse("office:accounts"))


def _read(request: OfficerRequest, sheet: Sheet, agency_id: int) -> roster.Roster:
    permissions.require(request.actor, "create_account", agency_id)
    roles = permissions.roles_of_new_people(request.actor)
    return roster.read_roster(sheet, agency_id=agency_id, roles=roles, at=request.at)


def _person(form: NewAccountForm) -> NewPerson:
    typed = form.cleaned_data
    post = NewPost(
        unit_id=typed["unit"],
        role=typed["role"],
        since=typed["since"],
        until=form.ends_before,
        title=typed["title"],
    )
    return NewPerson(
        username=typed["username"] or roster.propose_username(typed["full_name"], taken_usernames()),
        full_name=typed["full_name"], agency_id=typed["agency"], posts=(post,), email=typed["email"],
        phone=typed["phone"],
    )  # fmt: skip
