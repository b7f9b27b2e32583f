"""The answer to a code, cast: the page of each shape is rendered once, and the words that differ are poured in.

This page is what most citizens ask for. Its shape (stage, standing, leg, next step) is one of a few hundred;
only the code and the promised day differ from one dossier to the next. What is kept is the form of a page,
never an answer: that comes from the row each time (R-S6).
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.apps.lookup.answers import LookupAnswer
from motcua.channels.portal import answer_page, frame
from motcua.channels.portal.answer_page import AnswerPage, Promise
from motcua.channels.portal.lookup_forms import ProofForm

KEPT_SHAPES: Final = 1_000
HOLE: Final = "⟦{}⟧"
HOLES: Final = re.compile(r"⟦(\d+)⟧")


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides everything on the page but the texts in its holes.

    Two answers of one key have the same page; the answer itself is kept only to cast the first.
    """

    key: Hashable
    answer: LookupAnswer
    at: datetime

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shape) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def poured(answer: LookupAnswer, at: datetime) -> HttpResponse:
    """Return the page of an answer to a code."""
    promise = answer_page.promise_of(answer, at)
    texts = [answer.code, *((promise.day, *promise.lines) if promise else ())]
    parts = _cast(Shape(_key(answer, promise), answer, at))
    return HttpResponse("".join(_filled(parts, [escape(text) for text in texts])))


def forget() -> None:
    """Throw the moulds away; for tests, which see many provinces."""
    _cast.cache_clear()


def _key(answer: LookupAnswer, promise: Promise | None) -> Hashable:
    return (
        answer.level,
        answer.stage,
        answer.next,
        answer.due.standing if answer.due else None,
        answer.progress.leg,
        answer_page.about(answer.progress.share),
        (promise.title, len(promise.lines)) if promise else None,
        frame.province(),
        frame.help_phone(),
        get_language(),
    )


@lru_cache(maxsize=KEPT_SHAPES)
def _cast(shape: Shape) -> tuple[str, ...]:
    """Return the page of a shape, cut at its holes: text, number of the hole, text, and so on."""
    context = {
        "page": _with_holes(answer_page.build(shape.answer, shape.at)),
        "form": ProofForm(initial={"code": HOLE.format(0)}),
        "help_phone": frame.help_phone(),
    }
    crumbs = [frame.crumb("portal:lookup", _("Tra cứu hồ sơ"))]
    around = frame.frame("portal:lookup", crumbs).context()
    return tuple(HOLES.split(render_to_string("portal/answer.html", {**around, **context})))


def _with_holes(page: AnswerPage) -> AnswerPage:
    """Return the page with a hole for each text that differs, numbered as `poured` lists them."""
    promise = page.promise
    if promise is not None:
        lines = tuple(HOLE.format(number) for number in range(2, 2 + len(promise.lines)))
        promise = Promise(promise.title, HOLE.format(1), lines, promise.why)
    return replace(page, code=HOLE.format(0), promise=promise)


def _filled(parts: Sequence[str], texts: Sequence[str]) -> list[str]:
    return [texts[int(part)] if number % 2 else part for number, part in enumerate(parts)]
