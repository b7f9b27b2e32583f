"""What is handed in: the applicant, the answers, the papers, and what it costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from motcua.apps.dossiers.operations import new_id
from motcua.apps.ops.demo.answers import GENERIC, Desk
from motcua.apps.ops.demo.arrivals import Filing
from motcua.apps.ops.demo.chances import happens
from motcua.apps.ops.demo.people import Crowd, Home
from motcua.apps.ops.demo.tables import OTHER
from motcua.apps.ops.demo.world import World
from motcua.domain import fees
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import ProcedureDefinition, RequiredDocument, Subject
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Application, Channel, CollectBy, Paper, PaperSource, Party
from motcua.domain.errors import DomainError

FIRST_CASE = 0.75
CONDITION_HOLDS = 0.25
FROM_DATABASE = 0.35
PAGES = (1, 6)
UNSET_FEE = (6, 40)
"""Fees that nobody has set are between these many times 25.000 đồng."""
AUTHORIZATION = "Giấy ủy quyền đã chứng thực"
LAND = frozenset({"dat-dai", "dang-ky-bien-phap-bao-dam", "hoat-dong-xay-dung"})


@dataclass(frozen=True, slots=True)
class Lodgings:
    """Makes what is handed in. `scans` are the hashes of stored files, by the name of the paper; `regulars` how
    many people of each commune file again and again."""

    world: World
    crowd: Crowd
    scans: Mapping[str, str]
    regulars: Mapping[str, int]

    def command(self, filing: Filing, chance: Random) -> c.Lodge:
        """Return the command that files a dossier."""
        definition = filing.offered.definition
        home = self._home(filing, chance)
        on = filing.at.astimezone(TIMEZONE).date()
        applicant = self.applicant(filing, home, chance)
        desk = Desk(self.crowd, chance, applicant, home, self.world.bodies[home.key].code, on)
        answers = desk.fill(definition.form) if definition.form else {}
        collect_by = self._collect_by(filing, chance)
        proxied = happens(chance, self._rate(self.world.habits.proxies, definition.field.key))
        application = Application(
            applicant=applicant,
            proxy=self.crowd.person(chance, home, on) if proxied else None,
            proxy_basis=AUTHORIZATION if proxied else "",
            subject=subject(definition, answers, home, chance),
            answers=answers,
            papers=self._papers(filing, chance),
            collect_by=collect_by,
            collect_address=applicant.address if collect_by == CollectBy.POST else "",
            priority=happens(chance, self.world.habits.priority),
        )
        return c.Lodge(
            id=new_id(filing.at, chance=chance.getrandbits),
            procedure=definition.key,
            case=case_of(definition, chance) if filing.case is None else filing.case,
            channel=filing.channel,
            assisted=filing.assisted,
            receiving_unit=filing.receiving_unit,
            receiving_agency=filing.receiving.id,
            competent_agency=filing.offered.competent.id,
            application=application,
            lodged_at=filing.at,
            slip=f"RH{chance.randrange(10**9):09d}VN" if filing.channel == Channel.POST else "",
        )

    def fees(self, lodge: c.Lodge, definition: ProcedureDefinition, chance: Random, at: datetime, *, paid: bool) -> tuple[c.PaidFee, ...]:  # fmt: skip
        """Return the fees of a dossier accepted now."""
        on = at.astimezone(TIMEZONE).date()
        channel = fees.Channel(lodge.channel.value)
        chosen = [case.label for case in definition.cases if case.code == lodge.case]
        open_cases = [
            name for name in fees.compute(definition.fees, channel, on).open_cases if name not in chosen
        ]
        if open_cases and not chosen:
            chosen = open_cases[:1]
        counted = {
            rule.per: chance.randint(*PAGES) for rule in definition.fees if rule.per in {"trang", "bản"}
        }
        try:
            lines = fees.compute(definition.fees, channel, on, chosen, counted).lines
        except DomainError:
            return ()
        method = "transfer" if lodge.channel != Channel.COUNTER or chance.random() < 0.35 else "cash"
        return tuple(
            c.PaidFee(
                label=line.rule.label,
                amount_vnd=amount,
                paid=paid,
                method=method if paid else "",
                receipt=f"{chance.randrange(10**7):07d}" if paid else "",
            )
            for line in lines
            if (amount := chance.randint(*UNSET_FEE) * 25_000 if line.amount_vnd is None else line.amount_vnd)
        )

    def _home(self, filing: Filing, chance: Random) -> Home:
        for body in (filing.offered.competent, filing.receiving):
            if body.commune:
                return self.world.home_of(body)
        served: Sequence[str] = self.world.serves.get(filing.offered.competent.key, ())
        key = chance.choice(served) if served else chance.choice(self.world.communes()).key
        return self.world.home_of(self.world.bodies[key])

    def applicant(self, filing: Filing, home: Home, chance: Random) -> Party:
        """Return whoever files: an organization, somebody who files often, or anybody else."""
        definition, on = filing.offered.definition, filing.at.astimezone(TIMEZONE).date()
        only_organizations = Subject.CITIZEN not in definition.subjects
        tier = "commune" if filing.offered.competent.level == "commune" else "province"
        rate = self.world.habits.organizations[tier]
        if only_organizations or (Subject.ORGANIZATION in definition.subjects and happens(chance, rate)):
            return self.crowd.organization(chance, home, on)
        if chance.random() < self.world.habits.returning["filings"]:
            return self.crowd.regular(home, chance.randrange(self.regulars[home.key]), on)
        return self.crowd.person(chance, home, on)

    def _collect_by(self, filing: Filing, chance: Random) -> CollectBy:
        return self.world.habits.collect_by[filing.channel.value].draw(chance)

    def _papers(self, filing: Filing, chance: Random) -> tuple[Paper, ...]:
        scanned = happens(chance, self.world.habits.rate("scanned"))
        return tuple(
            self._paper(document, filing, chance, scanned=scanned)
            for document in filing.offered.definition.documents
            if (document.required and not document.condition) or chance.random() < CONDITION_HOLDS
        )

    def _paper(self, document: RequiredDocument, filing: Filing, chance: Random, *, scanned: bool) -> Paper:
        paper = Paper(
            id=document.id, name=document.name, originals=document.originals, copies=document.copies
        )
        online = filing.channel == Channel.ONLINE
        if online and document.replaceable_by and chance.random() < FROM_DATABASE:
            return replace(paper, originals=0, copies=0, source=PaperSource.DATABASE)
        scan = self.scans.get(document.name) or self.scans.get("")
        files = (scan,) if scan and (online or scanned) else ()
        source = PaperSource.ELECTRONIC if online and not filing.assisted else PaperSource.PAPER
        return replace(paper, files=files, source=source)

    @staticmethod
    def _rate(table: Mapping[str, float], group: str) -> float:
        return table.get(group, table[OTHER])


def case_of(definition: ProcedureDefinition, chance: Random) -> str:
    """Return the case of a procedure that has cases, mostly the first."""
    if not definition.cases:
        return ""
    first, *others = definition.cases
    return first.code if not others or chance.random() < FIRST_CASE else chance.choice(others).code


def subject(definition: ProcedureDefinition, answers: Mapping[str, object], home: Home, chance: Random) -> str:  # fmt: skip
    """Return in a few words what a dossier is about."""
    if definition.field.key in LAND:
        plot, sheet = chance.randint(1, 480), chance.randint(1, 60)
        return f"Thửa đất số {plot}, tờ bản đồ số {sheet}, {home.name[0].lower()}{home.name[1:]}"
    for name in ("ho_ten_tre", "ten_du_an", "ten_co_so", "ten_cong_ty", "ten_ho_kinh_doanh"):
        value = answers.get(name)
        if isinstance(value, str) and value != GENERIC:
            return value
    return ""
