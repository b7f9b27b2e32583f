"""`motcua simulate`: outside parties on this machine, with their known misbehavior."""

import click

from motcua.connectors.payment.simulator import Platform, serve
from motcua.domain.payments.payplat import Partner


@click.group()
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
    """Stand in for the national payment platform until interrupted; says its address first."""
    platform = Platform(Partner(code=partner, secret=secret), callback, back)
    with serve(platform, port) as server:
        click.echo(platform.address)
        server.serve_forever()
