"""Run all tests with coverage, demand every branch of the rules, and end with pytest's own last line."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

COVERAGE = Path("var/coverage")


def main() -> int:
    """Return 1 when a test failed or a branch of a rule was never taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", default="2")
    workers = parser.parse_args().workers
    shutil.rmtree(COVERAGE, ignore_errors=True)
    COVERAGE.mkdir(parents=True)
    passed, closing_line = run_tests(workers)
    covered = domain_is_covered()
    print(closing_line)
    return 0 if passed and covered else 1


def run_tests(workers: str) -> tuple[bool, str]:
    """Run pytest, passing its words on; return whether all passed, and its closing line."""
    command = [
        sys.executable, "-m", "pytest", "tests", "-m", "not deep", "-n", workers, "--dist", "loadfile",
        "--cov", "--cov-report=",
    ]  # fmt: skip
    closing_line = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            closing_line = line.rstrip() if line.startswith("=") else closing_line
    return process.returncode == 0, closing_line


def domain_is_covered() -> bool:
    """Show what of the rules no test reaches, and the figure of the whole."""
    report = [sys.executable, "-m", "coverage", "report"]
    rules = [*report, "--include=*/motcua/domain/*", "--show-missing", "--fail-under=100"]
    print("\nThe rules, to the last branch:", flush=True)
    covered = subprocess.run(rules, check=False).returncode == 0
    print("\nEverything:", flush=True)
    subprocess.run([*report, "--format=total"], check=False)
    return covered


if __name__ == "__main__":
    sys.exit(main())
