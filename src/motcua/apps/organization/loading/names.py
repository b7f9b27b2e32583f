"""Names for invented officers: always the same name for the same user name."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.apps.organization.loading.sheet import Entry

Weights = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class NameStock:
    """Words to make names from, with how common each is."""

    families: Weights
    middles: tuple[Weights, Weights]
    givens: tuple[Weights, Weights]

    def name_for(self, username: str) -> str:
        """Return the full name of the person with this user name: family, middle, given."""
        dice = random.Random(username)  # noqa: S311  # Repeatable, not secret.
        sex = dice.randrange(2)
        family, middle, given = (
            dice.choices(list(weights), list(weights.values()))[0]
            for weights in (self.families, self.middles[sex], self.givens[sex])
        )
        while given == middle:
            given = dice.choices(list(self.givens[sex]), list(self.givens[sex].values()))[0]
        return f"{family} {middle} {given}"


def read_names(root: Entry) -> NameStock | None:
    """Return the stock of names in the file of officers; None after noting that it is missing."""
    entry = root.entry("names")
    if entry is None:
        root.problem("names", _("thiếu giá trị"))
        return None
    entry.only("families", "men", "women")
    men, women = entry.entry("men") or entry, entry.entry("women") or entry
    return NameStock(
        _weights(entry, "families"),
        (_weights(men, "middle"), _weights(women, "middle")),
        (_weights(men, "given"), _weights(women, "given")),
    )


def _weights(entry: Entry, key: str) -> Weights:
    words = entry.entry(key)
    if words is None:
        entry.problem(key, _("thiếu giá trị"))
        return {"": 1}
    return {word: words.number(word, 1) for word in words}
