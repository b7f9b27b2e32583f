"""Copies of a province: made beside running work, checked, restored, found spoiled."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection

from motcua.apps.dossiers import heads, timers
from motcua.apps.dossiers.models import Dossier
from motcua.apps.ops import backup, postgres
from motcua.apps.ops.commands import backup as backup_command
from motcua.apps.ops.commands import restore as restore_command
from motcua.apps.ops.commands import restore_drill
from tests.factories.dossiers import DossierWorld, at

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 3, 18, 15, tzinfo=UTC)
CONTENT = "bản vẽ".encode()


@pytest.fixture
def made(tmp_path):
    world = DossierWorld()
    world.returned()
    world.at_step("sign")
    heads.seal(at("2026-11-02 08:00").date(), actor=timers.TIMER, at=at("2026-11-03 00:30"))
    storages["default"].save("ban-ve.pdf", ContentFile(CONTENT))
    return backup.back_up(tmp_path / "copies", at=NOW)


def drill(copy, code=0):
    answer = CliRunner().invoke(restore_drill, [str(copy.folder), "--jobs", "1"])
    assert answer.exit_code == code, answer.output
    return answer.output


def scratch_databases():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'motcua\\_drill\\_%'")
        return cursor.fetchone()[0]


def test_a_copy_says_what_it_must_restore_to(made):
    facts = made.facts()

    assert made.folder.name == "20261103T181500Z"
    assert (facts.dossiers, facts.sealed_day) == (2, "2026-11-02")
    assert facts.events > 12
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert (digest, f"{digest[:2]}/{digest[2:4]}/{digest}.pdf") in list(made.names())


def test_a_copy_can_be_lived_from_and_the_drill_leaves_nothing_behind(made):
    before = scratch_databases()

    words = drill(made)

    assert "2 dossiers" in words
    assert "everything holds" in words
    assert scratch_databases() == before
    assert Dossier.objects.count() == 2


def test_the_second_copy_shares_the_files_of_the_first(made, tmp_path):
    first = {path: path.stat().st_mtime_ns for path in made.files.rglob("*.pdf")}

    again = backup.back_up(tmp_path / "copies", at=NOW.replace(hour=19))

    assert {path: path.stat().st_mtime_ns for path in again.files.rglob("*.pdf")} == first
    assert backup.check_files(again) >= len(first)


def test_a_spoiled_file_is_found(made):
    digest = hashlib.sha256(CONTENT).hexdigest()
    next(made.files.rglob(f"{digest}.pdf")).write_bytes(b"khac")

    assert f"The copy is not what it was: files/{digest[:2]}/" in drill(made, code=1)


def test_a_copy_that_was_never_finished_is_refused(made):
    (made.folder / "facts.json").unlink()

    assert "facts.json" in drill(made, code=1)


def test_a_copy_that_restores_to_something_else_is_found(made):
    facts = made.folder / "facts.json"
    facts.write_text(json.dumps(json.loads(facts.read_text()) | {"events": 1}))

    assert "events: 1 / " in drill(made, code=1)
    assert scratch_databases() == 0


def test_a_spoiled_dump_is_refused_with_the_last_words_of_the_program(made):
    made.dump.write_bytes(made.dump.read_bytes()[:2000])

    assert "pg_restore failed" in drill(made, code=1)


def test_a_copy_of_an_altered_journal_does_not_pass_the_drill(tmp_path):
    state = DossierWorld().returned()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE dossiers_dossierevent SET role = 'khác' WHERE seq = 3")
        cursor.execute("SET session_replication_role = origin")
    copy = backup.back_up(tmp_path, at=NOW)

    assert f"Dossier {state.code} ({state.id}), event 3, hash" in drill(copy, code=1)


def test_an_empty_database_is_filled_and_missing_files_are_put_back(made):
    digest = hashlib.sha256(CONTENT).hexdigest()
    storage = storages["default"]
    storage.delete(f"{digest[:2]}/{digest[2:4]}/{digest}.pdf")

    with postgres.scratch_database() as name, postgres.connected_to(name):
        answer = CliRunner().invoke(restore_command, [str(made.folder)])
        assert answer.exit_code == 0, answer.output
        assert Dossier.objects.count() == 2

    with storage.open(f"{digest[:2]}/{digest[2:4]}/{digest}.pdf") as file:
        assert file.read() == CONTENT


def test_a_database_that_holds_anything_is_never_filled(made):
    answer = CliRunner().invoke(restore_command, [str(made.folder)])

    assert answer.exit_code == 1
    assert "The database is not empty" in answer.output


def test_the_command_prints_where_the_copy_is(tmp_path):
    answer = CliRunner().invoke(backup_command, [str(tmp_path)])

    assert answer.exit_code == 0
    assert backup.Backup(tmp_path / answer.stdout.strip().rpartition("/")[2]).facts().dossiers == 0


def test_a_program_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(postgres.ProgramFailed, match="pg_made_up is not installed"):
        postgres.find("pg_made_up")
