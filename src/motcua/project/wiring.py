"""Who reacts to what, on one page.

A lower app announces an event and knows nobody above it; here the two are joined. Reactions run in
the transaction of the operation that announced, so they mostly enqueue jobs.
"""

from functools import partial

from django.conf import settings

from motcua.apps.audit.announce import Reaction, subscribe
from motcua.apps.catalog.events import ProcedurePublished, ProcessPublished
from motcua.apps.catalog.reactions import pass_offers_on, read_addresses_anew
from motcua.apps.citizens import ports as citizens_ports
from motcua.apps.citizens.events import AccountChanged, CodeIssued, MemberInvited, PowerAsked
from motcua.apps.deadlines.events import CalendarChanged
from motcua.apps.documents import scanning
from motcua.apps.dossiers.events import DossierMoved, DueSoon, RecountOrdered
from motcua.apps.dossiers.reactions import begin_recount, pass_dossiers_on, set_timers
from motcua.apps.feedback.events import DossierRated, IncidentReported, MessageWritten, SubmissionMoved
from motcua.apps.notifications import carriers
from motcua.apps.notifications import reactions as notices
from motcua.apps.notifications.tokens import DatabaseTokens
from motcua.apps.organization.events import AgenciesSucceeded, UnitsChanged
from motcua.apps.payments import ports as payments
from motcua.apps.payments.accounts import partner
from motcua.apps.payments.reactions import follow_dossier
from motcua.connectors.identity.oidc import Client, OpenIdConnect
from motcua.connectors.mail.smtp import SmtpServer
from motcua.connectors.outbox.file import FileOutbox
from motcua.connectors.payment.payplat import PayPlat
from motcua.connectors.scanning.clamav import ClamAv
from motcua.connectors.sms.kannel import KannelGateway
from motcua.connectors.zalo.zns import ZaloAccount

REACTIONS: dict[type, tuple[Reaction, ...]] = {
    CodeIssued: (notices.send_code,),
    AccountChanged: (notices.warn_of_change,),
    MemberInvited: (notices.invite_member,),
    PowerAsked: (notices.ask_for_power,),
    MessageWritten: (notices.tell_of_writing,),
    AgenciesSucceeded: (pass_offers_on, pass_dossiers_on),
    DossierMoved: (follow_dossier, set_timers, notices.tell_applicants),
    DueSoon: (notices.remind_officers,),
    RecountOrdered: (begin_recount,),
    UnitsChanged: (read_addresses_anew,),
}

SILENT: tuple[type, ...] = (
    ProcedurePublished,  # Running dossiers keep the version under which they were accepted.
    ProcessPublished,
    CalendarChanged,  # Promised due dates stay; caches follow the version of the calendar.
    DossierRated,  # Figures are counted when they are read.
    IncidentReported,
    SubmissionMoved,
)
"""Events that are announced for whoever comes later and that nobody needs today."""

CARRIERS: dict[str, carriers.Maker] = {
    "kannel": KannelGateway.of,
    "smtp": SmtpServer.of,
    "zns": partial(ZaloAccount.of, tokens=DatabaseTokens()),
    "outbox": FileOutbox.of,
}
"""Kinds of carriers that `MOTCUA_CARRIERS` may name."""


def connect() -> None:
    """Subscribe every reaction and join the ports; called once, when Django has loaded the apps."""
    for event, reactions in REACTIONS.items():
        subscribe(event, *reactions)
    carriers.join(CARRIERS)
    scanning.join(ClamAv(settings.MOTCUA_CLAMAV) if settings.MOTCUA_CLAMAV else None)
    citizens_ports.join(_national_identity())
    if settings.MOTCUA_PAYPLAT_URL:
        payments.join(PayPlat(url=settings.MOTCUA_PAYPLAT_URL, partner=partner()))


def _national_identity() -> OpenIdConnect | None:
    """Return who vouches for citizens (`MOTCUA_IDENTITY_ISSUER`); None where nobody does."""
    if not settings.MOTCUA_IDENTITY_ISSUER:
        return None
    client = Client(
        issuer=settings.MOTCUA_IDENTITY_ISSUER,
        client_id=settings.MOTCUA_IDENTITY_CLIENT_ID,
        client_secret=settings.MOTCUA_IDENTITY_CLIENT_SECRET,
        scope=settings.MOTCUA_IDENTITY_SCOPE,
        acr_values=settings.MOTCUA_IDENTITY_LEVEL,
    )
    return OpenIdConnect(client)
