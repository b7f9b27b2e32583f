"""The tables of `demo/people.yaml` and `demo/dossiers.yaml`: what invented people and dossiers are like."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from motcua.apps.ops.demo.chances import Weighted
from motcua.apps.organization.loading import DemoAccount
from motcua.domain.dossier.values import Channel, CollectBy

OTHER = "other"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Middle names by generation, and given names."""

    middles: tuple[Weighted[str], ...]
    givens: Weighted[str]


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """Words from which applicants are made."""

    families: Weighted[str]
    men: Names
    women: Names
    unusual: tuple[Mapping[str, str], ...]
    hamlets: Words
    quarters: Words
    streets: Words
    company_kinds: Weighted[str]
    company_trades: Words
    company_names: Words
    phones: Weighted[str]
    birth_provinces: Weighted[str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Dossiers that wait for a ready account when the history ends; see the file for the words."""

    where: str
    dossiers: int
    due: str = ""
    channel: str = ""
    days: int = 0
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """Years past of which dossiers are made up: when they come in, how many, and by which ways."""

    since: date
    until: date
    dossiers: int
    channels: Weighted[Channel]


@dataclass(frozen=True, slots=True)
class Habits:
    """How dossiers come in and what becomes of them. Rates are per thousand unless the file says otherwise."""

    days: int
    weekdays: tuple[float, ...]
    months: Mapping[int, float]
    counter_hours: Weighted[str]
    online_times: Weighted[str]
    channels: Weighted[Channel]
    assisted: float
    counter_only: Words
    collect_by: Mapping[str, Weighted[CollectBy]]
    priority: float
    organizations: Mapping[str, float]
    proxies: Mapping[str, float]
    returning: Mapping[str, float]
    favored: Mapping[str, float]
    sizes_spread: float
    punctuality: Mapping[str, Weighted[str]]
    punctuality_of: Mapping[str, str]
    intake: Mapping[str, float]
    rates: Mapping[str, float]
    by_group: Mapping[str, Mapping[str, float]]
    answer_days: tuple[float, float]
    payment_days: tuple[float, float]
    collect_days: tuple[float, float]
    uncollected: Mapping[str, float]
    ready_share: float
    leaders_sign_at: Words
    waiting: Mapping[str, tuple[Waiting, ...]]
    reasons: Mapping[str, Words]
    notes: Words
    questions: Words
    opinions: Words
    findings: Words
    obligation: str

    def rate(self, name: str) -> float:
        """Return how many times in a thousand something happens."""
        return self.rates[name]

    def rate_of(self, name: str, *groups: str) -> float:
        """Return the rate of the first group that has one of its own, else that of the others."""
        table = self.by_group[name]
        return next((table[group] for group in groups if group in table), table.get(OTHER, 0))


EARLY, ON_THE_DAY, LATE = "early", "on-the-day", "late"
PUNCTUALITY = (EARLY, ON_THE_DAY, LATE)
RATES = (
    "refused_at_counter", "never_supplemented", "consultation_silent", "paying", "side_step", "refused", "rework",
    "recalled", "extended", "corrected", "noted", "unpaid_at_filing", "scanned",
)  # fmt: skip
BY_GROUP = ("supplements", "consulted", "withdrawn", "stopped", "on_the_spot")


@cache
def people(folder: Path) -> PeopleTable:
    """Return the words for applicants."""
    data = _read(folder / "people.yaml")
    companies = data["companies"]
    return PeopleTable(
        families=Weighted.of(data["families"]),
        men=_names(data["men"]),
        women=_names(data["women"]),
        unusual=tuple(data["unusual"]),
        hamlets=tuple(data["hamlets"]),
        quarters=tuple(data["quarters"]),
        streets=tuple(data["streets"]),
        company_kinds=Weighted.of(companies["kinds"]),
        company_trades=tuple(companies["trades"]),
        company_names=tuple(companies["names"]),
        phones=Weighted.of(data["phones"]),
        birth_provinces=Weighted.of(data["birth_provinces"]),
    )


def _names(data: Mapping[str, Any]) -> Names:
    return Names(tuple(Weighted.of(middles) for middles in data["middles"]), Weighted.of(data["givens"]))


@cache
def habits(folder: Path) -> Habits:
    """Return how dossiers behave."""
    data = _read(folder / "dossiers.yaml")
    return Habits(
        days=data["days"],
        weekdays=tuple(data["weekdays"]),
        months=data["months"],
        counter_hours=Weighted.of(data["counter_hours"]),
        online_times=Weighted.of(data["online_times"]),
        channels=Weighted.of({Channel(name): weight for name, weight in data["channels"].items()}),
        assisted=data["assisted"] * 10,
        counter_only=tuple(data["counter_only"]),
        collect_by={
            channel: Weighted.of({CollectBy(name): weight for name, weight in ways.items()})
            for channel, ways in data["collect_by"].items()
        },
        priority=data["priority"] * 10,
        organizations={tier: percent * 10 for tier, percent in data["organizations"].items()},
        proxies={group: percent * 10 for group, percent in data["proxies"].items()},
        returning={name: percent / 100 for name, percent in data["returning"].items()},
        favored={key: percent / 100 for key, percent in data["favored"].items()},
        sizes_spread=data["sizes_spread"],
        punctuality={
            name: Weighted.of(dict(zip(PUNCTUALITY, shares, strict=True)))
            for name, shares in data["punctuality"].items()
        },
        punctuality_of=data["punctuality_of"],
        intake=data["intake"],
        rates={name: data[name] for name in RATES},
        by_group={name: data[name] for name in BY_GROUP},
        answer_days=_median_and_spread(data["answer_days"]),
        payment_days=_median_and_spread(data["payment_days"]),
        collect_days=_median_and_spread(data["collect_days"]),
        uncollected=data["uncollected"],
        ready_share=data["ready_share"] / 100,
        leaders_sign_at=tuple(data["leaders_sign_at"]),
        reasons={name: tuple(texts) for name, texts in data["reasons"].items()},
        notes=tuple(data["notes"]),
        questions=tuple(data["questions"]),
        opinions=tuple(data["opinions"]),
        findings=tuple(data["findings"]),
        obligation=data["obligation"],
        waiting={role: tuple(Waiting(**entry) for entry in lines) for role, lines in data["waiting"].items()},
    )


def chapters(province: Path) -> list[Chapter]:
    """Return the years past of which a province tells, the earliest first; most tell of none."""
    file = province / "history.yaml"
    if not file.exists():
        return []
    return [
        Chapter(
            since=entry["since"],
            until=entry["until"],
            dossiers=entry["dossiers"],
            channels=Weighted.of({Channel(name): weight for name, weight in entry["channels"].items()}),
        )
        for entry in _read(file)["chapters"]
    ]


def latest(province: Path, usual: int) -> int:
    """Return how many dossiers of the last half year a province wants, beside those of its chapters."""
    file = province / "history.yaml"
    return int(_read(file)["latest"]) if file.exists() else usual


def ready(province: Path) -> tuple[str, list[DemoAccount]]:
    """Return the password and the accounts of a province that are ready to sign in, one for each role.

    The file has been checked when it was loaded.
    """
    data = _read(province / "officers.yaml")
    accounts = [DemoAccount(a["username"], a["role"], a.get("code_key", "")) for a in data["demo_accounts"]]
    return data["password"], accounts


def _median_and_spread(data: Mapping[str, float]) -> tuple[float, float]:
    return data["median"], data["spread"]


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(), Loader=yaml.CSafeLoader)  # The safe one, written in C.
