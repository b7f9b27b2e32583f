"""The list of accounts: find a person, see what needs a look."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.apps.organization import permissions
from motcua.apps.organization.queries.accounts import (
    AccountFilter,
    AccountState,
    account_rows,
    find_accounts,
    state_counts,
)
from motcua.apps.organization.queries.profile import managed_choices, unit_choices
from motcua.apps.organization.roles import Role
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.accounts.asking import HERE
from motcua.channels.office.setup.accounts.words import STATES
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.calendar import TIMEZONE
from motcua.ui import wording
from motcua.ui.context import Key, Link

PAGE = 40


@setup_page("accounts")
@require_GET
def accounts(request: OfficerRequest) -> HttpResponse:
    """Show the accounts that the administrator finds, by name, unit, role and what needs a look."""
    today = request.at.astimezone(TIMEZONE).date()
    agencies = managed_choices(request.actor, today)
    wanted = filter_of(request.GET, {pk for pk, _ in agencies})
    found = Paginator(find_accounts(request.actor, wanted, request.at), PAGE)
    shown = found.get_page(request.GET.get("page"))
    units = (
        unit_choices([wanted.agency_id or agencies[0][0]], today)
        if wanted.agency_id or len(agencies) == 1
        else []
    )
    context: dict[str, object] = {
        "title": _("Tài khoản và quyền"),
        "rows": [
            (row, [(wording.ROLES.get(role, role), unit) for role, unit in row.posts])
            for row in account_rows(list(shown.object_list), request.at)
        ],
        "page": shown,
        "wanted": wanted,
        "agencies": agencies,
        "units": units[0][1] if units else [],
        "roles": [(role.value, role.label) for role in Role],
        "states": _tabs(request, wanted),
        "reviewing": wanted.state is AccountState.REVIEW,
        "whole_province": permissions.manages_everything(request.actor),
        "back": request.GET.urlencode(),
    }
    keys = (Key.of(_("Di chuyển"), "↑", "↓"), Key.of(_("Mở"), "Enter"), Key.of(_("Tìm hồ sơ"), "/"))
    return page(request, "office/setup/accounts/list.html", context, here=HERE, keys=keys)


def filter_of(parameters: QueryDict, agencies: set[int]) -> AccountFilter:
    """Return the filter that an address names; what it cannot mean filters nothing."""
    agency, unit, state = (parameters.get(name, "") for name in ("agency", "unit", "state"))
    role = parameters.get("role", "")
    return AccountFilter(
        text=parameters.get("text", "").strip(),
        agency_id=int(agency) if agency.isdecimal() and int(agency) in agencies else None,
        unit_id=int(unit) if unit.isdecimal() else None,
        role=role if role in set(Role.values) else "",
        state=AccountState(state) if state in set(AccountState) else AccountState.OPEN,
    )


def _tabs(request: OfficerRequest, wanted: AccountFilter) -> list[Link]:
    counts = state_counts(request.actor, request.at)
    kept = {name: value for name, value in request.GET.items() if name not in {"state", "page"} and value}
    return [
        Link(
            str(words),
            f"?{urlencode({**kept, 'state': state.value})}",
            count=counts[state],
            current=state is wanted.state,
        )
        for state, words in STATES.items()
    ]
