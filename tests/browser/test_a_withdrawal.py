"""The applicant wants the dossier back: asked at the counter, decided by a leader, papers returned (R-A90)."""

from motcua.domain.dossier import Stage
from motcua.domain.dossier.values import ResultKind
from tests.browser.steps import act, give_back, take_in, walk_to


def test_a_dossier_is_withdrawn_and_its_papers_go_back(site):
    page = site.page
    take_in(site)
    walk_to(site, "appraise")

    site.at("2026-12-02 09:00")
    site.sign_in("reception", "counter")
    act(site, "Người nộp xin rút hồ sơ", {"Lý do": "Gia đình chưa xây nhà trong năm nay"})
    site.expect("Đã ghi yêu cầu rút hồ sơ.")
    site.expect_lookup("Yêu cầu rút hồ sơ đang được xem xét")

    site.at("2026-12-02 14:00")
    site.sign_in("chairman", "leaders")
    site.open_dossier()
    page.get_by_label("Cho rút; kết thúc giải quyết").check()
    page.get_by_label("Lý do").fill("Theo đơn của người nộp")
    site.check(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    site.expect("Đã quyết định.")
    assert (site.state.stage, site.state.result) == (Stage.STOPPED, ResultKind.WITHDRAWN)
    notice = site.sheet_text("stop_notice")
    assert "DỪNG GIẢI QUYẾT HỒ SƠ" in notice
    assert "Đề nghị rút hồ sơ ngày 02" in notice
    assert site.state.code in notice
    site.expect_lookup("Hồ sơ đã dừng giải quyết", "Bạn đến nhận lại giấy tờ")
    site.check(site.citizen)

    site.at("2026-12-03 09:00")
    give_back(site, "Đã trả")
    assert site.state.stage == Stage.RETURNED
    site.expect_lookup("Kết quả đã được trả")
