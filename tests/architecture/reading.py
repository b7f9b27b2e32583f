"""Read our own source as trees: what the guards look at."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from motcua.project.paths import CHECKOUT

SOURCE = CHECKOUT / "src" / "motcua"


@dataclass(frozen=True)
class Module:
    """A source file with its dotted name and its tree."""

    name: str
    path: str
    tree: ast.Module

    @property
    def functions(self) -> Iterator[ast.FunctionDef]:
        """The functions at the top of the file."""
        return (node for node in self.tree.body if isinstance(node, ast.FunctionDef))

    @property
    def classes(self) -> Iterator[ast.ClassDef]:
        """The classes anywhere in the file."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))


def module(name: str, source: str) -> Module:
    """Return a module that stands in no file: a planted violation."""
    return Module(name, f"src/{name.replace('.', '/')}.py", ast.parse(source))


@cache
def modules(under: str = "") -> tuple[Module, ...]:
    """Return our modules below a folder of `src/motcua`, without migrations."""
    found = []
    for path in sorted((SOURCE / under).glob("**/*.py")):
        if "migrations" not in path.parts:
            parts = path.relative_to(CHECKOUT / "src").with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found.append(Module(name, str(path.relative_to(CHECKOUT)), ast.parse(path.read_text())))
    return tuple(found)


def called_names(node: ast.AST) -> set[str]:
    """Return the last name of everything that is called inside a node."""
    calls = (inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call))
    return {name for call in calls if (name := last_name(call))}


def last_name(node: ast.AST) -> str:
    """Return `c` for `a.b.c` and `c`; nothing for anything else."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def decorators(node: ast.FunctionDef | ast.ClassDef) -> set[str]:
    """Return the last names of the decorators."""
    return {last_name(decorator) for decorator in node.decorator_list}
