"""Whoever uses a module, a rule or an operation finds a sentence about it."""

import ast

from tests.architecture.reading import Module, decorators, module, modules


def silent(sources: tuple[Module, ...]) -> list[str]:
    """Return modules, domain functions and operations that say nothing about themselves."""
    found = []
    for source in sources:
        if source.tree.body and ast.get_docstring(source.tree) is None:
            found.append(f"{source.path}: no docstring")
        if source.name.startswith("motcua.domain.") or ".operations" in source.name:
            found += [
                f"{source.path}:{node.lineno} {node.name}: no docstring"
                for node in source.functions
                if not node.name.startswith("_")
                and "overload" not in decorators(node)
                and ast.get_docstring(node) is None
            ]
    return found


def test_modules_rules_and_operations_say_what_they_are_for():
    assert silent(modules()) == []


def test_planted_silence_is_found():
    planted = module("motcua.domain.x", "def due(): ...\ndef _inner(): ...\n")

    assert len(silent((planted,))) == 2
