"""One dossier on the screen: head, papers, way, reasons of its date, files, sheets, search."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.apps.audit import queries as audit
from motcua.apps.dossiers.queries import state_by_code
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Party
from tests.channels.office.officers import Screens, version_of
from tests.factories.dossiers import DossierWorld, at, only_item
from tests.factories.organization import AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def world():
    return DossierWorld()


@pytest.fixture
def screens(world):
    return Screens(world)


def page_of(state):
    return f"/office/dossiers/{state.id}/"


def act_of(state, act, query=""):
    return f"/office/dossiers/{state.id}/acts/{act}/{query}"


def now(state):
    return state_by_code(state.code)


def test_the_page_says_what_it_is_who_holds_it_and_what_comes(world, screens):
    state = world.at_step("appraise")

    text = screens.of("specialist").read(page_of(state))

    for words in (
        state.code, "4 · Đang xử lý", "Nộp tại quầy", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Đặng Thị Ngọc Ánh",
        "0912 000 318", "033 5 91 204 716", "Bạn đang giữ", "thứ Hai 09/11/2026", "Vì sao 09/11?", "Bản vẽ thiết kế",
        "2 bản chính · chưa quét", "Phiếu kiểm soát", "Lãnh đạo cơ quan", "Soạn dự thảo kết quả",
        "Bản giấy đang chuyển đến Phòng Kinh tế", "Toàn bộ quá trình", "Phân công: Giao thụ lý",
    ):  # fmt: skip
        assert words in text, words
    assert 'name="version"' not in text.partition("Việc kế tiếp")[0]
    assert text.count("btn-primary") == 1
    colleague = screens.of_account(world.hire("specialist", "kinh-te")).read(page_of(state))
    assert "Trần Thị Specialist đang giữ" in colleague
    assert "Hồ sơ không chờ bạn làm gì" not in colleague
    assert "Soạn dự thảo" not in colleague


def test_opening_the_page_is_remembered(world, screens):
    state = world.at_step("appraise")

    screens.of("specialist").read(page_of(state))

    assert [glance.action for glance in audit.who_looked_at(subject_type="dossier", subject_id=state.id)] == [
        "view"
    ]


def test_who_may_not_see_a_dossier_gets_nothing_of_it(world, screens):
    state = world.at_step("appraise")
    stranger = screens.of_account(AssignmentFactory(unit=UnitFactory()).account_id)

    for name, args in (
        ("dossier", []), ("explain", []), ("act", ["note"]), ("file", ["token"]),
    ):  # fmt: skip
        assert stranger.get(reverse(f"office:{name}", args=[state.id, *args])).status_code == 404, name
    assert stranger.post(reverse("office:slip", args=[state.id])).status_code == 404
    assert stranger.post(act_of(state, "note"), {"text_of_note": "x"}).status_code == 404


def test_the_due_date_explains_itself_as_a_fragment_and_as_a_page(world, screens):
    state = world.at_step("appraise")
    screen = screens.of("specialist")
    url = reverse("office:explain", args=[state.id])

    fragment = screen.get(url, headers={"HX-Request": "true"}).content.decode()
    page = screen.read(url)

    for text in (fragment, page):
        assert "Thời hạn 5 ngày làm việc" in text
        assert "hẹn trả" in text
    assert "<html" not in fragment
    assert state.code in page
    assert "chưa có ngày hẹn" in screens.of("reception").read(
        reverse("office:explain", args=[world.lodged().id])
    )


def test_the_way_shows_what_was_late_and_what_stands_still(world, screens):
    state = world.accepted()
    world.now = at("2026-11-04 15:00")
    state = world.at_step("appraise", state)
    ask = c.RequestSupplement(item=only_item(state).id, lines=("Bản vẽ mặt bằng",), reason="Thiếu chữ ký")
    world.do("specialist", state, ask)

    text = screens.of("specialist").read(page_of(state))

    assert "trễ 2 ngày" in text
    assert "Chờ bổ sung" in text
    assert "Bản vẽ mặt bằng. Lý do: Thiếu chữ ký" in text


def test_an_extension_is_said_with_both_dates(world, screens):
    state = world.at_step("sign")
    world.do("leader", state, c.Extend(new_due_on=at("2026-11-12 08:00").date(), reason="Chờ đo đạc lại"))

    text = screens.of("leader").read(page_of(state))

    assert "hẹn lại từ 09/11/2026" in text
    assert "thứ Năm 12/11/2026" in text
    assert "Chờ đo đạc lại" in text


def test_a_returned_dossier_is_read_to_its_end(world, screens):
    state = world.returned()

    text = screens.of("return_desk").read(page_of(state))

    assert "10 · Đã trả kết quả" in text
    assert "Người nhận: Đặng Thị Ngọc Ánh" in text
    assert "Xong sớm" in text


def test_an_organization_and_its_proxy_are_named(world, screens):
    company = Party(
        kind="organization", name="Công ty Sen Vàng", tax_code="0900123457", representative="Lê Văn Đức"
    )
    application = world.application(
        applicant=company, proxy=Party(name="Trần Thị Mai"), proxy_basis="ủy quyền 04/04", priority=True,
        subject="Nhà ở hai tầng",
    )  # fmt: skip
    state = world.at_step("appraise", world.accepted(application=application))

    text = screens.of("specialist").read(page_of(state))

    for words in (
        "Tổ chức",
        "Công ty Sen Vàng",
        "Lê Văn Đức",
        "0900123457",
        "Trần Thị Mai, ủy quyền 04/04",
        "Ưu tiên",
        "Nhà ở hai tầng",
    ):
        assert words in text, words


def test_a_list_is_walked_from_the_page(world, screens):
    states = [world.later(minutes=5).at_step("appraise") for _ in range(3)]
    screen = screens.of("specialist")

    text = screen.read(f"{page_of(states[1])}?list=tray%3Dmine")

    assert f"/office/dossiers/{states[0].id}/?list=tray%3Dmine" in text
    assert f"/office/dossiers/{states[2].id}/?list=tray%3Dmine" in text
    assert 'href="/office/work/?tray=mine"' in text


def test_a_scan_is_attached_shown_and_fetched_only_by_the_officer_it_was_linked_for(world, screens):
    state = world.at_step("appraise")
    screen = screens.of("specialist")
    upload = SimpleUploadedFile("ban-ve.png", PNG, "image/png")

    attached = screen.post(act_of(state, "attach"), {**version_of(state), "paper": "ban-ve", "file": upload})
    text = screen.read(page_of(state))
    link = text.partition('<img src="')[2].partition('"')[0]
    fetched = screen.get(link)

    assert attached.url == page_of(state)
    assert "1 tệp" in text
    assert (fetched.status_code, fetched["Content-Type"], fetched.content) == (200, "image/png", PNG)
    assert fetched["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'none'" in fetched["Content-Security-Policy"]
    assert "download" in [g.action for g in audit.who_looked_at(subject_type="dossier", subject_id=state.id)]
    assert screens.of("division_head").get(link).url == page_of(state)
    world.later(minutes=10)
    assert screens.of("specialist").get(link).url == page_of(state)


def test_a_link_never_opens_the_file_of_another_dossier(world, screens):
    state, other = world.at_step("appraise"), world.at_step("appraise")
    screen = screens.of("specialist")
    upload = SimpleUploadedFile("ban-ve.png", PNG, "image/png")
    screen.post(act_of(state, "attach"), {**version_of(state), "paper": "ban-ve", "file": upload})
    link = screen.read(page_of(state)).partition('<img src="')[2].partition('"')[0]

    assert screen.get(link.replace(str(state.id), str(other.id))).status_code == 404


def test_the_routing_slip_is_printed_and_shown(world, screens):
    state = world.at_step("appraise")
    screen = screens.of("specialist")

    printed = screen.post(reverse("office:slip", args=[state.id]))
    shown = screen.get(printed.url)

    assert printed.url.startswith("/office/sheets/")
    assert (shown["Content-Type"], shown.content[:4]) == ("application/pdf", b"%PDF")
    assert "Phiếu kiểm soát quá trình" in screen.read(page_of(state))
    stranger = screens.of_account(AssignmentFactory(unit=UnitFactory()).account_id)
    assert stranger.get(printed.url).status_code == 404


def test_every_form_that_the_dossier_can_fill_is_printed_from_one_page(world, screens):
    state = world.at_step("appraise")
    screen = screens.of("specialist")
    page = reverse("office:print", args=[state.id])

    assert page in screen.read(page_of(state))
    offered = screen.read(page)
    assert "Phiếu chuyển hồ sơ" in offered
    assert "Phiếu xin lỗi" not in offered

    printed = screen.post(page, {"kind": "transfer_slip"})
    assert screen.get(printed.url).content[:4] == b"%PDF"
    assert printed.url in screen.read(page)

    refused = screen.post(page, {"kind": "apology"})
    assert refused.url == page
    assert "Hồ sơ chưa có gì để lập phiếu này." in screen.read(page)
    stranger = screens.of_account(AssignmentFactory(unit=UnitFactory()).account_id)
    assert stranger.get(page).status_code == 404
    assert stranger.post(page, {"kind": "transfer_slip"}).status_code == 404


@pytest.mark.parametrize(
    "spelled", ["{code}", "  {code} ", "http://127.0.0.1:8080/tra-cuu/{code}", "http://x/t/{code}/"]
)
def test_a_scanned_code_opens_its_dossier(world, screens, spelled):
    state = world.at_step("appraise")

    answer = screens.of("specialist").get(reverse("office:command"), {"q": spelled.format(code=state.code)})

    assert answer.url == page_of(state)


def test_at_the_counter_a_finished_dossier_opens_where_it_is_returned(world, screens):
    state = world.finished()
    command = reverse("office:command")

    assert (
        screens.of("return_desk").get(command, {"q": state.code}).url
        == f"{reverse('office:return')}?q={state.code}"
    )
    assert screens.of("specialist").get(command, {"q": state.code}).url == page_of(state)


def test_at_the_counter_a_withdrawn_dossier_opens_where_its_papers_are_given_back(world, screens):
    state = world.do("reception", world.at_step("appraise"), c.RequestWithdrawal(reason="Không xây nữa"))
    command = reverse("office:command")
    assert screens.of("return_desk").get(command, {"q": state.code}).url == page_of(state)

    state = world.do("leader", state, c.DecideWithdrawal(granted=True, reason="Theo đơn"))

    assert (
        screens.of("return_desk").get(command, {"q": state.code}).url
        == f"{reverse('office:return')}?q={state.code}"
    )


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("033591204716", "033591204716"),
        ("033591204716||Đặng Thị Ngọc Ánh|01021991|Nữ|Phố Mẫu|", "033591204716"),
        ("gpxd nha o", "gpxd+nha+o"),
        ("H31.999-261102-0001", "H31.999-261102-0001"),
    ],
)
def test_everything_else_in_the_command_bar_is_searched_for(world, screens, typed, query):
    answer = screens.of("specialist").get(reverse("office:command"), {"q": typed})

    assert answer.url == f"/office/search/?q={query}"


def test_a_dossier_out_of_sight_is_searched_for_like_one_that_does_not_exist(world, screens):
    state = world.at_step("appraise")
    stranger = screens.of_account(AssignmentFactory(unit=UnitFactory()).account_id)

    answer = stranger.get(reverse("office:command"), {"q": state.code})

    assert answer.url == f"/office/search/?q={state.code}"
    assert "Không có hồ sơ nào khớp" in stranger.read(answer.url)


def test_search_shows_what_is_found_with_stage_and_date(world, screens):
    state = world.at_step("appraise")
    screen = screens.of("specialist")

    by_words, by_number = (
        screen.read("/office/search/?q=dang+ngoc"),
        screen.read("/office/search/?q=0335+9120+4716"),
    )

    for text in (by_words, by_number):
        assert state.code in text
        assert "4 · Đang xử lý" in text
        assert "09/11/2026" in text
    assert "mang số" in by_number
    assert "Không có hồ sơ nào khớp “zzz”" in screen.read("/office/search/?q=zzz")
    assert "Không có hồ sơ nào khớp" not in screen.read("/office/search/")


def test_suggestions_are_dossiers_in_sight_and_at_the_counter_procedures(world, screens):
    state = world.at_step("appraise")
    url = reverse("office:suggest")

    seen = screens.of("specialist").read(f"{url}?q=ngoc+anh")
    counter = screens.of("reception").read(f"{url}?q=cgpxd")
    stranger = screens.of_account(AssignmentFactory(unit=UnitFactory()).account_id).read(f"{url}?q=ngoc+anh")

    assert page_of(state) in seen
    assert f"/office/intake/?procedure={world.procedure.key}" in counter
    assert "option" not in stranger
    assert "option" not in screens.of("specialist").read(f"{url}?q=n")
