"""The demonstration province loads whole, fast, twice; mistakes in its files are named by place."""

import shutil
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from motcua.apps.audit import queries as audit
from motcua.apps.deadlines import queries as deadlines
from motcua.apps.deadlines.loading import load_calendars
from motcua.apps.organization import loading
from motcua.apps.organization.models import Account, Agency
from motcua.domain.access import Actor
from motcua.domain.access.policy import NotPermitted
from motcua.project.paths import CHECKOUT

AT = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)
ON = date(2026, 5, 4)
CLI = Actor.system("cli")
HUNG_YEN = CHECKOUT / "demo" / "hung-yen"


def test_loading_twice_changes_nothing_that_people_have_changed(db):
    loading.load_organization(HUNG_YEN, actor=CLI, at=AT)
    officer = Account.objects.get(username="tn.phohien1")
    Account.objects.filter(pk=officer.pk).update(password="own", full_name="Nguyễn Thị Thanh Linh")

    again = loading.load_organization(HUNG_YEN, actor=CLI, at=AT)

    assert (again.new_agencies, again.new_people) == (0, 0)
    officer.refresh_from_db()
    assert (officer.password, officer.full_name) == ("own", "Nguyễn Thị Thanh Linh")
    acts = audit.acts_on(object_type="province", object_id="hung-yen")
    assert [act.payload["people"] for act in acts] == [0, again.people]
    assert audit.first_break() is None


def test_loading_takes_seconds(db):
    began = time.process_time()
    loading.load_organization(HUNG_YEN, actor=CLI, at=AT)
    assert time.process_time() - began < 12  # Measured: about 2; the budget of 6 doubled for busy machines.


def test_only_the_province_loads_itself(db):
    with pytest.raises(NotPermitted):
        loading.load_organization(HUNG_YEN, actor=Actor(CLI.kind.OFFICER, "x"), at=AT)


def test_the_calendars_of_the_province_load(db):
    assert load_calendars(HUNG_YEN, actor=CLI, at=AT) > 200
    assert load_calendars(HUNG_YEN, actor=CLI, at=AT) == 0
    saturday = date(2026, 6, 13)
    assert not deadlines.calendar("vn").is_working_day(saturday)
    assert deadlines.calendar("vn-reception").is_working_day(saturday)
    assert deadlines.calendar("vn").add_working_days(date(2026, 4, 29), 1) == date(2026, 5, 4)


def test_what_is_said_about_the_province_can_be_read():
    assert loading.province(HUNG_YEN).name == "Tỉnh Hưng Yên"
    assert loading.province(HUNG_YEN).receiving_point == "ttpvhcc"


def spoiled(tmp_path: Path, file: str, *changes: tuple[str, str]) -> Path:
    folder = tmp_path / "hung-yen"
    shutil.copytree(HUNG_YEN, folder)
    text = (folder / file).read_text()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    (folder / file).write_text(text)
    return folder


def line_of(folder: Path, file: str, words: str) -> int:
    lines = (folder / file).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize(
    ("file", "before", "after", "field", "what"),
    [
        ("agencies.yaml", "  parent: vpub\n", "  parent: vpubb\n", "parent", "không có cơ quan “vpubb”"),
        ("agencies.yaml", "  since: 2019-01-01\n", "  since: 1/1/2019\n", "since", "ngày phải viết như"),
        ("agencies.yaml", "  template: service_center\n", "  template: center\n", "template", "không có mẫu"),
        (
            "agencies.yaml",
            "  abbreviation: SXD\n",
            "  abbreviatoin: SXD\n",
            "abbreviatoin",
            "không có mục này",
        ),
        (
            "agencies.yaml",
            "name: Xã Tân Hưng, identifier: H31.101,",
            "name: Xã Tân Hưng, identifier: H31.100,",
            "identifier",
            "đã dùng cho cơ quan khác",
        ),
        ("agencies.yaml", "key: xa-tan-hung,", "key: thon-tan-hung,", "key", "không có mẫu “thon”"),
        ("agencies.yaml", "name: Xã Tân Hưng", "name: Tân Hưng", "name", "phải bắt đầu bằng"),
        ("agencies.yaml", "    kind: service_center\n", "    kind: center\n", "kind", "phải là một trong"),
        ("officers.yaml", "role: land_officer,", "role: landofficer,", "role", "phải là một trong"),
        ("officers.yaml", "people: 6}", "people: six}", "people", "phải là số nguyên dương"),
        ("officers.yaml", "username: ch.caphohien1", "username: ch.caphohien9", "username", "không có người"),
        ("officers.yaml", "username: gs.ttr1", "username: cv.ttr1", "role", "không giữ vai trò này"),
        ("officers.yaml", "unit: ttpvhcc/counter", "unit: ttpvhcc/quay", "unit", "không có đơn vị này"),
        (
            "officers.yaml",
            "  from: ct.phohien1\n",
            "  from: xx.phohien1\n",
            "from",
            "không có người “xx.phohien1”",
        ),
        (
            "officers.yaml",
            "unit: nghiep-vu, role: inspector",
            "unit: nghiepvu, role: inspector",
            "posts",
            "nghiepvu",
        ),
        ("officers.yaml", "kinds: [school]", "kinds: [schol]", "kinds", "không có loại cơ quan “schol”"),
        ("province.yaml", "agency: ubnd-tinh\n", "agency:\n", "agency", "thiếu giá trị"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_field(tmp_path, file, before, after, field, what):
    folder = spoiled(tmp_path, file, (before, after))

    with pytest.raises(loading.DataRefused) as refusal:
        loading.check_organization(folder)

    found = [problem for problem in refusal.value.problems if what in problem.what]
    assert found, refusal.value
    assert found[0].file == file
    assert found[0].field.rpartition(".")[2] == field
    near = line_of(folder, file, after.strip("\n"))
    assert abs(found[0].line - near) <= 8 if field in {"posts", "role", "kinds"} else found[0].line == near
    assert str(found[0]).startswith(f"{file}:{found[0].line}: {found[0].field}: ")


def test_every_mistake_is_found_at_once_and_nothing_is_written(tmp_path, db):
    folder = spoiled(
        tmp_path,
        "agencies.yaml",
        ("  parent: vpub\n", "  parent: x\n"),
        ("  parent: so-gddt\n", "  parent: y\n"),
    )

    with pytest.raises(loading.DataRefused) as refusal:
        loading.load_organization(folder, actor=CLI, at=AT)

    assert len(refusal.value.problems) == 2
    assert not Agency.objects.exists()


def test_a_file_that_is_not_yaml_or_not_there_is_named(tmp_path):
    folder = spoiled(tmp_path, "officers.yaml", ("staff:\n", "staff: [\n"))
    (folder / "province.yaml").unlink()
    (folder / "agencies.yaml").write_text("- one\n- two\n")

    with pytest.raises(loading.DataRefused) as refusal:
        loading.check_organization(folder)

    assert {problem.file for problem in refusal.value.problems} >= {
        "officers.yaml",
        "province.yaml",
        "agencies.yaml",
    }


def test_mistakes_in_the_calendar_are_named_too(tmp_path, db):
    folder = spoiled(tmp_path, "calendar.yaml", ("monday: [07:30-11:30,", "monday: [7h30-11h30,"))
    with pytest.raises(loading.DataRefused, match=r"calendar.yaml:12: \[0\].week.monday: giờ phải viết"):
        load_calendars(folder, actor=CLI, at=AT)
