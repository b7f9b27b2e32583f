"""Find a Chromium for the tests, or bring one: the system's, a package's, or Debian's."""

import fcntl
import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

from motcua.project.paths import CHECKOUT, NODE_MODULES, VAR

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKED = NODE_MODULES / "@sparticuz" / "chromium" / "bin"
UNPACKED = VAR / "browser"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none", "--hide-scrollbars",
)  # fmt: skip
DECOMPRESS = (
    "const {createReadStream: r, createWriteStream: w} = require('fs'); const z = require('zlib');"
    "require('stream').pipeline(r(process.argv[1]), z.createBrotliDecompress(), w(process.argv[2]),"
    " error => { if (error) throw error; });"
)


class NoBrowser(Exception):
    """There is no Chromium and none could be brought; the message says what to do."""


@dataclass(frozen=True)
class Chromium:
    """A browser that can be started, with what it needs in its environment."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)


def find() -> Chromium:
    """Return a browser: `MOTCUA_CHROMIUM`, the system's, a package's, or Debian's. Raises NoBrowser."""
    tried: list[str] = []
    if given := os.environ.get("MOTCUA_CHROMIUM"):
        return _checked(Chromium(Path(given)))
    for bring in (_of_the_system, _of_a_package, _of_debian):
        try:
            return _checked(bring())
        except (NoBrowser, OSError, subprocess.CalledProcessError) as error:
            tried.append(f"{bring.__name__.strip('_')}: {error}")
    raise NoBrowser(
        "The browser tests need Chromium. Install it, or name one in MOTCUA_CHROMIUM.\n" + "\n".join(tried)
    )


def _checked(browser: Chromium) -> Chromium:
    """Refuse a browser that cannot even say its version, such as a stub that installs a snap."""
    subprocess.run(
        [browser.path, "--version"],
        check=True,
        capture_output=True,
        timeout=60,
        env=os.environ | browser.environment,
    )
    return browser


def _of_the_system() -> Chromium:
    for name in NAMES:
        if path := shutil.which(name):
            return Chromium(Path(path))
    raise NoBrowser("none on the path")


def _of_a_package() -> Chromium:
    if not PACKED.is_dir():
        raise NoBrowser("@sparticuz/chromium is not installed; run make ready")
    UNPACKED.mkdir(parents=True, exist_ok=True)
    with (UNPACKED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (UNPACKED / "complete").exists():
            _unpack()
            (UNPACKED / "complete").touch()
    fonts = {} if Path("/etc/fonts/fonts.conf").exists() else {"FONTCONFIG_PATH": str(UNPACKED)}
    return Chromium(UNPACKED / "chromium", {"LD_LIBRARY_PATH": str(UNPACKED / "lib")} | fonts)


def _unpack() -> None:
    for packed in PACKED.glob("*.br"):
        target = UNPACKED / packed.stem
        subprocess.run([_node(), "-e", DECOMPRESS, packed, target], check=True, cwd=CHECKOUT)
        if target.suffix == ".tar":
            with tarfile.open(target) as archive:
                archive.extractall(UNPACKED, filter="data")
            target.unlink()
    (UNPACKED / "chromium").chmod(0o755)
    (UNPACKED / "fonts.conf").write_text(
        f"<fontconfig><dir>{UNPACKED / 'fonts'}</dir><dir>{NODE_MODULES / '@expo-google-fonts'}</dir>"
        f"<cachedir>{UNPACKED / 'font-cache'}</cachedir></fontconfig>"
    )


def _node() -> str:
    own = CHECKOUT / ".venv" / "bin" / "node"
    node = str(own) if own.exists() else shutil.which("node")
    if node is None:
        raise NoBrowser("no Node.js to unpack it with")
    return node


def _of_debian() -> Chromium:
    if os.geteuid() != 0 or not (apt := shutil.which("apt-get")):
        raise NoBrowser("needs root and apt-get")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run([apt, "-qq", *command], check=True, capture_output=True, timeout=600, env=quiet)
    return _of_the_system()
