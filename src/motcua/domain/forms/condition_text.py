"""Conditions as officers write them in the editor of forms, and back.

    tu_cach = uy_quyen        loai trong (moi, "cap lai")        email đã điền
    không (a = 1 và b = đúng) hoặc c đã điền

"và" binds closer than "hoặc". Values are whole numbers, `đúng` and `sai`, or texts, quoted where they hold
anything but letters, digits, hyphens and underscores. Digits behind a zero are a code, not a number: `04`.
"""

import re
from collections.abc import Callable
from typing import Final

from motcua.domain.forms.conditions import AllOf, AnyOf, Condition, Filled, Not, OneOf
from motcua.domain.forms.reading import FormDataInvalid

_TOKEN: Final = re.compile(r'\s*(?:(đã điền)(?!\w)|"([^"]*)"|([=(),])|([\w-]+))')
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_PLAIN: Final = re.compile(r"[\w-]+")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_WORDS: Final = frozenset({"và", "hoặc", "không", "trong", "đúng", "sai"})
_BOOLEANS: Final = {"đúng": True, "sai": False}

_Value = str | int | bool
_Token = tuple[str, str]
"""What kind of token, and its text: `word`, `text` (quoted), or the sign itself."""


def parse_condition(text: str, *, path: str) -> Condition:
    """Return the condition a text writes. Raises FormDataInvalid with the fact `bad-condition`."""
    return _Parser(text, path).whole()


def condition_text(condition: Condition) -> str:
    """Return how a condition is written; `parse_condition` reads it back as the same."""
    match condition:
        case Filled():
            return f"{condition.field} đã điền"
        case OneOf(values=(value,)):
            return f"{condition.field} = {_written(value)}"
        case OneOf():
            return f"{condition.field} trong ({', '.join(map(_written, condition.values))})"
        case Not():
            return f"không {_grouped(condition.part, AllOf | AnyOf)}"
        case AllOf():
            return " và ".join(_grouped(part, AllOf | AnyOf) for part in condition.parts)
        case _:
            return " hoặc ".join(_grouped(part, AnyOf) for part in condition.parts)


def _grouped(part: Condition, kinds: object) -> str:
    text = condition_text(part)
    return f"({text})" if isinstance(part, kinds) else text  # type: ignore[arg-type]  # a union of classes


def _written(value: _Value) -> str:
    if isinstance(value, bool):
        return "đúng" if value else "sai"
    if isinstance(value, int):
        return str(value)
    bare = _PLAIN.fullmatch(value) and not _NUMBER.fullmatch(value) and value not in _WORDS
    return value if bare else f'"{value}"'


class _Parser:
    """One reading of a text from its first token to its last."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._tokens = self._cut()
        self._place = 0

    def whole(self) -> Condition:
        condition = self._any()
        if self._kind():
            raise self._wrong()
        return condition

    def _any(self) -> Condition:
        return self._joined("hoặc", self._all, AnyOf)

    def _all(self) -> Condition:
        return self._joined("và", self._one, AllOf)

    def _joined(self, word: str, read: Callable[[], Condition], kind: type[AllOf] | type[AnyOf]) -> Condition:
        parts = [read()]
        while self._is_word(word):
            self._take()
            parts.append(read())
        return parts[0] if len(parts) == 1 else kind(tuple(parts))

    def _one(self) -> Condition:
        if self._is_word("không"):
            self._take()
            return Not(self._one())
        if self._kind() == "(":
            self._take()
            inner = self._any()
            self._expect(")")
            return inner
        return self._test(self._name())

    def _test(self, field: str) -> Condition:
        if self._kind() == "đã điền":
            self._take()
            return Filled(field)
        if self._kind() == "=":
            self._take()
            return OneOf(field, (self._value(),))
        if not self._is_word("trong"):
            raise self._wrong()
        self._take()
        self._expect("(")
        values = [self._value()]
        while self._kind() == ",":
            self._take()
            values.append(self._value())
        self._expect(")")
        return OneOf(field, tuple(values))

    def _name(self) -> str:
        kind, text = self._take()
        if kind != "word" or not _NAME.fullmatch(text):
            raise self._wrong()
        return text

    def _value(self) -> _Value:
        kind, text = self._take()
        if kind == "text":
            return text
        if kind != "word" or text in _WORDS - _BOOLEANS.keys():
            raise self._wrong()
        return int(text) if _NUMBER.fullmatch(text) else _BOOLEANS.get(text, text)

    def _kind(self) -> str:
        return self._tokens[self._place][0] if self._place < len(self._tokens) else ""

    def _is_word(self, word: str) -> bool:
        return self._place < len(self._tokens) and self._tokens[self._place] == ("word", word)

    def _take(self) -> _Token:
        if not self._kind():
            raise self._wrong()
        self._place += 1
        return self._tokens[self._place - 1]

    def _expect(self, sign: str) -> None:
        if self._take()[0] != sign:
            raise self._wrong()

    def _cut(self) -> list[_Token]:
        tokens: list[_Token] = []
        place, text = 0, self._text.rstrip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                raise self._wrong()
            place = found.end()
            filled, quoted, sign, word = found.groups()
            if quoted is not None:
                tokens.append(("text", quoted))
            else:
                tokens.append(("word", word) if word else (filled or sign, ""))
        return tokens

    def _wrong(self) -> FormDataInvalid:
        return FormDataInvalid(path=self._path, fact="bad-condition", value=self._text)
