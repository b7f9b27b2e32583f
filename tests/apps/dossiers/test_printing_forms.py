"""Each form of a dossier says what has happened to it (R-B1 ... R-B11)."""

from datetime import date

import pytest

from motcua.apps.documents.models import PrintedSheet
from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers import printing
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.organization.models import Assignment
from motcua.apps.organization.queries import actor_for
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Application, CollectBy, Party, PartyKind, ResultKind
from tests.apps.documents.pdfs import codes_on, ink_beyond, text_of
from tests.apps.dossiers.papers import LONG_NAME, PIN, PaperWorld, pdf_of
from tests.factories.dossiers import only_item
from tests.factories.organization import AccountFactory, AssignmentFactory, MandateFactory

pytestmark = pytest.mark.django_db

OF_ONE_DOSSIER = [
    kind
    for kind in SheetKind
    if kind
    not in {
        SheetKind.REGISTER,
        SheetKind.POST_HAND_OVER,
        SheetKind.PAPER_HAND_OVER,
        SheetKind.SHIFT_SHEET,
        SheetKind.FILING_PROOF,
    }
]


@pytest.fixture(autouse=True)
def same_pin(monkeypatch):
    monkeypatch.setattr("motcua.apps.dossiers.operations.secrets.randbelow", lambda _limit: PIN)


@pytest.fixture
def world():
    return PaperWorld()


def test_each_form_of_an_eventful_dossier_says_what_it_said_before(world, snapshot):
    state = world.eventful()
    kinds = world.kinds(state.id)
    assert set(kinds) == set(OF_ONE_DOSSIER) - {SheetKind.REFUSAL, SheetKind.STOP_NOTICE}

    for kind in kinds:
        pdf = pdf_of(world.print(kind, state))
        assert text_of(pdf) == snapshot(name=kind)
        assert ink_beyond(pdf, margin_mm=5) == [], kind


@pytest.mark.parametrize("stage", ["lodged", "accepted", "refused", "returned"])
def test_what_is_called_printable_can_be_printed_and_nothing_else(world, stage):
    state = getattr(world, stage)()
    kinds = world.kinds(state.id)

    for kind in SheetKind:
        if kind in kinds:
            assert world.print(kind, state).kind == kind
        else:
            with pytest.raises(printing.NothingToPrint) as refused:
                world.print(kind, state)
            assert refused.value.kind == kind


def test_whoever_may_not_see_a_dossier_prints_nothing_of_it(world):
    state = world.accepted()
    elsewhere = AssignmentFactory(role="reception", unit__code="counter")
    stranger = actor_for(elsewhere.account_id, world.now)

    with pytest.raises(DossierNotFound):
        printing.print_form(SheetKind.RECEIPT, state.id, actor=stranger, at=world.now)
    with pytest.raises(DossierNotFound):
        printing.printable(state.id, actor=stranger)
    with pytest.raises(DossierNotFound):
        printing.sheets_of(state.id, actor=stranger)
    assert not PrintedSheet.objects.exists()


def test_everything_printed_for_a_dossier_is_listed(world):
    state = world.accepted()
    world.print(SheetKind.RECEIPT, state)
    world.print(SheetKind.ROUTING_SLIP, state)

    listed = printing.sheets_of(state.id, actor=world.officer("reception"))

    assert [(sheet.kind, sheet.number, sheet.copies) for sheet in listed] == [
        ("receipt", state.code, 2),
        ("routing_slip", state.code, 1),
    ]
    assert {sheet.printed_by_name for sheet in listed} == {"Lương Thị Kim Oanh"}


# ---- Form 01 ----


def test_the_codes_on_a_receipt_lead_to_the_dossier(world, settings):
    settings.MOTCUA_LOOKUP_URL = "https://mc.vidu.example/tra-cuu/"
    state = world.accepted()

    read = codes_on(pdf_of(world.print(SheetKind.RECEIPT, state)))

    assert set(read.values()) == {state.code, f"https://mc.vidu.example/tra-cuu/{state.code}"}
    assert "Tra cứu hồ sơ tại mc.vidu.example/tra-cuu" in world.words(SheetKind.RECEIPT, state)


def test_a_receipt_is_printed_anew_after_a_correction_and_the_old_one_stays(world):
    state = world.accepted()
    first = world.print(SheetKind.RECEIPT, state)
    application = world.application(applicant=Party(name="Đặng Thị Ngọc Anh"))
    state = world.do("reception", state, c.Correct(application=application, reason="Sai tên"))

    second = world.print(SheetKind.RECEIPT, state)

    assert second.data["applicant"]["name"] == "Đặng Thị Ngọc Anh"
    assert (second.data["accepted_at"], second.number) == (first.data["accepted_at"], first.number)
    assert "ĐẶNG THỊ NGỌC ÁNH" in text_of(pdf_of(first))


def test_a_receipt_keeps_the_first_promise_when_an_apology_names_another_day(world):
    state = world.accepted()
    promised = world.print(SheetKind.RECEIPT, state).data["due_at"]
    state = world.at_step("appraise", state)

    state = world.do("leader", state, c.Extend(new_due_on=date(2026, 11, 25), reason="Chờ xác minh"))

    assert promised == "2026-11-09T17:00"
    assert world.print(SheetKind.RECEIPT, state).data["due_at"] == promised


def test_a_receipt_names_a_new_day_once_the_missing_papers_are_in(world):
    state = world.at_step("appraise")
    ask = c.RequestSupplement(item=only_item(state).id, lines=("Bản vẽ",), reason="Thiếu")
    state = world.do("specialist", state, ask)
    assert world.print(SheetKind.RECEIPT, state).data["due_at"] == "2026-11-09T17:00"

    state = world.later(days=3).do("reception", state, c.Supplement())

    assert state.due_at is not None
    promised = world.print(SheetKind.RECEIPT, state).data["due_at"]
    assert promised == state.due_at.astimezone(TIMEZONE).strftime("%Y-%m-%dT%H:%M") > "2026-11-09T17:00"


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (CollectBy.COUNTER, "Trung tâm Phục vụ hành chính công phường Phố Hiến"),
        (CollectBy.POST, "qua dịch vụ bưu chính công ích: Số 3 phố Bãi Sậy"),
        (CollectBy.ELECTRONIC, "Bản điện tử, nhận trên Cổng Dịch vụ công"),
    ],
)
def test_a_receipt_says_how_the_result_comes(world, way, words):
    application = world.application(collect_by=way, collect_address="Số 3 phố Bãi Sậy")

    assert words in world.words(SheetKind.RECEIPT, world.accepted(application=application))


def test_an_organization_is_named_with_its_tax_code_and_its_representative_signs(world):
    company = Party(
        kind=PartyKind.ORGANIZATION,
        name="Công ty TNHH Xây dựng Phố Hiến",
        tax_code="0900123456",
        representative="Bùi Xuân Trường",
    )

    sheet = world.print(SheetKind.RECEIPT, world.accepted(application=Application(applicant=company)))

    assert sheet.data["submitter"] == "Bùi Xuân Trường"
    assert sheet.data["applicant"]["identity_label"] == "Mã số thuế"
    assert sheet.data["applicant"]["identity"].endswith("456")


def test_fees_say_whether_they_were_paid_since(world):
    fee = c.PaidFee(label="Lệ phí", amount_vnd=75_000, paid=False)
    state = world.accepted(fees=(fee,))
    assert "75.000 đồng (chưa nộp)" in world.words(SheetKind.RECEIPT, state)

    state = world.do("return_desk", state, c.ConfirmPayment(obligations=(1,), method="cash"))

    assert "75.000 đồng (đã nộp)" in world.words(SheetKind.RECEIPT, state)


# ---- Forms 02, 03 and 04 ----


def test_a_request_before_acceptance_has_no_code_and_a_later_one_has(world):
    ask = c.RequestSupplement(lines=("Đơn đề nghị",), reason="Thiếu đơn", answer_by=date(2026, 11, 12))
    state = world.do("reception", world.lodged(), ask)
    before = world.print(SheetKind.SUPPLEMENT_REQUEST, state)
    state = world.at_step("appraise", world.do("reception", state, c.Supplement(), c.Accept()))
    more = c.RequestSupplement(item=only_item(state).id, lines=("Bản vẽ",), reason="Thiếu chữ ký")
    state = world.do("specialist", state, more)

    after = world.print(SheetKind.SUPPLEMENT_REQUEST, state)

    assert (before.data["code"], before.data["items"]) == ("", ["Đơn đề nghị"])
    assert before.data["respond_by"] == "2026-11-12"
    assert (after.data["code"], after.data["items"]) == (state.code, ["Bản vẽ"])
    assert after.data["guide"] == "Nguyễn Hoàng Khánh Huyền"
    assert (before.number, after.number) == ("01/HDHS", "02/HDHS")
    assert world.print(SheetKind.SUPPLEMENT_REQUEST, state, seq=2).data["items"] == ["Đơn đề nghị"]


def test_the_legal_basis_of_one_more_request_stands_beside_its_reason(world):
    state = world.at_step("appraise")
    for basis in ("", "Điều 20 Nghị định 63/2010/NĐ-CP"):
        ask = c.RequestSupplement(
            item=only_item(state).id, lines=("Bản vẽ",), reason="Thiếu chữ ký", legal_basis=basis
        )
        role = "leader" if basis else "specialist"
        state = world.do(role, state, ask)
        state = world.do("reception", state, c.Supplement())

    assert "Lý do: Thiếu chữ ký (Căn cứ: Điều 20 Nghị định 63/2010/NĐ-CP)" in world.words(
        SheetKind.SUPPLEMENT_REQUEST, state
    )


def test_a_refusal_at_the_counter_gives_its_reason(world, snapshot):
    state = world.do("reception", world.lodged(), c.RefuseIntake(reason="Không thuộc thẩm quyền"))

    sheet = world.print(SheetKind.REFUSAL, state)

    assert (sheet.number, sheet.data["receiver"]) == ("01/PTC", "Lương Thị Kim Oanh")
    assert text_of(pdf_of(sheet)) == snapshot


def test_a_refusal_after_appraisal_carries_the_number_of_the_result(world):
    state = world.refused()

    sheet = world.print(SheetKind.REFUSAL, state)

    assert sheet.data["number"] == state.draft.number == "01/KQ"
    assert sheet.data["code"] == state.code
    assert "Ủy ban nhân dân phường Phố Hiến thông báo không tiếp nhận" in world.words(
        SheetKind.REFUSAL, state
    )
    assert sheet.data["reason"] == "Đất không được phép xây dựng"


def test_an_apology_keeps_both_days_and_is_signed_by_a_deputy_for_the_head(world):
    state = world.at_step("appraise")
    state = world.do("leader", state, c.Extend(new_due_on=date(2026, 11, 20), reason="Chờ xác minh"))

    sheet = world.print(SheetKind.APOLOGY, state)

    assert (sheet.data["due_on"], sheet.data["new_due_on"]) == ("2026-11-09", "2026-11-20")
    assert sheet.data["signer"] == {
        "name": "Đặng Quốc Hưng",
        "title": "Phó Chủ tịch",
        "authority": "KT. Chủ tịch",
    }
    assert sheet.number == "01/PXL"


def test_a_head_signs_in_the_own_name(world):
    Assignment.objects.filter(account_id=world.accounts["leader"]).update(title="Chủ tịch")
    state = world.do("leader", world.at_step("appraise"), c.Stop(reason="Chờ Tòa án"))

    signer = world.print(SheetKind.STOP_NOTICE, state).data["signer"]

    assert signer == {"name": "Đặng Quốc Hưng", "title": "Chủ tịch", "authority": ""}


def test_whoever_signs_under_a_mandate_says_so_and_keeps_the_own_title(world):
    post = Assignment.objects.get(account_id=world.accounts["leader"])
    deputy = AccountFactory(full_name="Hoàng Minh Tâm")
    AssignmentFactory(account=deputy, unit=world.units["clerk"], role="specialist", title="Chánh Văn phòng")
    Assignment.objects.filter(pk=post.pk).update(title="Chủ tịch")
    MandateFactory(from_assignment=post, to_account=deputy, signing_form="TL")
    world.accounts["deputy"] = deputy.pk

    state = world.do("deputy", world.at_step("appraise"), c.Stop(reason="Chờ Tòa án"))

    assert world.print(SheetKind.STOP_NOTICE, state).data["signer"] == {
        "name": "Hoàng Minh Tâm",
        "title": "Chánh Văn phòng",
        "authority": "TL. Chủ tịch",
    }


# ---- The notice of stopping ----


def test_a_stop_tells_the_reason_and_gives_no_papers_back(world):
    state = world.do("leader", world.at_step("appraise"), c.Stop(reason="Chờ quyết định của Tòa án"))

    sheet = world.print(SheetKind.STOP_NOTICE, state)

    assert (sheet.data["number"], sheet.data["basis"]) == ("01/TBD", "")
    assert sheet.data["returned_papers"] == []


def test_a_granted_withdrawal_names_the_request_and_the_papers(world):
    state = world.do("reception", world.at_step("appraise"), c.RequestWithdrawal(reason="Không xây nữa"))
    state = world.later(days=1).do("leader", state, c.DecideWithdrawal(granted=True, reason="Theo đề nghị"))

    sheet = world.print(SheetKind.STOP_NOTICE, state)

    assert sheet.data["basis"] == "Đề nghị rút hồ sơ ngày 02/11/2026"
    assert sheet.data["stopped_on"] == "2026-11-03"
    assert sheet.data["returned_papers"] == [
        "Đơn đề nghị cấp giấy phép xây dựng (01 bản chính)",
        "Bản vẽ thiết kế xây dựng (02 bản chính)",
    ]


def test_a_refused_withdrawal_leaves_nothing_to_print(world):
    state = world.do("reception", world.at_step("appraise"), c.RequestWithdrawal(reason="Không xây nữa"))
    state = world.do("leader", state, c.DecideWithdrawal(granted=False, reason="Đã có kết quả"))

    assert SheetKind.STOP_NOTICE not in world.kinds(state.id)


def test_a_withdrawal_before_acceptance_says_that_there_is_no_code(world):
    state = world.do("reception", world.lodged(), c.RequestWithdrawal(reason="Nộp nhầm"))
    state = world.do("reception", state, c.DecideWithdrawal(granted=True, reason="Theo đề nghị"))

    assert "mã số hồ sơ: (chưa cấp)" in world.words(SheetKind.STOP_NOTICE, state)


def test_a_closed_dossier_names_the_request_that_nobody_answered(world):
    state = world.at_step("appraise")
    ask = c.RequestSupplement(
        item=only_item(state).id, lines=("Bản vẽ",), reason="Thiếu", answer_by=date(2026, 11, 5)
    )
    state = world.do("specialist", state, ask)
    state = world.later(days=7).do("reception", state, c.Close(reason="Quá hạn bổ sung"))

    basis = world.print(SheetKind.STOP_NOTICE, state).data["basis"]

    assert basis == "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ số 01/HDHS ngày 02/11/2026"


# ---- Papers that get their number when they are printed ----


def test_a_record_printed_again_keeps_its_number_and_another_record_gets_the_next(world):
    state = world.verified(world.at_step("appraise"))
    first = world.print(SheetKind.VERIFICATION_RECORD, state)
    again = world.print(SheetKind.VERIFICATION_RECORD, state)
    state = world.later(hours=3).verified(state, findings="Đã xây tường rào")

    second = world.print(SheetKind.VERIFICATION_RECORD, state)

    assert (first.number, again.number, second.number) == ("01/BBXM", "01/BBXM", "02/BBXM")
    assert world.print(SheetKind.VERIFICATION_RECORD, state, seq=state.version - 1).number == "01/BBXM"
    assert [person["name"] for person in second.data["participants"]] == [
        "Nguyễn Hoàng Khánh Huyền",
        "Trần Văn Thành",
    ]


def test_a_question_says_what_silence_means_and_whom_to_call(world):
    state = world.at_step("appraise")
    state = world.do("specialist", state, world.question(only_item(state).id))

    sheet = world.print(SheetKind.CONSULTATION_REQUEST, state)

    assert sheet.number == "01/PLYK"
    assert sheet.data["reply_by"] == "2026-11-06"
    assert "tiếp tục giải quyết theo thẩm quyền" in sheet.data["silence"]
    assert sheet.data["contact_phone"] == "0221 000 345"


@pytest.mark.parametrize(("receipt", "number"), [("0000127", "0000127"), ("", "0000001")])
def test_a_fee_receipt_carries_the_cashiers_number_or_the_next(world, receipt, number):
    state = world.accepted(fees=(c.PaidFee(label="Lệ phí", amount_vnd=75_000, paid=False),))
    assert SheetKind.FEE_RECEIPT not in world.kinds(state.id)
    pay = c.ConfirmPayment(obligations=(1,), method="transfer", receipt=receipt)
    state = world.do("return_desk", state, pay)

    sheet = world.print(SheetKind.FEE_RECEIPT, state)

    assert sheet.data["number"] == number
    assert world.print(SheetKind.FEE_RECEIPT, state).data["number"] == number
    assert sheet.data["amount_in_words"] == "Bảy mươi lăm nghìn đồng"
    assert (sheet.data["payment_method"], sheet.data["collector"]) == ("Chuyển khoản", "Tạ Minh Phượng")


def test_a_receipt_for_fees_paid_on_acceptance_leaves_out_what_is_still_owed(world):
    fees = (
        c.PaidFee(label="Lệ phí", amount_vnd=75_000, paid=True, method="cash"),
        c.PaidFee(label="Phí", amount_vnd=1_000_000, paid=False),
    )

    sheet = world.print(SheetKind.FEE_RECEIPT, world.accepted(fees=fees))

    assert [fee["label"] for fee in sheet.data["fees"]] == ["Lệ phí"]


def test_a_long_name_breaks_no_form(world):
    state = world.at_step("appraise", world.accepted(application=world.long_application()))
    item = only_item(state).id
    draft = c.WriteDraft(item=item, kind=ResultKind.REFUSED, summary="Không đủ điều kiện. " * 40)
    state = world.do("specialist", state, draft, c.HandOver(item=item, action="refuse"))
    state = world.at_step("return", state)

    for kind in world.kinds(state.id):
        pdf = pdf_of(world.print(kind, state))
        assert ink_beyond(pdf, margin_mm=5) == [], kind
        if kind not in {SheetKind.ROUTING_SLIP, SheetKind.RATING_SLIP}:
            assert LONG_NAME.split()[-1].upper() in text_of(pdf).upper()
