"""Who is told about a dossier: the account that filed it, the applicant, and whoever acts for them.

A phone number on the application form is given so that the office can reach the applicant about this dossier, and
the law tells the office to (R-A23, R-A39); invitations never go there.
"""

from collections.abc import Iterator

from motcua.apps.citizens import queries as citizens
from motcua.apps.notifications.operations.sending import Receiver
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.values import Party
from motcua.domain.errors import DomainError
from motcua.domain.identity import parse_email, parse_phone
from motcua.domain.messages.routing import Reach


def of_dossier(state: DossierState) -> list[Receiver]:
    """Return everybody who is told about a dossier; no phone and no address twice."""
    found: list[Receiver] = []
    phones: set[str] = set()
    emails: set[str] = set()
    for person_id, phone, email in _everybody(state):
        reach = Reach(
            phone="" if phone in phones else phone,
            email="" if email in emails else email,
            inbox=person_id is not None,
        )
        phones.add(phone)
        emails.add(email)
        if reach.phone or reach.email or reach.inbox:
            found.append(Receiver(reach, person_id))
    return found


def phone_or_nothing(text: str) -> str:
    """Return a phone number as typed by whoever, in one spelling; empty when it is none."""
    try:
        return parse_phone(text)
    except DomainError:
        return ""


def email_or_nothing(text: str) -> str:
    """Return an e-mail address in one spelling; empty when it is none."""
    try:
        return parse_email(text)
    except DomainError:
        return ""


def _everybody(state: DossierState) -> Iterator[tuple[int | None, str, str]]:
    """Yield accounts before parties: what an account is reached by counts as told."""
    seen: set[int] = set()
    applicant = state.application.applicant
    for person in (*citizens.followers_of(state.owner), *citizens.proven_as(applicant.citizen_id)):
        if person.id not in seen:
            seen.add(person.id)
            yield person.id, phone_or_nothing(person.phone), email_or_nothing(person.email)
    for party in (applicant, state.application.proxy):
        if party is not None:
            yield _party(party)


def _party(party: Party) -> tuple[None, str, str]:
    return None, phone_or_nothing(party.phone), email_or_nothing(party.email)
