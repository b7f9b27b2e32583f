"""Run all tests, demand every branch of the rules, and end with pytest's own last lines.

The rules come first, watched branch by branch; the rest is not watched, which makes it a third faster.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

COVERAGE = Path("var/coverage")
RULES = ("tests/domain", "--cov=motcua.domain", "--cov-report=")
THE_REST = ("tests", "--ignore=tests/domain")


def main() -> int:
    """Return 1 when a test failed or a branch of a rule was never taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", default="2")
    workers = parser.parse_args().workers
    shutil.rmtree(COVERAGE, ignore_errors=True)
    COVERAGE.mkdir(parents=True)
    rules_passed, rules_line = run_tests(RULES, workers)
    covered = rules_are_covered()
    rest_passed, rest_line = run_tests(THE_REST, workers)
    print(f"The rules: {rules_line}\nThe rest:  {rest_line}")
    if not covered:
        print("Not every branch of the rules was taken; the table above names them.")
    return 0 if rules_passed and covered and rest_passed else 1


def run_tests(which: tuple[str, ...], workers: str) -> tuple[bool, str]:
    """Run pytest, passing its words on; return whether all passed, and its closing line."""
    command = [
        sys.executable, "-m", "pytest", *which, "-m", "not deep", "-n", workers, "--dist", "loadfile",
        "--durations=40", "--durations-min=5",
    ]  # fmt: skip
    closing_line = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            closing_line = line.rstrip() if line.startswith("=") else closing_line
    return process.returncode == 0, closing_line


def rules_are_covered() -> bool:
    """Show what of the rules no test reaches."""
    report = [sys.executable, "-m", "coverage", "report", "--include=*/motcua/domain/*"]
    print("\nThe rules, to the last branch:", flush=True)
    return subprocess.run([*report, "--show-missing", "--fail-under=100"], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
