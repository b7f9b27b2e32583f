"""Asking, petitions, following with code and PIN, and a word on a page, as people do it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.apps.feedback import operations, queries
from motcua.apps.feedback.models import PageVote, Submission
from motcua.apps.organization.queries import actor_for
from tests.factories.citizens import PersonFactory, sign_in_citizen
from tests.factories.organization import AgencyFactory, AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def office(world):
    return AgencyFactory(kind="office", level="province", name="Văn phòng Ủy ban nhân dân tỉnh")


def send(client, time_machine, url, after=20, **data):
    """Open a form, think for a while, send it."""
    text = client.get(url).content.decode()
    begun = re.search(r'name="begun" value="([^"]+)"', text)[1]
    time_machine.shift(after)
    return client.post(url, {"begun": begun, **data})


ASKED = {"title": "Xây nhà có cần giấy phép?", "text": "Nhà cấp bốn ở nông thôn."}


def codes_in(response):
    code, pin = re.findall(r'<dd class="strong num">([^<]+)</dd>', response.content.decode())
    return code, pin


def test_anybody_asks_and_follows_with_code_and_pin(client, time_machine, office):
    answer = send(
        client, time_machine, "/hoi-dap/dat-cau-hoi", **ASKED, attachments=[SimpleUploadedFile("a.png", PNG)]
    )

    code, pin = codes_in(answer)
    page = client.post("/hoi-dap/theo-doi", {"code": code, "pin": pin}).content.decode()
    assert "Nhà cấp bốn ở nông thôn." in page
    assert "Văn phòng Ủy ban nhân dân tỉnh đang xem" in page
    assert "thứ Hai, 09/11/2026" in page
    assert len(Submission.objects.get().files) == 1


def test_a_question_from_the_page_of_a_procedure_is_about_it(client, time_machine, world, office):
    url = f"/hoi-dap/dat-cau-hoi?thu-tuc={world.procedure.key}"
    assert f'name="procedure_key" value="{world.procedure.key}"' in client.get(url).content.decode()

    send(client, time_machine, url, **ASKED, procedure_key=world.procedure.key)
    send(client, time_machine, url, **ASKED, procedure_key="khong-co")

    assert list(Submission.objects.order_by("id").values_list("procedure_key", flat=True)) == [
        world.procedure.key,
        "",
    ]


def test_a_wrong_code_and_a_wrong_pin_get_one_answer(client, time_machine, office):
    code, pin = codes_in(send(client, time_machine, "/hoi-dap/dat-cau-hoi", **ASKED))
    wrong = "000000" if pin != "000000" else "111111"

    pages = [
        client.post("/hoi-dap/theo-doi", {"code": c, "pin": p})
        for c, p in ((code, wrong), ("HD-261102-AAAAAA", pin))
    ]

    assert [page.status_code for page in pages] == [404, 404]
    one, other = (page.content.decode() for page in pages)
    assert one.replace(code, "X") == other.replace("HD-261102-AAAAAA", "X")


@pytest.mark.parametrize(("after", "trap"), [(1, ""), (30, "http://spam.example")])
def test_programs_are_held_back_and_people_keep_what_they_typed(client, time_machine, office, after, trap):
    answer = send(client, time_machine, "/hoi-dap/dat-cau-hoi", after, **ASKED, website=trap)

    assert answer.status_code == 422
    assert "Nhà cấp bốn ở nông thôn.</textarea>" in answer.content.decode()
    assert Submission.objects.count() == 0


def test_what_is_missing_is_said_beside_the_field(client, time_machine, office):
    text = send(
        client, time_machine, "/hoi-dap/dat-cau-hoi", title="", text="", phone="09", email="x"
    ).content.decode()

    assert "Hãy điền “Tóm tắt trong một câu”." in text
    assert "Số điện thoại có 10 chữ số" in text
    assert "Thư điện tử có dạng" in text


def test_a_petition_on_conduct_goes_past_the_agency_it_is_about(client, time_machine, world, office):
    state = world.finished()
    data = {
        **ASKED, "kind": "conduct", "agency": world.agency.pk, "dossier_code": state.code.lower(),
        "name": "Nguyễn Văn Mẫu", "phone": "0912 000 777",
    }  # fmt: skip
    assert "Mã theo dõi" in send(client, time_machine, "/phan-anh", **data).content.decode()

    row = Submission.objects.get()
    assert (row.agency_id, row.about_agency_id, row.phone) == (office.pk, world.agency.pk, "0912000777")
    assert world.accounts["leader"] in row.concerned


def test_an_anonymous_petition_is_told_that_it_is_only_stored(client, time_machine, office):
    text = send(client, time_machine, "/phan-anh", **ASKED, kind="regulation").content.decode()

    assert "không giải quyết và không trả lời" in text
    assert Submission.objects.get().state == "stored"


def test_somebody_signed_in_need_not_type_who_they_are(time_machine, office):
    person = PersonFactory(name="Trần Thị Mẫu")
    client = Client()
    sign_in_citizen(client, person)

    assert 'value="Trần Thị Mẫu"' in client.get("/hoi-dap/dat-cau-hoi").content.decode()
    send(client, time_machine, "/hoi-dap/dat-cau-hoi", **ASKED)
    assert Submission.objects.get().author == f"citizen:{person.pk}"


def test_everybody_finds_published_answers_without_marks(client, time_machine, world, office):
    send(client, time_machine, "/hoi-dap/dat-cau-hoi", **ASKED, name="Nguyễn Văn Mẫu", phone="0912000777")
    unit = UnitFactory(agency=office)
    writer, head = (
        actor_for(AssignmentFactory(unit=unit, role=role).account_id, world.now)
        for role in ("procedure_control", "office_head")
    )
    pk, told = Submission.objects.get().pk, {"at": world.now}
    operations.take(submission_id=pk, actor=writer, **told)
    operations.draft_answer(submission_id=pk, answer="Được miễn.", actor=writer, **told)
    operations.approve(submission_id=pk, actor=head, **told)
    assert "Xây nhà có cần" not in client.get("/hoi-dap").content.decode()
    operations.publish(
        submission_id=pk,
        title="Xây nhà có cần giấy phép?",
        text="Nhà cấp bốn.",
        answer="Được miễn.",
        actor=head,
        **told,
    )

    assert "Xây nhà có cần" in client.get("/hoi-dap", {"tim": "giay phep"}).content.decode()
    assert "Chưa có câu hỏi nào khớp" in client.get("/hoi-dap", {"tim": "khai sinh"}).content.decode()
    page = client.get(f"/hoi-dap/{Submission.objects.get().code}").content.decode()
    assert "Được miễn." in page
    assert "Nguyễn" not in page
    assert "0912" not in page
    assert client.get("/hoi-dap/HD-000000-XXXXXX").status_code == 404


def test_a_word_on_a_page_keeps_the_page_and_nothing_of_the_visitor(client, world):
    page = client.get("/trang-nay", headers={"Referer": "http://testserver/tra-cuu/H31.100-260410-0002"})
    assert 'value="/tra-cuu/H31.100-260410-0002"' in page.content.decode()

    for path in ("/tra-cuu/H31.100-260410-0002", f"/thu-tuc/{world.procedure.key}", "/nope"):
        client.post("/trang-nay", {"helped": "0", "page": path, "comment": "Chữ nhỏ, gọi 0912000318"})

    kept = list(PageVote.objects.order_by("id").values_list("page", "helped"))
    assert kept == [
        ("portal:lookup_code", False), (f"portal:procedure {world.procedure.key}", False), ("other", False),
    ]  # fmt: skip
    assert "0912000318" not in str(list(PageVote.objects.values()))
    assert client.post("/trang-nay", {"page": "/"}).status_code == 422


def test_every_page_asks_whether_it_has_helped(client, world):
    for path in ("/", "/hoi-dap", "/tra-cuu", "/phan-anh"):
        assert 'href="/trang-nay"' in client.get(path).content.decode(), path


def test_forms_of_other_sites_are_refused(client, world):
    for path in ("/hoi-dap/dat-cau-hoi", "/phan-anh", "/hoi-dap/theo-doi", "/trang-nay"):
        assert client.post(path, {}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert queries.published_answers().total == 0
