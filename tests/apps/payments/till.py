"""A commune that takes money: a dossier filed online with its fees, a platform that can be told what to answer."""

from dataclasses import dataclass, field

from motcua.apps.dossiers.operations import execute
from motcua.apps.payments import operations, ports, queries
from motcua.apps.payments.accounts import partner
from motcua.domain.access import Actor
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Channel
from motcua.domain.payments import payplat
from motcua.domain.payments.payplat import Outcome
from tests.factories.dossiers import DossierWorld

OWNER = "citizen:12"
PERSON = Actor.citizen("Đặng Thị Ngọc Ánh", {OWNER})
SECRET = "only-for-tests"
FEES = (
    c.PaidFee(label="Lệ phí cấp giấy phép", amount_vnd=75_000),
    c.PaidFee(label="Phí thẩm định", amount_vnd=25_000),
)
TOTAL = 100_000


@dataclass
class Gateway:
    """A platform in memory: `answers` says what QUERY tells of each attempt; `down` that nothing answers."""

    begun: dict[str, int] = field(default_factory=dict)
    answers: dict[str, ports.Told] = field(default_factory=dict)
    down: bool = False

    def begin(self, bill, *, reference, description, address, at):
        if self.down:
            raise ports.GatewayUnavailable
        assert reference not in self.begun, "every attempt is new"
        self.begun[reference] = sum(fee.amount_vnd for fee in bill.fees)
        return f"https://platform.example/pay/{reference}"

    def ask(self, reference, *, at):
        if self.down:
            raise ports.GatewayUnavailable
        if reference not in self.begun:
            raise ports.GatewayRefused(answer="01")
        return self.answers.get(reference, ports.Told(Outcome.PENDING, 0, ""))

    def bill(self, reference, *, at):
        return b"%PDF"


@dataclass
class Till(DossierWorld):
    """The commune with one dossier filed online."""

    gateway: Gateway = field(default_factory=Gateway)

    def filed(self, fees=FEES):
        lodge = self.lodging(channel=Channel.ONLINE, owner=OWNER, fees=fees, slip="NOP-1")
        return execute(lodge, actor=PERSON, at=self.now).state

    def order(self, state, obligations=(1, 2)):
        return operations.open_order(dossier_id=state.id, obligations=obligations, payer=OWNER, at=self.now)

    def pay(self, row):
        with ports.joined(self.gateway):
            return operations.pay_by_platform(order_id=row.pk, address="192.0.2.1", at=self.now)

    def ask(self, row):
        with ports.joined(self.gateway):
            return operations.ask_platform(order_id=row.pk, at=self.now)

    def confirm(self, reference, *, amount=TOTAL, paid=True, secret=SECRET, **changes):
        message = {
            "LoaiBanTin": "CONFIRM", "MaLoi": "00" if paid else "02", "MaDoiTac": partner().code,
            "MaThamChieu": reference, "SoTien": str(amount), "MaTienTe": "VND", "MaGiaoDich": "GD1",
            "MaNganHang": "VCB", "ThoiGianGD": "20261102080000", "ThongTinGiaoDich": "x", **changes,
        }  # fmt: skip
        return operations.take_confirmation(message=payplat.signed(message, secret), at=self.now)["MaLoi"]

    def statement(self, *lines, role="return_desk"):
        text = "Ngày giao dịch;Số tham chiếu;Ghi có;Nội dung\n"
        text += "".join(f"02/11/2026;{number};{amount};{memo}\n" for number, amount, memo in lines)
        return operations.import_statement(
            data=text.encode(),
            name="sao-ke.csv",
            agency_id=self.agency.pk,
            actor=self.officer(role),
            at=self.now,
        )

    def look(self, row):
        return queries.order(row.pk)
