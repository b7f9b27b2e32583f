"""What a procedure asks for, three steps from the front page at most (R-E1, R-E2, R-E12, R-E23)."""

import re
from datetime import date

import pytest

from motcua.apps.lookup.procedures import Cost, Price
from motcua.channels.portal import life_events
from motcua.channels.portal import procedure_words as words
from motcua.domain.catalog import Case, PresenceReason, RequiredDocument, ServiceFlags
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.fees import Channel, FeeKind, FeeRule
from motcua.domain.workflow import Step, StepTime
from tests.channels.portal.test_lookup_pages import words_of
from tests.domain.dossier.processes import building_permit
from tests.factories.dossiers import DossierWorld, definition, publish

FEE = FeeRule(
    label="Lệ phí cấp giấy phép",
    kind=FeeKind.LEVY,
    amount_vnd=75_000,
    per="giấy phép",
    valid_from=date(2020, 1, 1),
    channels=frozenset({Channel.COUNTER, Channel.POST}),
    basis="Nghị quyết 01 của Hội đồng nhân dân tỉnh",
)
FULL = definition(
    fees=(FEE,),
    cases=(Case("01", "Nhà có tầng hầm", Allowance(20, Unit.DAY)),),
    documents=(
        RequiredDocument(id="don", name="Đơn đề nghị", originals=1, form_no="Mẫu số 01"),
        RequiredDocument(id="dat", name="Giấy tờ về đất", copies=2, replaceable_by="cơ sở dữ liệu đất đai"),
        RequiredDocument(id="ke", name="Cam kết", originals=1, condition="có nhà liền kề"),
    ),
    service=ServiceFlags(
        forms=True,
        online_filing=True,
        online_payment=True,
        result_delivery=True,
        presence=PresenceReason.FIELD_VERIFICATION,
    ),
    legal_basis=("Luật Xây dựng 50/2014/QH13",),
    publishing_decision="56/QĐ-BXD",
)


@pytest.fixture
def full(db, province, time_machine):
    world = DossierWorld(procedure=FULL)
    time_machine.move_to(world.now, tick=False)
    return world


def step(time, **more):
    return Step("a", "Thẩm tra", "counter", more.pop("role", "specialist"), time, 4, **more)


def test_the_front_page_asks_two_questions_and_leads_to_procedures(client, full):
    page = client.get("/")

    text = words_of(page)
    assert "Bạn cần làm thủ tục gì?" in text
    assert "Hồ sơ của tôi đến đâu rồi?" in text
    assert "Tỉnh Hưng Yên" in text
    assert "Làm nhà, sửa nhà" in text
    assert "Kết hôn" not in text
    assert 'href="/thu-tuc/gpxd-mau"' in page.content.decode()
    assert page.cookies == {}


def test_every_procedure_is_within_three_steps_of_the_front_page(client, full):
    publish(
        definition(key="khac", name="Thủ tục không ai hay làm", short_name="", code="", weight=0),
        building_permit(), full.agency, received_at=("competent_agency",),
    )  # fmt: skip
    reached, border = set(), {"/"}

    for _ in range(3):
        pages = [client.get(address).content.decode() for address in border]
        found = {
            link.replace("&amp;", "&") for page in pages for link in re.findall(r'href="(/[^"#]*)"', page)
        }
        border = {link for link in found if not link.startswith(("/static", "/api/"))} - reached
        reached |= border

    assert {"/thu-tuc/gpxd-mau", "/thu-tuc/khac"} <= reached
    answers = [client.get(link) for link in reached]
    assert {answer.status_code for answer in answers} <= {200, 302}
    assert {answer["Location"].partition("?")[0] for answer in answers if answer.status_code == 302} <= {
        "/dang-nhap"
    }


@pytest.mark.parametrize(("address", "title"), [
    ("/thu-tuc", "Tất cả thủ tục"),
    ("/thu-tuc?q=giay phep xay dung", "Thủ tục cho “giay phep xay dung”"),
    ("/thu-tuc?viec=lam-nha", "Làm nhà, sửa nhà"),
    ("/thu-tuc?linh-vuc=hoat-dong-xay-dung", "Hoạt động xây dựng"),
    ("/thu-tuc?co-quan=commune_committee", "Ủy ban nhân dân 1 xã, phường"),
    ("/thu-tuc?linh-vuc=khong-co&viec=khong-co&co-quan=khong-co", "Tất cả thủ tục"),
    ("/thu-tuc?page=99", "Tất cả thủ tục"),
    ("/thu-tuc?page=abc", "Tất cả thủ tục"),
])  # fmt: skip
def test_procedures_are_listed_in_many_ways(client, full, address, title):
    page = client.get(address)

    assert f"<h1>{title}</h1>" in page.content.decode()
    assert "Cấp giấy phép xây dựng nhà ở riêng lẻ" in words_of(page)
    assert "5 ngày làm việc" in words_of(page)
    assert "75.000 đồng/giấy phép" in words_of(page)


def test_a_search_without_a_find_says_what_to_try(client, full):
    page = client.get("/thu-tuc", {"q": "<script>zzzz</script>"})

    assert "Không tìm thấy thủ tục nào." in words_of(page)
    assert "<script>zzzz" not in page.content.decode()


def test_a_procedure_is_told_in_plain_words(client, full):
    text = words_of(client.get("/thu-tuc/gpxd-mau"))

    for told in (
        "Một phần", "Mức độ 4", "Cán bộ cần kiểm tra thực địa.", "Mã thủ tục 1.999001",
        "Ai làm Công dân Việt Nam", "Ở đâu Ủy ban nhân dân 1 xã, phường",
        "Bao lâu 5 ngày làm việc . Kể từ khi đủ giấy tờ, không tính ngày nghỉ.",
        "Bao nhiêu tiền 75.000 đồng/giấy phép", "Tại quầy một cửa, qua bưu chính công ích",
        "Đơn đề nghị 1 bản chính; Mẫu số 01",
        "2 bản sao Không phải nộp nếu đã có trong cơ sở dữ liệu đất đai.", "Chỉ khi có nhà liền kề.",
        "Nhà có tầng hầm 20 ngày",
        "Thẩm tra Chuyên viên thụ lý 5 ngày làm việc", "Tiếp nhận Bộ phận một cửa 4 giờ làm việc",
        "Nộp tại quầy một cửa, qua bưu chính công ích", "Nghị quyết 01 của Hội đồng nhân dân tỉnh",
        "Luật Xây dựng 50/2014/QH13", "Kết quả: Giấy phép xây dựng.", "Quyết định công bố: 56/QĐ-BXD.",
    ):  # fmt: skip
        assert told in text


def test_a_procedure_that_takes_no_dossiers_says_so(client, db, province):
    DossierWorld(procedure=definition(accepts=False))

    assert "Thủ tục này không nhận hồ sơ mới." in words_of(client.get("/thu-tuc/gpxd-mau"))


def test_an_unknown_procedure_is_not_found(client, full):
    assert client.get("/thu-tuc/khong-co").status_code == 404


def test_the_pages_cost_few_statements_however_many_procedures_there_are(
    client, full, django_assert_max_num_queries
):
    for number in range(40):
        publish(
            definition(key=f"t-{number}", name=f"Thủ tục {number}", short_name="", code=""),
            building_permit(), full.agency, received_at=("competent_agency",),
        )  # fmt: skip
    for address in ("/", "/thu-tuc", "/so-do-trang", "/sitemap.xml", "/thu-tuc/t-3"):
        client.get(address)

    for address in ("/", "/thu-tuc", "/thu-tuc?page=2", "/so-do-trang", "/sitemap.xml"):
        with django_assert_max_num_queries(1):
            client.get(address)
    with django_assert_max_num_queries(
        8
    ):  # Beside the catalog: who decides, and the hours of the only office.
        client.get("/thu-tuc/t-3")


def test_the_list_goes_over_several_pages(client, full):
    for number in range(40):
        publish(
            definition(key=f"t-{number}", name=f"Thủ tục {number}", short_name="", code=""),
            building_permit(), full.agency, received_at=("competent_agency",),
        )  # fmt: skip

    first, second = (client.get("/thu-tuc", {"page": page}).content.decode() for page in (1, 2))

    assert first.count('href="/thu-tuc/') == 30
    assert second.count('href="/thu-tuc/') == 11


@pytest.mark.parametrize(("price", "told"), [
    (Price(Cost.FREE), "Không thu phí"),
    (Price(Cost.FIXED, 8_000, "bản"), "8.000 đồng/bản"),
    (Price(Cost.FROM, 8_000), "Từ 8.000 đồng"),
    (Price(Cost.FREE_OR, 8_000), "Miễn phí hoặc từ 8.000 đồng"),
    (Price(Cost.FREE_OR), "Miễn phí hoặc theo mức của tỉnh"),
    (Price(Cost.UNSET), "Theo mức của tỉnh"),
])  # fmt: skip
def test_a_price_in_words(price, told):
    assert words.price(price) == told


@pytest.mark.parametrize(("allowance", "immediate", "told"), [
    (Allowance(15, Unit.DAY), False, "Kể từ khi đủ giấy tờ, tính cả thứ Bảy, Chủ nhật."),
    (Allowance(15, Unit.WORKING_DAY), False, "Kể từ khi đủ giấy tờ, không tính ngày nghỉ."),
    (Allowance(0, Unit.WORKING_DAY), False, "Trả ngay trong ngày nếu nộp đủ giấy tờ."),
    (Allowance(1, Unit.WORKING_DAY), True, "Trả ngay trong ngày nếu nộp đủ giấy tờ."),
])  # fmt: skip
def test_how_a_limit_is_counted(allowance, immediate, told):
    assert words.limit_sentence(definition(allowance=allowance, immediate=immediate)) == told


@pytest.mark.parametrize(("made", "told"), [
    (step(StepTime.of_working_hours(4)), "4 giờ làm việc"),
    (step(StepTime.of_working_hours("1.5")), "1 giờ 30 phút làm việc"),
    (step(StepTime.of_working_hours(12)), "1,5 ngày làm việc"),
    (step(StepTime.of_calendar_days("0.75")), "0,75 ngày"),
    (step(StepTime.of_working_hours(0)), "không tính vào thời hạn"),
    (step(StepTime.of_working_hours(8), excluded_from_limit=True), "không tính vào thời hạn"),
])  # fmt: skip
def test_the_time_of_a_step_in_words(made, told):
    assert words.step_time(made) == told


@pytest.mark.parametrize(("condition", "told"), [
    ("", ""), ("nếu có", "Nếu có."), ("Nếu có công trình liền kề.", "Nếu có công trình liền kề."),
    ("thuộc diện", "Chỉ khi thuộc diện."),
])  # fmt: skip
def test_when_a_paper_is_needed_in_words(condition, told):
    assert words.condition(RequiredDocument(id="a", name="A", condition=condition)) == told


def test_every_event_of_life_has_a_name_of_its_own():
    keys = [event.key for event in life_events.LIFE_EVENTS]

    assert len(set(keys)) == len(keys)
    assert life_events.by_key("sinh-con").phrases
    assert life_events.by_key("khong-co") is None
