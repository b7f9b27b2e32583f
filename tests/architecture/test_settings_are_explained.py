"""Every variable an operator can set is explained, and nothing else is."""

import ast
import re

from motcua.project.paths import CHECKOUT
from tests.architecture.reading import Module, last_name, module, modules

READERS = {"text", "flag", "number", "words", "mapping", "secret_key", "get"}
VARIABLE = re.compile(r"^(MOTCUA|DATABASE)_[A-Z_]+$")


def read_variables(sources: tuple[Module, ...]) -> set[str]:
    """Return the environment variables that the code reads."""
    return {
        str(node.args[0].value)
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and last_name(node.func) in READERS and node.args
        if isinstance(node.args[0], ast.Constant) and VARIABLE.match(str(node.args[0].value))
    }


def explained_variables(page: str) -> set[str]:
    """Return the variables with a row in the table of the page."""
    return set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.M))


def test_every_variable_is_explained_and_every_explained_one_exists():
    page = (CHECKOUT / "docs" / "howto" / "settings.md").read_text()

    assert explained_variables(page) == read_variables(modules("project"))


def test_a_planted_variable_is_found():
    planted = module("motcua.project.x", 'A = environment.flag("MOTCUA_SECRETLY")\n')

    assert read_variables((planted,)) == {"MOTCUA_SECRETLY"}
    assert explained_variables("| `MOTCUA_OPENLY` | what |") == {"MOTCUA_OPENLY"}
