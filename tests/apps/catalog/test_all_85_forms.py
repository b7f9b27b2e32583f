"""The forms of all 85 procedures: shown, checked, printed, and exchanged with other software."""

import re
from datetime import UTC, date, datetime
from functools import cache

from django.template.loader import render_to_string
from jsonschema import Draft202012Validator

from motcua.apps.catalog.files import read_folder
from motcua.apps.documents.application_forms import blank_form, filled_form
from motcua.domain.catalog import Place, findings
from motcua.domain.forms import (
    Fault,
    answers_from_json,
    answers_to_json,
    bad_sample,
    computed,
    good_sample,
    json_schema,
    mistakes,
    parse_formula,
    validate,
    validate_draft,
)
from motcua.project.paths import CHECKOUT
from motcua.ui import eform
from motcua.ui.findings import all_said, sentence_at

FOLDER = CHECKOUT / "demo" / "procedures"
KEYS = sorted(
    key for file in FOLDER.glob("*.yaml") for key in re.findall(r"^  - key: (\S+)$", file.read_text(), re.M)
)
ON = date(2026, 11, 25)
FILED_AT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@cache
def procedures():
    files = read_folder(FOLDER)
    return {file.definition.key: file.definition for file in files.procedures}


def pytest_generate_tests(metafunc):
    if "key" in metafunc.fixturenames:
        metafunc.parametrize("key", KEYS)


def found(definition, answers):
    papers = [paper.id for paper in definition.documents]
    return findings(definition, answers, papers, "", ON, allow_future_birth=True)


def page(form, typed, errors):
    kept = validate_draft(form, typed, filed_on=ON, allow_future_birth=True).values
    answers = eform.Answers(typed=typed, kept=kept, errors=errors, computed=computed(form, kept))
    return render_to_string("ui/eform.html", {"sections": eform.sections(form, answers)})


def plain(html):
    return html.replace("&quot;", '"').replace("&#x27;", "'").replace("&gt;", ">").replace("&lt;", "<")


def test_there_are_85():
    assert sorted(procedures()) == KEYS
    assert len(KEYS) == 85
    assert all(definition.form for definition in procedures().values())


def test_good_answers_have_nothing_to_mend_and_come_back_from_other_software(key):
    definition = procedures()[key]
    form = definition.form
    good = good_sample(form, filed_on=ON)
    kept = validate(form, good, filed_on=ON, allow_future_birth=True).values

    assert found(definition, good) == ()
    schema = Draft202012Validator(json_schema(form, title=definition.name))
    data = answers_to_json(form, kept)
    assert [error.message for error in schema.iter_errors(data)] == []
    assert answers_from_json(form, data) == kept


def test_each_mistake_is_found_at_its_place_and_said_with_what_to_do(key):
    definition = procedures()[key]
    tried = set()

    for mistake in mistakes(definition.form, filed_on=ON):
        [finding] = found(definition, mistake.answers)
        [said] = all_said(definition, [finding])
        tried.add((mistake.path, mistake.code))

        assert (finding.place, finding.path, finding.code) == (Place.FIELD, mistake.path, mistake.code)
        assert said.label
        assert said.sentence
        assert said.remedy.endswith((".", "?"))
        assert "%(" not in said.sentence + said.remedy

    typed = [field for field in definition.form.fields() if not parse_formula(field.computed)]
    assert {(field.name, Fault.REQUIRED) for field in typed if field.required} <= tried
    assert {(field.name, Fault.RULE_BROKEN) for field in typed if field.rule} <= tried


def test_the_page_shows_answers_and_errors_beside_their_fields(key):
    form = procedures()[key].form
    bad = bad_sample(form)
    errors = validate(form, bad, filed_on=ON, allow_future_birth=True).errors

    good_page, bad_page = page(form, good_sample(form, filed_on=ON), {}), plain(page(form, bad, errors))

    assert "is-invalid" not in good_page
    assert 'aria-invalid="true"' not in good_page
    assert errors
    for path, error in errors.items():
        assert sentence_at(form, path, error) in bad_page, path
    for field in form.fields():
        assert f'"{field.name}' in good_page


def test_it_is_printed_blank_and_filled_in(key):
    definition = procedures()[key]
    kept = validate(
        definition.form, good_sample(definition.form, filed_on=ON), filed_on=ON, allow_future_birth=True
    ).values

    blank = blank_form(definition, on=ON).pdf
    filled = filled_form(
        definition, kept, filed_at=FILED_AT, slip="TT-42", lookup_url="https://vidu.vn/tra-cuu/TT-42"
    )

    assert blank.startswith(b"%PDF-")
    assert filled.startswith(b"%PDF-")
    assert blank != filled
