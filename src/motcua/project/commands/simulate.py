"""`motcua simulate`: outside parties on this machine, with their known misbehavior."""

import os
from functools import partial
from typing import Final

import click

from motcua.connectors.payment.simulator import Platform, serve
from motcua.domain.payments.payplat import Partner

CARRIERS: Final = {
    "sms": "Play a gateway of text messages.",
    "mail": "Play a mail server.",
    "zalo": "Play Zalo.",
}


class Parties(click.Group):
    """The platform needs nothing; carriers are loaded with Django when one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every party's name."""
        return [*super().list_commands(ctx), *CARRIERS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a party; None when there is none of this name."""
        return _carrier(cmd_name) if cmd_name in CARRIERS else super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the parties without loading any."""
        own = [(name, command.get_short_help_str()) for name, command in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl([*own, *CARRIERS.items()])


def _carrier(kind: str) -> click.Command:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    import django  # noqa: PLC0415  # The platform is played without Django.

    django.setup()
    from motcua.project.commands.messages import simulate as carrier  # noqa: PLC0415

    assert carrier.callback is not None
    params = [param for param in carrier.params if param.name != "kind"]
    return click.Command(
        kind, callback=partial(carrier.callback, kind=kind), params=params, help=CARRIERS[kind]
    )


@click.group(cls=Parties)
def simulate() -> None:
    """Stand in for an outside party, on loopback only."""


@simulate.command()
@click.option("--port", default=8701, show_default=True)
@click.option("--partner", envvar="MOTCUA_PAYPLAT_PARTNER", default="MOTCUA", show_default=True)
@click.option("--secret", envvar="MOTCUA_PAYPLAT_SECRET", default="loopback-only", show_default=False)
@click.option("--callback", default="http://127.0.0.1:8000/thanh-toan/nen-tang/ket-qua", show_default=True)
@click.option(
    "--back", default="http://127.0.0.1:8000/thanh-toan/nen-tang/quay-lai?ma={reference}", show_default=True
)
def payplat(port: int, partner: str, secret: str, callback: str, back: str) -> None:
    """Play the national payment platform until interrupted; says its address first."""
    platform = Platform(Partner(code=partner, secret=secret), callback, back)
    with serve(platform, port) as server:
        click.echo(platform.address)
        server.serve_forever()
