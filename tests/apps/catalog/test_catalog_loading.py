"""Procedures loaded from files: all or nothing, every fault with its file, line and field."""

from datetime import UTC, date, datetime

import pytest

from motcua.apps.audit.models import AuditEntry
from motcua.apps.catalog import queries
from motcua.apps.catalog.files import read_folder
from motcua.apps.catalog.loading import CatalogFilesInvalid, load_procedures
from motcua.apps.catalog.models import Offering, Procedure, ProcedureVersion
from motcua.domain.access import Actor, ActorKind, NotPermitted
from motcua.domain.deadlines import Allowance, Unit
from tests.factories.organization import AgencyFactory, UnitFactory

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)

FIELDS = """\
fields:
  - {key: ho-tich, name: Hộ tịch, code: G15-TP07}
"""
BLOCKS = """\
form_blocks:
  applicant:
    title: Người nộp
    fields:
      - {name: ho_ten, label: Họ và tên, type: text, required: true}
"""
BIRTH = """\
procedures:
  - key: khai-sinh
    code: '1.001193'
    name: Đăng ký khai sinh
    field: ho-tich
    valid_from: '2025-07-01'
    levels: [commune]
    subjects: [citizen]
    authority: {decides: UBND cấp xã}
    offer: {kinds: [commune_committee]}
    allowance: {working_days: 1}
    channels: [counter]
    fees:
      - {label: Lệ phí, kind: levy, amount_vnd: 5000}
    results:
      - {name: Giấy khai sinh}
    form:
      use: [applicant]
    branches:
      - {id: supplement, kind: supplement, name: Bổ sung, at: [intake]}
    process:
      start: intake
      steps:
        - id: intake
          name: Tiếp nhận
          unit: counter
          role: reception
          time: {working_hours: 1.5}
          stage: 2
          actions:
            - {id: hand_over, label: Chuyển, targets: [sign]}
        - id: sign
          name: Ký
          unit: leaders
          role: chairman
          time: {working_hours: 4}
          stage: 4
          actions:
            - {id: sign, label: Ký, targets: [return_result]}
        - id: return_result
          name: Trả kết quả
          unit: counter
          role: return_desk
          time: {working_hours: 0}
          stage: 9
          actions:
            - {id: deliver, label: Trả, targets: [end], kind: finish}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "fields.yaml").write_text(FIELDS, encoding="utf-8")
    (tmp_path / "form-blocks.yaml").write_text(BLOCKS, encoding="utf-8")
    (tmp_path / "ho-tich.yaml").write_text(BIRTH, encoding="utf-8")
    return tmp_path


def change(folder, old, new, file="ho-tich.yaml"):
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(folder, text, file="ho-tich.yaml"):
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def found(folder):
    return [(p.file, p.line, p.field, p.problem) for p in read_folder(folder).problems]


class TestFiles:
    def test_a_procedure_is_read_with_its_process_and_what_it_shares(self, folder):
        files = read_folder(folder)

        assert files.problems == []
        [procedure] = files.procedures
        assert procedure.definition.field.code == "G15-TP07"
        assert procedure.definition.allowance == Allowance(1, Unit.WORKING_DAY)
        assert procedure.definition.fees[0].valid_from == date(2025, 7, 1)
        assert procedure.definition.form.sections[0].id == "applicant"
        assert [step.time.amount_minutes for step in procedure.process.steps] == [90, 240, 0]
        assert (procedure.valid_from, procedure.valid_to) == (date(2025, 7, 1), None)

    @pytest.mark.parametrize(
        ("old", "new", "field", "problem"),
        [
            pytest.param("name: Đăng ký khai sinh", "nmae: x", "nmae", "unknown-field", id="slip"),
            pytest.param("levels: [commune]", "levels: [xã]", "levels[0]", "unknown-value", id="value"),
            pytest.param("field: ho-tich", "field: dat-dai", "field", "unknown-value", id="field of work"),
            pytest.param("valid_from: '2025-07-01'", "valid_from: mai", "valid_from", "wrong-type", id="day"),
            pytest.param(
                "valid_from: '2025-07-01'",
                "valid_from: 2025-07-01\n    valid_to: 2025-06-01",
                "valid_to",
                "out-of-range",
                id="ends before it begins",
            ),
            pytest.param(
                "amount_vnd: 5000", "amount_vnd: -1", "fees[0].amount_vnd", "out-of-range", id="fee"
            ),
            pytest.param("use: [applicant]", "use: [nobody]", "form.use[0]", "unknown-block", id="block"),
            pytest.param("at: [intake]", "at: [gone]", "branches[0].at[0]", "unknown-value", id="branch at"),
            pytest.param(
                "at: [intake]", "step: gone", "branches[0].step", "unknown-value", id="branch through"
            ),
            pytest.param(
                "time: {working_hours: 1.5}",
                "time: {hours: 1}",
                "process.steps[0].time.hours",
                "unknown-field",
                id="unit of time",
            ),
            pytest.param(
                "time: {working_hours: 1.5}",
                "time: 90",
                "process.steps[0].time",
                "wrong-type",
                id="bare time",
            ),
            pytest.param(
                "time: {working_hours: 1.5}",
                "time: {working_hours: 0.001}",
                "process.steps[0].time.working_hours",
                "out-of-range",
                id="parts of a minute",
            ),
            pytest.param("role: chairman", "rolle: x", "process.steps[1].rolle", "unknown-field", id="step"),
            pytest.param(
                "kind: finish", "kind: stop", "process.steps[2].actions[0].kind", "unknown-value", id="action"
            ),
            pytest.param(
                "targets: [sign]",
                "targets: [nowhere]",
                "process.steps[0]",
                "workflow.unknown-target",
                id="R-A60",
            ),
            pytest.param(
                "time: {working_hours: 4}",
                "time: {working_hours: 40}",
                "process",
                "workflow.over-limit",
                id="R-A61",
            ),
        ],
    )
    def test_a_fault_is_named_with_file_line_and_field(self, folder, old, new, field, problem):
        change(folder, old, new)

        places = {(file, where): what for file, _, where, what in found(folder)}

        assert places["ho-tich.yaml", f"procedures[0].{field}"] == problem

    def test_the_line_is_the_one_of_the_field(self, folder):
        change(folder, "levels: [commune]", "levels: [xã]")
        change(folder, "role: chairman", "rolle: chairman")

        assert found(folder) == [
            ("ho-tich.yaml", line_of(folder, "[xã]"), "procedures[0].levels[0]", "unknown-value"),
            (
                "ho-tich.yaml",
                line_of(folder, "rolle"),
                "procedures[0].process.steps[1].rolle",
                "unknown-field",
            ),
        ]

    def test_a_field_that_is_not_there_is_placed_where_it_belongs(self, folder):
        change(folder, "    levels: [commune]\n", "")

        assert found(folder) == [("ho-tich.yaml", 2, "procedures[0].levels", "missing")]

    def test_a_flaw_shows_the_way_into_it(self, folder):
        change(folder, "time: {working_hours: 4}", "time: {working_hours: 40}")

        [problem] = read_folder(folder).problems

        assert problem.value == "2490 > 480 min: intake/hand_over > sign/sign > return_result/deliver"
        line = line_of(folder, "process:")
        assert str(problem).startswith(
            f"ho-tich.yaml:{line}: procedures[0].process: workflow.over-limit (2490"
        )

    @pytest.mark.parametrize(
        ("old", "new", "file", "field", "problem"),
        [
            ("code: G15-TP07", "code: HT", "fields.yaml", "fields[0].code", "bad-format"),
            (
                "type: text",
                "type: tetx",
                "form-blocks.yaml",
                "form_blocks.applicant.fields[0].type",
                "unknown-type",
            ),
        ],
    )
    def test_a_fault_of_what_is_shared_is_named_once_where_it_stands(
        self, folder, old, new, file, field, problem
    ):
        change(folder, old, new, file)
        again = BIRTH.replace("khai-sinh", "khai-tu").replace("1.001193", "1.000656")
        (folder / "khai-tu.yaml").write_text(again, encoding="utf-8")

        assert found(folder) == [(file, line_of(folder, new, file), field, problem)]

    def test_what_is_no_yaml_is_named_with_its_line(self, folder):
        change(folder, "levels: [commune]", "levels: [commune")

        [problem] = read_folder(folder).problems

        assert (problem.file, problem.problem, problem.field) == ("ho-tich.yaml", "not-yaml", "")
        assert problem.line >= line_of(folder, "levels: [commune")
        assert str(problem).startswith(f"ho-tich.yaml:{problem.line}: not-yaml (")

    def test_a_key_written_twice_is_not_hidden(self, folder):
        change(folder, "levels: [commune]", "levels: [commune]\n    levels: [province]")

        assert found(folder) == [
            ("ho-tich.yaml", line_of(folder, "[province]"), "procedures[0].levels", "repeated")
        ]

    @pytest.mark.parametrize(
        ("text", "problems"),
        [
            pytest.param("- khai sinh\n", [("khac.yaml", 1, "", "wrong-type")], id="a list"),
            pytest.param("thu_tuc: []\n", [("khac.yaml", 1, "thu_tuc", "unknown-field")], id="unknown"),
            pytest.param("procedures: 3\n", [("khac.yaml", 1, "procedures", "wrong-type")], id="no list"),
            pytest.param(
                "procedures:\n - 3\n", [("khac.yaml", 2, "procedures[0]", "wrong-type")], id="entry"
            ),
            pytest.param("form_blocks: []\n", [("khac.yaml", 1, "form_blocks", "wrong-type")], id="blocks"),
            pytest.param("", [], id="an empty file"),
            pytest.param("# Chỉ có ghi chú\n", [], id="only a comment"),
        ],
    )
    def test_a_file_of_another_form_is_refused(self, folder, text, problems):
        (folder / "khac.yaml").write_text(text, encoding="utf-8")

        assert found(folder) == problems

    def test_a_procedure_without_a_process_is_refused(self, folder):
        change(folder, "    process:", "    proces:")

        assert {field for _, _, field, _ in found(folder)} == {
            "procedures[0].proces",
            "procedures[0].process",
        }

    def test_what_is_stated_twice_in_any_file_is_refused(self, folder):
        (folder / "lai.yaml").write_text(BIRTH + FIELDS + BLOCKS, encoding="utf-8")

        problems = {p.field: (p.file, p.problem, p.value) for p in read_folder(folder).problems}

        first = "ho-tich.yaml"
        assert problems == {
            "fields[0].key": ("lai.yaml", "repeated", "ho-tich"),
            "form_blocks.applicant": ("lai.yaml", "repeated", ""),
            "procedures[0].key": ("lai.yaml", "repeated", f"{first}:2"),
            "procedures[0].code": ("lai.yaml", "repeated", f"{first}:3"),
        }


@pytest.mark.django_db
class TestLoading:
    @pytest.fixture
    def commune(self):
        commune = AgencyFactory(key="xa-mau")
        for code in ("counter", "leaders"):
            UnitFactory(agency=commune, code=code)
        return commune

    def refused(self, folder):
        with pytest.raises(CatalogFilesInvalid) as refusal:
            load_procedures(folder, at=AT)
        return [(p.field.removeprefix("procedures[0]."), p.problem, p.value) for p in refusal.value.problems]

    def test_a_procedure_is_published_and_offered(self, folder, commune):
        report = load_procedures(folder, at=AT)

        assert (report.procedures, report.new_versions, report.offerings_added) == (1, ("khai-sinh",), 1)
        assert queries.published_procedure("khai-sinh", TODAY)[1].name == "Đăng ký khai sinh"
        assert queries.current_process("khai-sinh", TODAY)[0] == 1
        assert [offer.key for offer in queries.offered_at(commune.pk, TODAY)] == ["khai-sinh"]
        assert Procedure.objects.get().search.startswith("1.001193 dang ky khai sinh")
        assert AuditEntry.objects.get().action == "catalog.loaded"

    def test_loading_again_changes_nothing(self, folder, commune):
        load_procedures(folder, at=AT)

        report = load_procedures(folder, at=AT)

        assert (report.new_versions, report.new_processes, report.offerings_added) == ((), (), 0)
        assert ProcedureVersion.objects.count() == 1
        assert AuditEntry.objects.count() == 1

    def test_a_dry_run_tells_everything_and_keeps_nothing(self, folder, commune):
        report = load_procedures(folder, at=AT, dry_run=True)

        assert report.new_versions == ("khai-sinh",)
        assert not Procedure.objects.exists()

    def test_what_has_changed_becomes_a_new_version_from_its_day(self, folder, commune):
        load_procedures(folder, at=AT)
        change(folder, "amount_vnd: 5000", "amount_vnd: 8000")
        change(folder, "valid_from: '2025-07-01'", "valid_from: '2026-07-01'")

        report = load_procedures(folder, at=AT)

        assert report.new_versions == ("khai-sinh",)
        before = queries.published_procedure("khai-sinh", date(2026, 6, 30))
        after = queries.published_procedure("khai-sinh", date(2026, 7, 1))
        assert [(number, d.fees[0].amount_vnd) for number, d in (before, after)] == [(1, 5000), (2, 8000)]
        assert list(Offering.objects.order_by("valid_from").values_list("valid_from", "valid_to")) == [
            (date(2025, 7, 1), date(2026, 7, 1)),
            (date(2026, 7, 1), None),
        ]

    def test_a_correction_from_the_same_day_replaces_and_keeps_the_old_version(self, folder, commune):
        load_procedures(folder, at=AT)
        change(folder, "amount_vnd: 5000", "amount_vnd: 8000")

        report = load_procedures(folder, at=AT)

        assert (report.new_versions, report.new_processes) == (("khai-sinh",), ())
        assert queries.published_procedure("khai-sinh", TODAY)[0] == 2
        assert queries.procedure_version("khai-sinh", 1).fees[0].amount_vnd == 5000

    def test_a_process_has_versions_of_its_own(self, folder, commune):
        load_procedures(folder, at=AT)
        change(folder, "time: {working_hours: 4}", "time: {working_hours: 5}")

        report = load_procedures(folder, at=AT)

        assert (report.new_versions, report.new_processes) == ((), ("khai-sinh",))
        assert queries.current_process("khai-sinh", TODAY)[0] == 2

    def test_a_version_may_be_given_an_end(self, folder, commune):
        load_procedures(folder, at=AT)
        change(folder, "valid_from: '2025-07-01'", "valid_from: '2025-07-01'\n    valid_to: '2026-06-01'")

        report = load_procedures(folder, at=AT)

        assert report.new_versions == ()
        version = ProcedureVersion.objects.get()
        assert (version.number, version.valid_to) == (1, date(2026, 6, 1))
        assert Offering.objects.get().valid_to == date(2026, 6, 1)

    def test_a_version_may_not_begin_before_what_is_published(self, folder, commune):
        load_procedures(folder, at=AT)
        change(folder, "valid_from: '2025-07-01'", "valid_from: '2025-01-01'")

        assert self.refused(folder) == [("valid_from", "starts-too-early", "2025-07-01")]

    def test_an_agency_that_is_named_no_longer_offers_it_until_today(self, folder, commune):
        other = AgencyFactory(key="so-mau", department=True)
        for code in ("counter", "leaders"):
            UnitFactory(agency=other, code=code)
        load_procedures(folder, at=AT)
        change(folder, "kinds: [commune_committee]", "agencies: [so-mau]")

        report = load_procedures(folder, at=AT)

        assert (report.offerings_added, report.offerings_ended) == (1, 1)
        assert Offering.objects.get(competent_agency=commune).valid_to == TODAY
        assert [offer.key for offer in queries.offered_at(other.pk, TODAY)] == ["khai-sinh"]

    def test_another_place_to_hand_it_in_changes_the_offer(self, folder, commune):
        load_procedures(folder, at=AT)
        change(
            folder,
            "kinds: [commune_committee]",
            "kinds: [commune_committee], received_at: [competent_agency, any_commune]",
        )

        report = load_procedures(folder, at=AT)

        assert (report.offerings_added, report.offerings_ended) == (0, 0)
        assert Offering.objects.get().received_at == ["competent_agency", "any_commune"]

    def test_an_offer_holds_no_longer_than_its_agency(self, folder, commune):
        commune.valid_to = date(2026, 1, 1)
        commune.save()

        load_procedures(folder, at=AT)

        assert Offering.objects.get().valid_to == date(2026, 1, 1)

    def test_agencies_kinds_and_units_that_do_not_exist_are_named(self, folder, commune):
        AgencyFactory(key="xa-thieu")
        change(
            folder,
            "offer: {kinds: [commune_committee]}",
            "offer: {kinds: [commune_committee, lang], agencies: [so-la], receiver: ai}",
        )
        change(folder, "unit: leaders", "unit: agency:ttr/nghiep-vu")

        assert self.refused(folder) == [
            ("offer.agencies[0]", "unknown-value", "so-la"),
            ("offer.kinds[1]", "unknown-value", "lang"),
            ("offer.receiver", "unknown-value", "ai"),
            ("process.steps[1].unit", "unit-missing", "ttr"),
        ]

    def test_a_unit_that_a_competent_agency_lacks_is_named_with_how_many_lack_it(self, folder, commune):
        AgencyFactory(key="xa-thieu-1")
        AgencyFactory(key="xa-thieu-2")

        assert self.refused(folder) == [("process.steps[1].unit", "unit-missing", "xa-thieu-1 (+1)")]

    def test_one_fault_keeps_everything_out_and_all_faults_are_told(self, folder, commune):
        change(folder, "levels: [commune]", "levels: [xã]")
        other = BIRTH.replace("khai-sinh", "khai-tu").replace("1.001193", "1.000656")
        (folder / "khai-tu.yaml").write_text(other.replace("unit: leaders", "unit: clerk"), encoding="utf-8")

        assert self.refused(folder) == [
            ("levels[0]", "unknown-value", "xã"),
            ("process.steps[1].unit", "unit-missing", "xa-mau"),
        ]
        assert not Procedure.objects.exists()

    def test_the_refusal_reads_as_a_list_of_places(self, folder, commune):
        change(folder, "levels: [commune]", "levels: [xã]")

        with pytest.raises(CatalogFilesInvalid, match=r"^ho-tich.yaml:7: procedures\[0\].levels\[0\]"):
            load_procedures(folder, at=AT)

    def test_not_everybody_may_load(self, folder, commune):
        with pytest.raises(NotPermitted):
            load_procedures(folder, at=AT, actor=Actor(kind=ActorKind.OFFICER, name="Mẫu"))
