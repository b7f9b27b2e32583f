"""Where the checkout and its changing files lie."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]

VAR = Path(os.environ.get("MOTCUA_VAR", CHECKOUT / "var")).resolve()
"""Everything that changes while the system runs: database, files, logs, keys. Never in git."""

NODE_MODULES = CHECKOUT / "node_modules"
