"""An XML document of a stranger, read without trusting it: no DTD, no entities, nothing without end."""

from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from motcua.domain.errors import DomainError

MOST_BYTES: Final = 4_000_000
MOST_ELEMENTS: Final = 40_000
MOST_DEPTH: Final = 60


class BpmnUnreadable(DomainError):
    """The file is no BPMN model.

    `problem` is one of `not-xml`, `doctype`, `too-large`, `no-process`.
    """

    code = "workflow.bpmn-unreadable"

    def __init__(self, *, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def parse(data: bytes) -> Element:
    """Return the root of a document. Raises BpmnUnreadable."""
    if len(data) > MOST_BYTES:
        raise BpmnUnreadable(problem="too-large")
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = builder.doctype
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    try:
        parser.Parse(data, True)  # noqa: FBT003  # The interface of expat has no keywords.
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise BpmnUnreadable(problem="not-xml") from error
    return builder.close()


class _Builder:
    def __init__(self) -> None:
        self._tree = TreeBuilder()
        self._elements = self._depth = 0

    def doctype(self, *_: object) -> None:
        raise BpmnUnreadable(problem="doctype")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > MOST_ELEMENTS or self._depth > MOST_DEPTH:
            raise BpmnUnreadable(problem="too-large")
        self._tree.start(_full(name), {_full(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self._depth -= 1
        self._tree.end(_full(name))

    def text(self, text: str) -> None:
        self._tree.data(text)

    def close(self) -> Element:
        return self._tree.close()


def _full(name: str) -> str:
    return "{" + name if "}" in name else name
