"""Paper dossiers on their way, and the end of the day (R-A28, R-S8, R-A95)."""

import re

import pytest
from django.urls import reverse

from motcua.apps.documents.models import PrintedSheet
from motcua.apps.dossiers.models import Dossier, PaperCount
from motcua.apps.dossiers.reconciliation import MismatchKind
from motcua.channels.office.desk.reconcile_views import MENDS, WORDS
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.codec import decode_state
from tests.channels.office.officers import Screen, Screens
from tests.factories.dossiers import DossierWorld, only_item
from tests.factories.organization import AgencyFactory, AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db

HAND_OVER, RECEIVE, RECONCILE = "/office/papers/hand-over/", "/office/papers/receive/", "/office/reconcile/"


@pytest.fixture
def world() -> DossierWorld:
    return DossierWorld()


@pytest.fixture
def counter(world) -> Screen:
    return Screens(world).of("reception")


def now(state):
    return decode_state(Dossier.objects.get(pk=state.id).state)


def test_dossiers_are_handed_over_together_and_listed_on_one_sheet(world, counter):
    first, second, kept = world.accepted(), world.accepted(), world.accepted()
    page = counter.read(HAND_OVER)
    assert "Phòng Kinh tế" in page
    assert len(re.findall(r'name="dossier"[^>]*checked', page)) == 3, "all must leave today"

    response = counter.post(HAND_OVER, {"dossier": [str(first.id), str(second.id)]})

    assert [now(state).stage for state in (first, second, kept)] == [4, 4, 2]
    assert now(first).papers_going_to == world.units["kinh-te"].pk
    sheet = PrintedSheet.objects.get()
    assert sheet.kind == "paper_hand_over"
    assert [line["code"] for line in sheet.data["items"]] == [first.code, second.code]
    page = counter.read(response.url)
    assert "Đã bàn giao 2 hồ sơ" in page
    assert reverse("office:sheet", args=[sheet.pk]) in page
    assert first.code not in page


def test_a_dossier_that_moved_meanwhile_is_named_and_the_others_go(world, counter):
    first, second = world.accepted(), world.accepted()
    world.do("reception", first, c.HandOver(item=only_item(first).id, action="pass"))

    counter.post(HAND_OVER, {"dossier": [str(first.id), str(second.id)]})

    assert now(second).stage == 4
    assert PrintedSheet.objects.get().data["items"][0]["code"] == second.code


def test_with_nothing_to_send_the_page_says_so(world, counter):
    assert "Không còn hồ sơ giấy nào chờ chuyển đi" in counter.read(HAND_OVER)


def test_papers_are_acknowledged_by_scanning_or_by_ticking(world):
    head = Screens(world).of("division_head")
    scanned, ticked = world.at_step("assign"), world.at_step("assign")
    assert scanned.code in head.read(RECEIVE)

    head.post(RECEIVE, {"scan": f"https://x.vn/tra-cuu/{scanned.code}"})
    head.post(RECEIVE, {"dossier": [str(ticked.id)]})

    assert {now(state).papers_at for state in (scanned, ticked)} == {world.units["kinh-te"].pk}
    assert "Không có hồ sơ giấy nào đang chuyển tới" in head.read(RECEIVE)


@pytest.mark.parametrize(
    ("scan", "words"), [("H31.500-261102-0999", "Không có hồ sơ nào mang mã"), ("la", "mang mã la")]
)
def test_an_unknown_scan_is_said(world, scan, words):
    head = Screens(world).of("division_head")

    head.post(RECEIVE, {"scan": scan})

    assert words in head.read(RECEIVE)


def test_papers_that_do_not_come_here_are_refused(world, counter):
    state = world.at_step("assign")
    clerk = Screens(world).of("clerk")

    clerk.post(RECEIVE, {"scan": state.code})
    counter.post(RECEIVE, {"scan": state.code})

    assert now(state).papers_at == world.units["counter"].pk
    assert "không" in clerk.read(RECEIVE).lower()


def test_the_end_of_the_day_from_the_first_scan_to_the_report(world, counter):
    here = world.accepted()
    returned = world.returned()
    assert "Bắt đầu đối soát" in counter.read(RECONCILE)
    counter.post(RECONCILE, {"act": "begin"})
    page = counter.read(RECONCILE)
    assert here.code in page[page.index("chưa quét") :]
    assert reverse("office:hand_over_papers") in page

    counter.post(RECONCILE, {"scan": here.code, "act": "scan"})
    counter.post(RECONCILE, {"scan": returned.code})
    page = counter.read(RECONCILE)
    assert "Hệ thống ghi đã trả, nhưng giấy còn ở quầy" in page
    assert reverse("office:act", args=[returned.id, "note"]) in page
    assert "Mọi hồ sơ mà hệ thống ghi ở quầy đều đã quét" in page

    counter.post(RECONCILE, {"forget": returned.code})
    assert "Hệ thống ghi đã trả" not in counter.read(RECONCILE)
    response = counter.post(RECONCILE, {"act": "close"})

    page = counter.read(response.url)
    assert "Đã kết thúc đối soát: 1 hồ sơ khớp, 0 hồ sơ lệch" in page
    assert "Lần trước" in page
    assert PaperCount.objects.get().closed_at is not None


def test_scanning_without_a_count_says_what_to_do(world, counter):
    counter.post(RECONCILE, {"scan": "H31.500-261102-0001"})

    assert "Hãy bắt đầu đối soát" in counter.read(RECONCILE)


def test_every_mismatch_has_its_words_and_its_mend():
    assert set(WORDS) == set(MENDS) == set(MismatchKind)


def test_only_the_counter_counts_and_hands_over(world):
    for url in (HAND_OVER, RECONCILE):
        assert Screens(world).of("specialist").get(url).status_code == 403


def test_an_officer_of_two_counters_chooses_where_to_work(world):
    other = UnitFactory(agency=AgencyFactory(name="Ủy ban nhân dân xã Kề Bên"), code="counter")
    AssignmentFactory(account_id=world.accounts["reception"], unit=other, role="reception")
    counter = Screens(world).of("reception")

    page = counter.read(f"{RECONCILE}?unit={other.pk}")
    counter.post(RECONCILE, {"act": "begin", "unit": str(other.pk)})

    assert "Ủy ban nhân dân xã Kề Bên" in page
    assert PaperCount.objects.get().unit_id == other.pk
