"""What the includable templates `portal/questions/rating.html` and `thread.html` show, as values read before."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from motcua.apps.documents import queries as documents
from motcua.apps.feedback import operations, queries
from motcua.apps.feedback.queries import Line
from motcua.channels.portal.questions.rating_forms import RatingForm, initial_of
from motcua.channels.portal.questions.thread_forms import MessageForm
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.feedback.ratings import Satisfaction
from motcua.ui import formatting
from motcua.ui.feedback_words import SATISFACTION, Words


@dataclass(frozen=True, slots=True)
class RatingPanel:
    """A form to rate with, or what was said and may not be changed any more.

    `token` stands for the receipt that was proved; without one the form belongs to somebody signed in and carries
    the token against forged requests.
    """

    form: RatingForm
    url: str
    given: "Words | None"
    until: datetime | None
    open: bool
    token: str = ""


def rating_panel(
    state: DossierState,
    *,
    url: str,
    actor: Actor,
    at: datetime,
    token: str = "",
    form: RatingForm | None = None,
) -> RatingPanel | None:
    """Return what somebody may say about a dossier now; None while it has no result."""
    facts = queries.rating_for(state, actor=actor, at=at)
    if facts is None:
        return None
    satisfaction: Satisfaction | None = facts.given.satisfaction if facts.given else None
    return RatingPanel(
        form=form or RatingForm(initial=initial_of(facts.given)),
        url=url,
        given=SATISFACTION[satisfaction] if satisfaction else None,
        until=facts.until,
        open=facts.open,
        token=token,
    )


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file of a message, and the short-lived address at which this reader may fetch it."""

    name: str
    size: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One message with its files."""

    line: Line
    files: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True)
class ThreadPanel:
    """The messages of a dossier and the form to write another."""

    lines: tuple[ShownLine, ...]
    form: MessageForm
    url: str
    unread: int


def thread_panel(
    state: DossierState, *, actor: Actor, at: datetime, form: MessageForm | None = None
) -> ThreadPanel:
    """Return the messages of a dossier, which its applicant has read from then on. Raises DossierNotFound."""
    view = queries.thread_of(state.id, actor=actor)
    operations.mark_seen(dossier_id=state.id, actor=actor, at=at)
    lines = tuple(
        ShownLine(line, tuple(_file(state, *one, actor=actor, at=at) for one in line.files))
        for line in view.lines
    )
    url = reverse("portal:messages_of_dossier", args=[state.id])
    return ThreadPanel(lines, form or MessageForm(), url, view.unread)


def reader_of(actor: Actor) -> str:
    """Return for whom links to files are made: the parties of a citizen, in one order."""
    return "citizen:" + ",".join(sorted(actor.parties))


def _file(state: DossierState, sha256: str, name: str, size: int, *, actor: Actor, at: datetime) -> FileLink:
    token = documents.download_token(sha256, reader=reader_of(actor), at=at)
    url = reverse("portal:message_file", args=[state.id, token])
    return FileLink(name, formatting.size(size), url)
