"""What may this person do and see, and why: answered by the policy itself (R-I37)."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.apps.dossiers.queries import why
from motcua.apps.dossiers.queries.why import AllowedAct
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import AccountNotActive
from motcua.apps.organization.queries.profile import Profile
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.accounts.asking import HERE, crumbs
from motcua.channels.office.setup.accounts.person import person_of
from motcua.channels.office.setup.accounts.words import REACHES, RIGHTS, act_name
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.access import Actor, Ground, Post, Right, Standing, standings
from motcua.domain.dossier.decide import RULES
from motcua.ui import wording
from motcua.ui.context import Link


@setup_page("accounts")
@require_GET
def rights(request: OfficerRequest, account_id: int) -> HttpResponse:
    """Show what each post of a person opens and allows; for a dossier, whether the person may, and why."""
    person = person_of(request, account_id)
    try:
        actor = organization.actor_for(account_id, request.at)
    except AccountNotActive:
        actor = None
    named = _names(person, actor) if actor else {}
    code = request.GET.get("code", "").strip()
    context: dict[str, object] = {
        "title": _("%s được làm gì, thấy gì, và vì sao?") % person.row.full_name,
        "profile": person,
        "closed": actor is None,
        "standings": [_standing(one, named) for one in (standings(actor) if actor else ())],
        "code": code,
        "answer": _answer(request, actor, code, named) if actor and code else None,
    }
    back = Link(person.row.full_name, reverse("office:account", args=[account_id]))
    return page(request, "office/setup/accounts/rights.html", context, here=HERE, crumbs=crumbs(back))


def _names(person: Profile, actor: Actor) -> dict[Post, str]:
    """Return the words for each post: role, unit, and for whom it is held."""
    givers = {mandate.id: mandate for mandate in person.held}
    agencies = organization.agencies(post.agency_id for post in actor.posts)
    units = organization.addresses(post.unit_id for post in actor.posts)
    words: dict[Post, str] = {}
    for post in actor.posts:
        role, unit = wording.ROLES.get(post.role, post.role), units[post.unit_id]
        words[post] = f"{role} · {unit.unit_name}, {unit.agency_name}"
        if post.agency_id != unit.agency_id:
            words[post] = _("%(role)s, quản trị thay cho %(agency)s") % {
                "role": role, "agency": agencies[post.agency_id].name,
            }  # fmt: skip
        if post.mandate_id is not None:
            mandate = givers[post.mandate_id]
            words[post] += _(", làm thay %(giver)s (%(form)s, %(basis)s)") % {
                "giver": mandate.giver, "form": mandate.signing_form, "basis": mandate.basis,
            }  # fmt: skip
    return words


def _standing(standing: Standing, named: dict[Post, str]) -> dict[str, object]:
    return {
        "post": named[standing.post],
        "mandate": standing.post.mandate_id is not None,
        "reach": REACHES[standing.reach],
        "rights": [(RIGHTS[right], _acts_by(right)) for right in standing.rights if _acts_by(right)],
    }


def _acts_by(right: Right) -> str:
    """Return the acts that a right allows, as the table of rules has them."""
    return ", ".join(act_name(command) for command, rule in RULES.items() if right in rule.rights)


def _answer(request: OfficerRequest, person: Actor, code: str, named: dict[Post, str]) -> dict[str, object]:
    found = why.why(code, person=person, asked_by=request.actor, at=request.at)
    if found is None:
        return {"found": False}
    return {
        "found": True,
        "dossier": found,
        "sights": [(named[sight.post], REACHES[sight.by]) for sight in found.sights],
        "acts": [
            (", ".join(names), [(named[ground.post], RIGHTS[ground.right]) for ground in grounds])
            for grounds, names in _by_grounds(found.acts).items()
        ],
    }


def _by_grounds(acts: Iterable[AllowedAct]) -> dict[tuple[Ground, ...], list[str]]:
    """Return the names of acts, those on the same grounds together."""
    together: dict[tuple[Ground, ...], list[str]] = {}
    for act in acts:
        names = together.setdefault(act.grounds, [])
        if (name := act_name(act.command)) not in names:
            names.append(name)
    return together
