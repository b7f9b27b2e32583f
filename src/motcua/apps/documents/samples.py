"""One filled example of each printed form, for previews and tests; people, numbers and addresses are invented."""

from dataclasses import replace
from datetime import date, datetime

from motcua.apps.documents.sheets import (
    TIMEZONE,
    Apology,
    Applicant,
    Assignment,
    ConsultationRequest,
    Fee,
    FeeReceipt,
    FilingProof,
    HandedDossier,
    HandOver,
    Letterhead,
    Paper,
    PaperHandOver,
    Participant,
    PostHandOver,
    PostItem,
    RatingSlip,
    Receipt,
    Refusal,
    Register,
    RegisterEntry,
    RoutingSlip,
    Sheet,
    SheetKind,
    ShiftLine,
    ShiftSheet,
    Signer,
    StopNotice,
    SupplementRequest,
    TransferSlip,
    VerificationRecord,
)


def local(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    """Return an instant by the clock on the wall."""
    return datetime(year, month, day, hour, minute, tzinfo=TIMEZONE)


CODE = "H31.100-260504-0007"
PROCEDURE = "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ"
CENTER = "Trung tâm Phục vụ hành chính công phường Phố Hiến"
COUNTER = Letterhead(
    agency="Ủy ban nhân dân phường Phố Hiến",
    counter="Trung tâm Phục vụ hành chính công",
    place="Phố Hiến",
    on=date(2026, 5, 4),
)
APPLICANT = Applicant(
    name="Vũ Thị Hồng Nhung",
    address="Số 12, ngõ 45 phố Trưng Trắc, phường Phố Hiến, tỉnh Hưng Yên",
    phone="0912 000 345",
    email="nhung.vu@vidu.example",
    identity="033*******56",
)
HEAD = Signer(name="Đặng Quốc Hưng", title="Phó Chủ tịch", authority="KT. CHỦ TỊCH")
RATING = RatingSlip(
    letterhead=COUNTER,
    code=CODE,
    stage="Tiếp nhận hồ sơ",
    procedure=PROCEDURE,
    rating_url="https://mc.vidu.example/danh-gia/H31.100-260504-0007",
    return_to="hòm phiếu tại " + CENTER,
)

RECEIPT = Receipt(
    letterhead=COUNTER,
    code=CODE,
    receiving_point=CENTER,
    applicant=APPLICANT,
    procedure=PROCEDURE,
    procedure_code="1.013236",
    papers=(
        Paper(name="Đơn đề nghị cấp giấy phép xây dựng (mẫu số 01)", originals=1),
        Paper(name="Giấy chứng nhận quyền sử dụng đất", copies=1, note="Đã đối chiếu"),
        Paper(name="Bản vẽ thiết kế xây dựng kèm theo giấy phép", originals=2),
        Paper(name="Bản cam kết bảo đảm an toàn đối với công trình liền kề", originals=1),
    ),
    sets=1,
    time_limit="15 ngày làm việc",
    accepted_at=local(2026, 5, 4, 9, 5),
    due_at=local(2026, 5, 25, 17, 0),
    delivery=CENTER,
    submitter="Vũ Thị Hồng Nhung",
    receiver="Lương Thị Kim Oanh",
    fees=(Fee(label="Lệ phí cấp giấy phép xây dựng nhà ở riêng lẻ", amount_vnd=75_000),),
    lookup_url="https://mc.vidu.example/tra-cuu/H31.100-260504-0007",
    lookup_address="mc.vidu.example/tra-cuu",
    pin="482 915",
    hotline="0221 000 1022",
)
SUPPLEMENT_REQUEST = SupplementRequest(
    letterhead=COUNTER,
    number="05/HDHS",
    applicant=APPLICANT,
    procedure=PROCEDURE,
    items=(
        "Bản vẽ mặt bằng các tầng, mặt cắt và mặt đứng có chữ ký, đóng dấu của tổ chức thiết kế.",
        "Bản cam kết bảo đảm an toàn đối với công trình liền kề.",
    ),
    reason="Bản vẽ chưa có chữ ký của chủ trì thiết kế; công trình có tường chung với nhà liền kề.",
    contact_name="Lương Thị Kim Oanh",
    contact_phone="0221 000 1022",
    guide="Lương Thị Kim Oanh",
)
REFUSAL = Refusal(
    letterhead=COUNTER,
    number="02/PTC",
    receiving_point=CENTER,
    applicant=APPLICANT,
    procedure=PROCEDURE,
    refused_by=CENTER,
    reason="Thửa đất thuộc địa bàn phường Sơn Nam, không thuộc thẩm quyền của phường Phố Hiến.\n"
    "Đề nghị Ông/Bà nộp hồ sơ tại Trung tâm Phục vụ hành chính công phường Sơn Nam.",
    submitter="Vũ Thị Hồng Nhung",
    receiver="Lương Thị Kim Oanh",
)
APOLOGY = Apology(
    letterhead=replace(COUNTER, on=date(2026, 5, 21)),
    number="03/PXL",
    code=CODE,
    applicant=APPLICANT,
    procedure=PROCEDURE,
    received_by=CENTER,
    accepted_on=date(2026, 5, 4),
    due_on=date(2026, 5, 25),
    new_due_on=date(2026, 6, 1),
    reason="Phải kiểm tra lại ranh giới thửa đất tại thực địa sau khi có ý kiến của hộ liền kề.",
    signer=HEAD,
    recipients=("Như trên", CENTER),
)
ROUTING_SLIP = RoutingSlip(
    letterhead=COUNTER,
    code=CODE,
    handled_by="Phòng Kinh tế, Hạ tầng và Đô thị phường Phố Hiến",
    cooperating="Chi nhánh Văn phòng Đăng ký đất đai khu vực Phố Hiến",
    hand_overs=(
        HandOver(
            sender=CENTER,
            recipient="Phòng Kinh tế, Hạ tầng và Đô thị",
            sent_by="Lương Thị Kim Oanh",
            received_by="Phạm Đức Toàn",
            at=local(2026, 5, 4, 10, 30),
            result="Đúng hạn",
        ),
        HandOver(
            sender="Phòng Kinh tế, Hạ tầng và Đô thị",
            recipient="Lãnh đạo Ủy ban nhân dân phường",
            sent_by="Phạm Đức Toàn",
            received_by="Đặng Quốc Hưng",
            at=local(2026, 5, 19, 15, 5),
            result="Trước hạn",
            note="Sớm 01 ngày",
        ),
    ),
    blank_rows=1,
)
REGISTER = Register(
    letterhead=replace(COUNTER, on=date(2026, 5, 29)),
    year=2026,
    volume="01",
    since=date(2026, 5, 1),
    until=date(2026, 5, 31),
    entries=(
        RegisterEntry(
            number=1,
            code="H31.100-260504-0006",
            procedure="Đăng ký khai sinh",
            sets=1,
            applicant="Trần Văn Thành",
            contact="Số 3 phố Bãi Sậy, phường Phố Hiến; 0903 000 777",
            handled_by="Ủy ban nhân dân phường Phố Hiến",
            received_on=date(2026, 5, 4),
            due_on=date(2026, 5, 4),
            returned_on=date(2026, 5, 4),
            delivery="Trực tiếp",
        ),
        RegisterEntry(
            number=2,
            code=CODE,
            procedure=PROCEDURE,
            sets=1,
            applicant="Vũ Thị Hồng Nhung",
            contact="Số 12, ngõ 45 phố Trưng Trắc, phường Phố Hiến; 0912 000 345",
            handled_by="Phòng Kinh tế, Hạ tầng và Đô thị",
            received_on=date(2026, 5, 4),
            due_on=date(2026, 5, 25),
            delivery="Bưu chính công ích",
            note="Xin lỗi, hẹn lại 01/6",
        ),
    ),
    closed_on=date(2026, 12, 31),
    signer=Signer(name="Hoàng Minh Tâm"),
)
STOP_NOTICE = StopNotice(
    letterhead=replace(COUNTER, on=date(2026, 2, 9)),
    number="01/TB-DGQ",
    code=CODE,
    applicant=APPLICANT,
    procedure=PROCEDURE,
    received_by=CENTER,
    accepted_on=date(2026, 1, 12),
    stopped_on=date(2026, 2, 9),
    reason="Người nộp hồ sơ có đơn xin rút hồ sơ.",
    basis="Đơn xin rút hồ sơ ngày 06/02/2026",
    returned_papers=("Giấy chứng nhận quyền sử dụng đất (bản chính)", "Bản vẽ thiết kế (02 bộ)"),
    signer=HEAD,
    recipients=("Như trên", CENTER),
)
TRANSFER_SLIP = TransferSlip(
    letterhead=COUNTER,
    number="04/PCXL",
    code=CODE,
    applicant=APPLICANT,
    procedure="Chuyển mục đích sử dụng đất",
    assignments=(
        Assignment(
            body="Phòng Kinh tế, Hạ tầng và Đô thị",
            work="Thẩm định hồ sơ, trình Ủy ban nhân dân phường",
            time_limit="07 ngày làm việc",
            due_on=date(2026, 5, 13),
        ),
        Assignment(
            body="Chi nhánh Văn phòng Đăng ký đất đai",
            work="Trích lục bản đồ, chuyển thông tin nghĩa vụ tài chính",
            time_limit="03 ngày làm việc",
            due_on=date(2026, 5, 18),
        ),
    ),
    due_at=local(2026, 5, 25, 17, 0),
    signer=Signer(name="Hoàng Minh Tâm", title="Giám đốc"),
)
VERIFICATION_RECORD = VerificationRecord(
    letterhead=replace(COUNTER, on=date(2026, 5, 12)),
    number="03/BBXM",
    code=CODE,
    applicant=APPLICANT,
    procedure=PROCEDURE,
    began_at=local(2026, 5, 12, 8, 30),
    ended_at=local(2026, 5, 12, 9, 45),
    place="Thửa đất số 118, tờ bản đồ số 24, phường Phố Hiến",
    participants=(
        Participant(name="Phạm Đức Toàn", title="Chuyên viên", body="Phòng Kinh tế, Hạ tầng và Đô thị"),
        Participant(
            name="Đoàn Văn Lợi", title="Cán bộ địa chính", body="Chi nhánh Văn phòng Đăng ký đất đai"
        ),
        Participant(name="Vũ Thị Hồng Nhung", title="Chủ đầu tư"),
    ),
    content="Kiểm tra ranh giới, mốc giới thửa đất và hiện trạng công trình liền kề.",
    findings="Ranh giới đúng với giấy chứng nhận.\nTường phía đông là tường chung với hộ liền kề.",
    conclusion="Đủ điều kiện thẩm định tiếp; chủ đầu tư bổ sung bản cam kết an toàn công trình liền kề.",
    applicant_opinion="Nhất trí với kết quả kiểm tra.",
)
CONSULTATION_REQUEST = ConsultationRequest(
    letterhead=replace(COUNTER, on=date(2026, 5, 6)),
    number="06/PLYK",
    code=CODE,
    addressee="Chi nhánh Văn phòng Đăng ký đất đai khu vực Phố Hiến",
    applicant=APPLICANT,
    procedure=PROCEDURE,
    content="1. Ranh giới thửa đất số 118, tờ bản đồ số 24 theo hồ sơ địa chính.\n"
    "2. Tình trạng tranh chấp, kê biên, thế chấp của thửa đất.",
    reply_by=date(2026, 5, 13),
    silence="Quá thời hạn trên mà không có ý kiến trả lời, cơ quan chủ trì quyết định theo thẩm quyền.",
    attachments=("Bản sao giấy chứng nhận quyền sử dụng đất", "Bản vẽ tổng mặt bằng"),
    contact_name="Phạm Đức Toàn",
    contact_phone="0221 000 2044",
    signer=HEAD,
    recipients=("Như trên", CENTER),
)
POST_HAND_OVER = PostHandOver(
    letterhead=COUNTER,
    number="02/BBGN",
    operator="Bưu điện thành phố Hưng Yên",
    postman="Bùi Xuân Trường",
    receiving_point=CENTER,
    receiver="Lương Thị Kim Oanh",
    at=local(2026, 5, 4, 15, 20),
    items=(
        PostItem(
            slip_number="RH000012345VN",
            sender="Trần Văn Thành",
            procedure="Đăng ký khai sinh",
            papers=3,
            complete=True,
        ),
        PostItem(
            slip_number="RH000012346VN",
            sender="Đỗ Thị Thúy",
            procedure=PROCEDURE,
            papers=4,
            complete=False,
            note="Thiếu bản vẽ",
        ),
    ),
)
PAPER_HAND_OVER = PaperHandOver(
    letterhead=COUNTER,
    number="11/BBBG",
    sending_unit=CENTER,
    sender="Lương Thị Kim Oanh",
    receiving_unit="Phòng Kinh tế, Hạ tầng và Đô thị",
    receiver="Phạm Đức Toàn",
    at=local(2026, 5, 4, 16, 0),
    items=(
        HandedDossier(
            code=CODE,
            applicant="Vũ Thị Hồng Nhung",
            procedure=PROCEDURE,
            papers="04 giấy tờ, 02 bộ bản vẽ",
            due_on=date(2026, 5, 25),
        ),
        HandedDossier(
            code="H31.100-260504-0009",
            applicant="Công ty TNHH Xây dựng Phố Hiến",
            procedure="Cấp giấy phép kinh doanh",
            papers="05 giấy tờ",
            due_on=date(2026, 5, 18),
            note="Thẩm định trước",
        ),
    ),
)
FEE_RECEIPT = FeeReceipt(
    letterhead=COUNTER,
    number="0000127",
    template_symbol="01BLP0-001",
    receipt_symbol="PH-26E",
    collected_by=CENTER,
    tax_code="0900000000",
    payer=APPLICANT,
    fees=(
        Fee(label="Lệ phí cấp giấy phép xây dựng nhà ở riêng lẻ", amount_vnd=75_000),
        Fee(label="Phí thẩm định hồ sơ", amount_vnd=1_250_000, note="Nộp trực tuyến giảm 50 %"),
    ),
    amount_in_words="Một triệu ba trăm hai mươi lăm nghìn đồng",
    payment_method="Chuyển khoản",
    paid_on=date(2026, 5, 4),
    collector="Lương Thị Kim Oanh",
    code=CODE,
)
SHIFT_SHEET = ShiftSheet(
    letterhead=COUNTER,
    number="04/PKC",
    officer="Lương Thị Kim Oanh",
    opened_at=local(2026, 5, 4, 7, 30),
    closed_at=local(2026, 5, 4, 17, 5),
    float_vnd=500_000,
    items=(
        ShiftLine(at=local(2026, 5, 4, 8, 12), receipt="0000127", reference="MC7K2M9PQ1", amount_vnd=75_000),
        ShiftLine(
            at=local(2026, 5, 4, 14, 40), receipt="0000128", reference="MC0XW41HB6", amount_vnd=1_250_000
        ),
        ShiftLine(at=local(2026, 5, 4, 16, 2), receipt="", reference="MC0XW41HB6", amount_vnd=-50_000),
    ),
    expected_vnd=1_775_000,
    counted_vnd=1_770_000,
    difference_vnd=-5_000,
    counted_in_words="Một triệu bảy trăm bảy mươi nghìn đồng",
    reason="Trả nhầm tiền lẻ",
)

FILING_PROOF = FilingProof(
    letterhead=COUNTER,
    number="TT-4F7K-2QXM",
    applicant=APPLICANT,
    procedure=PROCEDURE,
    receiving_point=CENTER,
    decided_by="Ủy ban nhân dân phường Phố Mẫu",
    lodged_at=local(2026, 5, 4, 21, 5),
    papers=(
        Paper(name="Đơn đề nghị cấp giấy phép xây dựng (mẫu số 01)", note="Điền qua mạng"),
        Paper(name="Giấy chứng nhận quyền sử dụng đất", note="1 tệp"),
    ),
    delivery="Bản điện tử",
    answer_by=local(2026, 5, 5, 16, 30),
    filed_by="Vũ Thị Hồng Nhung",
)

EXAMPLES: dict[SheetKind, Sheet] = {
    sheet.kind: sheet
    for sheet in (
        RECEIPT, SUPPLEMENT_REQUEST, REFUSAL, APOLOGY, ROUTING_SLIP, REGISTER, STOP_NOTICE, TRANSFER_SLIP,
        VERIFICATION_RECORD, CONSULTATION_REQUEST, POST_HAND_OVER, PAPER_HAND_OVER, FEE_RECEIPT, SHIFT_SHEET, RATING,
        FILING_PROOF,
    )
}  # fmt: skip

ROWS = (Fee, Participant, PostItem, HandedDossier, ShiftLine, Assignment)
