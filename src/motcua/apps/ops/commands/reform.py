"""`motcua reform`: agencies that change on a day, from a file of the province."""

from datetime import datetime
from pathlib import Path

import click
from django.utils import timezone

from motcua.apps.dossiers import succession
from motcua.apps.ops.commands.progress import bar
from motcua.apps.organization.loading import DataRefused
from motcua.apps.organization.reform import operations, read_reform
from motcua.apps.organization.reform.queries import reform as reform_facts
from motcua.apps.organization.reform.queries import ways_of
from motcua.apps.organization.reform.words import sentence
from motcua.domain.access import Actor, ActorKind
from motcua.domain.calendar import TIMEZONE
from motcua.domain.succession import Effects, Plan

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def reform() -> None:
    """Plan and apply what changes in agencies and units on a day."""


@reform.command()
@click.argument("file", type=FILE)
def plan(*, file: Path) -> None:
    """Check FILE against the agencies as they stand, and say what it would do to the work that lies there."""
    change = _read(file)
    _print(change, _effects(change))


@reform.command()
@click.argument("file", type=FILE)
@click.option("--title", help="What the plan is called; the name of the file otherwise.")
@click.option("--approved-by", required=True, metavar="NAME", help="Who has approved the plan.")
@click.option("--at", "moment", type=click.DateTime(), help="When, in Vietnam; now otherwise.")
def apply(*, file: Path, title: str | None, approved_by: str, moment: datetime | None) -> None:
    """Apply FILE and pass every open dossier to the successors; may be stopped and run again."""
    change = _read(file)
    at = moment.replace(tzinfo=TIMEZONE) if moment else timezone.now()
    reform_id = _applied(change, title or file.stem, approved_by, at)
    passed = _pass(reform_id, at)
    left = succession.without_holder(at)
    click.echo(f"{passed:,} dossiers passed; {len(left):,} without a holder.")
    if left:
        raise click.ClickException(
            "Some dossiers were refused; see the log, mend the cause and run it again."
        )


def _applied(change: Plan, title: str, approved_by: str, at: datetime) -> int:
    """Return the number of the plan; one that was applied before and stopped halfway goes on."""
    for reform_id in succession.passing_of(change):
        return reform_id
    try:
        reform_id = operations.propose_reform(title=title, plan=change, actor=Actor.system("console"), at=at)
        operations.approve_reform(reform_id=reform_id, actor=Actor(ActorKind.SYSTEM, approved_by), at=at)
    except operations.ReformFlawed as refused:
        raise _flawed(refused) from refused
    if reform_facts(reform_id).status != "applied":
        raise click.ClickException(f"Approved, but its day is {change.on:%d/%m/%Y}; it will be applied then.")
    return reform_id


def _pass(reform_id: int, at: datetime) -> int:
    done, after = 0, None
    with bar("Dossiers", len(succession.waiting(ways_of(reform_id)))) as show:
        while True:
            batch = succession.pass_batch(reform_id, at=at, after=after)
            done += batch.passed
            show(done)
            if (after := batch.last) is None:
                return done


def _read(file: Path) -> Plan:
    try:
        return read_reform(file)
    except DataRefused as refused:
        lines = "\n".join(map(str, refused.problems))
        raise click.ClickException(f"{len(refused.problems)} mistakes:\n{lines}") from refused


def _effects(change: Plan) -> Effects:
    try:
        return succession.effects_of(change, change.on)
    except operations.ReformFlawed as refused:
        raise _flawed(refused) from refused


def _flawed(refused: operations.ReformFlawed) -> click.ClickException:
    lines = "\n".join(f"{flaw.place or '.'}: {sentence(flaw)}" for flaw in refused.flaws)
    return click.ClickException(f"{len(refused.flaws)} mistakes:\n{lines}")


def _print(change: Plan, found: Effects) -> None:
    click.secho(f"{change.on:%d/%m/%Y}  {change.decision}", bold=True)
    click.echo(
        f"{len(change.foundings)} agencies begin, {len(change.ending())} end, {len(change.renamings)} are renamed."
    )
    click.echo(f"{found.moved:,} open dossiers pass; {found.posts} posts and {found.mandates} mandates end.")
    for passage in found.dossiers:
        click.echo(f"  {passage.count:>6,}  {passage.left.agency} → {passage.heir.agency}")
    for ending in found.endings:
        click.echo(
            f"  {ending.agency} ends; {', '.join(ending.successors)} takes over {ending.offers} offers"
        )
