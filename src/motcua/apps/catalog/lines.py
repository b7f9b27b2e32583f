"""Versions of procedures and of their processes, as those who keep them see both: without what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from motcua.apps.catalog.models import ProcedureVersion, ProcessVersion, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version; `end_decision` is of procedures only, `editors` (who saved the draft) of processes only."""

    id: int
    key: str
    number: int
    status: str
    valid_from: date
    valid_to: date | None
    published_at: datetime | None
    decision: str
    author_account_id: int | None
    author: str
    reviewer: str
    reason: str
    remarks: str
    revision: int
    end_decision: str = ""
    editors: frozenset[int] = frozenset()

    @classmethod
    def of(cls, row: ProcedureVersion | ProcessVersion) -> Self:
        return cls(
            id=row.pk,
            key=row.procedure.key,
            number=row.number,
            status=row.status,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            published_at=row.published_at,
            decision=row.decision,
            author_account_id=row.author_account_id,
            author=row.author_name,
            reviewer=row.reviewer_name,
            reason=row.reason,
            remarks=row.remarks,
            revision=row.revision,
            end_decision=row.end_decision if isinstance(row, ProcedureVersion) else "",
            editors=frozenset(row.editor_ids) if isinstance(row, ProcessVersion) else frozenset(),
        )

    def holds(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.published and self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    @property
    def published(self) -> bool:
        """Tell whether it is, was or will be in force."""
        return self.status == Status.PUBLISHED

    @property
    def open(self) -> bool:
        """Tell whether it is still being worked on."""
        return self.status in (Status.DRAFT, Status.REVIEW)


@dataclass(frozen=True, slots=True)
class Situation:
    """Which of several versions is in force, which comes, which is being written."""

    current: VersionLine | None
    coming: VersionLine | None
    draft: VersionLine | None

    @classmethod
    def among(cls, versions: Iterable[VersionLine], on: date) -> Self:
        """Return the situation of a day."""
        lines = list(versions)
        return cls(
            current=next((line for line in lines if line.holds(on)), None),
            coming=next((line for line in lines if line.published and line.valid_from > on), None),
            draft=next((line for line in lines if line.open), None),
        )

    def has_draft(self, status: str) -> bool:
        """Tell whether a draft is at that status."""
        return self.draft is not None and self.draft.status == status


def before(line: VersionLine, versions: Iterable[VersionLine]) -> VersionLine | None:
    """Return the published version that one follows or would follow, among all of its kind."""
    earlier = [
        one for one in versions if one.published and one.id != line.id and one.valid_from <= line.valid_from
    ]
    return max(earlier, key=lambda one: one.valid_from, default=None)
