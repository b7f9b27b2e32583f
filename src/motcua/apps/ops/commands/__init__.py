"""The operator's commands on a province's data; `motcua` lists them."""

from motcua.apps.ops.commands.audit import audit
from motcua.apps.ops.commands.backup import backup, restore, restore_drill
from motcua.apps.ops.commands.explain import explain_due
from motcua.apps.ops.commands.load import load
from motcua.apps.ops.commands.rebuild import rebuild
from motcua.apps.ops.commands.reform import reform

__all__ = ["audit", "backup", "explain_due", "load", "rebuild", "reform", "restore", "restore_drill"]
