"""Every rule the code cites stands in docs/law.md, once."""

import re
from collections import Counter
from pathlib import Path

from motcua.project.paths import CHECKOUT

CITATION = re.compile(r"R-(?:[A-Z]\d+[a-c]?|\d+\.\d+)\b")
RANGE = re.compile(r"R-([A-Z])(\d+)(?:\.\.|…|–| to )R?-?([A-Z]?)(\d+)")
DEFINITION = re.compile(r"^\| (R-[\w.]+) \|", re.M)


def cited(texts: dict[Path, str]) -> dict[str, Path]:
    """Return the rules that texts cite, each with one place; `R-D30..D41` names all between."""
    found: dict[str, Path] = {}
    for path, text in texts.items():
        names = set(CITATION.findall(text))
        for letter, first, _, last in RANGE.findall(text):
            names |= {f"R-{letter}{number}" for number in range(int(first), int(last) + 1)}
        found |= dict.fromkeys(names, path)
    return found


def sources() -> dict[Path, str]:
    files = [*CHECKOUT.glob("src/**/*.py"), *CHECKOUT.glob("src/**/*.html"), *CHECKOUT.glob("src/**/*.typ")]
    files += [path for path in CHECKOUT.glob("tests/**/*.py") if "architecture" not in path.parts]
    return {path.relative_to(CHECKOUT): path.read_text() for path in files}


def defined() -> set[str]:
    return set(DEFINITION.findall((CHECKOUT / "docs" / "law.md").read_text()))


def test_every_cited_rule_exists():
    assert {rule: str(path) for rule, path in cited(sources()).items() if rule not in defined()} == {}


def test_every_rule_of_the_page_stands_there_once():
    rules = DEFINITION.findall((CHECKOUT / "docs" / "law.md").read_text())

    assert [rule for rule, count in Counter(rules).items() if count > 1] == []


def test_a_planted_citation_is_found():
    assert set(cited({Path("x"): "see R-Z99 and R-D30..D32 (R-0.1)"})) == {
        "R-Z99",
        "R-D30",
        "R-D31",
        "R-D32",
        "R-0.1",
    }
