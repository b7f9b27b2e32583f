"""Read plain data and remember where one is, so that every complaint names the exact place."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.domain.errors import DomainError


class FormDataInvalid(DomainError):
    """Data does not describe a form: at `path` stands `value`, and `fact` says what is wrong."""

    code = "forms.definition-invalid"

    def __init__(self, *, path: str, fact: str, value: object = None) -> None:
        super().__init__(f"{path}: {fact}")
        self.path = path
        self.fact = fact
        self.value = value


class Reader:
    """One object of the data with its path. Every method raises FormDataInvalid."""

    def __init__(self, data: object, path: str, *, keys: frozenset[str]) -> None:
        if not isinstance(data, Mapping):
            raise FormDataInvalid(path=path, fact="not-an-object", value=data)
        self.data: Mapping[str, Any] = data
        self.path = path
        for key in data:
            if key not in keys:
                raise self.wrong(str(key), "unknown-key")

    def at(self, key: str) -> str:
        """Return the path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, key: str, fact: str) -> FormDataInvalid:
        """Return the complaint about a key."""
        return FormDataInvalid(path=self.at(key), fact=fact, value=self.data.get(key))

    def text(self, key: str) -> str:
        """Return a text that may be missing."""
        value = self.data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.wrong(key, "not-text")
        return value

    def needed_text(self, key: str) -> str:
        """Return a text that must be there."""
        value = self.text(key)
        if not value.strip():
            raise self.wrong(key, "missing")
        return value

    def flag(self, key: str) -> bool:
        """Return a truth value, false when missing."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "not-a-flag")
        return value

    def number(self, key: str) -> Decimal | None:
        """Return a number that may be missing."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise self.wrong(key, "not-a-number")
        try:
            number = Decimal(str(value))
        except InvalidOperation as cause:
            raise self.wrong(key, "not-a-number") from cause
        if not number.is_finite():
            raise self.wrong(key, "not-a-number")
        return number

    def count(self, key: str) -> int | None:
        """Return a whole number of at least one that may be missing."""
        number = self.number(key)
        if number is None:
            return None
        if number < 1 or number != number.to_integral_value():
            raise self.wrong(key, "not-a-count")
        return int(number)

    def items(self, key: str) -> Iterator[tuple[str, Any]]:
        """Return each item of a list with its path; none when the list is missing."""
        value = self.data.get(key)
        if value is None:
            return
        if not isinstance(value, list | tuple):
            raise self.wrong(key, "not-a-list")
        for place, item in enumerate(value):
            yield f"{self.at(key)}[{place}]", item
