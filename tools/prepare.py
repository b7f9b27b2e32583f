"""Bring a fresh checkout to the point where everything runs, and say what takes long.

Runs before any package is installed, so it uses the standard library only. What is up to date is
left alone: a stamp holds the hash of the files each step depends on. `prepare.py demo` brings what
the demo needs, `prepare.py dev` all that tests and checks need besides.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
BIN = VENV / "bin"
LOG = CHECKOUT / "var" / "log" / "prepare.log"


def main(what: str) -> None:
    """Run the steps whose inputs changed."""
    os.chdir(CHECKOUT)
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with (CHECKOUT / "var" / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # `make demo` and `make test` may be started together.
        everything = packages("dev")
        if not everything.is_done():
            (packages("demo") if what == "demo" else everything).take()
        inputs = ["package-lock.json", ".npmrc"]
        Step("Front-end packages", CHECKOUT / "node_modules" / ".stamp", inputs, node_packages).take()
        translations = sorted(map(str, Path("src/motcua/locale").glob("*/LC_MESSAGES/*.po")))
        Step("Translations", CHECKOUT / "var" / ".stamp-messages", translations, compile_translations).take()


@dataclass
class Step:
    """Something to be done when its inputs change."""

    title: str
    stamp: Path
    inputs: list[str]
    run: Callable[["Progress"], None]

    def is_done(self) -> bool:
        """Tell whether nothing has changed since the step last succeeded."""
        return self.stamp.exists() and self.stamp.read_text() == self._digest()

    def take(self) -> None:
        """Do what is to be done, and remember it."""
        if not self.is_done():
            progress = Progress(self.title)
            self.run(progress)
            self.stamp.write_text(self._digest())
            progress.finish()

    def _digest(self) -> str:
        digest = hashlib.sha256(sys.version.encode())
        for name in self.inputs:
            digest.update(Path(name).read_bytes())
        return digest.hexdigest()


def packages(what: str) -> Step:
    """Return the step that installs exactly what a lock file names."""
    locked = f"requirements/{what}.txt"

    def install(progress: "Progress") -> None:
        if not (BIN / "python").exists():
            progress.show("creating .venv")
            venv.create(VENV, with_pip=True)
        lines = Path(locked).read_text().splitlines()
        progress.total = sum(1 for line in lines if line[:1].isalnum() and " ; " not in line)
        pip = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
        # What is never imported need not be compiled.
        call([*pip, "--no-compile", "--require-hashes", "--requirement", locked], progress)
        call([*pip, "--no-deps", "--no-build-isolation", "--editable", "."], progress)

    return Step("Python packages", VENV / f".stamp-{what}", [locked, "pyproject.toml"], install)


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
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
