"""Walk the journeys whose pictures the documents show, and copy those pictures into docs/images.

A picture is drawn by the test that needs the page anyway, so that no document shows a page that does not exist.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

SCREENSHOTS: Final = Path("var/screenshots")
IMAGES: Final = Path("docs/images")
JOURNEYS: Final = (
    "tests/browser/test_a_building_permit.py",
    "tests/browser/test_a_full_work_list.py",
    "tests/browser/test_an_immediate_result.py",
    "tests/browser/test_setup_accounts.py",
    "tests/browser/test_setup_calendars.py",
    "tests/browser/test_setup_catalog.py",
    "tests/browser/test_setup_new_officers.py",
    "tests/browser/test_setup_organization.py",
    "tests/browser/test_setup_processes.py",
    "tests/browser/test_two_officers.py",
)
PICTURES: Final = (
    "intake",
    "picker",
    "worklist",
    "dossier",
    "conflict",
    "return",
    "lookup",
    "lookup-phone",
    "accounts-list",
    "accounts-import-preview",
    "accounts-issued",
    "accounts-person",
    "accounts-secondment",
    "accounts-absence",
    "accounts-rights",
    "own-account",
    "setup-procedures",
    "setup-procedure",
    "setup-procedure-problem",
    "setup-procedure-review",
    "setup-form",
    "setup-form-preview",
    "setup-process-designer",
    "setup-organization",
    "setup-agency",
    "setup-effects",
    "setup-progress",
    "setup-reform",
    "setup-calendar-year",
    "setup-calendar-review",
    "setup-calendar-order",
)


def main() -> int:
    """Walk, copy, and say which picture no journey has drawn."""
    for name in PICTURES:
        (SCREENSHOTS / f"{name}.png").unlink(missing_ok=True)
    walked = subprocess.run([sys.executable, "-m", "pytest", "-q", *JOURNEYS], check=False)
    if walked.returncode:
        return walked.returncode
    IMAGES.mkdir(parents=True, exist_ok=True)
    missing = [name for name in PICTURES if not (SCREENSHOTS / f"{name}.png").exists()]
    for name in set(PICTURES) - set(missing):
        shutil.copyfile(SCREENSHOTS / f"{name}.png", IMAGES / f"{name}.png")
    for name in missing:
        sys.stderr.write(f"No journey has drawn {name}.png.\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
