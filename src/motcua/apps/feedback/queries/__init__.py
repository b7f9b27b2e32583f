"""Every read of this app. Rights are applied here."""

from motcua.apps.feedback.queries.ratings import (
    RatedRow,
    RatingFigures,
    RatingFormFacts,
    RatingList,
    Tally,
    may_read_ratings,
    published,
    rating_for,
    ratings_of,
    ratings_read_by,
)
from motcua.apps.feedback.queries.threads import (
    Line,
    ThreadRow,
    ThreadView,
    file_of_message,
    thread_of,
    unread_of,
    waiting_count,
    waiting_threads,
)

__all__ = [
    "Line",
    "RatedRow",
    "RatingFigures",
    "RatingFormFacts",
    "RatingList",
    "Tally",
    "ThreadRow",
    "ThreadView",
    "file_of_message",
    "may_read_ratings",
    "published",
    "rating_for",
    "ratings_of",
    "ratings_read_by",
    "thread_of",
    "unread_of",
    "waiting_count",
    "waiting_threads",
]
