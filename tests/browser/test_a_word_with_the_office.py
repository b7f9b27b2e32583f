"""An applicant asks on the own dossier, the officer who holds it answers, and the result is rated."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from motcua.apps.citizens.models import Person
from motcua.apps.feedback.models import Rating
from tests.browser.province import Site
from tests.browser.steps import give_back, take_in, walk_to
from tests.factories.citizens import PersonFactory, sign_in_citizen


def sign_in(site: Site) -> None:
    """Let the applicant sign in, whose identity is proven."""
    client = Client()
    person = Person.objects.filter(citizen_id="033591204716").first()
    person = person or PersonFactory.create(name="Đặng Thị Ngọc Ánh", citizen_id="033591204716", proven=True)
    sign_in_citizen(client, person)
    name = settings.SESSION_COOKIE_NAME
    session = client.cookies[name].value
    site.citizen.context.add_cookies([{"name": name, "value": session, "url": site.url}])


def test_a_citizen_asks_an_officer_answers_and_the_citizen_rates(site):
    take_in(site)
    walk_to(site, "appraise")
    mine = f"{site.url}/ho-so/{site.row.pk}"
    site.at("2026-12-01 09:00")
    sign_in(site)
    citizen = site.citizen
    citizen.goto(mine)
    citizen.get_by_label("Bạn muốn hỏi hoặc báo điều gì?").fill("Bản vẽ của tôi đã đủ chưa ạ?")
    citizen.get_by_role("button", name="Gửi tin nhắn").click()
    expect(citizen.locator("main")).to_contain_text("Đã gửi tin nhắn.")

    site.sign_in_holder()
    site.open("/office/people/messages/")
    site.expect("Bản vẽ của tôi đã đủ chưa ạ?")
    site.check(site.page)
    site.picture("people-messages")
    site.page.get_by_role("link", name=site.state.code).click()
    site.page.get_by_label("Trả lời người nộp").fill("Bản vẽ đã đủ, anh chị chờ đến ngày hẹn.")
    site.check(site.page)
    site.press("Gửi cho người nộp")
    site.expect("Đã gửi trả lời cho người nộp.")
    site.picture("people-thread")

    citizen.goto(mine)
    expect(citizen.locator("#tin-nhan")).to_contain_text("Bản vẽ đã đủ")
    site.check(citizen)
    site.picture_of_citizen("citizen-thread")

    walk_to(site, "return_result", not_before="2026-12-01 10:00")
    site.at("2026-12-14 09:00")
    give_back(site, "Đã trả")
    sign_in(site)  # The session of two weeks ago is over.
    citizen.goto(mine)
    citizen.get_by_label("Rất hài lòng").check()
    citizen.get_by_label("Tốt, đúng mực").check()
    site.check(citizen)
    site.picture_of_citizen("citizen-rating")
    citizen.get_by_role("button", name="Gửi đánh giá").click()
    expect(citizen.locator("main")).to_contain_text("Cảm ơn bạn đã đánh giá.")
    assert Rating.objects.get().attitude == 2


def test_questions_and_petitions_fit_every_screen(site):
    site.at("2026-12-01 09:00")
    for path, name in (
        ("/hoi-dap", "answers"), ("/hoi-dap/dat-cau-hoi", "ask"), ("/phan-anh", "petition"),
        ("/hoi-dap/theo-doi", "follow"), ("/danh-gia", "rate"), ("/trang-nay", "page-vote"),
    ):  # fmt: skip
        site.citizen.goto(f"{site.url}{path}")
        site.check(site.citizen)
        site.picture_of_citizen(f"citizen-{name}")
    citizen = site.citizen
    citizen.goto(f"{site.url}/phan-anh")
    citizen.get_by_label("Phản ánh về việc làm của cán bộ").check()
    citizen.get_by_label("Tóm tắt trong một câu").fill("Bị yêu cầu nộp thêm giấy tờ ngoài quy định")
    citizen.get_by_label("Nội dung").fill(
        "Cán bộ yêu cầu tôi nộp thêm giấy xác nhận không có trong danh mục."
    )
    citizen.get_by_label("Họ và tên").fill("Nguyễn Văn Mẫu")
    citizen.get_by_label("Điện thoại").fill("0912 000 777")
    citizen.wait_for_timeout(3_000)
    citizen.get_by_role("button", name="Gửi phản ánh").click()
    expect(citizen.locator("main")).to_contain_text("Hãy ghi lại hai mã này")
    site.check(citizen)

    site.sign_in("procedure_control", "kiem-soat-thu-tuc", "vpub")
    site.open("/office/people/petitions/")
    site.check(site.page)
    site.picture("people-petitions")
    site.page.get_by_role("link", name="Bị yêu cầu nộp thêm").click()
    site.check(site.page)
    site.picture("people-petition")
    site.press("Tiếp nhận để giải quyết")
    site.expect("Đang giải quyết")
    site.open("/office/people/incidents/")
    site.check(site.page)
    site.picture("people-incidents")
