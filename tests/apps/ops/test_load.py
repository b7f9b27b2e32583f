"""`motcua load`: a province from its folders, with every mistake named by file, line and field."""

import shutil

import pytest
from click.testing import CliRunner
from django.conf import settings

from motcua.apps.catalog.queries import catalog
from motcua.apps.ops.commands import load
from motcua.apps.ops.loading import Part, load_province, procedures_beside
from motcua.apps.organization.models import Agency
from motcua.project.paths import CHECKOUT
from tests.factories.deadlines import CalendarFactory
from tests.factories.dossiers import at

pytestmark = pytest.mark.django_db

PROVINCE = CHECKOUT / "demo" / "hung-yen"
NOW = at("2026-11-02 08:00")


def told(*arguments, code=0):
    answer = CliRunner().invoke(load, [str(argument) for argument in arguments])
    assert answer.exit_code == code, answer.output
    return answer.stdout if code == 0 else answer.stderr


def test_a_province_is_loaded_whole_and_again_without_change():
    first, again = told(PROVINCE).splitlines(), told(PROVINCE).splitlines()

    assert [line.split()[1] for line in first] == ["agencies", "days", "procedures"]
    assert "(0 new)" in again[0]
    assert again[1:] == ["0 days added", again[2]]
    assert "(0 new versions)" in again[2]
    assert "0 offers added, 0 ended" in again[2]


def test_only_the_parts_named_are_loaded():
    assert told(PROVINCE, "--calendars").strip().endswith("days added")
    assert not Agency.objects.exists()


def test_the_province_of_the_settings_is_loaded_when_none_is_named():
    assert settings.MOTCUA_PROVINCE == PROVINCE
    assert told("--calendars")


def test_loading_an_organization_makes_every_process_read_addresses_anew():
    CalendarFactory()
    before = catalog().revision

    load_province(PROVINCE, at=NOW, parts=[Part.ORGANIZATION])

    assert catalog().revision not in {None, before}


def test_mistakes_are_named_by_file_line_and_field_and_nothing_is_loaded(tmp_path):
    folder = tmp_path / "tinh"
    shutil.copytree(PROVINCE, folder)
    agencies = (folder / "agencies.yaml").read_text().splitlines()
    line = next(number for number, text in enumerate(agencies) if "level:" in text)
    agencies[line] = agencies[line].replace("level: ", "level: x")
    (folder / "agencies.yaml").write_text("\n".join(agencies))

    words = told(folder, "--organization", code=1)

    assert "nothing of this part was loaded" in words
    assert f"agencies.yaml:{line + 1}: " in words
    assert "level" in words
    assert not Agency.objects.exists()


def test_a_procedure_for_agencies_that_do_not_exist_is_refused_by_its_line(tmp_path):
    load_province(PROVINCE, at=NOW, parts=[Part.CALENDARS])

    words = told(PROVINCE, "--procedures", code=1)

    assert ".yaml:" in words
    assert "mistakes" in words


def test_a_province_may_bring_its_own_procedures(tmp_path):
    own = tmp_path / "tinh" / "procedures"

    assert procedures_beside(own.parent) == tmp_path / "procedures"
    own.mkdir(parents=True)
    assert procedures_beside(own.parent) == own


def test_a_folder_that_does_not_exist_is_refused(tmp_path):
    assert "does not exist" in told(tmp_path / "nowhere", code=2)
