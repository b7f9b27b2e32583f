"""Companies of a person: begin one, invite and change members, answer invitations."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.citizens import operations, own
from motcua.apps.citizens.ports import national_identity
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.account import sections, words
from motcua.channels.portal.account.asking import ask, data, refusal, try_to
from motcua.channels.portal.account.forms import CompanyForm, InviteForm, MemberForm
from motcua.ui.forms import PageForm

HERE = "companies"


@citizen_page
@require_safe
def companies(request: CitizenRequest) -> HttpResponse:
    """List one's companies and the invitations that wait."""
    offers = own.invitations_for(request.visitor.person.id, at=request.at)
    context = {
        "title": _("Doanh nghiệp, tổ chức"),
        "companies": [
            (choice, choice.key.partition(":")[2])
            for choice in request.visitor.choices
            if choice.kind == "company"
        ],
        "offers": [(one, words.rights(one.rights)) for one in offers],
    }
    return sections.page(request, "portal/account/companies.html", context, here=HERE)


@citizen_page
@require_http_methods(["GET", "POST"])
def new_company(request: CitizenRequest) -> HttpResponse:
    """Begin the account of a company."""
    form = CompanyForm(**data(request))

    def act() -> None:
        said = form.cleaned_data
        operations.create_company(
            person_id=request.visitor.person.id, name=said["name"], tax_code=said["tax_code"],
            representative=said["representative"], address=said["address"], at=request.at,
        )  # fmt: skip

    return ask(
        request, form, act, title=_("Tạo tài khoản doanh nghiệp"), submit=_("Tạo tài khoản doanh nghiệp"), here=HERE,
        to="portal:companies", done=_("Đã tạo. Bạn là người đại diện và có thể mời thành viên."),
        lead=_("Mã số thuế bạn ghi được hiện là “chưa kiểm chứng” cho đến khi định danh điện tử xác nhận."),
    )  # fmt: skip


@citizen_page
@require_safe
def company(request: CitizenRequest, company_id: int) -> HttpResponse:
    """Show a company and its members to a member."""
    page = _page(request, company_id)
    context = {
        "title": page.name,
        "page": page,
        "may_verify": page.owner and not page.verified and national_identity() is not None,
        "members": [(one, words.rights(one.rights)) for one in page.members],
        "offers": [(one, words.rights(one.rights)) for one in page.offers],
    }
    return sections.page(request, "portal/account/company.html", context, here=HERE)


@citizen_page
@require_http_methods(["GET", "POST"])
def invite(request: CitizenRequest, company_id: int) -> HttpResponse:
    """Invite somebody by phone or e-mail."""
    page = _owned(request, company_id)
    form = InviteForm(**data(request), initial={"rights": ["file", "follow"]})

    def act() -> None:
        said = form.cleaned_data
        operations.invite(
            company_id=company_id, by=request.visitor.person.id, contact=said["contact"], rights=said["rights"],
            owner=said["owner"], at=request.at,
        )  # fmt: skip

    return ask(
        request, form, act, title=_("Mời thành viên"), submit=_("Gửi lời mời"), here=HERE,
        to=f"/tai-khoan/cong-ty/{company_id}", done=_("Đã gửi lời mời. Lời mời có hiệu lực 14 ngày."), lead=page.name,
    )  # fmt: skip


@citizen_page
@require_http_methods(["GET", "POST"])
def member(request: CitizenRequest, company_id: int, person_id: int) -> HttpResponse:
    """Change what a member may do."""
    page = _owned(request, company_id)
    found = next((one for one in page.members if one.person_id == person_id), None)
    if found is None:
        raise Http404("member")
    form = MemberForm(**data(request), initial={"rights": sorted(found.rights), "owner": found.owner})

    def act() -> None:
        operations.change_member(
            company_id=company_id, by=request.visitor.person.id, person_id=person_id,
            rights=form.cleaned_data["rights"], owner=form.cleaned_data["owner"], at=request.at,
        )  # fmt: skip

    return ask(
        request, form, act, title=_("Quyền của %s") % found.name, submit=_("Lưu quyền"), here=HERE, lead=page.name,
        to=f"/tai-khoan/cong-ty/{company_id}", done=_("Đã lưu quyền của %s.") % found.name,
    )  # fmt: skip


@citizen_page
@require_POST
def end_membership(request: CitizenRequest, company_id: int, person_id: int) -> HttpResponse:
    """Leave a company, or remove a member."""
    _page(request, company_id)

    def act() -> None:
        operations.end_membership(
            company_id=company_id, by=request.visitor.person.id, person_id=person_id, at=request.at
        )

    said = _carry_out(request, act, done=_("Đã bỏ thành viên khỏi tài khoản doanh nghiệp."))
    gone = said and person_id == request.visitor.person.id
    return redirect("portal:companies") if gone else redirect("portal:company", company_id)


@citizen_page
@require_POST
def withdraw(request: CitizenRequest, company_id: int, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    page = _owned(request, company_id)
    if invitation_id not in {one.id for one in page.offers}:
        raise Http404("invitation")

    def act() -> None:
        operations.withdraw_invitation(
            invitation_id=invitation_id, by=request.visitor.person.id, at=request.at
        )

    _carry_out(request, act, done=_("Đã rút lời mời."))
    return redirect("portal:company", company_id)


@citizen_page
@require_POST
def answer(request: CitizenRequest, invitation_id: int) -> HttpResponse:
    """Take part in a company, or not."""
    accept = request.POST.get("answer") == "yes"

    def act() -> None:
        operations.answer_invitation(
            invitation_id=invitation_id, person_id=request.visitor.person.id, accept=accept, at=request.at
        )

    _carry_out(request, act, done=_("Đã tham gia.") if accept else _("Đã từ chối lời mời."))
    return redirect("portal:companies")


def _carry_out(request: CitizenRequest, act: object, *, done: str) -> bool:
    form = PageForm({})
    refused = try_to(form, act)  # type: ignore[arg-type]
    if refused:
        messages.error(request, refusal(form))
    else:
        messages.success(request, done)
    return not refused


def _page(request: CitizenRequest, company_id: int) -> own.CompanyPage:
    page = own.company_page(company_id, request.visitor.person.id, at=request.at)
    if page is None:
        raise Http404("company")
    return page


def _owned(request: CitizenRequest, company_id: int) -> own.CompanyPage:
    page = _page(request, company_id)
    if not page.owner:
        raise Http404("company")
    return page
