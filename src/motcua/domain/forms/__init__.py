"""Electronic forms as data: fields, sections, conditions, rules, and the check of what people enter."""

from motcua.domain.forms.computing import computed, parse_formula
from motcua.domain.forms.condition_text import condition_text, parse_condition
from motcua.domain.forms.conditions import AllOf, AnyOf, Condition, Filled, Not, OneOf
from motcua.domain.forms.data import form_from_data, form_to_data
from motcua.domain.forms.definition import Choice, Field, FieldType, FormDefinition, Privacy, Section
from motcua.domain.forms.exchange import answers_from_json, answers_to_json
from motcua.domain.forms.faults import faults_of
from motcua.domain.forms.numbers import decimal_of
from motcua.domain.forms.reading import FormDataInvalid
from motcua.domain.forms.rules import FILED_ON, Comparison, Term
from motcua.domain.forms.samples import Mistake, bad_sample, good_sample, mistakes
from motcua.domain.forms.schema import json_schema
from motcua.domain.forms.validation import FieldError, Validation, validate, validate_draft
from motcua.domain.forms.values import Fault, Json, Registers

__all__ = [
    "FILED_ON",
    "AllOf",
    "AnyOf",
    "Choice",
    "Comparison",
    "Condition",
    "Fault",
    "Field",
    "FieldError",
    "FieldType",
    "Filled",
    "FormDataInvalid",
    "FormDefinition",
    "Json",
    "Mistake",
    "Not",
    "OneOf",
    "Privacy",
    "Registers",
    "Section",
    "Term",
    "Validation",
    "answers_from_json",
    "answers_to_json",
    "bad_sample",
    "computed",
    "condition_text",
    "decimal_of",
    "faults_of",
    "form_from_data",
    "form_to_data",
    "good_sample",
    "json_schema",
    "mistakes",
    "parse_condition",
    "parse_formula",
    "validate",
    "validate_draft",
]
