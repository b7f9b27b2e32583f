"""A commune with people's names and titles, whose papers come out the same each time."""

from dataclasses import dataclass
from uuid import UUID

from motcua.apps.documents import queries as documents
from motcua.apps.documents.models import PrintedSheet
from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers import lawbook, printing
from motcua.apps.organization.models import Account, Agency, Assignment, Unit
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Application, CollectBy, Paper, PaperSource, Party, ResultKind
from tests.apps.documents.pdfs import flat_text_of
from tests.factories.dossiers import DossierWorld, only_item

PIN = 482915
PEOPLE = {
    "reception": ("Lương Thị Kim Oanh", "Chuyên viên"),
    "return_desk": ("Tạ Minh Phượng", "Chuyên viên"),
    "division_head": ("Phạm Đức Toàn", "Trưởng phòng"),
    "specialist": ("Nguyễn Hoàng Khánh Huyền", "Chuyên viên"),
    "leader": ("Đặng Quốc Hưng", "Phó Chủ tịch"),
    "clerk": ("Vũ Thị Thơm", "Văn thư"),
}
LONG_NAME = "Công Tằng Tôn Nữ Huyền Trân Nguyễn Phước Ngọc Khuê"
LONG_ADDRESS = (
    "Số 12A, ngách 27, ngõ 45 đường Nguyễn Thị Minh Khai kéo dài, tổ dân phố An Tảo Thượng, phường Phố Hiến, "
    "tỉnh Hưng Yên"
)


@dataclass
class PaperWorld(DossierWorld):
    """The commune of Phố Hiến, invented officers, an applicant with a long name and many papers."""

    def __post_init__(self) -> None:
        """Give the agency, the counter and the officers the names that papers show."""
        super().__post_init__()
        self.rename("Ủy ban nhân dân phường Phố Hiến", "Phường Phố Hiến", "H31.100")
        counter = "Trung tâm Phục vụ hành chính công phường"
        Unit.objects.filter(pk=self.units["counter"].pk).update(name=counter)
        for role, (name, title) in PEOPLE.items():
            Account.objects.filter(pk=self.accounts[role]).update(full_name=name, phone="0221000345")
            Assignment.objects.filter(account_id=self.accounts[role]).update(title=title)

    def rename(self, name: str, short_name: str, identifier: str) -> None:
        """Give the agency other names."""
        facts = {"name": name, "short_name": short_name, "identifier": identifier}
        Agency.objects.filter(pk=self.agency.pk).update(**facts)
        lawbook.forget()

    def long_application(self) -> Application:
        """Return what somebody with a long name files through a proxy: thirteen papers."""
        papers = tuple(
            Paper(
                id=f"d{n}", name=f"Bản vẽ thiết kế xây dựng triển khai số {n:02d}", originals=2, copies=n % 3
            )
            for n in range(1, 12)
        )
        from_database = Paper(
            id="dat", name="Giấy chứng nhận quyền sử dụng đất", copies=1, source=PaperSource.DATABASE
        )
        scanned = Paper(
            id="don",
            name="Đơn đề nghị cấp giấy phép xây dựng",
            originals=1,
            source=PaperSource.ELECTRONIC,
            note="Ký số",
        )
        return Application(
            applicant=Party(
                name=LONG_NAME,
                citizen_id="033591204716",
                phone="0912000318",
                email="ngockhue.nguyenphuoc@vidu.example",
                address=LONG_ADDRESS,
            ),
            proxy=Party(name="Trần Văn Thành", citizen_id="033490000123"),
            proxy_basis="Giấy ủy quyền ngày 01/11/2026",
            papers=(scanned, from_database, *papers),
            collect_by=CollectBy.POST,
            subject="nhà ở riêng lẻ 03 tầng tại thửa đất số 118, tờ bản đồ số 24",
        )

    def eventful(self) -> DossierState:
        """Return a dossier that has seen a fee, a verification, a question, a supplement and an apology."""
        fees = (
            c.PaidFee(label="Lệ phí cấp giấy phép xây dựng", amount_vnd=75_000, paid=True, method="cash"),
            c.PaidFee(label="Phí thẩm định", amount_vnd=1_250_000, paid=False),
        )
        state = self.at_step("appraise", self.accepted(fees=fees, application=self.long_application()))
        item = only_item(state).id
        self.later(hours=2)
        state = self.verified(state)
        state = self.do("specialist", state, self.question(item))
        asked = next(i for i in state.items if i.kind == "consultation")
        answer = c.Answer(item=asked.id, opinion="Đúng quy hoạch", agrees=True)
        state = self.later(days=1).do("leader", state, answer)
        ask = c.RequestSupplement(
            item=item,
            lines=("Bản vẽ mặt bằng có chữ ký", "Bản cam kết an toàn công trình liền kề"),
            reason="Bản vẽ chưa có chữ ký của chủ trì thiết kế",
        )
        state = self.do("specialist", state, ask)
        state = self.later(days=2).do("reception", state, c.Supplement(note="Đã nộp đủ"))
        extend = c.Extend(
            new_due_on=self.now.date().replace(day=25), reason="Phải kiểm tra lại ranh giới thửa đất"
        )
        return self.do("leader", state, extend)

    def verified(
        self, state: DossierState, findings: str = "Ranh giới đúng với giấy chứng nhận"
    ) -> DossierState:
        """Record a verification on the spot."""
        record = c.RecordVerification(
            item=only_item(state).id,
            held_at=self.now,
            place="Thửa đất số 118, tờ bản đồ số 24",
            participants="Nguyễn Hoàng Khánh Huyền, Chuyên viên, Phòng Kinh tế\nTrần Văn Thành, Người được ủy quyền",
            findings=findings,
        )
        return self.do("specialist", state, record)

    def question(self, item: int) -> c.Consult:
        """Ask the leaders' unit, which stands for any other one."""
        return c.Consult(
            item=item,
            unit_id=self.units["leaders"].pk,
            agency_id=self.agency.pk,
            role="leader",
            question="Thửa đất số 118 có thuộc quy hoạch làm đường không?",
            due_on=self.now.date().replace(day=6),
        )

    def refused(self) -> DossierState:
        """Return a dossier whose refusal waits at the return desk."""
        state = self.at_step("appraise")
        item = only_item(state).id
        draft = c.WriteDraft(item=item, kind=ResultKind.REFUSED, summary="Đất không được phép xây dựng")
        state = self.do("specialist", state, draft, c.HandOver(item=item, action="refuse"))
        return self.at_step("return", state)

    def print(self, kind: SheetKind, state: DossierState, *, seq: int | None = None) -> PrintedSheet:
        """Print as the officer at the counter."""
        return printing.print_form(kind, state.id, actor=self.officer("reception"), at=self.now, seq=seq)

    def words(self, kind: SheetKind, state: DossierState, *, seq: int | None = None) -> str:
        """Return the words of a form."""
        return flat_text_of(pdf_of(self.print(kind, state, seq=seq)))

    def kinds(self, dossier_id: UUID) -> tuple[SheetKind, ...]:
        """Return what the counter may print."""
        return printing.printable(dossier_id, actor=self.officer("reception"))


def pdf_of(sheet: PrintedSheet) -> bytes:
    """Return the stored PDF."""
    return documents.reprint(sheet.pk)
