"""Whatever an app announces is heard by somebody, or is known to interest nobody."""

from motcua.project import wiring
from tests.architecture.reading import Module, decorators, module, modules


def announced(sources: tuple[Module, ...]) -> dict[str, str]:
    """Return the events of the apps by name, with their place."""
    return {
        node.name: f"{source.path}:{node.lineno}"
        for source in sources
        if source.name.endswith(".events")
        for node in source.classes
        if "dataclass" in decorators(node)
    }


def test_every_event_is_in_the_wiring():
    known = {event.__name__ for event in wiring.REACTIONS} | {event.__name__ for event in wiring.SILENT}

    assert {name: place for name, place in announced(modules("apps")).items() if name not in known} == {}


def test_no_event_is_both_heard_and_silent():
    assert set(wiring.REACTIONS) & set(wiring.SILENT) == set()


def test_a_planted_event_is_seen():
    planted = module("motcua.apps.x.events", "@dataclass(frozen=True)\nclass Gone: ...\n")

    assert list(announced((planted,))) == ["Gone"]
