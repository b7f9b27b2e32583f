"""Rating a dossier, and letting a comment be read."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import log_access, record
from motcua.apps.dossiers.models import Dossier, WorkItem
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.feedback import permissions
from motcua.apps.feedback.events import DossierRated
from motcua.apps.feedback.models import Rating
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.values import ItemKind
from motcua.domain.errors import DomainError
from motcua.domain.feedback import ratings
from motcua.domain.feedback.ratings import Answers

UNNAMED: Final = Actor.citizen("", ())
"""Who rates, as officers may know of it (R-F30)."""


class RatingNotFound(DomainError):
    """There is no such rating."""

    code = "feedback.rating-not-found"


class NothingToModerate(DomainError):
    """The rating has no comment, or none any more."""

    code = "feedback.nothing-to-moderate"


@transaction.atomic
def rate(*, dossier_id: UUID, answers: Answers, actor: Actor, at: datetime, channel: str = "portal") -> None:
    """Keep what the applicant thinks of the handling: once a dossier, changeable for seven days (R-E26, R-F30).

    Raises DossierNotFound, NotPermitted, RatingTooEarly, RatingSettled, TextTooLong, PointsOutOfRange.
    """
    row = Dossier.objects.select_for_update(of=("self",)).filter(pk=dossier_id).first()
    if row is None:
        raise DossierNotFound
    state = decode_state(row.state)
    before = Rating.objects.select_for_update(of=("self",)).filter(dossier_id=dossier_id).first()

    permissions.require_rater(actor, state)
    ratings.require_open(ended=state.ended, given_at=before.given_at if before else None, at=at)
    kept = ratings.checked(answers)

    if before is None:
        units, officers = _hands_of(dossier_id)
        before = Rating(
            dossier_id=dossier_id, agency_id=state.competent_agency, procedure_key=state.procedure,
            units=units or list(state.units), officers=officers, given_at=at,
        )  # fmt: skip
    _write(before, kept, at)
    log_access(
        action="rate", subject_type="dossier", subject_ids=[dossier_id], actor=UNNAMED, at=at,
        channel=channel,
    )  # fmt: skip
    announce(_rated(state, before), actor=actor, at=at)


@transaction.atomic
def moderate(*, rating_id: int, shown: str, actor: Actor, at: datetime) -> None:
    """Let a comment be read in a wording without personal data; an empty one hides it.

    Raises RatingNotFound, NotPermitted, NothingToModerate.
    """
    rating = Rating.objects.select_for_update(of=("self",)).filter(pk=rating_id).first()
    if rating is None:
        raise RatingNotFound
    permissions.require_moderator(actor, rating.agency_id)
    if rating.comment_state == Rating.Comment.NONE:
        raise NothingToModerate
    rating.shown = shown.strip()
    rating.comment_state = Rating.Comment.SHOWN if rating.shown else Rating.Comment.HIDDEN
    rating.moderated_by, rating.moderated_at = actor.account_id, at
    rating.save(update_fields=["shown", "comment_state", "moderated_by", "moderated_at"])
    record(
        action="feedback.comment-moderated", object_type="rating", object_id=rating.pk, actor=actor, at=at,
        payload={"state": rating.comment_state, "as_written": rating.shown == rating.comment},
    )  # fmt: skip


def _write(rating: Rating, answers: Answers, at: datetime) -> None:
    rating.satisfaction = answers.satisfaction
    for indicator in ratings.Indicator:
        setattr(rating, indicator.value, answers.points.get(indicator))
    rating.faults = sorted(answers.faults)
    if rating.comment != answers.comment:  # What was let be read was another comment.
        rating.shown, rating.moderated_by, rating.moderated_at = "", None, None
        rating.comment_state = Rating.Comment.WAITING if answers.comment else Rating.Comment.NONE
    rating.comment = answers.comment
    rating.changed_at = at
    rating.save()


def _hands_of(dossier_id: UUID) -> tuple[list[int], list[int]]:
    """Return the units and officers whose steps the dossier has gone through."""
    done = WorkItem.objects.filter(dossier_id=dossier_id, kind=ItemKind.STEP, closed_at__isnull=False)
    rows = list(done.order_by("number").values_list("unit_id", "closed_by"))
    return sorted({unit for unit, _ in rows}), sorted({who for _, who in rows if who is not None})


def _rated(state: DossierState, rating: Rating) -> DossierRated:
    changed = rating.changed_at != rating.given_at
    return DossierRated(state.id, rating.agency_id, rating.satisfaction, changed)
