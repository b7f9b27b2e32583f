"""Copies of a province: the database as of one moment, and every file that it may name.

BACKUPS/files/ab/cd/abcd….pdf         each content once, shared by all copies
BACKUPS/20261125T181500Z/database.dump   made by pg_dump, restored by pg_restore
BACKUPS/20261125T181500Z/files.sha256    what must lie in `files`; `sha256sum -c` checks it
BACKUPS/20261125T181500Z/facts.json      counts and hashes that a restored copy must have again
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages
from django.db import connection, transaction

from motcua.apps.audit import queries as journal
from motcua.apps.dossiers import evidence
from motcua.apps.ops import postgres

FILES = "files"
ONE_READ = 1 << 20


class BackupSpoiled(Exception):
    """A copy is not what it was when it was made, or a restored one is not what was copied."""

    def __init__(self, *, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Facts:
    """What a database must hold after it was restored."""

    dossiers: int
    events: int
    journal_head: str
    sealed_day: str
    sealed_root: str

    @classmethod
    def now(cls) -> "Facts":
        """Return the facts of the connected database."""
        sealed = journal.seals()[-1:]
        return cls(
            dossiers=evidence.count(),
            events=evidence.count_events(),
            journal_head=journal.head(),
            sealed_day=sealed[0].day.isoformat() if sealed else "",
            sealed_root=sealed[0].root if sealed else "",
        )


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy on disk."""

    folder: Path

    @property
    def dump(self) -> Path:
        """Return where the database is."""
        return self.folder / "database.dump"

    @property
    def manifest(self) -> Path:
        """Return where the list of files is."""
        return self.folder / "files.sha256"

    @property
    def files(self) -> Path:
        """Return where the files of all copies are."""
        return self.folder.parent / FILES

    def facts(self) -> Facts:
        """Return what the copy must restore to. Raises BackupSpoiled for a copy that was never finished."""
        try:
            return Facts(**json.loads((self.folder / "facts.json").read_text()))
        except FileNotFoundError:
            raise BackupSpoiled(what=f"{self.folder.name}: facts.json") from None

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the hash and the name of every file."""
        for line in self.manifest.read_text().splitlines():
            digest, _, name = line.partition("  ")
            yield digest, name.removeprefix(f"../{FILES}/")


Say = Callable[[str], None]


def back_up(directory: Path, *, at: datetime, say: Say = lambda how_far: None) -> Backup:
    """Copy everything; a copy without facts.json was interrupted. Raises postgres.ProgramFailed."""
    backup = Backup(directory / f"{at:%Y%m%dT%H%M%SZ}")
    backup.folder.mkdir(parents=True)
    # The dump and the facts see the database of one moment. Files come later: they are never changed, and
    # those that came meanwhile do no harm.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        facts = Facts.now()
        say("database")
        postgres.run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={backup.dump}")
    names = list(_copy_files(_storage_root(), backup.files, say))
    lines = (f"{Path(name).stem}  ../{FILES}/{name}\n" for name in names)
    backup.manifest.write_text("".join(lines))
    (backup.folder / "facts.json").write_text(json.dumps(asdict(facts), indent=2) + "\n")
    return backup


def check_files(backup: Backup, *, say: Say = lambda how_far: None) -> int:
    """Read every file of a copy and compare its hash; return how many there are. Raises BackupSpoiled."""
    count = 0
    for digest, name in backup.names():
        path = backup.files / name
        if not path.exists() or _hash_of(path) != digest:
            raise BackupSpoiled(what=f"{FILES}/{name}")
        count += 1
        say(f"{count} files")
    return count


def restore(backup: Backup, database: str) -> None:
    """Fill an empty database from a copy and compare. Raises BackupSpoiled, postgres.ProgramFailed."""
    expected = backup.facts()
    postgres.run(
        "pg_restore", f"--dbname={database}", "--jobs=2", "--exit-on-error", "--no-owner", str(backup.dump)
    )
    with postgres.connected_to(database):
        found = Facts.now()
    for name, value in asdict(expected).items():
        if getattr(found, name) != value:
            raise BackupSpoiled(what=f"{name}: {value} / {getattr(found, name)}")


def restore_files(backup: Backup, *, say: Say = lambda how_far: None) -> int:
    """Put back the files that are missing; return how many there are in the copy."""
    names = [name for _, name in backup.names()]
    list(_copy_files(backup.files, _storage_root(), say, names))
    return len(names)


def _copy_files(source: Path, target: Path, say: Say, names: list[str] | None = None) -> Iterator[str]:
    """Copy what the target lacks; yield every name."""
    for name in names if names is not None else _names_in(source):
        copy = target / name
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            draft = copy.with_name(f".{copy.name}.part")
            shutil.copyfile(source / name, draft)
            draft.replace(copy)
            say(name)
        yield name


def _names_in(root: Path) -> list[str]:
    """Return the finished files of the storage: those two folders deep, named by their hash."""
    return sorted(
        str(path.relative_to(root)) for path in root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/[0-9a-f]*")
    )


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while read := file.read(ONE_READ):
            digest.update(read)
    return digest.hexdigest()


def _storage_root() -> Path:
    storage = storages["default"]
    assert isinstance(storage, FileSystemStorage), "files in object storage are copied by its own means"
    return Path(storage.location)
