"""Invented applicants: names as they are common in the north, numbers that can belong to nobody.

A citizen id of the 22nd century has the right form and no owner; the date of birth moves with it.
"""

from calendar import isleap
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from motcua.apps.ops.demo.chances import around, dice
from motcua.apps.ops.demo.tables import Names, PeopleTable
from motcua.domain.dossier.values import Party, PartyKind

MALE, FEMALE = "male", "female"
USUAL_AGE, AGE_SPREAD = 38, 38
YOUNGEST, OLDEST = 18, 85
UNUSUAL_PER_THOUSAND = 10
HOUSE_NUMBER_PER_THOUSAND = 300
TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
TAX_PROVINCE = "09"
MAIL_DOMAIN = "nguoidan.example"


@dataclass(frozen=True, slots=True)
class Home:
    """A commune in which people live: its key, its name and the tail of its addresses."""

    key: str
    name: str
    province: str

    @property
    def urban(self) -> bool:
        """Tell whether addresses have streets."""
        return self.key.startswith("phuong-")


@dataclass(frozen=True, slots=True)
class Crowd:
    """Makes people; the same chance makes the same person."""

    words: PeopleTable
    seed: str

    def regular(self, home: Home, number: int, on: date) -> Party:
        """Return somebody who files again and again in a commune: a notary's clerk, a surveyor, a bank's."""
        return self.person(dice(self.seed, "regular", home.key, number), home, on)

    def person(self, chance: Random, home: Home, on: date) -> Party:
        """Return a natural person of a commune."""
        if chance.random() * 1000 < UNUSUAL_PER_THOUSAND:
            facts = chance.choice(self.words.unusual)
            return self._party(chance, home, facts["name"], facts["sex"], moved_on(facts["born_on"]))
        age = min(max(around(chance, USUAL_AGE, AGE_SPREAD), YOUNGEST), OLDEST)
        born = date.fromordinal(on.toordinal() - int(age * 365.25))
        sex = MALE if chance.random() < 0.52 else FEMALE
        name = self.name(chance, sex, born.year)
        return self._party(chance, home, name, sex, moved_on(born.isoformat()))

    def name(self, chance: Random, sex: str, born_in: int) -> str:
        """Return the full name of somebody born in a year: family, middle, given."""
        names: Names = self.words.men if sex == MALE else self.words.women
        middles = names.middles[(born_in >= 1985) + (born_in >= 2000)]
        family, middle = self.words.families.draw(chance), middles.draw(chance)
        given = names.givens.draw(chance)
        while given in middle.split():
            given = names.givens.draw(chance)
        return f"{family} {middle} {given}"

    def organization(self, chance: Random, home: Home, on: date) -> Party:
        """Return a company or cooperative with whoever represents it."""
        head = self.person(chance, home, on)
        name = f"{self.words.company_kinds.draw(chance)} {self.trade_name(chance)}"
        return replace(
            head,
            kind=PartyKind.ORGANIZATION,
            name=name,
            representative=head.name,
            citizen_id="",
            born_on="",
            sex="",
            tax_code=tax_code(chance),
            email="",
        )

    def trade_name(self, chance: Random) -> str:
        """Return what a business calls itself: its trade and a name."""
        return f"{chance.choice(self.words.company_trades)} {chance.choice(self.words.company_names)}"

    def address(self, chance: Random, home: Home) -> str:
        """Return a place to live: a street in a ward, a hamlet elsewhere, mostly without a house number."""
        if home.urban:
            street, quarter = chance.choice(self.words.streets), chance.choice(self.words.quarters)
            place = f"Số {chance.randint(1, 290)} đường {street}, tổ dân phố {quarter}"
        else:
            place = f"Thôn {chance.choice(self.words.hamlets)}"
            if chance.random() * 1000 < HOUSE_NUMBER_PER_THOUSAND:
                place = f"Số {chance.randint(1, 120)}, {place[0].lower()}{place[1:]}"
        return f"{place}, {home.name[0].lower()}{home.name[1:]}, {home.province}"

    def phone(self, chance: Random) -> str:
        """Return a mobile number."""
        return f"{self.words.phones.draw(chance)}{chance.randrange(10**7):07d}"

    def _party(self, chance: Random, home: Home, name: str, sex: str, born_on: str) -> Party:
        return Party(
            name=name,
            citizen_id=citizen_id(chance, self.words.birth_provinces.draw(chance), sex, born_on),
            born_on=born_on,
            sex=sex,
            phone=self.phone(chance),
            email=f"{_plain(chance)}@{MAIL_DOMAIN}" if chance.random() < 0.2 else "",
            address=self.address(chance, home),
            from_card=chance.random() < 0.6,
        )


def moved_on(born_on: str) -> str:
    """Return a date of birth, or a part of one, in the century of the invented numbers."""
    year, rest = int(born_on[:4]), born_on[4:]
    moved = year + (200 if year < 2000 else 100)
    return f"{moved}{rest if isleap(moved) else rest.replace('-02-29', '-02-28')}"


def citizen_id(chance: Random, province: str, sex: str, born_on: str) -> str:
    """Return a citizen id of the 22nd century that fits sex and year of birth."""
    return f"{province}{4 + (sex == FEMALE)}{born_on[2:4]}{chance.randrange(10**6):06d}"


def tax_code(chance: Random) -> str:
    """Return a tax code of ten digits with its check digit."""
    while True:
        digits = TAX_PROVINCE + f"{chance.randrange(10**7):07d}"
        check = 10 - sum(int(d) * w for d, w in zip(digits, TAX_WEIGHTS, strict=True)) % 11
        if check < 10:
            return f"{digits}{check}"


def _plain(chance: Random) -> str:
    return f"nguoidan{chance.randrange(10**5):05d}"
