"""Every act as a form: carried out, refused beside the field, overtaken, repeated, forbidden."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from motcua.apps.dossiers import printing
from motcua.apps.dossiers.queries import history, state_by_code
from motcua.channels.office.work.acts import ACTS, BY_COMMAND
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.dossier import RULES, Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Party
from tests.channels.office.officers import Screens, version_of
from tests.factories.dossiers import DossierWorld, at, closing_after, definition, only_item
from tests.factories.organization import AssignmentFactory

pytestmark = pytest.mark.django_db


def pdf():
    """Return a page without anything on it."""
    writer, kept = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=210, height=297)
    writer.write(kept)
    return kept.getvalue()


PDF = pdf()


@pytest.fixture
def world():
    return DossierWorld()


@pytest.fixture
def screens(world):
    return Screens(world)


def url_of(state, act, **query):
    about = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/office/dossiers/{state.id}/acts/{act}/{'?' + about if about else ''}"


def now(state):
    return state_by_code(state.code)


def last(state):
    return history(state.id)[-1]


def drafted(world, state, kind="granted"):
    return world.do(
        "specialist", state, c.WriteDraft(item=only_item(state).id, kind=kind, summary="Đủ điều kiện")
    )


def asked_to_supplement(world):
    state = world.at_step("appraise")
    ask = c.RequestSupplement(item=only_item(state).id, lines=("Bản vẽ mặt bằng",), reason="Thiếu chữ ký")
    return world.do("specialist", state, ask)


def asked_to_pay(world):
    state = world.at_step("appraise")
    ask = c.RequestPayment(item=only_item(state).id, label="Lệ phí", amount_vnd=75_000)
    return world.do("specialist", state, ask)


def consulted(world):
    state = world.at_step("appraise")
    ask = c.Consult(
        item=only_item(state).id, unit_id=world.units["clerk"].pk, agency_id=world.agency.pk, question="Ý kiến?",
        role="clerk", due_on=at("2026-11-05 08:00").date(),
    )  # fmt: skip
    return world.do("specialist", state, ask)


def stopped(world):
    return world.do("leader", world.at_step("appraise"), c.Stop(reason="Chờ kết luận thanh tra"))


def withdrawing(world):
    return world.do("reception", world.at_step("appraise"), c.RequestWithdrawal(reason="Không xây nữa"))


def withdrawn(world):
    return world.do("leader", withdrawing(world), c.DecideWithdrawal(granted=True, reason="Theo đơn"))


CASES = {
    "claim": ("division_head", lambda w: w.at_step("assign"), {}, "Claimed"),
    "assign": ("division_head", lambda w: w.at_step("assign"), {"assignee": "division_head", "note": "Gấp"}, "Assigned"),
    "hand-over": ("reception", lambda w: w.accepted(), {"note": "Đủ giấy tờ"}, "HandedOver"),
    "send-back": ("division_head", lambda w: w.at_step("assign"), {"reason": "Sai phòng"}, "SentBack"),
    "recall": ("specialist", lambda w: w.at_step("sign"), {"reason": "Nhầm"}, "Recalled"),
    "consult": (
        "specialist", lambda w: w.at_step("appraise"),
        {"unit": "leaders", "question": "Có đồng ý?", "due_on": "09/11/2026", "blocking": "on"}, "Consulted",
    ),
    "answer": ("clerk", consulted, {"agrees": "no", "opinion": "Trùng quy hoạch"}, "Answered"),
    "request-supplement": (
        "specialist", lambda w: w.at_step("appraise"),
        {"lines": "Bản vẽ\n\nCam kết", "reason": "Thiếu", "answer_by": "20/11/2026"}, "SupplementAsked",
    ),
    "request-payment": (
        "specialist", lambda w: w.at_step("appraise"), {"label": "Lệ phí", "amount_vnd": "75.000 đ"}, "PaymentAsked",
    ),
    "extend": ("leader", lambda w: w.at_step("sign"), {"new_due_on": "12/11/2026", "reason": "Đo lại"}, "Extended"),
    "stop": ("leader", lambda w: w.at_step("appraise"), {"reason": "Chờ kết luận"}, "Stopped"),
    "resume": ("leader", stopped, {"reason": "Đã có kết luận"}, "Resumed"),
    "request-withdrawal": ("reception", lambda w: w.at_step("appraise"), {"reason": "Đổi ý"}, "WithdrawalAsked"),
    "decide-withdrawal": ("leader", withdrawing, {"granted": "no", "reason": "Đã ký"}, "WithdrawalDecided"),
    "write-draft": (
        "specialist", lambda w: w.at_step("appraise"), {"kind": "granted", "summary": "Cấp phép"}, "Drafted",
    ),
    "sign": ("leader", lambda w: w.at_step("sign"), {}, "Signed"),
    "number": ("clerk", lambda w: w.at_step("issue"), {}, "ResultNumbered"),
    "verification": (
        "specialist", lambda w: w.at_step("appraise"),
        {"held_at": "02/11/2026 08:30", "place": "Thửa 118", "participants": "Ông Lợi", "findings": "Đúng ranh giới"},
        "VerificationRecorded",
    ),
    "supplement": (
        "reception", asked_to_supplement, {"papers": ["ban-ve"], "others": "Cam kết an toàn", "note": "Đủ"}, "Supplemented",
    ),
    "confirm-payment": (
        "reception", asked_to_pay, {"obligations": ["1"], "method": "cash", "receipt": "BL 07"}, "PaymentConfirmed",
    ),
    "return-papers": ("reception", withdrawn, {"receiver": "Đặng Thị Ngọc Ánh"}, "PapersReturned"),
    "receive-papers": ("specialist", lambda w: w.at_step("appraise"), {}, "PapersReceived"),
    "attach": ("specialist", lambda w: w.at_step("appraise"), {"paper": "don", "file": PDF}, "FilesAttached"),
    "note": ("specialist", lambda w: w.at_step("appraise"), {"text_of_note": "Gọi lại chiều nay"}, "NoteAdded"),
}  # fmt: skip
ELSEWHERE = {"close", "finish-on-spot", "correct"}
"""Acts that have tests of their own below."""


def filled(world, data):
    """Return a form's data with people and units by their ids and files as uploads."""
    sent = dict(data)
    if "assignee" in sent:
        sent["assignee"] = world.hire("division_head", "kinh-te")
    if "unit" in sent:
        sent["unit"] = world.units[sent["unit"]].pk
    if "file" in sent:
        sent["file"] = SimpleUploadedFile("don.pdf", sent["file"], "application/pdf")
    return sent


def test_every_act_of_an_officer_has_a_form_or_a_page_at_the_counter():
    at_the_counter = {c.Accept, c.RefuseIntake, c.DeliverResult}
    by_timers = {c.LapseConsultation, c.Recount, c.TakeOver}
    by_applicants = {c.ChangeCollection}

    assert set(RULES) - set(BY_COMMAND) == at_the_counter | by_timers | by_applicants
    assert set(ACTS) == set(CASES) | ELSEWHERE


@pytest.mark.parametrize("act", CASES)
def test_an_act_is_asked_for_and_carried_out(world, screens, act):
    role, prepare, data, event = CASES[act]
    state = prepare(world)
    screen = screens.of(role)

    asked = screen.read(url_of(state, act))
    done = screen.post(url_of(state, act), {**version_of(state), **filled(world, data)})

    assert 'name="version"' in asked
    assert done.status_code == 302, done.content.decode()
    assert last(state).name == event
    assert last(state).actor_name == f"Trần Thị {role.replace('_', ' ').title()}"


@pytest.mark.parametrize(
    ("act", "sheet"),
    [
        ("request-supplement", "supplement_request"), ("extend", "apology"), ("stop", "stop_notice"),
        ("consult", "consultation_request"), ("verification", "verification_record"),
        ("claim", None), ("write-draft", None),
    ],
)  # fmt: skip
def test_what_an_act_tells_is_printed_with_it(world, screens, act, sheet):
    role, prepare, data, _ = CASES[act]
    state = prepare(world)
    screen = screens.of(role)

    screen.post(url_of(state, act), {**version_of(state), **filled(world, data)})
    page = screen.read(f"/office/dossiers/{state.id}/print/")

    printed = [one.kind for one in printing.sheets_of(state.id, actor=world.officer(role))]
    assert printed == ([sheet] if sheet else [])
    assert ("Đã lập “" in page) is bool(sheet)


@pytest.mark.parametrize(("granted", "printed"), [("yes", ["stop_notice"]), ("no", [])])
def test_only_a_withdrawal_that_is_granted_stops_the_matter(world, screens, granted, printed):
    state = withdrawing(world)

    screens.of("leader").post(
        url_of(state, "decide-withdrawal"), {**version_of(state), "granted": granted, "reason": "Theo đơn"}
    )

    assert [one.kind for one in printing.sheets_of(state.id, actor=world.officer("leader"))] == printed


@pytest.mark.parametrize(
    ("window", "day"), [(Allowance(10, Unit.DAY), "12/11/2026"), (Allowance(3, Unit.WORKING_DAY), "05/11/2026"), (None, None)]
)  # fmt: skip
def test_the_window_of_the_procedure_stands_as_the_day_to_answer_by(window, day):
    """R-A83: the officer may name another day."""
    world = DossierWorld(procedure=definition(branches=closing_after(window)))
    state = world.at_step("appraise")

    asked = Screens(world).of("specialist").read(url_of(state, "request-supplement"))

    field = re.search(r'<input[^>]*name="answer_by"[^>]*>', asked).group()
    assert (f'value="{day}"' in field) is bool(day)
    assert ("value=" in field) is bool(day)


@pytest.mark.parametrize("act", [act for act in CASES if act not in {"attach", "note", "receive-papers"}])
def test_an_act_is_closed_to_who_may_see_but_not_do_it(world, screens, act):
    _, prepare, data, _ = CASES[act]
    state = prepare(world)
    AssignmentFactory(
        account_id=(onlooker := world.hire("division_head", "counter")),
        unit=world.units["leaders"],
        role="clerk",
    )
    screen = screens.of_account(onlooker)

    assert screen.get(url_of(state, act)).status_code == 403
    assert screen.post(url_of(state, act), {**version_of(state), **filled(world, data)}).status_code == 403
    assert now(state).version == state.version


@pytest.mark.parametrize(
    ("act", "data", "sentence"),
    [
        ("write-draft", {"kind": "granted", "summary": " "}, "Hãy điền “Trích yếu nội dung”."),
        ("write-draft", {"summary": "x"}, "Hãy chọn “Dự thảo”."),
        (
            "request-supplement",
            {"lines": "Bản vẽ", "reason": "Thiếu", "answer_by": "31/02/2026"},
            "Chưa phải là ngày có thật",
        ),
        (
            "request-supplement",
            {"lines": "Bản vẽ", "reason": "Thiếu", "answer_by": "01/10/2026"},
            "01/10/2026",
        ),
        ("request-payment", {"label": "Lệ phí", "amount_vnd": "bảy mươi"}, "Hãy nhập số tiền bằng chữ số"),
        ("request-payment", {"label": "Lệ phí", "amount_vnd": "0"}, "Số tiền phải lớn hơn 0"),
        ("consult", {"unit": "leaders", "question": "Ý kiến?", "due_on": "01/11/2026"}, "01/11/2026"),
        (
            "verification",
            {"held_at": "hôm qua", "place": "x", "participants": "y", "findings": "z"},
            "Hãy ghi ngày và giờ",
        ),
        ("attach", {"paper": "don"}, "Hãy chọn tệp quét."),
        ("note", {"text_of_note": ""}, "Hãy điền “Ghi chú”."),
    ],
)
def test_a_refusal_stands_in_the_form_and_loses_nothing(world, screens, act, data, sentence):
    state = world.at_step("appraise")

    answer = screens.of("specialist").post(url_of(state, act), {**version_of(state), **filled(world, data)})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in text
    for typed in data.values():
        if isinstance(typed, str) and len(typed) > 2 and not typed.islower():
            assert typed in text
    assert now(state).version == state.version


def test_a_file_survives_a_refused_form(world, screens):
    state = world.at_step("appraise")
    screen = screens.of("specialist")
    upload = SimpleUploadedFile("du-thao.pdf", PDF, "application/pdf")

    refused = screen.post(
        url_of(state, "write-draft"), {**version_of(state), "kind": "granted", "file": upload}
    )
    kept = refused.content.decode().partition('name="kept" value="')[2].partition('"')[0]
    done = screen.post(
        url_of(state, "write-draft"),
        {**version_of(state), "kind": "granted", "summary": "Cấp phép", "kept": kept},
    )

    assert done.status_code == 302
    assert len(now(state).draft.file) == 64
    assert "du-thao.pdf" in screen.read(f"/office/dossiers/{state.id}/")


def test_nobody_passes_off_the_hash_of_a_file_they_have_not_sent(world, screens):
    state = world.at_step("appraise")
    data = {**version_of(state), "kind": "granted", "summary": "Cấp phép", "kept": "a" * 64 + ":giả"}

    screens.of("specialist").post(url_of(state, "write-draft"), data)

    assert now(state).draft.file == ""


def test_a_file_that_is_not_what_it_says_is_refused_beside_its_field(world, screens):
    state = world.at_step("appraise")
    upload = SimpleUploadedFile("don.pdf", b"khong phai pdf", "application/pdf")

    answer = screens.of("specialist").post(
        url_of(state, "attach"), {**version_of(state), "paper": "don", "file": upload}
    )

    assert "don.pdf" in answer.content.decode()
    assert now(state).version == state.version


def test_a_new_draft_without_a_file_keeps_the_file_it_has(world, screens):
    state = world.at_step("appraise")
    draft = c.WriteDraft(item=only_item(state).id, kind="granted", summary="Cũ", file="c" * 64)
    state = world.do("specialist", state, draft)

    text = screens.of("specialist").read(url_of(state, "write-draft"))
    screens.of("specialist").post(
        url_of(state, "write-draft"), {**version_of(state), "kind": "refused", "summary": "Mới"}
    )

    assert "Cũ" in text
    assert (now(state).draft.summary, now(state).draft.file) == ("Mới", "c" * 64)


def test_the_second_of_two_officers_is_told_what_happened_and_may_still_send(world, screens):
    state = world.at_step("appraise")
    data = {**version_of(state), "kind": "granted", "summary": "Đủ điều kiện, dự thảo kèm theo"}
    world.later(minutes=41).do("division_head", state, c.AddNote(text="Đã gọi chủ đầu tư"))

    overtaken = screens.of("specialist").post(url_of(state, "write-draft"), data)

    text = overtaken.content.decode()
    assert overtaken.status_code == 409
    assert "Trần Thị Division Head vừa thao tác trên hồ sơ này lúc 08:41: Ghi chú nội bộ." in text
    assert f"/office/dossiers/{state.id}/?since={state.version}#history" in text
    assert "Đủ điều kiện, dự thảo kèm theo</textarea>" in text
    assert f'name="version" value="{state.version + 1}"' in text
    assert now(state).draft is None
    again = screens.of("specialist").post(url_of(state, "write-draft"), data | {"version": state.version + 1})
    assert again.status_code == 302
    assert now(state).draft.summary == "Đủ điều kiện, dự thảo kèm theo"
    seen = screens.of("specialist").read(f"/office/dossiers/{state.id}/?since={state.version}")
    assert "attention" in seen


def test_who_no_longer_holds_the_dossier_keeps_the_words_and_may_leave_them_as_a_note(world, screens):
    state = drafted(world, world.at_step("appraise"))
    item = only_item(state).id
    data = {**version_of(state), "note": "Đủ điều kiện cấp phép, đề nghị ký"}
    other = world.do("specialist", state, c.HandOver(item=item, action="grant"))

    overtaken = screens.of("specialist").post(url_of(state, "hand-over", item=item, action="grant"), data)

    text = overtaken.content.decode()
    assert overtaken.status_code == 409
    assert "vừa thao tác trên hồ sơ này" in text
    assert "Trần Thị Leader" not in text
    assert "Chờ Lãnh đạo Ủy ban nhân dân" in text
    assert "Đủ điều kiện cấp phép, đề nghị ký</textarea>" in text
    assert now(state).version == other.version
    screens.of("specialist").post(
        url_of(state, "note"), {"text_of_note": "Đủ điều kiện cấp phép, đề nghị ký"}
    )
    assert last(state).event.text == "Đủ điều kiện cấp phép, đề nghị ký"


def test_sending_a_form_twice_does_it_once(world, screens):
    state = drafted(world, world.at_step("appraise"))
    url = url_of(state, "hand-over", item=only_item(state).id, action="grant")
    form = {**version_of(state), "note": ""}
    screen = screens.of("specialist")

    first, second = screen.post(url, form), screen.post(url, form)
    note = {**version_of(now(state)), "text_of_note": "Một lần"}
    screen.post(url_of(state, "note"), note)
    screen.post(url_of(state, "note"), note)

    assert (first.status_code, second.status_code) == (302, 302)
    assert [entry.name for entry in history(state.id)].count("NoteAdded") == 1
    assert only_item(now(state)).step == "sign"


def test_the_way_out_says_who_receives_and_until_when(world, screens):
    state = drafted(world, world.at_step("appraise"))

    text = screens.of("specialist").read(f"/office/dossiers/{state.id}/")

    assert "Chuyển đến Trần Thị Leader, bước Ký." in text
    assert "Hạn của bước sau: 08:00 thứ Ba, 03/11/2026." in text


def test_where_several_could_receive_one_is_chosen_and_must_be_where_the_process_says(world, screens):
    second = world.hire("specialist", "kinh-te")
    state = world.at_step("assign")
    url = url_of(state, "hand-over", item=only_item(state).id, action="assign")
    screen = screens.of("division_head")

    missing = screen.post(url, version_of(state))
    foreign = screen.post(url, {**version_of(state), "assignee": world.accounts["clerk"]})
    done = screen.post(url, {**version_of(state), "assignee": second})

    assert "Hãy chọn “Người nhận”." in missing.content.decode()
    assert foreign.status_code == 200
    assert done.status_code == 302
    assert only_item(now(state)).assignee == second


def test_going_back_demands_a_reason(world, screens):
    state = world.at_step("sign")
    url = url_of(state, "hand-over", item=only_item(state).id, action="rework")

    refused = screens.of("leader").post(url, version_of(state))
    done = screens.of("leader").post(url, {**version_of(state), "note": "Sửa diện tích"})

    assert "Hãy điền “Lý do chuyển lại”." in refused.content.decode()
    assert done.status_code == 302
    assert only_item(now(state)).step == "appraise"


def test_signing_and_numbering_pass_the_dossier_on_in_one_press(world, screens):
    state = world.at_step("sign")

    asked = screens.of("leader").read(f"/office/dossiers/{state.id}/")
    screens.of("leader").post(url_of(state, "sign"), {**version_of(state), "then": "on"})
    numbered = now(state)
    screens.of("clerk").post(url_of(state, "number"), {**version_of(numbered), "then": "on"})

    assert "Cấp kết quả: Cấp giấy phép xây dựng" in asked
    assert "Xong thì chuyển luôn: Ký" in asked
    assert [entry.name for entry in history(state.id)][-5:] == [
        "Signed", "HandedOver", "ResultNumbered", "HandedOver", "ResultIssued",
    ]  # fmt: skip
    assert now(state).stage == Stage.DONE


def test_after_a_hand_over_the_list_offers_to_take_it_back(world, screens):
    state = drafted(world, world.at_step("appraise"))
    url = url_of(state, "hand-over", item=only_item(state).id, action="grant", list="tray%3Dmine")
    screen = screens.of("specialist")

    done = screen.post(url, version_of(state))

    assert done.url == "/office/work/?tray=mine"
    text = screen.read(done.url)
    assert f"Trình cấp: hồ sơ {state.code} đã chuyển." in text
    assert "Hoàn tác" in text


def test_everything_typed_can_be_corrected_and_the_journal_keeps_why(world, screens):
    application = world.application(proxy=Party(name="Trần Thị Mai"), proxy_basis="ủy quyền")
    state = world.accepted(application=application)
    screen = screens.of("reception")
    form = {
        **version_of(state), "applicant_name": "Đặng Thị Ngọc Anh", "applicant_citizen_id": "033591204716",
        "applicant_phone": "0912 000 319", "applicant_email": "anh@vidu.vn", "applicant_born_on": "02/1991",
        "applicant_sex": "female", "applicant_address": "TDP An Tảo", "proxy_name": "Trần Thị Mai", "proxy_basis": "ủy quyền số 4",
        "subject": "Nhà hai tầng", "collect_by": "post", "collect_address": "Số 3", "priority": "on", "note": "Gấp",
        "paper_don_originals": "2", "paper_don_copies": "0", "paper_ban-ve_originals": "2", "paper_ban-ve_copies": "1",
        "reason": "Gõ nhầm tên",
    }  # fmt: skip

    asked = screen.read(url_of(state, "correct"))
    done = screen.post(url_of(state, "correct"), form)

    assert "Đặng Thị Ngọc Ánh" in asked
    assert done.status_code == 302, done.content.decode()
    corrected = now(state).application
    assert (corrected.applicant.name, corrected.applicant.phone) == ("Đặng Thị Ngọc Anh", "0912000319")
    assert (corrected.proxy_basis, corrected.collect_by, corrected.priority) == (
        "ủy quyền số 4",
        "post",
        True,
    )
    assert [paper.originals for paper in corrected.papers] == [2, 2]
    text = screen.read(f"/office/dossiers/{state.id}/")
    assert "Lý do: Gõ nhầm tên" in text
    assert "người nộp" in text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("applicant_citizen_id", "12345", "Số định danh phải đủ 12 chữ số"),
        ("applicant_phone", "12", "Số điện thoại chưa đúng"),
        ("applicant_email", "không phải thư", "Địa chỉ thư điện tử chưa đúng"),
        ("applicant_born_on", "ngày xưa", "chưa phải là ngày"),
        ("paper_don_originals", "-1", "0"),
        ("applicant_name", "", "Hãy điền “Họ tên”."),
        ("reason", "", "Hãy điền “Lý do sửa”."),
    ],
)
def test_a_correction_is_checked_where_it_is_typed(world, screens, field, typed, sentence):
    state = world.accepted()
    applicant = state.application.applicant
    form = {
        **version_of(state), "applicant_name": applicant.name, "applicant_citizen_id": applicant.citizen_id,
        "applicant_phone": applicant.phone, "applicant_address": applicant.address, "collect_by": "counter",
        "paper_don_originals": "1", "paper_don_copies": "0", "paper_ban-ve_originals": "2", "paper_ban-ve_copies": "0",
        "reason": "Sửa",
    }  # fmt: skip

    answer = screens.of("reception").post(url_of(state, "correct"), form | {field: typed})

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert now(state).version == state.version


def test_a_correction_of_nothing_is_said_to_be_none(world, screens):
    company = Party(
        kind="organization", name="Công ty Sen Vàng", tax_code="0900123457", representative="Lê Văn Đức"
    )
    state = world.accepted(application=world.application(applicant=company))
    form = {
        **version_of(state), "applicant_name": company.name, "applicant_tax_code": company.tax_code,
        "applicant_representative": company.representative, "collect_by": "counter", "paper_don_originals": "1",
        "paper_don_copies": "0", "paper_ban-ve_originals": "2", "paper_ban-ve_copies": "0", "reason": "Xem lại",
    }  # fmt: skip

    answer = screens.of("reception").post(url_of(state, "correct"), form)

    assert "Bạn chưa sửa gì" in answer.content.decode()


def test_what_was_never_supplemented_is_closed_after_its_day(world, screens):
    state = world.at_step("appraise")
    ask = c.RequestSupplement(
        item=only_item(state).id, lines=("Bản vẽ",), reason="Thiếu", answer_by=at("2026-11-06 08:00").date()
    )
    state = world.do("specialist", state, ask)
    early = screens.of("reception").post(
        url_of(state, "close"), {**version_of(state), "reason": "Quá hạn bổ sung"}
    )
    world.now = at("2026-11-09 09:00")

    done = screens.of("reception").post(
        url_of(state, "close"), {**version_of(state), "reason": "Quá hạn bổ sung"}
    )

    assert early.status_code == 200
    assert done.status_code == 302
    assert now(state).stage == Stage.STOPPED


def test_an_immediate_procedure_is_finished_at_the_counter():
    world = DossierWorld(procedure=definition(key="ngay", immediate=True))
    state = world.accepted()
    screen = Screens(world).of("reception")

    page = screen.read(f"/office/dossiers/{state.id}/")
    form = {**version_of(state), "kind": "granted", "summary": "Chứng thực 2 bản", "signer": "Lê Văn Đức"}
    done = screen.post(url_of(state, "finish-on-spot"), form)

    assert "Giải quyết ngay tại quầy" in page
    assert done.status_code == 302
    assert now(state).stage == Stage.DONE


def test_a_leader_may_ask_once_more_with_a_legal_basis_and_nobody_else_sees_the_field(world, screens):
    state = world.at_step("appraise")

    assert "Căn cứ pháp lý" not in screens.of("specialist").read(url_of(state, "request-supplement"))


def test_at_the_counter_the_page_leads_to_the_pages_of_the_counter(world, screens):
    lodged, finished = world.lodged(), world.finished()

    checking = screens.of("reception").read(f"/office/dossiers/{lodged.id}/")
    returning = screens.of("return_desk").read(f"/office/dossiers/{finished.id}/")

    assert f"/office/incoming/{lodged.id}/" in checking
    assert "Từ chối tiếp nhận" in checking
    assert f"/office/return/?q={finished.code}" in returning


def test_unpaid_fees_are_named_before_the_result_is_returned(world, screens):
    fee = c.PaidFee(label="Lệ phí cấp phép", amount_vnd=75_000, paid=False)
    state = world.at_step("return", world.accepted(fees=(fee,)))

    text = screens.of("return_desk").read(f"/office/dossiers/{state.id}/")

    assert "Xác nhận đã nộp" in text
    assert "75.000 đồng, chưa nộp" in text
    assert "Sau đó: Trả kết quả." in text


def test_an_act_that_does_not_exist_is_not_found(world, screens):
    state = world.at_step("appraise")

    assert screens.of("specialist").get(url_of(state, "xoa")).status_code == 404
    assert screens.of("specialist").get(url_of(state, "hand-over", item=999)).status_code == 403
