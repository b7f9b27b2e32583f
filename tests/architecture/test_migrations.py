"""One line of migrations per app, complete, and free of our code."""

import ast

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.architecture.reading import SOURCE, Module, module


def imports_of_ours(source: Module) -> list[str]:
    """Return what a migration imports from our apps, which change while it must not."""
    names = [
        name
        for node in ast.walk(source.tree)
        for name in (
            [node.module]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in getattr(node, "names", [])]
        )
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return [name for name in names if name and name.startswith("motcua.")]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_app_has_one_head():
    assert MigrationLoader(None).detect_conflicts() == {}


def test_every_app_names_its_head():
    ours = [app for app in apps.get_app_configs() if app.name.startswith("motcua.apps.")]
    with_tables = [app for app in ours if list(app.get_models())]
    files = {
        app.label: SOURCE / "apps" / app.label / "migrations" / "max_migration.txt" for app in with_tables
    }

    assert [label for label, file in files.items() if not file.exists()] == []


def test_migrations_do_not_lean_on_code_that_changes():
    found = {
        str(path.relative_to(SOURCE)): names
        for path in SOURCE.glob("apps/*/migrations/[0-9]*.py")
        if (names := imports_of_ours(Module("", "", ast.parse(path.read_text()))))
    }

    assert found == {}


def test_a_planted_import_is_found():
    assert imports_of_ours(module("x", "from motcua.apps.catalog import models\n")) == ["motcua.apps.catalog"]
