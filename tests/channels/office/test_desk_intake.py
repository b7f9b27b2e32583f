"""Taking a dossier in at the counter (R-A20 to R-A28, R-A44, R-G1, R-H10, R-H11)."""

import html
import re
from datetime import date, time

import pytest
from django.urls import reverse

from motcua.apps.catalog import operations as catalog_operations
from motcua.apps.catalog.models import FavoriteProcedure, Procedure
from motcua.apps.documents.models import PrintedSheet
from motcua.apps.dossiers.models import Dossier
from motcua.domain.catalog import Case, RequiredDocument
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.values import CollectBy, Paper, PaperSource, PartyKind
from motcua.domain.fees import FeeKind, FeeRule
from motcua.ui import formatting
from tests.channels.office.intakes import CARD, PROXY_CARD, filing, pdf, without
from tests.channels.office.officers import Screen, Screens
from tests.factories.catalog import OfferingFactory
from tests.factories.dossiers import PROCEDURE, UNITS, DossierWorld, at, closing_after, definition
from tests.factories.organization import AgencyFactory, AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db

INTAKE = "/office/intake/"


def founded(**changes) -> DossierWorld:
    return DossierWorld(procedure=definition(**changes))


@pytest.fixture
def world() -> DossierWorld:
    return founded()


@pytest.fixture
def counter(world) -> Screen:
    return Screens(world).of("reception")


def fee(label, amount, **more):
    facts = {"kind": FeeKind.LEVY, "valid_from": date(2020, 1, 1)} | more
    return FeeRule(label=label, amount_vnd=amount, **facts)


def only_dossier():
    return decode_state(Dossier.objects.get().state)


def field(page, name):
    """Return the value of a line in the page."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', found.group()) if found else None
    return value.group(1) if value else None


def test_a_dossier_is_taken_in_with_two_presses_of_keys_and_a_printed_receipt(world, counter):
    response = counter.post(INTAKE, filing(act="accept"))

    state = only_dossier()
    assert (response.status_code, response.url) == (302, reverse("office:intake_done", args=[state.id]))
    assert (state.stage, state.due_at) == (2, at("2026-11-09 17:00"))
    applicant = state.application.applicant
    assert (applicant.name, applicant.citizen_id) == ("Đặng Thị Ngọc Ánh", "033591204716")
    assert (applicant.born_on, applicant.phone) == ("2191-09-14", "0912000318")
    assert [(p.id, p.originals, p.copies) for p in state.application.papers] == [
        ("don", 1, 0),
        ("ban-ve", 2, 1),
    ]
    (sheet,) = PrintedSheet.objects.all()
    assert (sheet.kind, sheet.dossier_id) == ("receipt", state.id)

    page = counter.read(response.url)
    assert "Đã tiếp nhận" in page
    assert state.code in page
    assert reverse("office:sheet", args=[sheet.pk]) in page
    assert reverse("office:act", args=[state.id, "correct"]) in page
    assert re.search(r'<input id="picker"[^>]*autofocus', page), "ready for the next person"


def test_sending_an_intake_twice_takes_it_in_once(world, counter):
    first = counter.post(INTAKE, filing(act="accept"))
    second = counter.post(INTAKE, filing(act="accept"))

    assert second.url == first.url
    assert Dossier.objects.count() == 1
    assert PrintedSheet.objects.count() == 1
    assert "không tạo thêm hồ sơ" in counter.read(second.url)


def test_the_procedure_is_picked_without_marks_by_initials_or_code(world, counter):
    found = counter.read(reverse("office:intake_procedures") + "?q=gpxd nha o")
    assert f'data-value="{PROCEDURE}"' in found
    assert "<mark>" in found
    assert 'aria-selected="true"' in found
    assert f'data-value="{PROCEDURE}"' in counter.read(reverse("office:intake_procedures") + "?q=1.999001")
    assert "Không có thủ tục nào" in counter.read(reverse("office:intake_procedures") + "?q=xyzxyz")

    page = counter.post(INTAKE, {"key": "k", "choose": PROCEDURE, "name": "Lê Mẫu"}).content.decode()

    assert "Bản vẽ thiết kế xây dựng" in page
    assert field(page, "name") == "Lê Mẫu", "what was typed before the procedure was chosen stays"
    assert "17:00 thứ Hai, 09/11/2026" in page


def test_favorites_come_first_and_keep_what_is_typed(world, counter):
    page = counter.post(reverse("office:intake_favorite"), filing(favorite=PROCEDURE)).content.decode()
    assert field(page, "phone") == "0912 000 318"
    assert FavoriteProcedure.objects.get().procedure.key == PROCEDURE
    assert "bi-star-fill" in counter.read(INTAKE)

    counter.post(reverse("office:intake_favorite"), filing(favorite=PROCEDURE))
    assert not FavoriteProcedure.objects.exists()


def test_the_due_date_explains_itself_before_anything_is_accepted(world, counter):
    world.now = at("2026-04-24 09:00")

    page = counter.read(f"{INTAKE}?procedure={PROCEDURE}")

    assert "17:00 thứ Tư, 06/05/2026" in page or "hẹn trả" in page
    assert "Ngày nhận không tính" in page
    assert "nghỉ" in page
    assert Dossier.objects.count() == 0


def test_the_promise_shown_is_the_promise_given(world, counter):
    page = counter.read(f"{INTAKE}?procedure={PROCEDURE}")
    counter.post(INTAKE, filing(act="accept"))

    assert formatting.moment_words(only_dossier().due_at) in page


def test_a_same_day_procedure_taken_in_after_its_cut_off_is_due_the_next_day():
    """R-D9."""
    world = founded(allowance=Allowance(0, Unit.WORKING_DAY), cutoff=time(15))
    world.now = at("2026-11-02 15:30")

    page = Screens(world).of("reception").read(f"{INTAKE}?procedure={PROCEDURE}")

    assert "17:00 thứ Ba, 03/11/2026" in page
    assert "sau giờ chốt" in page


def test_a_card_fills_the_person_and_the_cursor_waits_at_the_telephone(world, counter):
    page = counter.post(INTAKE, {"key": "k", "procedure": PROCEDURE, "scan": CARD}).content.decode()

    assert (field(page, "name"), field(page, "citizen_id")) == ("Đặng Thị Ngọc Ánh", "033591204716")
    assert (field(page, "born_on"), field(page, "from_card")) == ("14/09/2191", "1")
    assert "Đã quét CCCD" in page
    assert re.search(r'<input[^>]*name="name"[^>]*readonly', page)
    assert re.search(r'<input[^>]*name="phone"[^>]*autofocus', page)


def test_a_slow_reader_may_type_the_card_into_the_field_with_the_cursor(world, counter):
    page = counter.post(INTAKE, {"key": "k", "procedure": PROCEDURE, "citizen_id": CARD}).content.decode()

    assert (field(page, "name"), field(page, "citizen_id")) == ("Đặng Thị Ngọc Ánh", "033591204716")


def test_an_unreadable_card_is_said_and_loses_nothing(world, counter):
    page = counter.post(INTAKE, filing(scan="033591204716||D?ng Th?|x|y|z")).content.decode()

    assert "Không đọc được mã trên thẻ căn cước" in page
    assert field(page, "phone") == "0912 000 318"


def test_the_second_card_is_that_of_who_files_for_the_applicant(world, counter):
    page = counter.post(INTAKE, filing(by_proxy="on", scan=PROXY_CARD)).content.decode()
    assert (field(page, "proxy_name"), field(page, "proxy_citizen_id")) == ("Đinh Công Tuấn", "033472508663")
    assert field(page, "name") == "Đặng Thị  Ngọc Ánh"

    proxy = {
        "by_proxy": "on", "proxy_name": "Đinh Công Tuấn", "proxy_citizen_id": "033472508663",
        "proxy_from_card": "1",
    }  # fmt: skip
    refused = counter.post(INTAKE, filing(act="accept", **proxy))
    assert "Hãy điền “Giấy tờ ủy quyền”" in refused.content.decode()

    counter.post(INTAKE, filing(act="accept", proxy_basis="Giấy ủy quyền 12/04/2026", **proxy))
    application = only_dossier().application
    assert (application.proxy.name, application.proxy.from_card) == ("Đinh Công Tuấn", True)
    assert application.proxy_basis == "Giấy ủy quyền 12/04/2026"


def test_card_data_can_be_corrected_by_hand(world, counter):
    page = counter.post(INTAKE, filing(from_card="1", act="edit_card")).content.decode()

    assert "Đã quét CCCD" not in page
    assert not re.search(r'<input[^>]*name="name"[^>]*readonly', page)


def test_an_organization_files_through_its_representative(world, counter):
    organization = {"kind": "organization", "organization": "Công ty Mẫu", "tax_code": "0900123406"}
    refused = counter.post(INTAKE, filing(act="accept", kind="organization")).content.decode()
    assert "Hãy điền “Tên tổ chức”" in refused

    response = counter.post(INTAKE, filing(act="accept", **organization))

    assert response.status_code == 302, response.content.decode()
    applicant = only_dossier().application.applicant
    assert (applicant.kind, applicant.name, applicant.tax_code) == (
        PartyKind.ORGANIZATION, "Công ty Mẫu", "0900123406",
    )  # fmt: skip
    assert applicant.representative == "Đặng Thị Ngọc Ánh"


def test_a_person_known_from_an_earlier_dossier_is_filled_in(world, counter):
    earlier = world.accepted()
    found = counter.read(reverse("office:intake_person") + "?phone=0912 000 318")
    assert f"{earlier.id}:applicant" in found
    assert counter.read(reverse("office:intake_person") + "?citizen_id=0335").strip() == ""

    bare = {"key": "k", "procedure": PROCEDURE}
    listed = counter.post(INTAKE, {**bare, "citizen_id": "033591204716", "act": "find"}).content.decode()
    assert f"{earlier.id}:applicant" in listed
    page = counter.post(INTAKE, {**bare, "person": f"{earlier.id}:applicant"}).content.decode()
    assert (field(page, "name"), field(page, "phone")) == ("Đặng Thị Ngọc Ánh", "0912000318")
    assert field(page, "from_card") is None or field(page, "from_card") == ""


def test_entering_the_same_filing_again_today_is_pointed_out(world, counter):
    earlier = world.accepted()

    page = counter.post(INTAKE, filing()).content.decode()

    assert "Hôm nay người này đã nộp thủ tục này" in page
    assert earlier.code in page


def test_a_number_that_contradicts_the_birth_is_shown_but_not_refused(world, counter):
    page = counter.post(INTAKE, filing(born_on="14/09/1991", sex="male")).content.decode()
    assert "sinh năm 2191" in page
    assert "giới tính khác" in page

    assert counter.post(INTAKE, filing(act="accept", born_on="14/09/1991")).status_code == 302


def test_people_who_are_not_born_yet_are_refused_in_production(world, counter, settings):
    settings.MOTCUA_ALLOW_FUTURE_BIRTH = False

    refused = counter.post(INTAKE, filing(act="accept"))

    assert refused.status_code == 422
    assert "sinh năm 2191" in refused.content.decode()
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Hãy điền “Họ và tên”"),
        ({"citizen_id": "03359120"}, "đủ 12 chữ số"),
        ({"phone": "12345"}, "Số điện thoại chưa đúng"),
        ({"email": "khong-phai"}, "thư điện tử chưa đúng"),
        ({"born_on": "31/02/2191"}, "chưa phải là ngày"),
        ({"address": ""}, "Hãy điền “Nơi ở hiện tại”"),
        ({"paper__don__originals": "hai"}, "số bản phải là số"),
        ({"collect_by": "post"}, "Hãy điền “Địa chỉ nhận qua bưu chính”"),
        ({"procedure": "khong-co", "papers_for": "khong-co"}, "Hãy chọn thủ tục"),
    ],
)
def test_every_error_is_said_beside_what_is_kept(world, counter, wrong, words):
    response = counter.post(INTAKE, filing(act="accept", subject="Thửa 345, tờ 12", **wrong))

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert Dossier.objects.count() == 0
    if wrong.get("procedure") is None:
        assert field(page, "subject") == "Thửa 345, tờ 12"
        assert field(page, "key") == "lan-1", "the request stays the same request"


def test_a_missing_paper_makes_the_supplement_the_next_act_and_two_presses_print_form_02(world, counter):
    """R-A22a, R-A45."""
    incomplete = without(filing(), "paper-ban-ve-received")
    page = counter.post(INTAKE, incomplete).content.decode()
    assert re.search(r'<summary class="btn btn-primary"[^>]*data-key="F10"', page)
    assert "Bản vẽ thiết kế xây dựng</textarea>" in page

    refused = counter.post(INTAKE, {**incomplete, "act": "accept"})
    assert "Còn thiếu: Bản vẽ thiết kế xây dựng" in refused.content.decode()

    response = counter.post(INTAKE, {**incomplete, "act": "supplement", "address": "", "citizen_id": ""})

    state = only_dossier()
    assert (state.stage, state.code) == (5, "")
    assert state.rounds[0].lines == ("Bản vẽ thiết kế xây dựng",)
    assert state.rounds[0].reason == "Thành phần hồ sơ chưa đủ."
    assert PrintedSheet.objects.get().kind == "supplement_request"
    assert "Đã ghi yêu cầu bổ sung" in counter.read(response.url)


def test_a_supplement_may_name_other_reasons_and_a_day(world, counter):
    asked = filing(
        act="supplement", lines="Ký lại đơn\n\nBản vẽ có dấu", reason="Đơn chưa ký", answer_by="20/11/2026"
    )

    counter.post(INTAKE, asked)

    (round_,) = only_dossier().rounds
    assert (round_.lines, round_.reason) == (("Ký lại đơn", "Bản vẽ có dấu"), "Đơn chưa ký")
    assert round_.answer_by == at("2026-11-20 17:00")


def test_what_is_offered_to_ask_for_follows_the_ticks_until_somebody_types(world, counter):
    """R-A22a: the request names what is missing now, not what was missing before a paper was ticked."""
    nothing = without(filing(), "paper-don-received", "paper-ban-ve-received")
    first = counter.post(INTAKE, nothing).content.decode()
    offered = html.unescape(field(first, "lines_offered"))
    assert offered == "Đơn đề nghị cấp giấy phép xây dựng\nBản vẽ thiết kế xây dựng"
    one = without(filing(), "paper-ban-ve-received") | {
        "lines_offered": offered,
        "reason": "Thành phần hồ sơ chưa đủ.",
    }

    ticked = counter.post(INTAKE, one | {"lines": offered.replace("\n", "\r\n")}).content.decode()
    typed = counter.post(INTAKE, one | {"lines": "Ký lại đơn"}).content.decode()
    complete = counter.post(
        INTAKE, filing() | {"lines": offered, "lines_offered": offered, "reason": one["reason"]}
    )

    assert ">Bản vẽ thiết kế xây dựng</textarea>" in ticked
    assert ">Ký lại đơn</textarea>" in typed
    assert ">Thành phần hồ sơ chưa đủ.</textarea>" in typed
    assert "Thành phần hồ sơ chưa đủ." not in complete.content.decode()


def test_the_window_of_the_procedure_is_offered_as_the_day_to_answer_by():
    """R-A83: what the officer types instead stays."""
    counter = Screens(founded(branches=closing_after(Allowance(10, Unit.DAY)))).of("reception")

    offered = counter.read(f"{INTAKE}?procedure={PROCEDURE}")
    typed = counter.post(INTAKE, filing(act="update", answer_by="20/11/2026")).content.decode()

    assert field(offered, "answer_by") == "12/11/2026"
    assert field(typed, "answer_by") == "20/11/2026"


def test_a_refusal_needs_its_reason_and_prints_form_03(world, counter):
    """R-A22b, R-A45."""
    refused = counter.post(INTAKE, filing(act="refuse"))
    assert refused.status_code == 422
    assert "Hãy ghi rõ lý do" in refused.content.decode()

    response = counter.post(INTAKE, filing(act="refuse", refusal="Không thuộc thẩm quyền của phường"))

    assert only_dossier().stage == 3
    assert PrintedSheet.objects.get().kind == "refusal"
    assert "Đã từ chối tiếp nhận" in counter.read(response.url)


def test_scans_survive_errors_and_reach_the_dossier(world, counter):
    """R-G1."""
    sent = filing(act="accept", name="")
    sent["paper-ban-ve-files"] = pdf()
    page = counter.post(INTAKE, sent).content.decode()
    (kept,) = re.findall(r'name="kept" value="(ban-ve:[0-9a-f]{64})"', page)
    assert "ban-ve.pdf" in page

    response = counter.post(INTAKE, filing(act="accept", kept=[kept]))

    assert response.status_code == 302
    papers = {paper.id: paper.files for paper in only_dossier().application.papers}
    assert papers == {"don": (), "ban-ve": (kept.partition(":")[2],)}


def test_a_scan_can_be_dropped_again_and_an_unknown_one_is_ignored(world, counter):
    sent = filing()
    sent["paper-ban-ve-files"] = pdf()
    (kept,) = re.findall(r'name="kept" value="([^"]+)"', counter.post(INTAKE, sent).content.decode())

    dropped = counter.post(INTAKE, filing(kept=[kept, f"don:{'0' * 64}"], drop_scan=kept)).content.decode()

    assert 'name="kept"' not in dropped


def test_a_refused_file_is_named_and_the_rest_goes_on(world, counter):
    sent = filing(act="accept")
    sent["paper-don-files"] = pdf("don.exe")

    response = counter.post(INTAKE, sent)

    assert response.status_code == 422
    assert "don.exe" in response.content.decode()


def test_a_scan_of_the_whole_file_goes_to_every_paper_without_one(world, counter):
    sent = filing(act="accept")
    sent["bundle"] = pdf("ca-tap.pdf")

    counter.post(INTAKE, sent)

    first, second = only_dossier().application.papers
    assert first.files == second.files
    assert len(first.files) == 1


def test_one_key_ticks_all_papers_without_scripts_too(world, counter):
    bare = without(filing(act="all"), "paper-don-received", "paper-ban-ve-received")

    assert "đủ 2/2" in counter.post(INTAKE, bare).content.decode()


def test_papers_of_special_cases_wait_aside_and_databases_replace_papers():
    """R-G2, R-E20: the state does not ask for what it holds."""
    documents = (
        RequiredDocument(id="don", name="Đơn", originals=1),
        RequiredDocument(id="dat", name="Giấy tờ đất", copies=1, replaceable_by="CSDL đất đai"),
        RequiredDocument(id="cam-ket", name="Cam kết", originals=1, condition="liền kề", required=False),
    )
    counter = Screens(founded(documents=documents)).of("reception")
    page = counter.read(f"{INTAKE}?procedure={PROCEDURE}")
    assert "1 giấy tờ chỉ cần trong trường hợp riêng" in page
    base = {"paper-dat-received": "on", "paper-dat-database": "on", "paper-dat-copies": "1"}

    missing = counter.post(INTAKE, {**filing(), **base, "paper-cam-ket-applies": "on"}).content.decode()
    assert "Còn thiếu:" in missing
    counter.post(INTAKE, {**filing(act="accept"), **base})

    papers = only_dossier().application.papers
    assert [(p.id, p.source, p.copies) for p in papers] == [
        ("don", PaperSource.PAPER, 0),
        ("dat", PaperSource.DATABASE, 0),
    ]


def test_originals_kept_for_comparison_are_noted_for_the_return():
    documents = (RequiredDocument(id="gcn", name="Giấy chứng nhận", copies=1),)
    counter = Screens(founded(documents=documents)).of("reception")

    note = {"paper-gcn-received": "on", "paper-gcn-note": "Mượn bản chính để đối chiếu"}
    counter.post(INTAKE, {**filing(act="accept"), **note})

    assert only_dossier().application.papers == (
        Paper(id="gcn", name="Giấy chứng nhận", note="Mượn bản chính để đối chiếu"),
    )


def test_the_case_sets_limit_and_fee():
    cases = (
        Case("01", "Nhà ở riêng lẻ", Allowance(15, Unit.DAY)),
        Case("02", "Công trình khác", Allowance(20, Unit.DAY)),
    )
    fees = (
        fee("Lệ phí nhà ở", 50_000, case="Nhà ở riêng lẻ", fee="gp"),
        fee("Lệ phí công trình", 100_000, case="Công trình khác", fee="gp"),
    )
    counter = Screens(founded(cases=cases, fees=fees)).of("reception")
    assert "50.000 đồng" in counter.read(f"{INTAKE}?procedure={PROCEDURE}")

    counter.post(INTAKE, filing(act="accept", case="02", pay="later"))

    state = only_dossier()
    assert (state.case, state.allowance) == ("02", Allowance(20, Unit.DAY))
    assert [(o.label, o.amount_vnd, o.state) for o in state.obligations] == [
        ("Lệ phí công trình", 100_000, "due")
    ]


def test_fees_are_paid_now_by_their_way_or_later():
    """R-H10, R-H11."""
    world = founded(fees=(fee("Lệ phí", 50_000), fee("Bản sao", 8_000, per="bản"), fee("Miễn", 0)))
    counter = Screens(world).of("reception")

    counter.post(INTAKE, filing(act="accept", pay="transfer", receipt="BL-07", **{"quantity-1": "3"}))

    state = only_dossier()
    assert [(o.label, o.amount_vnd, o.method, o.receipt) for o in state.obligations] == [
        ("Lệ phí", 50_000, "transfer", "BL-07"),
        ("Bản sao", 24_000, "transfer", "BL-07"),
    ]
    assert state.unpaid_vnd == 0


def test_an_amount_that_nobody_has_set_is_typed_or_left_open():
    """R-H11: an unknown amount is never taken for zero."""
    counter = Screens(founded(fees=(fee("Phí thẩm định", None),))).of("reception")
    page = counter.read(f"{INTAKE}?procedure={PROCEDURE}")
    assert "chưa đủ mức thu" in page

    counter.post(INTAKE, filing(act="accept", pay="cash", **{"amount-0": "1.200.000"}))

    assert [(o.amount_vnd, o.state) for o in only_dossier().obligations] == [(1_200_000, "paid")]


def test_fee_cases_are_ticked_by_the_officer():
    fees = (fee("Đúng hạn", 0, case="Đúng hạn", fee="ks"), fee("Quá hạn", 10_000, case="Quá hạn", fee="ks"))
    counter = Screens(founded(fees=fees)).of("reception")
    assert "Chọn trường hợp thu phí" in counter.read(f"{INTAKE}?procedure={PROCEDURE}")

    counter.post(INTAKE, filing(act="accept", pay="cash", fee_case=["Quá hạn"]))

    assert [o.amount_vnd for o in only_dossier().obligations] == [10_000]


def test_an_immediate_procedure_ends_on_the_spot_in_one_press():
    """R-A25, R-A26: no receipt unless it is asked for."""
    world = founded(immediate=True, allowance=Allowance(0, Unit.WORKING_DAY), fees=(fee("Lệ phí", 2_000),))
    counter = Screens(world).of("reception")
    asked = counter.post(INTAKE, filing(pay="cash", **{"paper-don-received": "on"})).content.decode()
    assert re.search(r'btn-primary" type="submit" name="act" value="finish" data-key="F9"', asked)

    response = counter.post(INTAKE, filing(act="finish", pay="cash", signer="Trần Thị Leader"))

    state = only_dossier()
    assert (state.stage, state.result, state.delivery.receiver) == (10, "granted", "Đặng Thị Ngọc Ánh")
    assert state.delivery.identity == "033591204716"
    assert not PrintedSheet.objects.exists()
    assert "Đã giải quyết và trả kết quả" in counter.read(response.url)

    printed = counter.post(response.url, {"print": "receipt"})
    assert printed.url == reverse("office:sheet", args=[PrintedSheet.objects.get().pk])


def test_nothing_is_handed_out_on_the_spot_before_it_is_paid():
    """R-A40."""
    world = founded(immediate=True, fees=(fee("Lệ phí", 2_000),))
    counter = Screens(world).of("reception")

    refused = counter.post(INTAKE, filing(act="finish", pay="later"))

    assert refused.status_code == 422
    assert "chưa nộp" in refused.content.decode()
    assert Dossier.objects.count() == 0, "all or nothing"


def test_wishes_and_priority_are_kept(world, counter):
    """R-A49a."""
    wishes = {
        "collect_by": "post",
        "collect_address": "Số 1",
        "priority": "on",
        "sets": "2",
        "note": "Đi lại khó",
    }

    counter.post(INTAKE, filing(act="accept", **wishes))

    application = only_dossier().application
    assert (application.collect_by, application.collect_address) == (CollectBy.POST, "Số 1")
    assert (application.priority, application.sets, application.note) == (True, 2, "Đi lại khó")


def test_a_dossier_for_another_agency_is_taken_in_here_and_decided_there(world, counter):
    """R-A15: where it is received and who decides are two things."""
    other = AgencyFactory()
    for code in UNITS:
        UnitFactory(agency=other, code=code)
    OfferingFactory(
        procedure=Procedure.objects.get(key=PROCEDURE), competent_agency=other, received_at=["any_commune"],
        valid_from=date(2013, 1, 1),
    )  # fmt: skip
    catalog_operations.changed()

    page = counter.read(f"{INTAKE}?procedure={PROCEDURE}")
    assert "Cơ quan giải quyết" in page
    counter.post(INTAKE, filing(act="accept", competent=str(other.pk)))

    state = only_dossier()
    assert (state.receiving_agency, state.competent_agency) == (world.agency.pk, other.pk)


def test_ticking_a_paper_brings_fees_date_and_decision_up_to_date(world, counter):
    response = counter.post(reverse("office:intake_due"), without(filing(), "paper-don-received"))

    page = response.content.decode()
    assert "Còn thiếu:" in page
    assert 'id="papers-words" hx-swap-oob="true"' in page
    assert "<html" not in page


def test_only_the_counter_takes_in(world):
    for role in ("specialist", "leader"):
        assert Screens(world).of(role).get(INTAKE).status_code == 403
    assert Dossier.objects.count() == 0


def test_the_done_page_of_a_dossier_of_another_counter_does_not_exist(world, counter):
    state = world.accepted()
    post = AssignmentFactory(unit=UnitFactory(agency=AgencyFactory(), code="counter"), role="reception")
    stranger = Screens(world).of_account(post.account_id)

    assert stranger.get(reverse("office:intake_done", args=[state.id])).status_code == 404


def test_a_paper_that_cannot_be_printed_never_undoes_the_act(world, counter):
    response = counter.post(INTAKE, filing(act="accept", name="Trần 😀 Mẫu"))

    assert response.status_code == 302
    page = counter.read(response.url)
    assert "chưa in được giấy" in page
    assert 'name="print" value="receipt"' in page
    assert only_dossier().stage == 2
