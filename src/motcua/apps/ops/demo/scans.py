"""Scans of papers that never existed: one page each, with the name of the paper, so that previews show something."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import typst

from motcua.apps.documents import operations as documents
from motcua.apps.documents.rendering import fonts
from motcua.apps.ops.demo.world import Offered
from motcua.domain.access import Actor

PAPERS_WITH_A_SCAN = 12
ANY_PAPER = ""
SOURCE = b"""
#let name = json(bytes(sys.inputs.name))
#set page(paper: "a4", margin: 2.5cm)
#set text(font: "Tinos", size: 13pt, lang: "vi")
#align(center)[*C\xe1\xbb\x98NG H\xc3\x92A X\xc3\x83 H\xe1\xbb\x98I CH\xe1\xbb\xa6 NGH\xc4\xa8A VI\xe1\xbb\x86T NAM* \\
*\xc4\x90\xe1\xbb\x99c l\xe1\xba\xadp - T\xe1\xbb\xb1 do - H\xe1\xba\xa1nh ph\xc3\xbac*]
#v(2cm)
#align(center, text(size: 16pt, weight: "bold", name))
#v(1cm)
#for _ in range(14) [#line(length: 100%, stroke: (dash: "dotted", thickness: 0.6pt)) #v(0.35cm)]
#place(center + horizon, rotate(-30deg, text(size: 44pt, fill: rgb("#c8c8c8"))[B\xe1\xba\xa2N M\xe1\xba\xaaU]))
"""


def keep_scans(offers: Iterable[Offered], *, actor: Actor, at: datetime) -> dict[str, str]:
    """Store a scan for each of the most usual papers, and one for any other; return their hashes by name."""
    usual: Counter[str] = Counter()
    for definition in {offered.definition.key: offered.definition for offered in offers}.values():
        usual.update(
            {document.name: definition.weight for document in definition.documents if document.required}
        )
    names = [name for name, _ in usual.most_common(PAPERS_WITH_A_SCAN)]
    scans = {}
    for number, name in enumerate((*names, ANY_PAPER)):
        pdf = _page(name or "Giấy tờ kèm theo hồ sơ", at)
        stored = documents.store_bytes(pdf, name=f"ban-quet-{number:02d}.pdf", actor=actor, at=at)
        documents.record_scan(sha256=stored.sha256, infected=False, actor=actor, at=at)
        scans[name] = stored.sha256
    return scans


def _page(name: str, at: datetime) -> bytes:
    pdf = typst.compile(
        SOURCE,
        format="pdf",
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"name": json.dumps(name, ensure_ascii=False)},
        timestamp=int(at.timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf
