"""The national stages 1-10 and the ways between them.

Law: R-A90. The ways out of stage 2 to 7 are ours: an applicant may withdraw before the papers have left
the counter (docs/adr/0002).
"""

from enum import IntEnum


class Stage(IntEnum):
    """The national code of a dossier's stage."""

    LODGED = 1
    ACCEPTED = 2
    NOT_ACCEPTED = 3
    PROCESSING = 4
    SUPPLEMENT_ASKED = 5
    PAYMENT_ASKED = 6
    WITHDRAWAL_ASKED = 7
    STOPPED = 8
    DONE = 9
    RETURNED = 10


PAUSED = frozenset({Stage.SUPPLEMENT_ASKED, Stage.PAYMENT_ASKED, Stage.STOPPED})
FINAL = frozenset({Stage.NOT_ACCEPTED, Stage.RETURNED})

NEXT: dict[Stage, frozenset[Stage]] = {
    Stage.LODGED: frozenset(
        {
            Stage.ACCEPTED,
            Stage.NOT_ACCEPTED,
            Stage.SUPPLEMENT_ASKED,
            Stage.PAYMENT_ASKED,
            Stage.WITHDRAWAL_ASKED,
        }
    ),
    Stage.ACCEPTED: frozenset({Stage.PROCESSING, Stage.DONE, Stage.WITHDRAWAL_ASKED}),
    Stage.NOT_ACCEPTED: frozenset(),
    Stage.PROCESSING: frozenset(
        {Stage.SUPPLEMENT_ASKED, Stage.PAYMENT_ASKED, Stage.WITHDRAWAL_ASKED, Stage.STOPPED, Stage.DONE}
    ),
    Stage.SUPPLEMENT_ASKED: frozenset(
        {Stage.PROCESSING, Stage.ACCEPTED, Stage.WITHDRAWAL_ASKED, Stage.STOPPED, Stage.NOT_ACCEPTED}
    ),
    Stage.PAYMENT_ASKED: frozenset({Stage.PROCESSING, Stage.ACCEPTED, Stage.STOPPED}),
    Stage.WITHDRAWAL_ASKED: frozenset(
        {Stage.STOPPED, Stage.PROCESSING, Stage.ACCEPTED, Stage.LODGED, Stage.SUPPLEMENT_ASKED}
    ),
    Stage.STOPPED: frozenset({Stage.PROCESSING, Stage.RETURNED}),
    Stage.DONE: frozenset({Stage.RETURNED}),
    Stage.RETURNED: frozenset(),
}
"""Stages that may follow each stage. A refused withdrawal goes back to where it came from."""
