"""`motcua due` answers without a database and without Django."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from motcua.project.commands.due import due


@pytest.fixture
def ask():
    runner = CliRunner()
    return lambda *options, given=None: runner.invoke(due, options, input=given)


TET = ("--accepted", "2025-01-24T09:00", "--limit", "3", "--unit", "WORKING_DAY")


def test_the_answer_explains_itself_day_by_day(ask):
    answer = ask(*TET)

    assert answer.exit_code == 0
    assert answer.output.splitlines()[0] == "Due 17:00 05/02/2025"
    assert "Wed 29/01/2025       Mùng một Tết" in answer.output
    assert answer.output.splitlines()[-1] == "  Wed 05/02/2025    3  working"


def test_as_json_it_is_one_object(ask):
    answer = json.loads(ask(*TET, "--json").output)

    assert answer["due"] == "2025-02-05T17:00:00+07:00"


def test_stops_may_be_repeated(ask):
    stops = ("--stop", "2025-02-03..2025-02-04", "--stop", "2025-02-06..2025-02-07")

    assert json.loads(ask(*TET, *stops, "--json").output)["due_on"] > "2025-02-05"


def test_an_open_stop_has_no_due_date(ask):
    answer = ask(*TET, "--stop", "2025-02-03..")

    assert answer.output.startswith("Not due")


def test_a_bad_question_is_refused_with_its_field(ask):
    answer = ask("--accepted", "tomorrow", "--limit", "3", "--json")

    assert answer.exit_code == 2
    assert json.loads(answer.output)["error"]["field"] == "accepted"


def test_a_batch_is_answered_line_by_line_and_goes_on_after_a_bad_line(ask):
    lines = [
        '{"id": 1, "accepted": "2025-01-24T09:00", "limit": 3}',
        "not json",
        "[]",
        '{"id": 4, "accepted": "2025-01-24T09:00", "limit": "x"}',
        "",
        '{"id": 6, "accepted": "2025-01-24T09:00", "limit": 3, "unit": "DAY"}',
    ]

    answer = ask("--batch", "-", given="\n".join(lines))

    answers = [json.loads(line) for line in answer.output.splitlines()]
    assert answer.exit_code == 2
    assert [each.get("id") for each in answers] == [1, None, None, 4, 6]
    assert answers[0]["due_on"] == "2025-02-05"
    assert [each["error"]["code"] for each in answers[1:4]] == [
        "due.not-json", "due.not-an-object", "deadlines.bad-question",
    ]  # fmt: skip


def test_options_are_the_defaults_of_a_batch(ask):
    answer = ask("--limit", "3", "--batch", "-", given='{"accepted": "2025-01-24T09:00"}')

    assert json.loads(answer.output)["due_on"] == "2025-02-05"


def test_it_loads_neither_django_nor_a_database_driver():
    program = (
        "import sys; from motcua.project.cli import main\n"
        f"try: main({['due', *TET]!r})\n"
        "except SystemExit: sys.exit(len({'django', 'psycopg'} & set(sys.modules)))"
    )
    completed = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )

    assert completed.returncode == 0, completed.stderr.decode()
