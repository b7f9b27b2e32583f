"""The page of a period's figures: who reads it, what is asked wrongly, and the table as a spreadsheet."""

import pytest
from django.urls import reverse

from tests.channels.office.officers import Screens
from tests.factories.dossiers import DossierWorld, at

pytestmark = pytest.mark.django_db
PAGE = "/office/figures/"
WEEK = {"since": "02/11/2026", "until": "08/11/2026"}


@pytest.fixture
def world():
    found = DossierWorld()
    found.finished()
    found.accepted()
    found.now = at("2026-11-16 09:00")
    return found


@pytest.fixture
def screens(world):
    return Screens(world)


def test_a_leader_reads_the_figures_of_a_period(screens):
    leader = screens.of("leader")

    text = leader.read(PAGE)
    assert "Số liệu kỳ" in text
    assert 'value="01/07/2026"' in text
    assert "Phường Phố Mẫu" in text

    text = leader.get(PAGE, WEEK).content.decode()
    assert "Từ 02/11/2026 đến hết 08/11/2026" in text
    assert "Quá hạn, đang giải quyết" in text
    assert f"{reverse('office:figures_csv')}?since=02%2F11%2F2026" in text
    assert (
        leader.get(PAGE, {**WEEK, "as_of": "01/11/2026"}).content.decode().count("phải từ ngày đầu kỳ") == 2
    )


def test_those_who_do_not_lead_do_not_read_them(screens):
    specialist = screens.of("specialist")
    assert specialist.get(PAGE).status_code == 403
    assert reverse("office:figures") not in specialist.read("/office/work/")
    assert reverse("office:figures") in screens.of("leader").read("/office/work/")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "31/02/2026", "until": "08/11/2026"}, "Chưa phải là ngày có thật"),
        ({"since": "08/11/2026", "until": "02/11/2026"}, "Ngày cuối kỳ phải từ ngày đầu kỳ"),
        ({"since": "01/01/2027", "until": "02/01/2027"}, "đến hôm nay"),
        ({"since": "01/01/2000", "until": "02/01/2026"}, "Hãy chọn ngày từ 01/01/2007"),
        ({"since": "", "until": ""}, "Hãy điền “Từ ngày”."),
        ({**WEEK, "agency": "999999"}, "999999"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_field(screens, asked, said):
    leader = screens.of("leader")

    for address in (PAGE, f"{PAGE}csv/"):
        text = leader.get(address, asked).content.decode()
        assert said in text
        assert "<table" not in text


def test_an_empty_period_says_so(screens):
    text = screens.of("leader").get(PAGE, {"since": "01/01/2025", "until": "31/01/2025"}).content.decode()
    assert "Không có hồ sơ nào trong kỳ này." in text


def test_the_table_is_taken_along_as_a_spreadsheet(screens, world):
    answer = screens.of("leader").get(f"{PAGE}csv/", {**WEEK, "agency": world.agency.pk})

    assert answer["Content-Disposition"] == 'attachment; filename="so-lieu-20261102-20261108.csv"'
    head, row, total = answer.content.decode("utf-8-sig").splitlines()
    assert head.startswith("Cơ quan,Tổng số,Nhận trực tuyến")
    assert row == "Phường Phố Mẫu,2,0,2,0,1,1,0,0,1,1,0"
    assert total == row.replace("Phường Phố Mẫu", "Cộng")
