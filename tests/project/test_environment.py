"""What operators may set, and what production refuses."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from motcua.project import environment


def settings_with(tmp_path, **variables):
    """Import the settings in a process of its own; return its exit code and last line."""
    bare = {
        name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DATABASE_"))
    }
    completed = subprocess.run(
        [sys.executable, "-c", "from motcua.project import settings as s; print(s.ALLOWED_HOSTS, s.SECURE_SSL_REDIRECT)"],
        env=bare | {"MOTCUA_VAR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    return completed.returncode, (completed.stdout + completed.stderr).strip().splitlines()[-1]


PRODUCTION = {
    "MOTCUA_ENVIRONMENT": "production",
    "MOTCUA_SECRET_KEY": "k" * 50,
    "MOTCUA_HOSTS": "motcua.example.gov.vn",
    "DATABASE_URL": "postgresql://motcua@db/motcua",
}


def test_a_laptop_needs_no_setting_and_is_reached_from_itself_only(tmp_path):
    assert settings_with(tmp_path) == (0, "['127.0.0.1', 'localhost', '[::1]'] False")


def test_production_starts_when_all_is_said(tmp_path):
    assert settings_with(tmp_path, **PRODUCTION) == (0, "['motcua.example.gov.vn'] True")


@pytest.mark.parametrize("missing", ["MOTCUA_SECRET_KEY", "MOTCUA_HOSTS", "DATABASE_URL"])
def test_production_refuses_to_start_without(tmp_path, missing):
    code, last_line = settings_with(tmp_path, **PRODUCTION | {missing: ""})

    assert code != 0
    assert missing in last_line


def test_production_refuses_to_show_its_inside(tmp_path):
    code, last_line = settings_with(tmp_path, **PRODUCTION, MOTCUA_DEBUG="1")

    assert code != 0
    assert "MOTCUA_DEBUG" in last_line


@pytest.mark.parametrize("word", ["maybe", "2", "ja"])
def test_a_flag_that_is_no_flag_is_refused(monkeypatch, word):
    monkeypatch.setenv("MOTCUA_DEBUG", word)

    with pytest.raises(ImproperlyConfigured, match="MOTCUA_DEBUG"):
        environment.flag("MOTCUA_DEBUG")


def test_a_database_is_read_from_its_url():
    settings = environment.database("postgresql://an:p%40ss@db:6432/tinh?sslmode=require", pool=8)

    assert (settings["USER"], settings["PASSWORD"], settings["HOST"], settings["PORT"], settings["NAME"]) == (
        "an", "p@ss", "db", "6432", "tinh",
    )  # fmt: skip
    assert settings["OPTIONS"] == {
        "sslmode": "require",
        "pool": {"min_size": 2, "max_size": 8, "timeout": 10},
    }


def test_a_socket_stands_for_a_host():
    settings = environment.database("postgresql://postgres@/motcua?host=%2Ftmp%2Fsocket", pool=0)

    assert (settings["HOST"], settings["OPTIONS"], settings["CONN_MAX_AGE"]) == ("/tmp/socket", {}, None)  # noqa: S108


@pytest.mark.parametrize("url", ["", "mysql://a/b", "motcua"])
def test_another_kind_of_database_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database(url, pool=0)


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    file = tmp_path / "deep" / "secret-key"

    first, second = (environment.secret_key("MOTCUA_NO_KEY", file=file, required=False) for _ in range(2))

    assert first == second
    assert len(first) >= 50
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("written", ["{", "[1]", "fees"])
def test_a_mapping_that_is_no_json_object_is_refused(monkeypatch, written):
    monkeypatch.setenv("MOTCUA_PRINT", written)

    with pytest.raises(ImproperlyConfigured, match="MOTCUA_PRINT"):
        environment.mapping("MOTCUA_PRINT")


def test_a_mapping_is_read_and_empty_when_unset(monkeypatch):
    monkeypatch.setenv("MOTCUA_PRINT", '{"fees": false}')
    assert environment.mapping("MOTCUA_PRINT") == {"fees": False}
    monkeypatch.delenv("MOTCUA_PRINT")
    assert environment.mapping("MOTCUA_PRINT") == {}
