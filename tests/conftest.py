"""What every test may count on: a database and files of its own, no network, warnings as errors."""

import os
import tempfile
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models import QuerySet
from django.template.base import Template
from pytest_django.plugin import DjangoDbBlocker

from tests import database, order, rendering

hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, max_examples=60)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=2_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure(config: pytest.Config) -> None:
    """Let tests keep files in a scratch directory and hash passwords cheaply."""
    scratch = tempfile.TemporaryDirectory(prefix="motcua-files-")
    config.add_cleanup(scratch.cleanup)
    monkeypatch = pytest.MonkeyPatch()
    files = {
        "BACKEND": "motcua.connectors.storage.by_content.ContentStorage",
        "OPTIONS": {"root": scratch.name},
    }
    monkeypatch.setitem(django_settings.STORAGES, "default", files)
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(DatabaseOperations, "execute_sql_flush", database.empty_all_tables)
    monkeypatch.setattr(QuerySet, "_fetch_all", order.fetch_all_shuffled)
    monkeypatch.setattr(Template, "render", rendering.render_without_queries)
    config.add_cleanup(monkeypatch.undo)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this process a migrated database."""
    with django_db_blocker.unblock(), database.scratch_database():
        yield
