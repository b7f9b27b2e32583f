"""How far a procedure may be done online, derived from what its service really offers.

The level is never typed in: the flags are kept and the level follows from them (R-E5).
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final


class ServiceLevel(IntEnum):
    """The four cumulative levels of an online service (R-E1 to R-E4)."""

    INFORMATION = 1
    FORMS = 2
    FILING = 3
    FULL = 4


class OnlineScope(StrEnum):
    """How a service is published since the four levels were given up (R-E10, R-E11)."""

    FULLY_ONLINE = "fully_online"
    PARTLY_ONLINE = "partly_online"
    INFORMATION_ONLY = "information_only"


class PresenceReason(StrEnum):
    """Why a service cannot be fully online; a partly online one is published with its reason (R-E12)."""

    PHYSICAL_PRESENCE = "physical_presence"
    FIELD_VERIFICATION = "field_verification"
    TECHNICAL_INCIDENT = "technical_incident"


@dataclass(frozen=True, slots=True)
class LevelStep:
    """One of the four levels: whether it is reached, and the flags that it still lacks (R-E1 to R-E4)."""

    level: ServiceLevel
    reached: bool
    lacking: tuple[str, ...] = ()


LEVEL_FLAGS: Final = (
    (ServiceLevel.INFORMATION, ("information",)),
    (ServiceLevel.FORMS, ("forms",)),
    (ServiceLevel.FILING, ("online_filing",)),
    (ServiceLevel.FULL, ("online_payment", "result_delivery")),
)
"""What each level asks for beyond the one below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFlags:
    """What the service of a procedure offers. `presence` says why somebody must come, if so."""

    information: bool = True
    forms: bool = False
    online_filing: bool = False
    online_payment: bool = False
    result_delivery: bool = False
    presence: PresenceReason | None = None

    @property
    def level(self) -> ServiceLevel:
        """Return the highest level whose conditions all hold, those of the lower levels included (R-E5).

        A procedure is described here, so the first level always holds.
        """
        level = ServiceLevel.INFORMATION
        for higher, held in (
            (ServiceLevel.FORMS, self.information and self.forms),
            (ServiceLevel.FILING, self.online_filing),
            (ServiceLevel.FULL, self.online_payment and self.result_delivery),
        ):
            if not held:
                break
            level = higher
        return level

    @property
    def steps(self) -> tuple[LevelStep, ...]:
        """Return every level with why it is not reached: what it lacks itself; a lower level may lack more."""
        return tuple(
            LevelStep(level, self.level >= level, tuple(flag for flag in flags if not getattr(self, flag)))
            for level, flags in LEVEL_FLAGS
        )

    @property
    def scope(self) -> OnlineScope:
        """Return how the service is published (R-E10 to R-E12, R-E15).

        Level 4 is fully online when nobody need come. Level 3 is partly online, and so is a lower one
        that is published with its reason; what is left only informs.
        """
        if self.level is ServiceLevel.FULL and self.presence is None:
            return OnlineScope.FULLY_ONLINE
        if self.level >= ServiceLevel.FILING or self.presence is not None:
            return OnlineScope.PARTLY_ONLINE
        return OnlineScope.INFORMATION_ONLY
