"""`motcua process check`: what an operator, or another program, is told of a BPMN file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from motcua.domain.workflow.bpmn import process_to_bpmn
from motcua.project.cli import main
from tests.domain.workflow.process_sketches import sketch

MODELS = Path(__file__).parents[1] / "domain" / "workflow" / "models"
SOUND = sketch({"a": "b", "b": "end <a"})
STUCK = sketch({"a": "b end", "b": "<b"})


@pytest.fixture
def check(tmp_path):
    def run(process, *options):
        file = tmp_path / "model.bpmn"
        file.write_text(process if isinstance(process, str) else process_to_bpmn(process), encoding="utf-8")
        return CliRunner().invoke(main, ["process", "check", str(file), *options])

    return run


def test_a_sound_process_is_said_to_be_and_shown_as_data(check):
    result = check(SOUND, "--json")
    answer = json.loads(result.output)

    assert result.exit_code == 0
    assert (answer["sound"], answer["flaws"], answer["not_understood"]) == (True, [], [])
    assert [step["id"] for step in answer["understood"]["steps"]] == ["a", "b"]


def test_an_unsound_one_is_shown_with_a_way_into_the_trouble(check):
    result = check(STUCK, "--json")
    answer = json.loads(result.output)

    assert result.exit_code == 1
    assert not answer["sound"]
    assert answer["flaws"][0] == {
        "code": "workflow.no-way-to-end",
        "steps": ["b"],
        "actions": [],
        "path": [{"step": "a", "action": "b"}],
        "marking": ["b"],
    }


def test_a_limit_too_short_for_the_steps_is_told_in_minutes(check):
    answer = json.loads(check(SOUND, "--limit", "1", "--unit", "hour", "--json").output)

    assert [(flaw["code"], flaw["taken_minutes"], flaw["allowed_minutes"]) for flaw in answer["flaws"]] == [
        ("workflow.over-limit", 120, 60)
    ]
    assert check(SOUND, "--limit", "1").exit_code == 0


def test_what_was_not_understood_of_a_strangers_model_is_listed():
    result = CliRunner().invoke(main, ["process", "check", str(MODELS / "consultation.bpmn"), "--json"])
    answer = json.loads(result.output)

    assert result.exit_code == 0
    assert {
        "code": "bpmn.not-understood",
        "element": "Timer",
        "name": "",
        "detail": "boundaryEvent",
    } in answer["not_understood"]


def test_people_read_lines(check):
    assert "sound\n" in check(SOUND).output
    assert "workflow.no-way-to-end: b: a/b" in check(STUCK).output
    listed = CliRunner().invoke(main, ["process", "check", str(MODELS / "consultation.bpmn")]).output
    assert "bpmn.taken-as-step: T_site (Kiểm tra thực địa subProcess)" in listed


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_what_is_no_model_ends_with_a_code_of_its_own(check, options):
    result = check("<!DOCTYPE a><a/>", *options)

    assert result.exit_code == 2
    assert "doctype" in result.output
