"""`motcua load`: a province from its data folders, and as many synthetic dossiers as wanted."""

from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from motcua.apps.catalog.loading import CatalogFilesInvalid
from motcua.apps.ops.commands.progress import step
from motcua.apps.ops.loading import Part, load_province
from motcua.apps.organization.loading import DataRefused

EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("province", type=EXISTING_FOLDER, required=False)
@click.option(
    "--organization", "parts", flag_value="organization", multiple=True, help="Agencies, units and people."
)
@click.option(
    "--calendars", "parts", flag_value="calendars", multiple=True, help="Holidays and office hours."
)
@click.option(
    "--procedures", "parts", flag_value="procedures", multiple=True, help="Procedures, processes and offers."
)
@click.option(
    "--procedures-from", type=EXISTING_FOLDER, help="Folder of procedures; the one beside PROVINCE otherwise."
)
@click.option(
    "--dossiers", type=click.IntRange(min=0), default=0, metavar="N", help="Add N synthetic dossiers in bulk."
)
def load(*, province: Path | None, parts: tuple[str, ...], procedures_from: Path | None, dossiers: int) -> None:  # fmt: skip
    """Load the province in folder PROVINCE: everything, or only the parts named.

    Loading again adds what is new and leaves alone what people have changed since.
    """
    try:
        told = load_province(
            province or settings.MOTCUA_PROVINCE,
            at=timezone.now(),
            parts=[Part(part) for part in parts] or list(Part),
            procedures=procedures_from,
            step=step,
        )
    except (DataRefused, CatalogFilesInvalid) as error:
        raise click.ClickException(_mistakes(error)) from error
    for line in told.values():
        click.echo(line)
    if dossiers:
        _add_dossiers(dossiers)


def _mistakes(error: DataRefused | CatalogFilesInvalid) -> str:
    lines = "\n".join(map(str, error.problems))
    return f"nothing of this part was loaded; {len(error.problems)} mistakes:\n{lines}"


def _add_dossiers(count: int) -> None:
    from motcua.apps.ops.demo import bulk  # noqa: PLC0415  # Only who asks for dossiers pays for their tables.

    with step("Dossiers") as tell:
        bulk.generate(count, progress=lambda done: tell(f"{done:,} of {count:,}"))
