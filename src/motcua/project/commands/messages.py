"""`motcua messages`, `outbox` and `simulate`: the queue of messages, what a trial sent, carriers to try with."""

import time

import click
from django.conf import settings
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from motcua.apps.notifications import queries
from motcua.apps.notifications.misbehaving import Behavior
from motcua.connectors.mail.simulator import MailSimulator
from motcua.connectors.outbox.file import written
from motcua.connectors.sms.simulator import SmsSimulator
from motcua.connectors.zalo.simulator import ZaloSimulator
from motcua.domain.calendar import TIMEZONE

console = Console(highlight=False)


@click.command()
def messages() -> None:
    """Show what waits in each lane, how messages stand, and how the carriers are."""
    at = timezone.now()
    lanes = Table("Lane", "Waiting jobs", "Oldest message", title="Queue", title_justify="left")
    for lane in queries.lanes():
        oldest = f"{(at - lane.since).total_seconds():.0f} s" if lane.since else ""
        lanes.add_row(lane.name, str(lane.waiting), oldest)
    states = Table("State", "Messages", title_justify="left")
    for state, number in queries.states().items():
        states.add_row(state, str(number))
    carriers = Table("Carrier", "Way", "Now", "Last failure", title="Carriers", title_justify="left")
    for one in queries.carrier_facts(at):
        now = (
            f"rests until {one.resting_until.astimezone(TIMEZONE):%H:%M:%S}" if one.resting_until else "asked"
        )
        carriers.add_row(one.name, one.way, now, one.last_code)
    for table in (lanes, states, carriers):
        console.print(table)


@click.command()
@click.option("--last", default=20, show_default=True, help="How many messages.")
@click.option("--follow", is_flag=True, help="Go on showing new ones until Ctrl-C.")
def outbox(*, last: int, follow: bool) -> None:
    """Show the messages of a trial, one-time codes too; there is no such place in production."""
    if settings.PRODUCTION:
        raise click.ClickException("In production messages go to people, and nobody else reads them.")
    found = list(written(settings.MOTCUA_OUTBOX))
    shown = found[-last:]
    while True:
        for one in shown:
            console.print(f"[dim]{one.at[:19]}[/]  [bold]{one.way}[/] {one.address}\n  {one.text}")
        if not follow:
            return
        time.sleep(1)
        seen, found = len(found), list(written(settings.MOTCUA_OUTBOX))
        shown = found[seen:]


@click.command()
@click.argument("kind", type=click.Choice(["sms", "mail", "zalo"]))
@click.option("--port", default=0, help="Any free one otherwise.")
@click.option(
    "--behave",
    multiple=True,
    type=click.Choice([behavior.value for behavior in Behavior]),
    help="How to answer the next requests, in this order; repeat the option.",
)
@click.option("--usually", default=Behavior.TAKE.value, type=click.Choice([b.value for b in Behavior]))
def simulate(*, kind: str, port: int, behave: tuple[str, ...], usually: str) -> None:
    """Play a carrier on this machine until Ctrl-C, showing what it takes."""
    makers = {"sms": SmsSimulator, "mail": MailSimulator, "zalo": ZaloSimulator}
    simulator: SmsSimulator | MailSimulator | ZaloSimulator = makers[kind](port)
    simulator.moods.usually = Behavior(usually)
    simulator.moods.behave(*(Behavior(word) for word in behave))
    with simulator:
        where = (
            f"smtp://127.0.0.1:{simulator.port}" if isinstance(simulator, MailSimulator) else simulator.url
        )
        console.print(f"{kind}: {where}")
        shown = 0
        while True:
            for taken in simulator.taken[shown:]:
                console.print(str(taken))
            shown = len(simulator.taken)
            time.sleep(0.3)
