"""The number of a filing: short enough to read out, not to be guessed from another one."""

import hashlib
from typing import Final
from uuid import UUID

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O and U, which are read as something else."""
PREFIX: Final = "TT"
GROUPS: Final = 2
GROUP: Final = 4


def filing_number(draft: UUID, attempt: int = 0) -> str:
    """Return the number of what a draft leads to, such as `TT-4F7K-2QXM`: the same each time it is asked for.

    `attempt` gives another one, should the first have been taken by another draft.
    """
    digest = hashlib.sha256(draft.bytes + attempt.to_bytes(4, "big")).digest()
    value = int.from_bytes(digest[:8], "big")
    letters = "".join(LETTERS[value >> 5 * place & 31] for place in range(GROUPS * GROUP))
    return "-".join([PREFIX, *(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))])
