"""Who reacts to what, on one page.

A lower app announces an event and knows nobody above it; here the two are joined. Reactions run in
the transaction of the operation that announced, so they mostly enqueue jobs.
"""

from motcua.apps.audit.announce import Reaction, subscribe
from motcua.apps.catalog.events import ProcedurePublished, ProcessPublished
from motcua.apps.catalog.reactions import pass_offers_on, read_addresses_anew
from motcua.apps.citizens.events import AccountChanged, CodeIssued, MemberInvited, PowerAsked
from motcua.apps.citizens.reactions import write_code_down
from motcua.apps.deadlines.events import CalendarChanged
from motcua.apps.dossiers.events import DossierMoved, DueSoon, RecountOrdered
from motcua.apps.dossiers.reactions import begin_recount, pass_dossiers_on, set_timers
from motcua.apps.feedback.events import DossierRated, MessageWritten
from motcua.apps.organization.events import AgenciesSucceeded, UnitsChanged

REACTIONS: dict[type, tuple[Reaction, ...]] = {
    CodeIssued: (write_code_down,),
    AgenciesSucceeded: (pass_offers_on, pass_dossiers_on),
    DossierMoved: (set_timers,),
    RecountOrdered: (begin_recount,),
    UnitsChanged: (read_addresses_anew,),
}

SILENT: tuple[type, ...] = (
    ProcedurePublished,  # Running dossiers keep the version under which they were accepted.
    ProcessPublished,
    CalendarChanged,  # Promised due dates stay; caches follow the version of the calendar.
    AccountChanged,
    MemberInvited,
    PowerAsked,
    DossierRated,  # Figures are counted when they are read.
    MessageWritten,  # For those who will write to the other side.
    DueSoon,  # For those who will write to officers and applicants.
)
"""Events that are announced for whoever comes later and that nobody needs today."""


def connect() -> None:
    """Subscribe every reaction; called once, when Django has loaded the apps."""
    for event, reactions in REACTIONS.items():
        subscribe(event, *reactions)
