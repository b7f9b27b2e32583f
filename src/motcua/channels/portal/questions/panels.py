"""What the includable templates `portal/questions/rating.html` and `thread.html` show, as values read before."""

from dataclasses import dataclass
from datetime import datetime

from motcua.apps.feedback import queries
from motcua.channels.portal.questions.rating_forms import RatingForm, initial_of
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.feedback.ratings import Satisfaction
from motcua.ui.feedback_words import SATISFACTION, Words


@dataclass(frozen=True, slots=True)
class RatingPanel:
    """A form to rate with, or what was said and may not be changed any more.

    `token` stands for the receipt that was proved; without one the form belongs to somebody signed in and carries
    the token against forged requests.
    """

    form: RatingForm
    url: str
    given: Words | None
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
