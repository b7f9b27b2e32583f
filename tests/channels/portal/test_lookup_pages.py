"""Where is my dossier? What citizens read, and what nobody reads (R-S5, R-S6, R-A65, R-I36)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.apps.deadlines import operations as deadlines
from motcua.apps.dossiers.operations import execute
from motcua.domain.access import Actor
from motcua.domain.calendar import DayKind, SpecialDay
from motcua.domain.dossier import commands as c
from tests.factories.dossiers import at, only_item

UNKNOWN = "H31.999-261102-0001"
LOOKUP = "/tra-cuu"


def words_of(response):
    """Return what a person reads, with blanks as one."""
    page = re.sub(r"<(script|style|head).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def by_code(client, code):
    return client.get(reverse("portal:lookup_code", args=[code]))


def with_proof(client, code, proof, **headers):
    return client.post(LOOKUP, {"code": code, "proof": proof}, headers=headers)


def test_the_qr_of_the_receipt_leads_to_where_the_dossier_is(client, world):
    state = world.at_step("appraise")

    response = client.get(f"/tra-cuu/{state.code}")

    words = words_of(response)
    assert response.status_code == 200
    assert "Đang xử lý, trong hạn" in words
    assert "Chặng 3/5" in words
    assert "Hồ sơ đang được xử lý" in words
    assert "Bạn không phải làm gì lúc này" in words
    assert "Thứ Hai, 09/11/2026" in words
    assert "Trước 17:00. Còn 7 ngày." in words
    assert "khoảng 15 % chặng đường" in words
    for secret in ("Ánh", "0912", "0318", "An Tảo", "giấy phép", "Trần Thị", "Phòng Kinh tế", state.pin):
        assert secret not in response.content.decode()


def test_an_answer_is_kept_nowhere_and_touches_no_session(client, world):
    state = world.accepted()

    response = by_code(client, state.code)

    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")


def test_the_page_of_a_code_costs_one_statement(client, world, django_assert_num_queries):
    state = world.accepted()
    by_code(client, state.code)

    with django_assert_num_queries(1):
        by_code(client, state.code)


def test_two_dossiers_of_one_shape_show_their_own_code_and_day(client, world):
    first = world.accepted()
    world.later(days=1)
    second = world.accepted()

    pages = [words_of(by_code(client, state.code)) for state in (first, second, first)]

    assert pages[0] == pages[2]
    assert first.code in pages[0]
    assert second.code not in pages[0]
    assert second.code in pages[1]
    assert first.code not in pages[1]
    assert "Thứ Hai, 09/11/2026" in pages[0]
    assert "Thứ Ba, 10/11/2026" in pages[1]


def test_what_an_officer_does_is_read_at_once(client, world):
    state = world.accepted()
    read = []

    for step in ("reception", "appraise", "return"):
        state = world.at_step(step, state)
        read.append(re.search(r"<h1>(.*?)</h1>", by_code(client, state.code).content.decode())[1])
    world.do("return_desk", state, c.DeliverResult(receiver="Đặng Thị Ngọc Ánh"))
    read.append(re.search(r"<h1>(.*?)</h1>", by_code(client, state.code).content.decode())[1])

    assert read == [
        "Hồ sơ đã được tiếp nhận", "Hồ sơ đang được xử lý", "Hồ sơ đã có kết quả", "Kết quả đã được trả",
    ]  # fmt: skip


def test_a_late_dossier_is_called_late_with_an_apology(client, world, time_machine):
    state = world.accepted()
    time_machine.move_to(world.now + timedelta(days=9), tick=False)

    words = words_of(by_code(client, state.code))

    assert "Được tiếp nhận, quá hạn" in words
    assert "Chúng tôi xin lỗi bạn" in words
    assert "Đã quá 2 ngày." in words


def test_the_day_itself_is_called_today(client, world, time_machine):
    state = world.accepted()
    time_machine.move_to(state.due_at - timedelta(hours=2), tick=False)

    assert "Trước 17:00. Là hôm nay." in words_of(by_code(client, state.code))


def test_a_typed_code_without_a_proof_leads_to_its_own_address(client, world):
    state = world.accepted()

    response = client.post(LOOKUP, {"code": f" {state.code.lower().replace('-', ' ')} ", "proof": ""})

    assert (response.status_code, response.url) == (302, f"/tra-cuu/{state.code}")


def test_a_proof_opens_where_it_is_since_when_and_why_that_day(client, world):
    state = world.at_step("appraise")

    for proof in (state.pin, "0318"):
        response = with_proof(client, state.code, proof)

        words = words_of(response)
        assert response.status_code == 200
        assert "Cấp giấy phép xây dựng nhà ở riêng lẻ" in words
        assert "Đang ở Phòng Kinh tế" in words
        assert "Cơ quan giải quyết Ủy ban nhân dân phường Phố Mẫu" in words
        assert "Từ thứ Hai, 02/11/2026, 08:00" in words
        assert "Vì sao ngày này?" in words
        assert "Thời hạn 5 ngày làm việc." in words
        assert "Nhận tại quầy: Trung tâm Phục vụ hành chính công" in words
        for secret in ("Ánh", "0912", "0318", "An Tảo", "Trần Thị", state.pin):
            assert secret not in response.content.decode()


def test_a_proof_shows_the_papers_and_fees_asked_for(client, world):
    fees = (c.PaidFee(label="Lệ phí cấp giấy phép", amount_vnd=75_000, paid=False),)
    state = world.at_step("appraise", world.accepted(fees=fees))
    asked = c.RequestSupplement(
        item=only_item(state).id,
        lines=("Bản vẽ mặt cắt",),
        reason="Thiết kế <chưa> đủ",
        answer_by=at("2026-11-20 08:00").date(),
    )
    state = world.do("specialist", state, asked)
    assert "Bản vẽ" not in words_of(by_code(client, state.code))

    response = with_proof(client, state.code, "0318")

    words = words_of(response)
    assert "Giấy tờ cần bổ sung Bản vẽ mặt cắt" in words
    assert "Lý do: Thiết kế &lt;chưa&gt; đủ" in words
    assert "Nộp trước hết thứ Sáu, 20/11/2026." in words
    assert "Lệ phí cấp giấy phép 75.000 đồng" in words
    assert "Chưa có ngày hẹn" in words


def test_a_re_appointment_shows_both_days(client, world):
    state = world.at_step("appraise")
    extend = c.Extend(reason="Cơ quan phối hợp trả lời chậm", new_due_on=at("2026-11-20 08:00").date())
    world.do("leader", state, extend)

    words = words_of(by_code(client, state.code))

    assert "Thứ Sáu, 20/11/2026" in words
    assert "Ngày hẹn lúc đầu là thứ Hai, 09/11/2026. Chúng tôi xin lỗi bạn" in words


@pytest.mark.parametrize(
    ("finished", "told"),
    [
        ("2026-11-12 09:00", "Xong theo ngày hẹn lại, sau ngày hẹn lúc đầu là thứ Hai, 09/11/2026."),
        ("2026-11-09 09:00", "Xong trước ngày hẹn."),
        ("2026-11-23 09:00", "Xong sau ngày hẹn."),
    ],
)
def test_a_later_date_does_not_make_up_for_the_first_one(client, world, finished, told):
    """R-D17"""
    state = world.at_step("appraise")
    extend = c.Extend(reason="Cơ quan phối hợp trả lời chậm", new_due_on=at("2026-11-20 08:00").date())
    state = world.do("leader", state, extend)
    world.now = at(finished)
    state = world.at_step("return", state)

    words = words_of(by_code(client, state.code))

    assert told in words
    assert ("Chúng tôi xin lỗi bạn" in words) == (finished != "2026-11-09 09:00")


def test_a_day_that_moved_with_the_calendar_says_what_was_promised_and_why(client, world):
    """R-D18"""
    state = world.accepted()
    storm = SpecialDay(at("2026-11-06 08:00").date(), DayKind.HOLIDAY, "Nghỉ phòng chống bão", "CĐ 15")
    deadlines.decide_day(calendar_code="vn", day=storm, actor=Actor.system("test"), at=world.now)
    recount = c.Recount(order=1, ordered_by="Đỗ Minh Khang", decision="CĐ 15", reason="Bão số 12.")
    execute(recount, dossier_id=state.id, actor=Actor.system("test"), at=world.now)

    words = words_of(by_code(client, state.code))

    assert "Thứ Ba, 10/11/2026" in words
    assert "Ngày hẹn ghi trên giấy hẹn là thứ Hai, 09/11/2026. Lịch làm việc đã thay đổi" in words
    assert "Bão số 12 (CĐ 15)." in words
    assert "06/11 nghỉ: Nghỉ phòng chống bão." in words_of(with_proof(client, state.code, state.pin))


def test_a_withdrawn_dossier_tells_to_fetch_the_papers_and_shows_no_share(client, world):
    state = world.do("reception", world.accepted(), c.RequestWithdrawal(reason="Đổi ý"))
    world.do("leader", state, c.DecideWithdrawal(granted=True, reason="Người nộp đổi ý"))

    for response in (by_code(client, state.code), with_proof(client, state.code, state.pin)):
        words = words_of(response)
        assert "Hồ sơ đã dừng giải quyết" in words
        assert "Bạn đến nhận lại giấy tờ" in words
        assert "chặng đường" not in words


def test_a_finished_dossier_says_when_it_was_and_what_was_promised(client, world):
    state = world.finished()

    words = words_of(by_code(client, state.code))

    assert "Ngày có kết quả Thứ Hai, 02/11/2026" in words
    assert "Ngày hẹn trả là thứ Hai, 09/11/2026. Xong trước ngày hẹn." in words


def test_a_wrong_code_and_a_wrong_proof_get_the_same_answer(client, world):
    state = world.accepted()
    answers = []

    for code in (state.code, UNKNOWN):
        response = with_proof(client, code, "9999")
        headers = {name: value for name, value in response.items() if name != "X-Request-Reference"}
        answers.append((response.status_code, headers, response.content.decode().replace(code, "CODE")))

    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    assert "Không có hồ sơ nào khớp mã và số bạn nhập." in answers[0][2]
    assert "9999" not in answers[0][2]


def test_an_unknown_code_is_not_found(client, world):
    response = by_code(client, UNKNOWN)

    assert response.status_code == 404
    assert "Không có hồ sơ nào khớp" in words_of(response)
    assert response["Cache-Control"] == "no-store, private"


def test_what_is_no_code_is_explained_at_its_field(client, world):
    for response in (by_code(client, "xin chào"), client.post(LOOKUP, {"code": "xin chào"})):
        words = words_of(response)
        assert "“xin chào” không phải mã hồ sơ." in words
    assert "Hãy điền “Mã hồ sơ”." in words_of(client.post(LOOKUP, {"code": " "}))


@pytest.mark.parametrize("proof", ["123", "12345", "1234567", "abc"])
def test_a_proof_of_the_wrong_length_is_no_attempt(client, world, proof, django_assert_num_queries):
    state = world.accepted()
    client.get(LOOKUP)

    with django_assert_num_queries(0):
        response = with_proof(client, state.code, proof)

    assert "Hãy nhập mã tra cứu 6 chữ số, hoặc đúng 4 số cuối điện thoại." in words_of(response)


def test_five_wrong_proofs_close_the_code_to_proofs_and_say_until_when(client, world):
    state = world.accepted()
    for _ in range(5):
        with_proof(client, state.code, "9999")

    response = with_proof(client, state.code, state.pin)

    assert response.status_code == 429
    assert response["Retry-After"] == str(12 * 60 * 60)
    assert "Đã tra cứu quá nhiều lần. Hãy thử lại sau 20:00 thứ Hai, 02/11/2026" in words_of(response)
    assert by_code(client, state.code).status_code == 200


def test_an_address_that_walks_through_codes_is_stopped_and_others_are_not(client, world, settings):
    settings.MOTCUA_LOOKUP_LIMITS = "asks=4"
    state = world.accepted()

    statuses = [by_code(client, state.code).status_code for _ in range(6)]

    assert statuses == [200, 200, 200, 200, 429, 429]
    other = client.get(f"/tra-cuu/{state.code}", REMOTE_ADDR="198.51.100.9")
    assert other.status_code == 200


def test_behind_a_proxy_the_visitor_counts_and_what_he_claims_to_be_does_not(client, world, settings):
    settings.MOTCUA_LOOKUP_LIMITS = "asks=4"
    settings.MOTCUA_PROXIES = 1
    state = world.accepted()

    def ask(chain):
        return client.get(f"/tra-cuu/{state.code}", headers={"X-Forwarded-For": chain}).status_code

    assert [ask(f"10.0.0.{n}, 198.51.100.1") for n in range(6)] == [200, 200, 200, 200, 429, 429]
    assert ask("198.51.100.2") == 200


def test_without_a_proxy_of_ours_a_claimed_address_is_not_believed(client, world, settings):
    settings.MOTCUA_LOOKUP_LIMITS = "asks=4"
    state = world.accepted()

    statuses = [
        client.get(f"/tra-cuu/{state.code}", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(6)
    ]

    assert statuses[-1] == 429


@pytest.mark.parametrize(("headers", "status"), [
    ({"Sec-Fetch-Site": "same-origin"}, 200),
    ({"Sec-Fetch-Site": "none"}, 200),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Origin": "http://testserver"}, 200),
    ({"Origin": "https://elsewhere.example"}, 403),
    ({"Origin": "null"}, 403),
    ({}, 200),
])  # fmt: skip
def test_a_form_of_another_site_is_refused(world, headers, status):
    from django.test import Client

    state = world.accepted()

    response = with_proof(Client(enforce_csrf_checks=True), state.code, state.pin, **headers)

    assert response.status_code == status


def test_the_proof_stands_in_no_address_and_no_log(client, world, caplog):
    state = world.accepted()
    page = by_code(client, state.code).content.decode()
    assert re.search(r'<form[^>]*method="post"[^>]*action="/tra-cuu"', page)
    caplog.set_level("DEBUG")

    with_proof(client, state.code, state.pin)
    with_proof(client, state.code, "9999")

    logged = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert state.pin not in logged
    assert "9999" not in logged
    assert client.get(LOOKUP, {"code": state.code, "proof": state.pin}).status_code == 200
    assert "Phòng" not in words_of(client.get(LOOKUP, {"code": state.code, "proof": state.pin}))


def test_strictly_read_the_law_shows_code_and_completion_on_the_page_too(client, world, settings):
    settings.MOTCUA_LOOKUP_LEVELS = "strict"
    state = world.at_step("appraise")

    for response in (by_code(client, state.code), with_proof(client, state.code, state.pin)):
        words = words_of(response)
        assert state.code in words
        assert "Chặng 3/5" in words
        assert "khoảng 15 % chặng đường" in words
        assert "09/11/2026" not in words
        assert "trong hạn" not in words
        assert "Phòng Kinh tế" not in words


def test_the_page_is_light(client, world):
    state = world.at_step("appraise")

    assert len(by_code(client, state.code).content) < 12_000


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, world, method):
    assert getattr(client, method)(LOOKUP).status_code == 405
    assert getattr(client, method)("/tra-cuu/x").status_code == 405


def test_a_text_like_a_hole_of_the_form_is_shown_as_it_is(client, world):
    response = by_code(client, "⟦1⟧")

    assert response.status_code == 404
    assert "⟦1⟧" in words_of(response)
