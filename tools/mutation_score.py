"""Demand that the tests of the rules notice more than 85 of 100 small mistakes put into them."""

import json
import subprocess
import sys
from pathlib import Path

LEAST = 85.0
STATISTICS = Path("mutants/mutmut-cicd-stats.json")


def main() -> int:
    """Return 1 when too many mutants survived the last `mutmut run`."""
    subprocess.run([Path(sys.executable).with_name("mutmut"), "export-cicd-stats"], check=True)
    counts = json.loads(STATISTICS.read_text())
    noticed = counts["killed"] + counts["timeout"] + counts.get("segfault", 0)
    made = noticed + counts["survived"] + counts["suspicious"] + counts["no_tests"]
    score = 100 * noticed / made if made else 0.0
    print(f"{noticed} of {made} mutants were noticed: {score:.1f} % (at least {LEAST:.0f} % is asked)")
    return 0 if score > LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
