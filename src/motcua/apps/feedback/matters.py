"""Rows as the rules see them, and which agency is the office of the province."""

from datetime import datetime

from motcua.apps.feedback.models import Submission
from motcua.apps.organization import queries as organization
from motcua.domain.calendar import TIMEZONE
from motcua.domain.errors import DomainError
from motcua.domain.feedback.submissions import Kind, Matter, Office, State


class NoOfficeOfProvince(DomainError):
    """No agency is the office or the committee of the province: nobody could receive anything."""

    code = "feedback.no-office-of-province"


def matter_of(row: Submission) -> Matter:
    """Return what the rules need to know of a stored question or petition."""
    return Matter(
        kind=Kind(row.kind),
        state=State(row.state),
        agency=row.agency_id,
        about_agency=row.about_agency_id,
        concerned=frozenset(row.concerned),
        drafted_by=row.drafted_by,
    )


def office_of_province(at: datetime) -> Office:
    """Return the office and the committee of the province; one stands for the other that is missing.

    Raises NoOfficeOfProvince.
    """
    found = organization.agencies_of_kind("office", "province_committee", on=at.astimezone(TIMEZONE).date())
    offices = [agency.id for agency in found if agency.kind == "office" and agency.level == "province"]
    committees = [agency.id for agency in found if agency.kind == "province_committee"]
    if not offices and not committees:
        raise NoOfficeOfProvince
    return Office(office=(offices or committees)[0], committee=(committees or offices)[0])
