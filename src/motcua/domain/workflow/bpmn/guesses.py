"""What the names in a stranger's model suggest, in the usual words of internal processes (R-A62)."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from motcua.domain.text import search_key
from motcua.domain.workflow.definition import WORKING_DAY_MINUTES

COUNTER: Final = ("mot cua", "bo phan tiep nhan", "tiep nhan va tra", "quay", "phuc vu hanh chinh cong")
CLERK: Final = ("van thu",)
DIVISION_HEADS: Final = ("truong phong", "lanh dao phong", "pho phong", "lanh dao chi cuc")
LEADERS: Final = ("lanh dao", "giam doc", "chu tich", "thu truong")
ROLES: Final = (
    ("return_desk", ("tra ket qua",)),
    ("reception", ("tiep nhan", *COUNTER)),
    ("clerk", ("van thu", "vao so", "dong dau", "phat hanh", "lay so")),
    ("division_head", (*DIVISION_HEADS, "phan cong", "soat xet")),
    ("leader", (*LEADERS, "ky duyet", "ky ket qua")),
)
DURATION: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(phut|gio|h|ngay|buoi)\b")
MINUTES: Final = {
    "phut": 1,
    "gio": 60,
    "h": 60,
    "ngay": WORKING_DAY_MINUTES,
    "buoi": WORKING_DAY_MINUTES // 2,
}
LONGEST_AMOUNT: Final = 1000


def unit(lane: str, known: Mapping[str, str]) -> str:
    """Return the unit reference of a lane by its name; `known` has references by folded names."""
    key = search_key(lane)
    if key in known:
        return known[key]
    for reference, names in (("counter", COUNTER), ("clerk", CLERK)):
        if any(name in key for name in names):
            return reference
    if any(name in key for name in LEADERS) and not any(name in key for name in DIVISION_HEADS):
        return "leaders"
    return f"unit:{re.sub(r'[^a-z0-9]+', '-', key).strip('-') or 'don-vi'}"


def role(task: str, lane: str) -> str:
    """Return the role that does a task in a lane; the task says more than the lane."""
    for text in (search_key(task), search_key(lane)):
        for found, names in ROLES:
            if any(name in text for name in names):
                return found
    return "specialist"


def minutes(text: str) -> int | None:
    """Return the working time that a text names, as "0,5 ngày" or "4 giờ"; None when it names none."""
    found = DURATION.search(search_key(text.replace(",", ".")))
    if not found or Decimal(found[1]) > LONGEST_AMOUNT:
        return None
    return int(Decimal(found[1]) * MINUTES[found[2]])
