"""A rule that says no is told to a person in a sentence."""

import ast
from collections import Counter

from motcua.domain.errors import DomainError
from motcua.ui.sentences import SENTENCES
from tests.architecture.reading import Module, module, modules


def codes(sources: tuple[Module, ...]) -> dict[str, str]:
    """Return every error code that is written as a class attribute, with its place."""
    found = {}
    for source in sources:
        for node in source.classes:
            for statement in node.body:
                if (code := code_of(statement)) is not None:
                    found[f"{source.path}:{node.lineno} {node.name}"] = code
    return found


def code_of(statement: ast.stmt) -> str | None:
    target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
    value = getattr(statement, "value", None)
    named_code = isinstance(target, ast.Name) and target.id == "code"
    if named_code and isinstance(value, ast.Constant) and isinstance(value.value, str) and "." in value.value:
        return value.value
    return None


def subclasses(kind: type[DomainError]) -> set[type[DomainError]]:
    below = set(kind.__subclasses__())
    return below.union(*(subclasses(each) for each in below)) if below else below


def test_every_error_code_has_a_sentence():
    without = {place: code for place, code in codes(modules()).items() if code not in SENTENCES}

    assert without == {}


def test_every_code_belongs_to_one_error():
    counted = Counter(codes(modules()).values())

    assert [code for code, count in counted.items() if count > 1] == []


def test_every_error_class_in_use_has_a_code_of_its_own():
    ours = [kind for kind in subclasses(DomainError) if kind.__module__.startswith("motcua.")]

    assert [kind for kind in ours if not getattr(kind, "code", "") and not kind.__subclasses__()] == []


def test_a_planted_code_is_seen():
    planted = module("motcua.domain.x", 'class Gone(DomainError):\n    code = "x.gone"\n')

    assert list(codes((planted,)).values()) == ["x.gone"]
