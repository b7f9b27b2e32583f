"""Checking what came by post or online (R-A22, R-A23, R-D10, R-A44)."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from motcua.apps.documents import operations as documents
from motcua.apps.documents.models import PrintedSheet
from motcua.apps.dossiers.models import Dossier
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.values import Channel, Paper, PaperSource
from motcua.domain.forms import Choice, Field, FieldType, FormDefinition, Section
from motcua.ui import answers
from tests.channels.office.intakes import filing, pdf, without
from tests.channels.office.officers import Screen, Screens
from tests.factories.dossiers import DossierWorld, at, definition
from tests.factories.organization import AgencyFactory, AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> DossierWorld:
    return DossierWorld()


@pytest.fixture
def counter(world) -> Screen:
    return Screens(world).of("reception")


def checked(state, **changes):
    """Return the check of a filing as its page sends it."""
    return filing(**{"version": str(state.version), "key": f"kt-{state.version}", **changes})


def url(state):
    return reverse("office:check", args=[state.id])


def now(state):
    return decode_state(Dossier.objects.get(pk=state.id).state)


def events(state):
    return list(Dossier.objects.get(pk=state.id).events.order_by("seq").values_list("type", flat=True))


def test_the_list_says_how_much_time_the_law_leaves(world, counter):
    world.lodged(channel=Channel.ONLINE, lodged_at=at("2026-10-30 15:30"))
    world.lodged(channel=Channel.POST, slip="CP0042")

    page = counter.read(reverse("office:incoming"))

    assert "Hôm nay, 15:30" in page
    assert "CP0042" in page
    assert "15:30 thứ Hai, 02/11/2026" in page


def test_the_list_is_empty_and_says_so(world, counter):
    assert "Không có hồ sơ nào chờ kiểm tra" in counter.read(reverse("office:incoming"))


def test_a_filing_is_shown_as_it_came_and_accepted_in_one_press(world, counter):
    state = world.lodged(channel=Channel.ONLINE)
    page = counter.read(url(state))
    assert 'value="Đặng Thị Ngọc Ánh"' in page
    assert "Nộp trực tuyến" in page
    assert "Đổi thủ tục" not in page, "the applicant chose it"

    response = counter.post(url(state), checked(state, act="accept"))

    assert response.url == reverse("office:intake_done", args=[state.id])
    assert now(state).stage == 2
    assert now(state).channel == Channel.ONLINE
    assert PrintedSheet.objects.get().kind == "receipt"


def test_what_the_officer_corrects_while_checking_is_an_event(world, counter):
    state = world.lodged(channel=Channel.POST)

    counter.post(url(state), checked(state, act="accept", phone="0987654321"))

    assert events(state) == ["Lodged", "Corrected", "Accepted"]
    assert now(state).application.applicant.phone == "0987654321"


def test_nothing_is_corrected_where_nothing_changed(world, counter):
    state = world.lodged(channel=Channel.POST)
    same = {
        "name": "Đặng Thị Ngọc Ánh", "citizen_id": "033591204716", "born_on": "", "phone": "0912000318",
        "address": "TDP An Tảo, phường Phố Mẫu", "paper__ban-ve__copies": "0",
    }  # fmt: skip

    counter.post(url(state), checked(state, act="accept", **same))

    assert events(state) == ["Lodged", "Accepted"]


def test_answers_of_the_online_form_stay(world, counter):
    state = world.lodged(channel=Channel.ONLINE, application=world.application(answers={"so_tang": "3"}))

    counter.post(url(state), checked(state, act="accept"))

    assert now(state).application.answers == {"so_tang": "3"}


def test_a_wrong_declaration_is_found_by_the_rules_it_was_filed_under_and_can_be_asked_for():
    form = FormDefinition(
        (
            Section(
                "nha",
                "Công trình",
                (
                    Field(name="so_tang", label="Số tầng", type=FieldType.INTEGER, maximum=Decimal(7)),
                    Field(name="chu_nha", label="Chủ nhà", type=FieldType.TEXT, required=True),
                ),
            ),
        )
    )
    world = DossierWorld(procedure=definition(form=form))
    counter = Screens(world).of("reception")
    state = world.lodged(channel=Channel.ONLINE, application=world.application(answers={"so_tang": "9"}))

    page = counter.read(url(state))

    assert "Có 2 chỗ cần xem lại trong lời khai" in page
    assert "Số lớn nhất là 7." in page
    assert "Chủ nhà: Hãy điền mục này. Điền “Chủ nhà”." in page


def test_missing_papers_are_asked_for_once_and_what_comes_is_taken_in_and_accepted(world, counter):
    """R-A44: one request before acceptance; the clock has not run."""
    papers = (Paper(id="don", name="Đơn đề nghị cấp giấy phép xây dựng", originals=1),
              Paper(id="ban-ve", name="Bản vẽ thiết kế xây dựng", originals=2, received=False))  # fmt: skip
    state = world.lodged(channel=Channel.POST, application=world.application(papers=papers))
    asked = without(checked(state, act="supplement"), "paper-ban-ve-received")
    counter.post(url(state), asked)
    state = now(state)
    assert state.stage == 5
    assert PrintedSheet.objects.get().kind == "supplement_request"

    world.later(days=1)
    counter = Screens(world).of("reception")
    page = counter.read(url(state))
    assert 'value="supplement"' not in page
    counter.post(url(state), checked(state, act="accept"))

    assert now(state).stage == 2
    assert [paper.received for paper in now(state).application.papers] == [True, True]
    assert "Supplemented" in events(state)


def test_a_filing_outside_the_competence_is_refused(world, counter):
    state = world.lodged(channel=Channel.ONLINE)

    counter.post(url(state), checked(state, act="refuse", refusal="Không thuộc thẩm quyền"))

    assert now(state).stage == 3


def test_the_second_officer_is_told_and_loses_nothing(world, counter):
    state = world.lodged(channel=Channel.ONLINE)
    sent = checked(state, act="accept", subject="Thửa 345")
    world.do("reception", state, c.AddNote(text="Đã gọi điện"))

    response = counter.post(url(state), sent)

    page = response.content.decode()
    assert "vừa thao tác trên hồ sơ này" in page
    assert re.search(r'name="subject"[^>]*value="Thửa 345"|value="Thửa 345"[^>]*name="subject"', page)
    assert now(state).stage == 1


def test_what_is_decided_already_is_only_shown(world, counter):
    state = world.accepted()

    assert counter.get(url(state)).url == reverse("office:dossier", args=[state.id])


def test_other_counters_and_divisions_do_not_check_it(world):
    state = world.lodged(channel=Channel.ONLINE)
    post = AssignmentFactory(unit=UnitFactory(agency=AgencyFactory(), code="counter"), role="reception")

    assert Screens(world).of_account(post.account_id).get(url(state)).status_code == 404
    assert Screens(world).of("specialist").get(reverse("office:incoming")).status_code == 403


def test_what_was_declared_and_sent_online_is_read_beside_the_papers_and_kept(world, counter):
    """Electronic papers stay electronic, papers outside the list stay, answers are shown in words."""
    scan = documents.store_file(
        pdf("don.pdf"), name="don.pdf", actor=world.officer("reception"), at=world.now
    )
    papers = (
        Paper(id="don", name="Đơn (bản điện tử)", source=PaperSource.ELECTRONIC, files=(scan.sha256,)),
        Paper(id="ban-ve", name="Bản vẽ", source=PaperSource.ELECTRONIC),
        Paper(id="them", name="Giấy nộp thêm", source=PaperSource.ELECTRONIC),
    )
    state = world.lodged(channel=Channel.ONLINE, application=world.application(papers=papers))
    page = counter.read(url(state))
    (link,) = re.findall(r'href="(/office/dossiers/[^"]+/files/[^"]+)"', page)
    assert counter.get(link).content.startswith(b"%PDF")

    kept = f"don:{scan.sha256}"
    counts = {"paper__don__originals": "0", "paper__ban-ve__originals": "0", "paper__ban-ve__copies": "0"}
    counter.post(url(state), checked(state, act="accept", kept=[kept], **counts))

    assert now(state).application.papers == papers


def test_answers_are_shown_as_words():
    fields = (
        Field(name="loai", label="Loại", type=FieldType.SELECT, choices=(Choice("dd", "Dân dụng"),)),
        Field(name="ngay", label="Ngày", type=FieldType.DATE),
        Field(name="moi", label="Xây mới", type=FieldType.BOOLEAN),
        Field(name="rong", label="Bỏ trống", type=FieldType.TEXT),
        Field(
            name="bang", label="Công trình", type=FieldType.TABLE,
            columns=(Field(name="ten", label="Tên", type=FieldType.TEXT),),
        ),
    )  # fmt: skip
    form = FormDefinition(sections=(Section(id="a", title="A", fields=fields),))
    given = {"loai": "dd", "ngay": "2026-04-16", "moi": True, "bang": [{"ten": "Nhà"}, {"ten": "Kho"}]}

    assert answers.shown(form, given) == (
        ("Loại", "Dân dụng"),
        ("Ngày", "16/04/2026"),
        ("Xây mới", "Có"),
        ("Công trình", "Tên: Nhà; Tên: Kho"),
    )
