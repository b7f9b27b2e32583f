"""Why a command on a dossier is refused. Facts only; sentences are written where they are shown."""

from datetime import date

from motcua.domain.errors import DomainError


class WrongStage(DomainError):
    """The command does not apply at the dossier's stage."""

    code = "dossier.wrong-stage"

    def __init__(self, *, command: str, stage: int) -> None:
        super().__init__(f"{command} at stage {stage}")
        self.command = command
        self.stage = stage


class AlreadyEnded(DomainError):
    """A result, refusal, withdrawal or closure has already been decided."""

    code = "dossier.already-ended"

    def __init__(self, *, result: str) -> None:
        super().__init__(result)
        self.result = result


class NoSuchItem(DomainError):
    """The work item is closed: somebody else has acted on it."""

    code = "dossier.no-such-item"

    def __init__(self, *, item: int) -> None:
        super().__init__(str(item))
        self.item = item


class NotAStep(DomainError):
    """The work item is a consultation, not a step, or the reverse."""

    code = "dossier.wrong-kind-of-item"

    def __init__(self, *, item: int) -> None:
        super().__init__(str(item))
        self.item = item


class ClockStands(DomainError):
    """The dossier is paused; nothing moves until the clock goes on."""

    code = "dossier.clock-stands"

    def __init__(self, *, ground: str) -> None:
        super().__init__(ground)
        self.ground = ground


class ReasonMissing(DomainError):
    """A refusal, delay or request needs its reason in writing (R-A45)."""

    code = "dossier.reason-missing"

    def __init__(self, *, field: str = "reason") -> None:
        super().__init__(field)
        self.field = field


class SwitchedOff(DomainError):
    """The process does not allow this at the step."""

    code = "dossier.switched-off"

    def __init__(self, *, switch: str, step: str) -> None:
        super().__init__(f"{switch} at {step}")
        self.switch = switch
        self.step = step


class StepUnfinished(DomainError):
    """The step demands something before it may be handed over."""

    code = "dossier.step-unfinished"

    def __init__(self, *, missing: str, step: str) -> None:
        super().__init__(f"{step} lacks {missing}")
        self.missing = missing
        self.step = step


class DraftSaysOtherwise(DomainError):
    """The chosen way out and the draft do not say the same."""

    code = "dossier.draft-says-otherwise"

    def __init__(self, *, draft: str, action: str) -> None:
        super().__init__(f"{draft} but {action}")
        self.draft = draft
        self.action = action


class ConsultationOpen(DomainError):
    """An answer is still awaited and its deadline has not passed (R-A34)."""

    code = "dossier.consultation-open"

    def __init__(self, *, due_on: date) -> None:
        super().__init__(due_on.isoformat())
        self.due_on = due_on


class ConsultationStillRuns(DomainError):
    """The consulted unit still has time to answer."""

    code = "dossier.consultation-still-runs"

    def __init__(self, *, due_on: date) -> None:
        super().__init__(due_on.isoformat())
        self.due_on = due_on


class DateNotLater(DomainError):
    """The date must lie after another one."""

    code = "dossier.date-not-later"

    def __init__(self, *, given: date, after: date) -> None:
        super().__init__(f"{given} is not after {after}")
        self.given = given
        self.after = after


class DueUnchanged(DomainError):
    """By the calendar as it is now the dossier and its steps are due when they were before."""

    code = "dossier.due-unchanged"

    def __init__(self, *, due_on: date) -> None:
        super().__init__(due_on.isoformat())
        self.due_on = due_on


class NothingToTakeOver(DomainError):
    """No unit or agency of the dossier has passed to another one."""

    code = "dossier.nothing-to-take-over"


class TooManySupplements(DomainError):
    """The dossier has been sent back for completion as often as the rule allows (R-A44)."""

    code = "dossier.too-many-supplements"

    def __init__(self, *, allowed: int) -> None:
        super().__init__(str(allowed))
        self.allowed = allowed


class AlreadyExtended(DomainError):
    """There is one re-appointment only (R-A39, R-A46)."""

    code = "dossier.already-extended"

    def __init__(self, *, new_due_on: date) -> None:
        super().__init__(new_due_on.isoformat())
        self.new_due_on = new_due_on


class NothingAsked(DomainError):
    """No supplement request is waiting for an answer."""

    code = "dossier.nothing-asked"


class NoSuchObligation(DomainError):
    """The obligation does not exist or is no longer due."""

    code = "dossier.no-such-obligation"

    def __init__(self, *, obligation: int) -> None:
        super().__init__(str(obligation))
        self.obligation = obligation


class AmountNotPositive(DomainError):
    """A sum asked of the applicant must be above zero."""

    code = "dossier.amount-not-positive"

    def __init__(self, *, amount_vnd: int) -> None:
        super().__init__(str(amount_vnd))
        self.amount_vnd = amount_vnd


class FeesUnpaid(DomainError):
    """The result is handed over once the fees are settled (R-A40)."""

    code = "dossier.fees-unpaid"

    def __init__(self, *, amount_vnd: int) -> None:
        super().__init__(str(amount_vnd))
        self.amount_vnd = amount_vnd


class NotRecallable(DomainError):
    """The receiver has already taken the dossier up."""

    code = "dossier.not-recallable"


class NoWayBack(DomainError):
    """Nobody sent this item, so there is nobody to send it back to."""

    code = "dossier.no-way-back"


class NotImmediate(DomainError):
    """The procedure is not one that is finished at the counter (R-A25, R-A26)."""

    code = "dossier.not-immediate"


class NothingChanged(DomainError):
    """A correction changes nothing."""

    code = "dossier.nothing-changed"


class NoSuchPaper(DomainError):
    """The dossier lists no such paper."""

    code = "dossier.no-such-paper"

    def __init__(self, *, paper: str) -> None:
        super().__init__(paper)
        self.paper = paper


class PapersMissing(DomainError):
    """Required papers are not there; the dossier cannot be accepted yet (R-A22a)."""

    code = "dossier.papers-missing"

    def __init__(self, *, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class PapersNotComing(DomainError):
    """No paper dossier is on its way to this unit."""

    code = "dossier.papers-not-coming"


class UnitUnknown(DomainError):
    """No unit stands behind a step of the process at this agency."""

    code = "dossier.unit-unknown"

    def __init__(self, *, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference
