"""`motcua audit`, `rebuild` and `explain-due` as the operator meets them."""

import json
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner
from django.db import connection

from motcua.apps.audit import merkle
from motcua.apps.dossiers.models import Dossier
from motcua.apps.ops.commands import audit, explain_due, rebuild
from motcua.domain.dossier import commands as c
from tests.factories.dossiers import DossierWorld, at, only_item

pytestmark = pytest.mark.django_db


def told(command, *arguments, code=0):
    answer = CliRunner().invoke(command, [str(argument) for argument in arguments])
    assert answer.exit_code == code, answer.output
    return answer.stdout if code in {0, 1} and answer.stdout else answer.stderr


def spoil(state, column="actor_name", seq=5):
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            f"UPDATE dossiers_dossierevent SET {column} = reverse({column}) WHERE dossier_id = %s AND seq = %s",  # noqa: S608
            [state.id, seq],
        )
        cursor.execute("SET session_replication_role = origin")


class TestVerify:
    def test_says_how_much_holds(self):
        DossierWorld().returned()

        assert told(audit, "verify", "--jobs", 1).startswith("1 dossiers, 12 events: everything holds")

    def test_ends_with_1_and_names_dossier_event_and_field(self):
        state = DossierWorld().returned()
        spoil(state)

        words = told(audit, "verify", "--jobs", 1, code=1)

        assert words.startswith(f"Dossier {state.code} ({state.id}), event 5, hash:")

    def test_answers_machines_in_json(self):
        state = DossierWorld().returned()
        spoil(state)

        answer = json.loads(told(audit, "verify", "--jobs", 1, "--json", code=1))

        assert (answer["holds"], answer["wrong"]["code"], answer["wrong"]["position"]) == (
            False,
            state.code,
            5,
        )

    def test_looks_at_named_dossiers_only(self):
        world = DossierWorld()
        sound, spoiled = world.returned(), world.returned()
        spoil(spoiled)

        assert told(audit, "verify", "--code", sound.code).startswith(
            "1 dossiers, 12 events: everything holds"
        )
        assert told(audit, "verify", "--code", spoiled.id, code=1).startswith(f"Dossier {spoiled.code}")

    def test_looks_at_a_sample(self):
        world = DossierWorld()
        for _ in range(3):
            world.lodged()

        assert told(audit, "verify", "--sample", 2, "--jobs", 1).startswith("2 dossiers, 2 events")

    def test_names_an_agency_whose_numbers_have_a_gap(self):
        world = DossierWorld()
        world.accepted()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE dossiers_codecounter SET last = 5")

        assert told(audit, "verify", "--jobs", 1, code=1).startswith(
            f"Numbers, agency {world.agency.pk} on 2026-11-02"
        )

    def test_an_unknown_code_is_refused(self):
        assert "There is no dossier H31.500-261102-0009" in told(
            audit, "verify", "--code", "H31.500-261102-0009", code=1
        )


class TestRootAndProof:
    @pytest.fixture
    def state(self):
        return DossierWorld().returned()

    @time_machine.travel(at("2026-11-03 00:30"), tick=False)
    def test_a_day_is_sealed_and_a_stranger_can_check_a_proof(self, state):
        sealed = told(audit, "root").split()
        again = told(audit, "root", "--day", "02/11/2026").split()

        proof = json.loads(told(audit, "proof", state.code, "--json"))

        assert sealed == again == ["2026-11-02", proof["root"]]
        siblings = [merkle.Sibling(each["hash"], each["on_left"]) for each in proof["siblings"]]
        assert merkle.holds(merkle.Head(proof["key"], proof["head"]), siblings, under=proof["root"])
        assert proof["head"] == Dossier.objects.get(pk=state.id).head

    @time_machine.travel(at("2026-11-03 00:30"), tick=False)
    def test_a_proof_in_words_ends_with_its_conclusion(self, state):
        told(audit, "root")

        assert told(audit, "proof", state.code).endswith("The journal ended with this head on 02/11/2026.\n")

    @time_machine.travel(at("2026-11-03 00:30"), tick=False)
    def test_a_journal_changed_since_is_not_proved(self, state):
        told(audit, "root")
        spoil(state, column="hash", seq=state.version)

        answer = CliRunner().invoke(audit, ["proof", state.code])

        assert answer.exit_code == 1
        assert "has changed since it was sealed" in answer.stderr

    @time_machine.travel(at("2026-11-02 16:00"), tick=False)
    def test_today_cannot_be_sealed(self):
        assert "2026-11-02 is not over yet" in told(audit, "root", "--day", "2026-11-02", code=1)

    def test_without_a_sealed_day_there_is_no_proof(self, state):
        assert "is not sealed" in told(audit, "proof", state.code, code=1)


class TestRebuild:
    def test_makes_named_dossiers_anew(self):
        state = DossierWorld().returned()
        Dossier.objects.update(stage=1, applicant_name="khác")

        assert told(rebuild, "--code", state.code).startswith("1 dossiers folded, 1 of them written anew")

        assert Dossier.objects.get().applicant_name == state.application.applicant.name

    def test_makes_everything_anew_from_nothing_but_the_journal(self):
        world = DossierWorld()
        for state in (world.returned(), world.at_step("sign"), world.lodged()):
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM dossiers_workitem WHERE dossier_id = %s", [state.id])
                cursor.execute("DELETE FROM dossiers_statusinterval WHERE dossier_id = %s", [state.id])
        Dossier.objects.update(state={}, stage=1, search="", units=[], due_at=None, version=0, head="")

        assert told(rebuild, "--all", "--jobs", 1).startswith("3 dossiers folded, 3 of them written anew")

        assert "everything holds" in told(audit, "verify", "--jobs", 1)

    @pytest.mark.parametrize("arguments", [[], ["--all", "--code", "x"]])
    def test_wants_to_know_what(self, arguments):
        assert "Name dossiers with --code, or say --all" in told(rebuild, *arguments, code=2)


class TestExplainDue:
    def test_tells_every_day_in_words(self):
        state = DossierWorld().accepted()

        lines = told(explain_due, state.code).splitlines()

        assert lines[0] == f"Hồ sơ {state.code} tiếp nhận 08:00 thứ Hai 02/11/2026, thời hạn 5 ngày làm việc."
        assert lines[1].split() == ["02/11/2026", "thứ", "Hai", "ngày", "tiếp", "nhận,", "không", "tính"]
        assert lines[2].split() == ["03/11/2026", "thứ", "Ba", "1", "tính"]
        assert lines[6].split() == ["07/11/2026", "thứ", "Bảy", "nghỉ", "hằng", "tuần,", "không", "tính"]
        assert lines[8].split() == ["09/11/2026", "thứ", "Hai", "5", "tính;", "hẹn", "trả"]
        assert lines[9:] == ["Hẹn trả theo quy định: 17:00 thứ Hai 09/11/2026."]

    def test_counts_afresh_after_a_supplement(self):
        world = DossierWorld()
        state = world.at_step("appraise")
        ask = c.RequestSupplement(item=only_item(state).id, lines=("Bản vẽ",), reason="Thiếu kích thước")
        state = world.later(days=1).do("specialist", state, ask)
        paused = told(explain_due, state.code)
        world.later(days=2).do("reception", state, c.Supplement())

        words = told(explain_due, state.code)

        assert "Thời hạn đang dừng từ 08:00 thứ Ba 03/11/2026" in paused
        assert "tạm dừng: chờ bổ sung hồ sơ, không tính" in words
        assert "nộp đủ hồ sơ, thời hạn tính lại" in words
        assert words.endswith("Hẹn trả theo quy định: 17:00 thứ Năm 12/11/2026.\n")

    def test_keeps_the_original_beside_the_new_date(self):
        world = DossierWorld()
        state = world.at_step("appraise")
        extend = c.Extend(new_due_on=at("2026-11-16 08:00").date(), reason="Chờ kết quả thẩm định.")
        state = world.do("leader", state, extend)

        words, data = told(explain_due, state.code), json.loads(told(explain_due, state.code, "--json"))

        assert "Hẹn trả theo quy định: 17:00 thứ Hai 09/11/2026." in words
        assert (
            f"Hẹn lại theo {state.extension.number}: 17:00 thứ Hai 16/11/2026. Lý do: Chờ kết quả thẩm định."
            in words
        )
        assert (data["original_due"], data["due"]) == (
            "2026-11-09T17:00:00+07:00",
            "2026-11-16T17:00:00+07:00",
        )
        assert [day["counted"] for day in data["days"]] == [None, 1, 2, 3, 4, None, None, 5]
        assert data["extension"]["reason"] == "Chờ kết quả thẩm định."

    def test_says_so_when_nothing_runs_yet(self):
        state = DossierWorld().lodged()

        assert "has not been accepted" in told(explain_due, state.id, code=1)

    def test_names_a_holiday(self):
        world = DossierWorld(now=at("2026-08-28 09:00"))
        state = world.accepted()

        assert "nghỉ lễ: " in told(explain_due, state.code)
        assert state.due_at - state.accepted_at > timedelta(days=7)
