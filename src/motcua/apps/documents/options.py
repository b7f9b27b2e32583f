"""What a province prints beyond what the form demands (`MOTCUA_PRINT`)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from django.conf import settings

from motcua.apps.documents.sheets import Applicant, Receipt, Sheet
from motcua.domain.masking import mask_citizen_id

AnySheet = TypeVar("AnySheet", bound=Sheet)


@dataclass(frozen=True)
class PrintOptions:
    """The optional rows: identity number, fees, lookup address with QR and PIN, hotline."""

    identity: Literal["full", "masked", "hidden"] = "masked"
    fees: bool = True
    lookup: bool = True
    hotline: bool = True
    rating: bool = True

    def applied_to(self, sheet: AnySheet) -> AnySheet:
        """Return the sheet without what this province does not print."""
        changes: dict[str, Any] = {}
        if isinstance(getattr(sheet, "applicant", None), Applicant):
            changes["applicant"] = self._shown(sheet.applicant)  # type: ignore[attr-defined]
        if isinstance(sheet, Receipt):
            changes |= self._receipt_changes()
        if not self.rating and hasattr(sheet, "rating"):
            changes["rating"] = None
        return replace(sheet, **changes)

    def _receipt_changes(self) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        if not self.fees:
            changes["fees"] = ()
        if not self.lookup:
            changes |= {"lookup_url": "", "lookup_address": "", "pin": ""}
        if not self.hotline:
            changes["hotline"] = ""
        return changes

    def _shown(self, applicant: Applicant) -> Applicant:
        if self.identity == "full" or not applicant.identity:
            return applicant
        return replace(
            applicant, identity=mask_citizen_id(applicant.identity) if self.identity == "masked" else ""
        )


def current() -> PrintOptions:
    """Return the options of this installation."""
    chosen: Mapping[str, Any] = settings.MOTCUA_PRINT
    return PrintOptions(**chosen)
