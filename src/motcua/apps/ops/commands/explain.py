"""`motcua explain-due`: why a dossier is due when it is."""

import json

import click
from django.utils import timezone

from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.queries import state_of
from motcua.apps.dossiers.queries.page import explanation_of
from motcua.apps.ops.commands.dossiers import dossier_of
from motcua.apps.ops.due_words import DueFacts
from motcua.domain.access import Actor


@click.command()
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Answer as one JSON object.")
def explain_due(*, code: str, as_json: bool) -> None:
    """Say day by day why dossier CODE is due when it is, under its own regime, limit and stops."""
    state = state_of(dossier_of(code), actor=Actor.system("explain-due"))
    explanation = explanation_of(state, lawbook.law_of(state, timezone.now()))
    if explanation is None:
        raise click.ClickException(f"{code} has not been accepted: no time runs yet.")
    facts = DueFacts.of(state, explanation)
    click.echo(json.dumps(facts.data(), ensure_ascii=False) if as_json else "\n".join(facts.lines()))
