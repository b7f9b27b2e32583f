"""Run every check of the code base, two at a time, and show the words of those that fail."""

import ast
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BIN = Path(sys.executable).parent
PYTHON = sys.executable
SOURCES = ["src", "tests", "tools", "manage.py"]
LONGEST_FILE = 400
LONGEST_FUNCTION = 40

CHECKS = {  # The slow ones first.
    "types": [str(BIN / "mypy"), *SOURCES],
    "guards": [PYTHON, "-m", "pytest", "tests/architecture", "--quiet", "--no-header", "-n", "0"],
    "imports": [str(BIN / "lint-imports"), "--no-cache"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "templates": [str(BIN / "djlint"), "src", "--lint", "--quiet"],
    "messages": [PYTHON, "tools/messages.py", "check"],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
}


def main() -> int:
    """Return 1 when a check failed."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        results = pool.map(run, CHECKS)
        failed = [name for name, passed in zip(CHECKS, results, strict=True) if not passed]
    for remark in oversized():
        print(f"Longer than we aim at: {remark}")
    print(f"FAILED: {', '.join(failed)}" if failed else f"All {len(CHECKS)} checks passed.")
    return 1 if failed else 0


def run(name: str) -> bool:
    """Run one check; its words matter only when it fails."""
    began = time.monotonic()
    completed = subprocess.run(CHECKS[name], capture_output=True, text=True, check=False)
    passed = completed.returncode == 0
    words = "" if passed else f"\n{completed.stdout}{completed.stderr}"
    print(f"{name:<11} {'ok' if passed else 'FAILED'} ({time.monotonic() - began:.1f} s){words}", flush=True)
    return passed


def oversized() -> Iterator[str]:
    """List files and functions beyond the sizes we aim at; a reader's hint, never a failure."""
    for path in sorted(Path("src").glob("**/*.py")):
        if "migrations" in path.parts:
            continue
        source = path.read_text()
        if (lines := source.count("\n")) > LONGEST_FILE:
            yield f"{path} has {lines} lines"
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    yield f"{path}:{node.lineno} {node.name} has {length} lines"


if __name__ == "__main__":
    sys.exit(main())
