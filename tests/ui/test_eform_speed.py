"""A page of a form of a hundred fields answers within 100 milliseconds, checked and drawn."""

from django.template.loader import render_to_string

from motcua.domain.forms import FormDefinition, computed, validate, validate_draft
from motcua.ui import eform
from tests.domain.forms.test_forms_speed import ON, answers_to, big_form, seconds

PAGE_SECONDS = 0.1
WHOLE_SECONDS = 0.4
"""The whole form with three tables of twenty rows at once, which no page shows."""


def drawn(form, shown, answers):
    kept = validate_draft(form, answers, filed_on=ON, allow_future_birth=True).values
    errors = validate(form, answers, filed_on=ON).errors
    given = eform.Answers(typed=answers, kept=kept, errors=errors, computed=computed(form, kept))
    return render_to_string("ui/eform.html", {"sections": eform.sections(shown, given)})


def test_one_section_of_a_big_form_is_checked_and_drawn_within_100_milliseconds():
    form = big_form()
    section, answers = FormDefinition(form.sections[:1]), answers_to(form)

    assert 'name="o_1"' in drawn(form, section, answers)
    assert seconds(lambda: drawn(form, section, answers)) < PAGE_SECONDS


def test_the_whole_form_takes_no_longer_than_its_rows_explain():
    form = big_form()
    answers = answers_to(form)

    assert seconds(lambda: drawn(form, form, answers)) < WHOLE_SECONDS
