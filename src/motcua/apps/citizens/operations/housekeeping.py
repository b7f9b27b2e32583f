"""What is not needed any more: codes of yesterday, counts that are over, invitations that nobody answered."""

from datetime import datetime, timedelta
from typing import Final

from motcua.apps.citizens.models import Invitation, OneTimeCode, SignedIn, Tally

KEPT: Final = timedelta(days=1)
SESSIONS_KEPT: Final = timedelta(days=365)  # R-I19


def forget_old_codes(*, at: datetime) -> int:
    """Delete codes and counts that are over, addresses of unanswered invitations, year-old sessions; return how many."""
    gone = (
        OneTimeCode.objects.filter(created_at__lt=at - KEPT).delete()[0]
        + Tally.objects.filter(until__lt=at).delete()[0]
        + Invitation.objects.filter(answered_at=None, expires_at__lt=at - KEPT).delete()[0]
    )
    SignedIn.objects.filter(began_at__lt=at - SESSIONS_KEPT).delete()
    return gone
