"""The operator's commands on a province's data; `motcua` lists them."""

from motcua.apps.ops.commands.load import load

__all__ = ["load"]
