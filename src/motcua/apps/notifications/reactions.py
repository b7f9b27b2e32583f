"""What people are told when something happens; in the transaction of the act that made it happen."""

from datetime import datetime
from typing import Final

from motcua.apps.dossiers.events import DossierMoved, DueSoon
from motcua.apps.dossiers.queries.states import state_by_code
from motcua.apps.notifications import happenings, operations, recipients
from motcua.domain.access import Actor

DUE_SOON: Final = "Hồ sơ {code} đến hạn ngày làm việc tới"
DUE_SOON_TEXT: Final = "Hạn: {due}. Nếu không kịp, hôm nay là ngày cuối để xin lỗi và hẹn lại đúng quy định."


def tell_applicants(event: DossierMoved, *, actor: Actor, at: datetime) -> None:
    """Write to everybody of a dossier about what has happened to it."""
    found = happenings.told(event.entry.event, event.state)
    if found is None:
        return
    about, values = happenings.about(event.state), None
    for receiver in recipients.of_dossier(event.state):
        values = values or happenings.values_of(event.state, found[1], at)
        operations.send(
            event=found[0], subject=f"dossier:{event.state.id}:{event.entry.seq}", receiver=receiver, values=values,
            at=at, about=about,
        )  # fmt: skip


def remind_officers(event: DueSoon, *, actor: Actor, at: datetime) -> None:
    """Tell those who have a dossier in their hands that it is due on the next working day (R-A39)."""
    state = state_by_code(event.code)
    if state is None:
        return
    due = f"{happenings.day(event.due_at)}"
    for account_id in sorted({item.assignee for item in state.items if item.assignee is not None}):
        operations.remind_officer(
            account_id=account_id, title=DUE_SOON.format(code=event.code), text=DUE_SOON_TEXT.format(due=due),
            subject=f"due:{event.dossier_id}:{due}", dossier_id=event.dossier_id, code=event.code, at=at,
        )  # fmt: skip
