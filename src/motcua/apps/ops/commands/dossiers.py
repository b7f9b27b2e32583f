"""Naming dossiers on the command line."""

from uuid import UUID

import click

from motcua.apps.dossiers.queries import find_id_by_code


def dossier_of(code: str) -> UUID:
    """Return the id of the dossier named by its code, or by its id while it has no code."""
    try:
        return UUID(code)
    except ValueError:
        pass
    found = find_id_by_code(code)
    if found is None:
        raise click.ClickException(f"There is no dossier {code}.")
    return found
