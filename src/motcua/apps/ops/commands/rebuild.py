"""`motcua rebuild`: rows, work items, intervals and search words anew from the journal."""

import click
from django.utils import timezone

from motcua.apps.dossiers import evidence
from motcua.apps.dossiers.parallel import all_processors
from motcua.apps.dossiers.rebuild import rebuild as rebuild_some
from motcua.apps.dossiers.rebuild import rebuild_all
from motcua.apps.ops.commands.dossiers import dossier_of
from motcua.apps.ops.commands.progress import bar


@click.command()
@click.option("--code", "codes", multiple=True, help="Only this dossier; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Every dossier.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=all_processors,
    help="Processes; one per processor otherwise.",
)
def rebuild(*, codes: tuple[str, ...], everything: bool, jobs: int) -> None:  # fmt: skip
    """Make projections anew from the journal, which stays untouched; rows that agree with it are left alone.

    May run beside running work, be stopped and be run again: some hundred dossiers at a time are locked.
    """
    if bool(codes) == everything:
        raise click.UsageError("Name dossiers with --code, or say --all.")
    began = timezone.now()
    if codes:
        done = rebuild_some([dossier_of(code) for code in codes])
    else:
        with bar("Dossiers", evidence.count()) as show:
            done = rebuild_all(jobs=jobs, progress=show)
    seconds = (timezone.now() - began).total_seconds()
    rate = done.folded / seconds
    click.echo(
        f"{done.folded:,} dossiers folded, {done.rewritten:,} of them written anew "
        f"({seconds:.1f} s, {rate:,.0f} dossiers/s)."
    )
