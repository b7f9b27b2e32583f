"""`motcua reform`: a file of the province planned, refused with every mistake, applied with all dossiers."""

import pytest
from click.testing import CliRunner

from motcua.apps.dossiers.queries import state_by_code
from motcua.apps.ops.commands import reform
from motcua.apps.organization.models import Agency, Reform
from motcua.apps.organization.reform import read_reform
from motcua.domain.succession import Succession
from tests.factories.dossiers import UNITS, DossierWorld
from tests.factories.organization import AgencyFactory, UnitFactory

pytestmark = pytest.mark.django_db

GOOD = """
reform:
  on: 2026-11-09
  decision: Nghị quyết số 1/NQ
  create:
    - key: xa-moi
      kind: commune_committee
      level: commune
      parent: tinh
      name: Ủy ban nhân dân xã Mới
      short_name: Xã Mới
      identifier: H31.998
      units: [counter, leaders, clerk, {code: kinh-te-ha-tang, name: Phòng Kinh tế và Hạ tầng}]
  rename:
    - {key: tinh, name: Ủy ban nhân dân tỉnh Mới, short_name: Tỉnh Mới}
  successions:
    - from: [phuong-mau]
      to: xa-moi
      units: {kinh-te: kinh-te-ha-tang}
"""
BAD = """
reform:
  on: mai
  create:
    - {key: x, kind: village, level: commune, parent: tinh, name: X, short_name: X, units: [la]}
  successions:
    - {to: x}
  surprise: 1
"""


@pytest.fixture
def world():
    province = AgencyFactory(key="tinh", kind="province_committee", level="province", identifier="H31")
    for code, name in UNITS.items():
        UnitFactory(agency=province, code=code, name=name)
    found = DossierWorld()
    Agency.objects.filter(pk=found.agency.pk).update(key="phuong-mau", parent=province)
    return found


def told(tmp_path, text, *arguments, code=0):
    file = tmp_path / "2026-11-09.yaml"
    file.write_text(text)
    answer = CliRunner().invoke(reform, [arguments[0], str(file), *arguments[1:]])
    assert answer.exit_code == code, answer.output
    return answer.output


def test_a_file_is_read_as_a_plan(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text(GOOD)

    plan = read_reform(file)

    assert plan.foundings[0].units["kinh-te-ha-tang"] == "Phòng Kinh tế và Hạ tầng"
    assert plan.foundings[0].units["clerk"] == "Văn thư"
    assert plan.successions == (
        Succession(predecessors=("phuong-mau",), successor="xa-moi", units={"kinh-te": "kinh-te-ha-tang"}),
    )


def test_mistakes_come_all_at_once_by_line(tmp_path):
    lines = told(tmp_path, BAD, "plan", code=1)

    for place in (":3: reform.on", ":5: reform.create[0].kind", ":5: reform.create[0].units", ":7: reform.successions[0].from", ":8: reform.surprise", "reform.decision"):  # fmt: skip
        assert place in lines, place


def test_a_plan_says_what_it_would_do_and_does_nothing(world, tmp_path):
    world.at_step("appraise")

    lines = told(tmp_path, GOOD, "plan")

    assert "1 agencies begin, 1 end, 1 are renamed." in lines
    assert "1 open dossiers pass; 6 posts and 0 mandates end." in lines
    assert not Reform.objects.exists()


def test_a_plan_that_the_agencies_do_not_allow_is_refused(world, tmp_path):
    flawed = GOOD.replace("phuong-mau", "phuong-la")
    assert "successions[0].from: Không có cơ quan “phuong-la”" in told(tmp_path, flawed, "plan", code=1)
    assert "successions[0].from" in told(tmp_path, flawed, "apply", "--approved-by", "X", code=1)


def test_applying_passes_every_dossier_and_going_on_does_no_harm(world, tmp_path):
    state = world.at_step("appraise")
    arguments = ("apply", "--approved-by", "Đỗ Minh Khang", "--at", "2026-11-09 00:05:00")

    assert "1 dossiers passed; 0 without a holder." in told(tmp_path, GOOD, *arguments)

    new = Agency.objects.get(key="xa-moi")
    assert state_by_code(state.code).competent_agency == new.pk
    assert Reform.objects.get().approved_by_name == "Đỗ Minh Khang"
    assert "xa-moi" in told(tmp_path, GOOD, *arguments, code=1)


def test_a_plan_of_a_later_day_waits(world, tmp_path):
    lines = told(tmp_path, GOOD, "apply", "--approved-by", "X", "--at", "2026-11-02 08:00:00", code=1)
    assert "its day is 09/11/2026" in lines
    assert Reform.objects.get().status == "approved"
