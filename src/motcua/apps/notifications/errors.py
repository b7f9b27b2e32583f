"""What is refused here."""

from motcua.domain.errors import DomainError


class MessageNotFound(DomainError):
    """There is no such message, or not for this reader."""

    code = "notifications.message-not-found"


class MessageNotDead(DomainError):
    """Only a message that was given up is sent again by hand."""

    code = "notifications.message-not-dead"


class MessageForgotten(DomainError):
    """The text or the address is no longer kept: a code, or a message of long ago."""

    code = "notifications.message-forgotten"


class StatutoryNotice(DomainError):
    """The law asks for this notice: nobody can do without it (R-A23, R-A39)."""

    code = "notifications.statutory-notice"
