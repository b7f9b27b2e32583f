"""Bring a fresh checkout to the point where everything runs, and say what takes long.

Runs before any package is installed, so it uses the standard library only. What is up to date is
left alone: a stamp holds the hash of the files each step depends on.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
BIN = VENV / "bin"
LOG = CHECKOUT / "var" / "log" / "prepare.log"


def main() -> None:
    """Run the steps whose inputs changed."""
    os.chdir(CHECKOUT)
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with (CHECKOUT / "var" / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # `make demo` and `make test` may be started together.
        step("Python packages", python_packages, VENV, ["requirements/dev.txt", "pyproject.toml"])
        step("Front-end packages", node_packages, CHECKOUT / "node_modules", ["package-lock.json", ".npmrc"])
        translations = sorted(map(str, Path("src/motcua/locale").glob("*/LC_MESSAGES/*.po")))
        step("Translations", compile_translations, CHECKOUT / "var", translations)


def step(title: str, run: Callable[["Progress"], None], folder: Path, inputs: list[str]) -> None:
    """Run one step unless its stamp says that nothing changed since it last succeeded."""
    digest = hashlib.sha256(sys.version.encode())
    for name in inputs:
        digest.update(Path(name).read_bytes())
    stamp = folder / f".stamp-{run.__name__}"
    if not inputs or (stamp.exists() and stamp.read_text() == digest.hexdigest()):
        return
    progress = Progress(title)
    run(progress)
    stamp.write_text(digest.hexdigest())
    progress.finish()


def python_packages(progress: "Progress") -> None:
    """Create the virtual environment and install exactly what the lock file names."""
    if not (BIN / "python").exists():
        progress.show("creating .venv")
        venv.create(VENV, with_pip=True)
    locked = Path("requirements/dev.txt").read_text()
    progress.total = sum(1 for line in locked.splitlines() if line[:1].isalnum())
    pip = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    call([*pip, "--require-hashes", "--requirement", "requirements/dev.txt"], progress)
    call([*pip, "--no-deps", "--no-build-isolation", "--editable", "."], progress)


def node_packages(progress: "Progress") -> None:
    """Install the locked packages with the Node.js that came as a Python package."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    call([str(BIN / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], progress, environment)


def compile_translations(progress: "Progress") -> None:
    """Compile the translators' files; the language of the sources needs none."""
    call([str(BIN / "python"), "tools/messages.py", "compile"], progress)


def call(command: list[str], progress: "Progress", environment: dict[str, str] | None = None) -> None:
    """Run a command, count what it collects, keep its words in a log, show them when it fails."""
    words: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        for line in process.stdout or ():
            words.append(line)
            progress.see(line)
    LOG.write_text("".join(words))
    if process.returncode != 0:
        sys.exit(f"\n{''.join(words[-25:])}\n{' '.join(command)} failed; all its words are in {LOG}")


class Progress:
    """One line that says what is going on; on a terminal it is rewritten in place."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.total = 0
        self.done = 0
        self.began = self.shown_at = time.monotonic()

    def see(self, line: str) -> None:
        """Follow what pip reports."""
        self.done += line.startswith(("Collecting ", "Requirement already satisfied"))
        if line.startswith("Installing collected"):
            self.show("installing")
        elif self.total:
            self.show(f"{min(self.done, self.total)} of {self.total}")
        else:
            self.show("")

    def show(self, what: str) -> None:
        """Show a word of progress: at once on a terminal, else every five seconds."""
        terminal, now = sys.stdout.isatty(), time.monotonic()
        if terminal or now - self.shown_at > 5:
            end = "" if terminal else "\n"
            start = "\r\033[K" if terminal else ""
            print(f"{start}{self.title}: {what} ({now - self.began:.0f} s)", end=end, flush=True)
            self.shown_at = now

    def finish(self) -> None:
        """Leave one line that says how long it took."""
        start = "\r\033[K" if sys.stdout.isatty() else ""
        print(f"{start}{self.title}: ready ({time.monotonic() - self.began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
