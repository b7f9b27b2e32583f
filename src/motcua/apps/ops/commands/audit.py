"""`motcua audit`: verify the journal, seal days, prove what a dossier was like."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

import click
from django.utils import timezone

from motcua.apps.audit import merkle
from motcua.apps.audit import queries as journal
from motcua.apps.dossiers import audit as proving
from motcua.apps.dossiers import evidence, heads
from motcua.apps.dossiers.evidence import Divergence
from motcua.apps.dossiers.parallel import all_processors
from motcua.apps.ops.commands.dossiers import dossier_of
from motcua.apps.ops.commands.progress import bar
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.errors import DomainError

OPERATOR = Actor.system("audit")
DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])


@click.group()
def audit() -> None:
    """Verify the journal against every dossier; seal days; prove what a dossier was like."""


@audit.command()
@click.option("--code", "codes", multiple=True, help="Only this dossier; may be repeated.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Only N dossiers, chosen by chance.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=all_processors,
    help="Processes; one per processor otherwise.",
)
@click.option(
    "--days",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    help="How many sealed days are computed anew.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer as one JSON object.")
def verify(*, codes: tuple[str, ...], sample: int | None, jobs: int, days: int, as_json: bool) -> None:  # fmt: skip
    """Check every hash, fold every journal, compare every row; end with 1 at the first thing that does not hold.

    Without --code and --sample the dossier numbers, the administrative journal and the sealed days are checked
    too. May run beside running work.
    """
    began = timezone.now()
    if codes or sample:
        ids = [dossier_of(code) for code in codes] if codes else evidence.sampled_ids(sample or 0)
        with bar("Dossiers", len(ids)) as show:
            verdict = proving.verify_dossiers(_batches(ids), jobs=jobs if len(ids) > 1 else 1, progress=show)
    else:
        with bar("Dossiers", evidence.count()) as show:
            verdict = proving.verify_all(jobs=jobs, days=days, progress=show)
    seconds = (timezone.now() - began).total_seconds()
    click.echo(_as_json(verdict, seconds) if as_json else in_words(verdict, seconds))
    sys.exit(1 if verdict.wrong else 0)


def _batches(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(ids), evidence.BATCH):
        yield ids[start : start + evidence.BATCH]


def _as_json(verdict: proving.Verdict, seconds: float) -> str:
    wrong = None if verdict.wrong is None else asdict(verdict.wrong)
    facts = {"holds": verdict.wrong is None, "dossiers": verdict.dossiers, "events": verdict.events}
    return json.dumps(
        {**facts, "seconds": round(seconds, 3), "wrong": wrong}, ensure_ascii=False, default=str
    )


def in_words(verdict: proving.Verdict, seconds: float) -> str:
    """Return a verdict as the operator reads it."""
    counted = f"{verdict.dossiers:,} dossiers, {verdict.events:,} events"
    wrong = verdict.wrong
    if wrong is None:
        rate = verdict.dossiers / seconds if seconds else 0.0
        return f"{counted}: everything holds ({seconds:.1f} s, {rate:,.0f} dossiers/s)."
    if isinstance(wrong, Divergence):
        place = f"{wrong.where} {wrong.position}" if wrong.position is not None else wrong.where
        which = f"{wrong.code or 'without a code'} ({wrong.dossier_id})"
        return (
            f"Dossier {which}, {place}, {wrong.field}:\n  expected {wrong.expected}\n  found    {wrong.found}"
        )
    return (
        f"{wrong.where.capitalize()}, {wrong.place}:\n  expected {wrong.expected}\n  found    {wrong.found}"
    )


@audit.command()
@click.option("--day", type=DAY, help="The day, such as 2026-11-02; yesterday otherwise.")
def root(*, day: datetime | None) -> None:
    """Seal a day that is over, if it is not sealed yet, and print its root for publishing."""
    now = timezone.now()
    chosen = day.date() if day else now.astimezone(TIMEZONE).date() - timedelta(days=1)
    try:
        sealed = heads.seal(chosen, actor=OPERATOR, at=now)
    except DomainError as error:
        raise click.ClickException(f"{chosen.isoformat()} is not over yet.") from error
    click.echo(f"{chosen.isoformat()} {sealed}")


@audit.command()
@click.argument("code")
@click.option("--day", type=DAY, help="A sealed day, such as 2026-11-02; the last one otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print the proof as JSON, for whoever checks it.")
def proof(*, code: str, day: datetime | None, as_json: bool) -> None:
    """Print that the journal of dossier CODE stood under the published root of a day."""
    dossier_id = dossier_of(code)
    sealed = {seal.day: seal.root for seal in journal.seals()}
    chosen = day.date() if day else max(sealed, default=None)
    if chosen is None or chosen not in sealed:
        raise click.ClickException("That day is not sealed; `motcua audit root` seals one.")
    found = heads.proof_of(dossier_id, chosen)
    if found is None:
        raise click.ClickException(f"{code} had no journal yet at the end of {chosen.isoformat()}.")
    head, siblings = found
    facts = {"day": chosen.isoformat(), "root": sealed[chosen], "key": head.key, "head": head.hash}
    if as_json:
        click.echo(json.dumps({**facts, "siblings": [asdict(each) for each in siblings]}))
        return
    for name, value in facts.items():
        click.echo(f"{name:5} {value}")
    for sibling in siblings:
        click.echo(f"{'left ' if sibling.on_left else 'right'} {sibling.hash}")
    click.echo(_conclusion(merkle.holds(head, siblings, under=sealed[chosen]), chosen))


def _conclusion(holds: bool, day: date) -> str:  # noqa: FBT001  # What is concluded from.
    if holds:
        return f"The journal ended with this head on {day:%d/%m/%Y}."
    raise click.ClickException("The journal of that day has changed since it was sealed.")
