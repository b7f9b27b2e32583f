"""All faults of a form at once."""

import pytest

from motcua.domain.forms import faults_of, form_from_data


def field(**more):
    return {"name": "a", "label": "A", "type": "text", **more}


def told(*fields, **form):
    return [(fault.path, fault.fact) for fault in faults_of({"fields": list(fields), **form})]


def test_a_right_form_has_none():
    assert faults_of({"fields": [field()]}) == ()


def test_every_fault_is_named():
    assert told(
        field(name="Sai", label=""),
        field(name="b", type="khong_co", choices=[{"value": "1", "label": "1"}]),
        field(name="b", pattern="("),
        field(name="d", type="radio"),
        field(name="e", choices=[{"value": "1", "label": "1"}]),
        field(name="f", type="table", columns=[{"name": "x", "label": "X", "type": "la"}]),
        field(name="g", visible_when="khong_co = 1", rule="g<=khong_co"),
        field(name="h", min="chữ"),
    ) == [
        ("fields[0].name", "bad-name"),
        ("fields[0].label", "missing"),
        ("fields[1].type", "unknown-type"),
        ("fields[2].pattern", "bad-pattern"),
        ("fields[3].choices", "missing"),
        ("fields[4].choices", "not-for-this-type"),
        ("fields[5].columns[0].type", "unknown-type"),
        ("fields[7].min", "not-a-number"),
        ("fields[2].name", "duplicate"),
        ("fields[6].visible_when", "not-an-earlier-field"),
        ("fields[6].rule", "unknown-field"),
    ]


def test_sections_are_named_too():
    assert [fault.path for fault in faults_of({"sections": [{"title": "", "fields": [field(label="")]}]})] == [
        "sections[0].id", "sections[0].fields[0].label",
    ]  # fmt: skip


@pytest.mark.parametrize("data", [
    [], {"fields": []}, {"fields": 1}, {"fields": [1]}, {"sections": [1]}, {"use": ["x"]}, {"x": 1, "fields": [{}]},
])  # fmt: skip
def test_what_cannot_be_set_aside_ends_the_search(data):
    assert len(faults_of(data)) == 1


def test_shared_blocks_are_left_as_they_are():
    blocks = {"nguoi": {"fields": [field(label="")]}}

    assert [fault.path for fault in faults_of({"use": ["nguoi"]}, blocks)] == [
        "form_blocks.nguoi.fields[0].label"
    ]
    assert blocks["nguoi"]["fields"][0]["label"] == ""


def test_the_data_is_left_as_it_is():
    data = {"fields": [field(label="")]}
    faults_of(data)

    assert data == {"fields": [field(label="")]}


def test_a_form_of_nothing_but_faults_ends_too():
    found = faults_of({"fields": [field(name=f"f{n}", label="") for n in range(80)]})

    assert len(found) == 50
    assert form_from_data({"fields": [field()]})
