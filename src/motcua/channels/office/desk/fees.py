"""What the filing costs, and how it is paid (R-H10, R-H11)."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.dossier.commands import PaidFee
from motcua.domain.dossier.values import Channel as FiledBy
from motcua.domain.errors import DomainError
from motcua.domain.fees import ONE_PER_DOSSIER, Channel, FeeLines, FeeRule, compute
from motcua.ui import wording

LATER = "later"
METHODS = {"cash": _("Tiền mặt"), "transfer": _("Mã QR"), LATER: _("Thu sau")}
MOST = 10**10


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow:
    """One fee. `typed` is the sum an officer enters where nobody has set one; `counts` asks how many."""

    number: int
    label: str
    basis: str
    per: str
    quantity: int
    unit_vnd: int | None
    amount_vnd: int | None
    typed: str

    @property
    def undetermined(self) -> bool:
        """Tell whether nobody has set the sum of one."""
        return self.unit_vnd is None

    @property
    def counts(self) -> bool:
        """Tell whether the number of units may differ from one."""
        return bool(self.unit_vnd) and self.per not in ONE_PER_DOSSIER


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTable:
    """All fees of the filing; `cases` are fees that hold only in a case, ticked or not."""

    rows: tuple[FeeRow, ...] = ()
    cases: tuple[tuple[str, bool], ...] = ()
    method: str = LATER
    receipt: str = ""
    problem: str = ""

    @property
    def total_vnd(self) -> int:
        """Return the sum of what is known."""
        return sum(row.amount_vnd or 0 for row in self.rows)

    @property
    def alone(self) -> bool:
        """Tell whether the total says all: one fee, of a sum that is known."""
        return len(self.rows) == 1

    @property
    def undetermined(self) -> bool:
        """Tell whether a sum is still unknown."""
        return any(row.amount_vnd is None for row in self.rows)

    @property
    def paid(self) -> bool:
        """Tell whether nothing is left to be paid."""
        return not self.undetermined and (self.total_vnd == 0 or self.method != LATER)

    @property
    def methods(self) -> tuple[tuple[str, str, bool], ...]:
        """Return the ways of paying: value, words, chosen."""
        return tuple((value, str(words), value == self.method) for value, words in METHODS.items())

    def to_pay(self) -> tuple[PaidFee, ...]:
        """Return the fees as the dossier keeps them; what costs nothing is left out."""
        paid = self.method != LATER
        return tuple(
            PaidFee(
                label=row.label,
                amount_vnd=row.amount_vnd,
                paid=paid,
                method=self.method if paid else "",
                receipt=self.receipt if paid else "",
            )
            for row in self.rows
            if row.amount_vnd
        )


def read(
    definition: ProcedureDefinition, case: str, sent: QueryDict, *, channel: FiledBy, on: date
) -> FeeTable:
    """Return the fees of a filing accepted today, with what was ticked, counted and typed for them."""
    by = Channel(channel.value)
    open_cases = _open_cases(definition, case, by, on)
    ticked = [name for name in open_cases if name in sent.getlist("fee_case")]
    chosen = [one.label for one in definition.cases if one.code == case]
    lines, problem = FeeLines(()), ""
    try:
        lines = compute(definition.fees, by, on, [*chosen, *ticked])
    except DomainError as refused:
        problem = wording.sentence(refused)
    return FeeTable(
        rows=_rows(definition, lines, sent),
        cases=tuple((name, name in ticked) for name in open_cases),
        method=sent.get("pay", "") if sent.get("pay") in METHODS else _usual(lines, by),
        receipt=sent.get("receipt", "").strip(),
        problem=problem,
    )


def _open_cases(definition: ProcedureDefinition, case: str, by: Channel, on: date) -> list[str]:
    """Return the fee cases an officer may tick: not those that the procedure's own cases settle."""
    labels = {one.label: one.code for one in definition.cases}
    settled = {rule.fee for rule in definition.fees if rule.fee and labels.get(rule.case, "") == case != ""}
    closed = {rule.case for rule in definition.fees if rule.fee in settled} | labels.keys()
    return [name for name in compute(definition.fees, by, on).open_cases if name not in closed]


def _usual(lines: FeeLines, by: Channel) -> str:
    """Return how it is paid most often; who filed online is not at the counter."""
    return "cash" if lines.total_vnd and by != Channel.ONLINE else LATER


def _rows(definition: ProcedureDefinition, lines: FeeLines, sent: QueryDict) -> tuple[FeeRow, ...]:
    """Number the rows by their rules, so that a tick elsewhere does not move what was typed.

    Of several fees for the same unit (the first two pages, every further page) only the first starts at one.
    """
    counted: set[str] = set()
    rows = []
    for line in lines.lines:
        again = line.rule.per in counted and line.rule.per not in ONE_PER_DOSSIER
        rows.append(_row(definition.fees.index(line.rule), line.rule, sent, usual=0 if again else 1))
        counted.add(line.rule.per)
    return tuple(rows)


def _row(number: int, rule: FeeRule, sent: QueryDict, *, usual: int) -> FeeRow:
    typed = sent.get(f"amount-{number}", "")
    quantity = _number(sent.get(f"quantity-{number}", ""), usual)
    known = None if rule.amount_vnd is None else rule.amount_vnd * quantity
    return FeeRow(
        number=number,
        label=rule.label,
        basis=rule.basis,
        per=rule.per,
        quantity=quantity,
        unit_vnd=rule.amount_vnd,
        amount_vnd=_typed_amount(typed) if rule.amount_vnd is None else known,
        typed=typed,
    )


def _typed_amount(text: str) -> int | None:
    digits = text.replace(".", "").replace(" ", "")
    return min(int(digits), MOST) if digits.isdecimal() else None


def _number(text: str, otherwise: int) -> int:
    return min(int(text), 9999) if text.strip().isdecimal() else otherwise
