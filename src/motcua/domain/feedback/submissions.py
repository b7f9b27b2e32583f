"""Questions and petitions: where they go, what may be done next, by whom, and what may be published.

Law: R-F60. A question is received by the agency it names or the office of the province; a petition on regulations by
that office; one on the conduct of officers never by the agency it is about. Who has no competence forwards within five
working days. Petitions without name or contact are stored and not handled. Complaints and denunciations are outside.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from motcua.domain.access import Actor, NotPermitted, Post
from motcua.domain.access.policy import HEAD_ROLES, LEADER_ROLES
from motcua.domain.calendar import Calendar
from motcua.domain.deadlines import Allowance, Terms, Unit, due
from motcua.domain.errors import DomainError
from motcua.domain.feedback.ratings import TextTooLong
from motcua.domain.masking import find_personal
from motcua.domain.text import search_key

FORWARD_WITHIN: Final = Allowance(5, Unit.WORKING_DAY)
LONGEST_TITLE: Final = 200
LONGEST_TEXT: Final = 5_000
FASTEST_SECONDS: Final = 3
"""Nobody reads a form and fills it sooner; programs do."""


class Kind(StrEnum):
    """What somebody sends."""

    QUESTION = "question"
    REGULATION = "regulation"
    CONDUCT = "conduct"


class State(StrEnum):
    """Where it stands."""

    RECEIVED = "received"
    HANDLING = "handling"
    REVIEW = "review"
    ANSWERED = "answered"
    REFUSED = "refused"
    STORED = "stored"


class Act(StrEnum):
    """What officers do with it."""

    FORWARD = "forward"
    TAKE = "take"
    REFUSE = "refuse"
    DRAFT = "draft"
    SEND_BACK = "send-back"
    APPROVE = "approve"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"


AFTER: Final[dict[Act, tuple[frozenset[State], State | None]]] = {
    Act.FORWARD: (frozenset({State.RECEIVED, State.HANDLING}), State.RECEIVED),
    Act.TAKE: (frozenset({State.RECEIVED}), State.HANDLING),
    Act.REFUSE: (frozenset({State.RECEIVED, State.HANDLING}), State.REFUSED),
    Act.DRAFT: (frozenset({State.HANDLING, State.REVIEW}), State.REVIEW),
    Act.SEND_BACK: (frozenset({State.REVIEW}), State.HANDLING),
    Act.APPROVE: (frozenset({State.REVIEW}), State.ANSWERED),
    Act.PUBLISH: (frozenset({State.ANSWERED}), None),
    Act.UNPUBLISH: (frozenset({State.ANSWERED}), None),
}
"""At which states an act is possible, and the state after it; None leaves it."""

OPEN: Final = frozenset({State.RECEIVED, State.HANDLING, State.REVIEW})

REVIEWERS: Final = LEADER_ROLES | {"office_head", "procedure_control", "division_head"}
HANDLERS: Final[dict[Kind, frozenset[str]]] = {
    Kind.QUESTION: HEAD_ROLES | {"specialist", "office_specialist", "procedure_control", "land_officer"},
    Kind.REGULATION: HEAD_ROLES | {"office_specialist", "procedure_control"},
    Kind.CONDUCT: LEADER_ROLES | {"office_head", "procedure_control"},
}
OF_THE_AGENCY_CONCERNED: Final = LEADER_ROLES | {"office_head"}
"""Who alone reads a petition on conduct within the agency that it is about."""

KEEPERS: Final = frozenset({"office_head", "procedure_control"})
"""Who follows, at the office of the province, everything that was forwarded."""


class ActNotNow(DomainError):
    """The state does not allow the act; somebody else may have been faster."""

    code = "feedback.act-not-now"


class TextMissing(DomainError):
    """Something that must be written is empty; `what` names the field."""

    code = "feedback.text-missing"

    def __init__(self, *, what: str) -> None:
        super().__init__(what)
        self.what = what


class OwnDraft(DomainError):
    """An answer is approved by another person than who drafted it."""

    code = "feedback.own-draft"


class JudgesItself(DomainError):
    """Nobody but those complained about would read the petition there."""

    code = "feedback.judges-itself"


class AlreadyThere(DomainError):
    """It lies with that agency already."""

    code = "feedback.already-there"


class PersonalDataLeft(DomainError):
    """What is to be published still tells who somebody is."""

    code = "feedback.personal-data-left"


class NotPublishable(DomainError):
    """A petition on the conduct of officers is answered to its sender, not to everybody."""

    code = "feedback.not-publishable"


class LooksLikeRobot(DomainError):
    """The form was filled as programs fill forms."""

    code = "feedback.looks-like-robot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What rules need to know of a question or petition. `concerned` are the accounts it complains about."""

    kind: Kind
    state: State
    agency: int
    about_agency: int | None = None
    concerned: frozenset[int] = field(default_factory=frozenset)
    drafted_by: int | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """The office of the province and, above it, the committee; ids of agencies."""

    office: int
    committee: int


def first_agency(kind: Kind, named: int | None, office: Office) -> int:
    """Return who receives it: `named` is the agency a question is put to, or a petition is about."""
    if kind is Kind.QUESTION:
        return named if named is not None else office.office
    if kind is Kind.CONDUCT and named == office.office:
        return office.committee
    return office.office


def first_state(kind: Kind, *, name: str, reachable: bool) -> State:
    """Return where it begins: a petition that does not say who sends it is stored and not handled."""
    if kind is not Kind.QUESTION and not (name.strip() and reachable):
        return State.STORED
    return State.RECEIVED


def forward_by(received_at: datetime, calendar: Calendar) -> datetime:
    """Return until when who received it forwards it to the competent agency. Raises CalendarExhausted."""
    moment = due(received_at, Terms(FORWARD_WITHIN), calendar)
    assert moment is not None
    return moment


def moved(matter: Matter, act: Act) -> State:
    """Return the state after an act. Raises ActNotNow."""
    before, after = AFTER[act]
    if matter.state not in before:
        raise ActNotNow
    return after or matter.state


def may_read(actor: Actor, matter: Matter, office: Office) -> bool:
    """Tell whether an officer may read it: who may handle it, and the keepers at the office of the province."""
    return bool(_handling(actor, matter)) or _keeps(actor, matter, office)


def require_act(actor: Actor, matter: Matter, act: Act, office: Office) -> Post:
    """Return the post under which an officer may act. Raises NotPermitted, OwnDraft, ActNotNow, NotPublishable."""
    posts = _handling(actor, matter)
    if act in {Act.FORWARD, Act.PUBLISH, Act.UNPUBLISH} and _keeps(actor, matter, office):
        posts = posts or [post for post in actor.posts if post.agency_id == office.office]
    if act in {Act.APPROVE, Act.SEND_BACK, Act.PUBLISH, Act.UNPUBLISH}:
        posts = [post for post in posts if post.role in REVIEWERS]
    if not posts:
        raise NotPermitted(action=act.value)
    moved(matter, act)
    if act is Act.APPROVE and actor.account_id == matter.drafted_by:
        raise OwnDraft
    if act is Act.PUBLISH and matter.kind is Kind.CONDUCT:
        raise NotPublishable
    return posts[0]


def acts_for(actor: Actor, matter: Matter, office: Office) -> tuple[Act, ...]:
    """Return what an officer may do now."""
    found = []
    for act in Act:
        try:
            require_act(actor, matter, act, office)
        except DomainError:
            continue
        found.append(act)
    return tuple(found)


def require_way(matter: Matter, to: int, leaders: Iterable[int]) -> None:
    """Let it go to an agency; `leaders` are the accounts that would read a petition on conduct there.

    A petition on conduct never goes where only those would read it about whom it is. Raises AlreadyThere, JudgesItself.
    """
    if to == matter.agency:
        raise AlreadyThere
    if matter.kind is Kind.CONDUCT and to == matter.about_agency and not set(leaders) - matter.concerned:
        raise JudgesItself


def checked_title(title: str) -> str:
    """Return a title as it is kept. Raises TextMissing, TextTooLong."""
    return _checked(title, "title", LONGEST_TITLE)


def checked_body(text: str, what: str = "text") -> str:
    """Return a longer text as it is kept. Raises TextMissing, TextTooLong."""
    return _checked(text, what, LONGEST_TEXT)


def require_publishable(texts: Iterable[str], name: str) -> None:
    """Let texts be read by everybody: no numbers of people, and not the name of who asked. Raises PersonalDataLeft."""
    named = search_key(name)
    for text in texts:
        if find_personal(text) or (named and f" {named} " in f" {search_key(text)} "):
            raise PersonalDataLeft


def require_person(*, trap: str, seconds: float) -> None:
    """Refuse a form whose hidden field was filled, or that came back faster than people read. Raises LooksLikeRobot."""
    if trap or seconds < FASTEST_SECONDS:
        raise LooksLikeRobot


def _checked(text: str, what: str, most: int) -> str:
    kept = text.strip()
    if not kept:
        raise TextMissing(what=what)
    if len(kept) > most:
        raise TextTooLong(length=len(kept), most=most)
    return kept


def _handling(actor: Actor, matter: Matter) -> list[Post]:
    """Return the posts under which an officer handles it; whoever is complained about has none."""
    if actor.account_id is None or actor.account_id in matter.concerned:
        return []
    roles = HANDLERS[matter.kind]
    if matter.kind is Kind.CONDUCT and matter.agency == matter.about_agency:
        roles = OF_THE_AGENCY_CONCERNED
    return [post for post in actor.posts if post.agency_id == matter.agency and post.role in roles]


def _keeps(actor: Actor, matter: Matter, office: Office) -> bool:
    if actor.account_id in matter.concerned or (
        matter.kind is Kind.CONDUCT and matter.about_agency == office.office
    ):
        return False
    return any(post.agency_id == office.office and post.role in KEEPERS for post in actor.posts)
