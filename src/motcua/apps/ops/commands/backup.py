"""`motcua backup`, `restore` and `restore-drill`: copies, and the proof that they can be lived from."""

import sys
from pathlib import Path

import click
from django.utils import timezone

from motcua.apps.dossiers import audit as proving
from motcua.apps.dossiers import evidence
from motcua.apps.dossiers.parallel import all_processors
from motcua.apps.ops import backup as copies
from motcua.apps.ops import postgres
from motcua.apps.ops.commands.audit import in_words
from motcua.apps.ops.commands.progress import bar, step

FOLDER = click.Path(file_okay=False, path_type=Path)
COPY = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("directory", type=FOLDER)
def backup(*, directory: Path) -> None:
    """Copy database and files into a new folder of DIRECTORY, beside running work; print the folder."""
    try:
        with step("Backup") as say:
            made = copies.back_up(directory, at=timezone.now(), say=say)
    except postgres.ProgramFailed as error:
        raise click.ClickException(str(error)) from error
    click.echo(made.folder)


@click.command()
@click.argument("folder", type=COPY)
def restore(*, folder: Path) -> None:
    """Fill the empty database of DATABASE_URL, and the files, from the copy in FOLDER."""
    copy = copies.Backup(folder.resolve())
    if not postgres.is_empty():
        raise click.ClickException("The database is not empty; name a new one in DATABASE_URL.")
    try:
        with step("Database"):
            copies.restore(copy, postgres.current())
        with step("Files") as say:
            files = copies.restore_files(copy, say=say)
    except (postgres.ProgramFailed, copies.BackupSpoiled) as error:
        raise click.ClickException(_trouble(error)) from error
    click.echo(
        f"{copy.facts().dossiers:,} dossiers and {files:,} files are back; `motcua audit verify` proves them."
    )


@click.command()
@click.argument("folder", type=COPY)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=all_processors,
    help="Processes; one per processor otherwise.",
)
def restore_drill(*, folder: Path, jobs: int) -> None:
    """Restore the copy in FOLDER into a scratch database, verify everything in it, and drop it again.

    Ends with 1 when anything does not hold. Running work is not touched.
    """
    copy = copies.Backup(folder.resolve())
    began = timezone.now()
    try:
        with step("Files") as say:
            files = copies.check_files(copy, say=say)
        with postgres.scratch_database() as name:
            with step("Database"):
                copies.restore(copy, name)
            with postgres.connected_to(name), bar("Dossiers", evidence.count()) as show:
                verdict = proving.verify_all(jobs=jobs, days=1, progress=show)
    except (postgres.ProgramFailed, copies.BackupSpoiled) as error:
        raise click.ClickException(_trouble(error)) from error
    seconds = (timezone.now() - began).total_seconds()
    click.echo(f"{files:,} files. {in_words(verdict, seconds)}")
    sys.exit(1 if verdict.wrong else 0)


def _trouble(error: postgres.ProgramFailed | copies.BackupSpoiled) -> str:
    if isinstance(error, copies.BackupSpoiled):
        return f"The copy is not what it was: {error.what}"
    return str(error)
