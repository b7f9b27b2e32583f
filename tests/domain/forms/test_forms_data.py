"""Forms are read from plain data, written back, and refused with the exact place of a fault."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.forms import (
    AllOf,
    AnyOf,
    Choice,
    Field,
    FieldType,
    Filled,
    FormDataInvalid,
    FormDefinition,
    Not,
    OneOf,
    Privacy,
    Section,
    form_from_data,
    form_to_data,
)
from motcua.domain.forms.columns import usual_column
from motcua.domain.forms.definition import CHOICES, usual_privacy

APPLICANT = {
    "title": "Người nộp hồ sơ",
    "fields": [
        {
            "name": "ho_ten",
            "label": "Họ và tên",
            "type": "text",
            "required": True,
            "maxlen": 100,
            "prefill": "vneid.ho_ten",
        },
        {
            "name": "tu_cach",
            "label": "Tư cách",
            "type": "select",
            "choices": [
                {"value": "chinh_chu", "label": "Chính chủ"},
                {"value": "uy_quyen", "label": "Được ủy quyền"},
            ],
        },
    ],
}
DATA = {
    "form_no": "Mẫu số 01",
    "use": ["nguoi_nop"],
    "fields": [
        {"name": "tong_von", "label": "Tổng vốn", "type": "money", "min": 1, "max": 10.5},
        {"name": "von_gop", "label": "Vốn góp", "type": "money", "rule": "von_gop<=tong_von"},
        {
            "name": "khac",
            "label": "Khác",
            "type": "textarea",
            "rule": "từ đủ 75 tuổi",
            "computed": "sum(von_gop)",
        },
        {
            "name": "xa",
            "label": "Xã",
            "type": "admin_unit",
            "level": "xa",
            "pattern": "^3",
            "privacy": "sensitive",
        },
        {
            "name": "thanh_vien",
            "label": "Thành viên",
            "type": "table",
            "columns": ["ho_ten", "so_dinh_danh"],
            "max_rows": 50,
        },
        {
            "name": "ly_do",
            "label": "Lý do",
            "type": "text",
            "visible_when": {"field": "tu_cach", "is": "uy_quyen"},
            "required_when": {
                "all": [{"field": "khac", "filled": True}, {"not": {"field": "xa", "filled": True}}]
            },
        },
    ],
}
FORM = form_from_data(DATA, {"nguoi_nop": APPLICANT})


def one(**facts):
    return {"fields": [{"name": "a", "label": "A", "type": "text", **facts}]}


def test_a_catalog_form_becomes_sections_of_typed_fields():
    text = FieldType.TEXT
    own = FORM.sections[1]

    assert FORM.form_no == "Mẫu số 01"
    assert FORM.sections[0] == Section(
        "nguoi_nop",
        "Người nộp hồ sơ",
        (
            Field(
                name="ho_ten",
                label="Họ và tên",
                type=text,
                required=True,
                max_length=100,
                prefill="vneid.ho_ten",
            ),
            Field(
                name="tu_cach",
                label="Tư cách",
                type=FieldType.SELECT,
                choices=(Choice("chinh_chu", "Chính chủ"), Choice("uy_quyen", "Được ủy quyền")),
            ),
        ),
    )
    assert (own.id, own.title) == ("noi_dung", "Nội dung đề nghị")
    assert [field.name for field in FORM.fields()] == [
        "ho_ten", "tu_cach", "tong_von", "von_gop", "khac", "xa", "thanh_vien", "ly_do",
    ]  # fmt: skip
    total, share, other, unit, members, reason = own.fields
    assert (total.minimum, total.maximum, total.required) == (Decimal(1), Decimal("10.5"), False)
    assert (share.rule.text, share.note) == ("von_gop<=tong_von", "")
    assert (other.rule, other.note, other.computed) == (None, "từ đủ 75 tuổi", "sum(von_gop)")
    assert (unit.level, unit.pattern, unit.privacy) == ("xa", "^3", Privacy.SENSITIVE)
    assert members.max_rows == 50
    assert members.columns == (
        Field(name="ho_ten", label="Họ và tên", type=text),
        Field(
            name="so_dinh_danh", label="Số định danh cá nhân", type=FieldType.CCCD, privacy=Privacy.PERSONAL
        ),
    )
    assert reason.visible_when == OneOf("tu_cach", ("uy_quyen",))
    assert reason.required_when == AllOf((Filled("khac"), Not(Filled("xa"))))


def test_fields_and_choices_are_found_by_name():
    assert FORM.field("tu_cach").choice("uy_quyen") == Choice("uy_quyen", "Được ủy quyền")
    assert FORM.field("tu_cach").choice("khac") is None
    assert FORM.field("khong_co") is None


def test_a_form_read_back_from_its_own_data_is_the_same():
    data = form_to_data(FORM)

    assert form_from_data(data) == FORM
    assert data["sections"][1]["fields"][:2] == [
        {"name": "tong_von", "label": "Tổng vốn", "type": "money", "min": 1, "max": "10.5"},
        {"name": "von_gop", "label": "Vốn góp", "type": "money", "rule": "von_gop<=tong_von"},
    ]
    assert data["sections"][0]["fields"][0] == APPLICANT["fields"][0]
    assert list(data) == ["form_no", "sections"]
    assert list(form_to_data(form_from_data(one()))) == ["sections"]


def test_a_form_may_consist_of_blocks_alone_and_a_zero_is_kept():
    form = form_from_data(
        {"use": ["a", "b"]}, {"a": one(type="integer", min=0), "b": {"title": "B", "fields": []}}
    )

    assert [(section.id, section.title) for section in form.sections] == [("a", ""), ("b", "B")]
    assert form_to_data(form)["sections"][0]["fields"] == [
        {"name": "a", "label": "A", "type": "integer", "min": 0}
    ]


@pytest.mark.parametrize(
    ("data", "condition"),
    [
        ({"field": "a", "in": ["x", 1, True]}, OneOf("a", ("x", 1, True))),
        ({"field": "a", "is": "x"}, OneOf("a", ("x",))),
        ({"field": "a", "filled": True}, Filled("a")),
        ({"field": "a", "filled": False}, Not(Filled("a"))),
        (
            {"any": [{"field": "a", "is": "x"}, {"field": "b", "is": "y"}]},
            AnyOf((OneOf("a", ("x",)), OneOf("b", ("y",)))),
        ),
        ({"all": []}, AllOf(())),
    ],
)
def test_conditions_are_read_and_written(data, condition):
    fields = [{"name": name, "label": name, "type": "text"} for name in "abc"]
    form = form_from_data({"fields": [*fields[:2], fields[2] | {"visible_when": data}]})

    assert form.field("c").visible_when == condition
    assert form_from_data(form_to_data(form)) == form


@pytest.mark.parametrize(
    ("data", "path", "fact"),
    [
        pytest.param([], "", "not-an-object", id="list"),
        pytest.param({}, "fields", "missing", id="empty"),
        pytest.param({"fields": []}, "fields", "missing", id="no-fields"),
        pytest.param({"fields": {}}, "fields", "not-a-list", id="fields-not-a-list"),
        pytest.param({"felder": []}, "felder", "unknown-key", id="unknown-key"),
        pytest.param({"fields": ["a"]}, "fields[0]", "not-an-object", id="field-not-an-object"),
        pytest.param({"use": ["b"]}, "use[0]", "unknown-block", id="unknown-block"),
        pytest.param({"use": [1]}, "use[0]", "unknown-block", id="block-not-text"),
        pytest.param({"form_no": 1, **one()}, "form_no", "not-text", id="number-as-text"),
        pytest.param({"sections": [{"title": "A"}]}, "sections[0].id", "missing", id="section-without-id"),
        pytest.param({"sections": [{"id": "a", "x": 1}]}, "sections[0].x", "unknown-key", id="section-key"),
        pytest.param(
            {"sections": [{"id": "a", **one(type="bad")}]},
            "sections[0].fields[0].type",
            "unknown-type",
            id="place",
        ),
        pytest.param(one(name=""), "fields[0].name", "missing", id="no-name"),
        pytest.param(one(name="Họ tên"), "fields[0].name", "bad-name", id="bad-name"),
        pytest.param(one(name="1a"), "fields[0].name", "bad-name", id="digit-first"),
        pytest.param(one(label=" "), "fields[0].label", "missing", id="blank-label"),
        pytest.param(one(label=1), "fields[0].label", "not-text", id="label-not-text"),
        pytest.param(one(type="number"), "fields[0].type", "unknown-type", id="unknown-type"),
        pytest.param(one(type=None), "fields[0].type", "missing", id="no-type"),
        pytest.param(one(required="yes"), "fields[0].required", "not-a-flag", id="flag"),
        pytest.param(one(hint="x"), "fields[0].hint", "unknown-key", id="field-key"),
        pytest.param(one(pattern="("), "fields[0].pattern", "bad-pattern", id="pattern"),
        pytest.param(one(min="x"), "fields[0].min", "not-a-number", id="number"),
        pytest.param(one(min=True), "fields[0].min", "not-a-number", id="flag-as-number"),
        pytest.param(one(max=[]), "fields[0].max", "not-a-number", id="list-as-number"),
        pytest.param(one(max="NaN"), "fields[0].max", "not-a-number", id="no-number-at-all"),
        pytest.param(one(maxlen=0), "fields[0].maxlen", "not-a-count", id="zero-length"),
        pytest.param(one(maxlen=1.5), "fields[0].maxlen", "not-a-count", id="half-a-letter"),
        pytest.param(one(max_rows=-1), "fields[0].max_rows", "not-a-count", id="negative-rows"),
        pytest.param(one(privacy="secret"), "fields[0].privacy", "unknown-privacy", id="privacy"),
        pytest.param(one(type="select"), "fields[0].choices", "missing", id="no-choices"),
        pytest.param(
            one(choices=[{"value": "a", "label": "A"}]),
            "fields[0].choices",
            "not-for-this-type",
            id="needless-choices",
        ),
        pytest.param(
            one(type="radio", choices=[{"value": "a"}]),
            "fields[0].choices[0].label",
            "missing",
            id="choice-label",
        ),
        pytest.param(
            one(type="radio", choices=[{"value": "a", "label": "A"}] * 2),
            "fields[0].choices[1].value",
            "duplicate",
            id="choice-twice",
        ),
        pytest.param(
            one(type="radio", choices=[{"x": 1}]), "fields[0].choices[0].x", "unknown-key", id="choice-key"
        ),
        pytest.param(one(type="table"), "fields[0].columns", "missing", id="no-columns"),
        pytest.param(one(columns=["a"]), "fields[0].columns", "not-for-this-type", id="needless-columns"),
        pytest.param(
            one(type="table", columns=["a", "a"]), "fields[0].columns[1].name", "duplicate", id="column-twice"
        ),
        pytest.param(
            one(type="table", columns=["Ho ten"]), "fields[0].columns[0].name", "bad-name", id="column-name"
        ),
        pytest.param(
            one(type="table", columns=[{"name": "t", "label": "T", "type": "table", "columns": ["a"]}]),
            "fields[0].columns[0].type",
            "table-in-table",
            id="table-in-table",
        ),
        pytest.param(one(rule="a<=b"), "fields[0].rule", "unknown-field", id="rule-about-nothing"),
        pytest.param(one(rule="a<=ngay_nop"), "fields[0].rule", "rule-mixes-types", id="rule-mixes-types"),
        pytest.param(
            one(visible_when={"field": "b", "filled": True}),
            "fields[0].visible_when",
            "not-an-earlier-field",
            id="unknown",
        ),
        pytest.param(
            one(required_when={"field": "a", "is": "x"}),
            "fields[0].required_when",
            "not-an-earlier-field",
            id="itself",
        ),
        pytest.param(one(visible_when="x"), "fields[0].visible_when", "bad-condition", id="condition-text"),
        pytest.param(
            one(visible_when={"filled": True}),
            "fields[0].visible_when.field",
            "missing",
            id="condition-of-nothing",
        ),
        pytest.param(
            one(visible_when={"field": "b"}),
            "fields[0].visible_when.in",
            "missing",
            id="condition-without-values",
        ),
        pytest.param(
            one(visible_when={"field": "b", "in": []}),
            "fields[0].visible_when.in",
            "missing",
            id="condition-of-none",
        ),
        pytest.param(
            one(visible_when={"field": "b", "in": [1.5]}),
            "fields[0].visible_when",
            "not-a-value",
            id="condition-value",
        ),
        pytest.param(
            one(visible_when={"field": "b", "filled": 1}),
            "fields[0].visible_when.filled",
            "not-a-flag",
            id="condition-flag",
        ),
        pytest.param(
            one(visible_when={"field": "b", "equals": 1}),
            "fields[0].visible_when.equals",
            "unknown-key",
            id="condition-key",
        ),
        pytest.param(
            one(visible_when={"all": [{"x": 1}]}),
            "fields[0].visible_when.all[0].x",
            "unknown-key",
            id="deep-place",
        ),
        pytest.param(
            one(visible_when={"not": {"x": 1}}),
            "fields[0].visible_when.not.x",
            "unknown-key",
            id="place-in-not",
        ),
        pytest.param(
            one(visible_when={"any": 1}), "fields[0].visible_when.any", "not-a-list", id="any-not-a-list"
        ),
    ],
)
def test_a_fault_in_the_data_is_placed_exactly(data, path, fact):
    with pytest.raises(FormDataInvalid) as refusal:
        form_from_data(data)

    assert (refusal.value.code, refusal.value.path, refusal.value.fact) == (
        "forms.definition-invalid",
        path,
        fact,
    )
    assert str(refusal.value) == f"{path}: {fact}"


@pytest.mark.parametrize(
    ("data", "blocks", "path", "value"),
    [
        pytest.param(
            {"use": ["a", "b"]},
            {"a": one(), "b": one()},
            "form_blocks.b.fields[0].name",
            "a",
            id="two-blocks",
        ),
        pytest.param({"use": ["a"], **one()}, {"a": one()}, "fields[0].name", "a", id="block-and-own"),
        pytest.param({"use": ["a"]}, {"a": {"fields": [], "x": 7}}, "form_blocks.a.x", 7, id="block-key"),
        pytest.param({"use": ["a"]}, {"a": 5}, "form_blocks.a", 5, id="block-not-an-object"),
        pytest.param(
            one(type="table", columns=[5]), None, "fields[0].columns[0]", 5, id="column-not-an-object"
        ),
        pytest.param(one(rule="a<=b+7"), None, "fields[0].rule", "b", id="field-of-a-rule"),
        pytest.param(one(rule="a<=ngay_nop+7"), None, "fields[0].rule", "a<=ngay_nop+7", id="rule"),
        pytest.param(
            one(visible_when={"field": "b", "in": [1.5]}), None, "fields[0].visible_when", 1.5, id="value"
        ),
        pytest.param(
            one(visible_when={"field": "b", "is": "x"}), None, "fields[0].visible_when", "b", id="condition"
        ),
        pytest.param({"use": ["z"]}, None, "use[0]", "z", id="block"),
        pytest.param(one(min="x"), None, "fields[0].min", "x", id="number"),
        pytest.param(
            one(type="table", columns=[{"name": "t", "label": "T", "type": "table", "columns": ["a"]}]),
            None,
            "fields[0].columns[0].type",
            "t",
            id="table",
        ),
    ],
)
def test_a_fault_shows_what_stands_there(data, blocks, path, value):
    with pytest.raises(FormDataInvalid) as refusal:
        form_from_data(data, blocks)

    assert (refusal.value.path, refusal.value.value) == (path, value)


def test_a_rule_in_a_table_speaks_about_its_own_columns():
    columns = [
        {"name": "tu", "label": "Từ", "type": "date"},
        {"name": "den", "label": "Đến", "type": "date", "rule": "den>tu"},
    ]

    form = form_from_data(one(type="table", columns=columns))

    assert form.field("a").columns[1].rule.fields() == ("den", "tu")
    assert form_from_data(form_to_data(form)) == form


def test_columns_named_only_have_usual_labels_and_types():
    assert usual_column("dien_tich_san") == {
        "name": "dien_tich_san",
        "label": "Diện tích sàn (m²)",
        "type": "decimal",
    }
    assert usual_column("quan_he") == {"name": "quan_he", "label": "Quan hệ", "type": "text"}
    assert usual_column("mot_cot_la") == {"name": "mot_cot_la", "label": "Mot cot la", "type": "text"}


@pytest.mark.parametrize(
    ("field_type", "privacy"),
    [
        (FieldType.BANK_ACCOUNT, Privacy.SENSITIVE),
        (FieldType.IMAGE, Privacy.SENSITIVE),
        (FieldType.CCCD, Privacy.PERSONAL),
        (FieldType.PHONE, Privacy.PERSONAL),
        (FieldType.EMAIL, Privacy.PERSONAL),
        (FieldType.ADDRESS, Privacy.PERSONAL),
        (FieldType.ETHNICITY, Privacy.PERSONAL),
        (FieldType.PARTIAL_DATE, Privacy.PERSONAL),
        (FieldType.TEXT, Privacy.NONE),
        (FieldType.MONEY, Privacy.NONE),
    ],
)
def test_types_that_name_a_person_are_private_unless_the_form_says_otherwise(field_type, privacy):
    assert usual_privacy(field_type) is privacy
    assert form_from_data(one(type=field_type.value)).field("a").privacy is privacy
    open_field = form_from_data(one(type=field_type.value, privacy="none"))
    assert open_field.field("a").privacy is Privacy.NONE
    assert form_from_data(form_to_data(open_field)) == open_field


plain_types = sorted(set(FieldType) - CHOICES - {FieldType.TABLE})
fields_strategy = st.builds(
    lambda kind, **facts: Field(type=kind, privacy=usual_privacy(kind), **facts),
    kind=st.sampled_from(plain_types),
    name=st.from_regex("[a-z][a-z0-9_]{0,8}", fullmatch=True),
    label=st.text("Aă b", min_size=1).filter(str.strip),
    required=st.booleans(),
    minimum=st.none() | st.decimals(-1000, 1000, places=2),
    max_length=st.none() | st.integers(1, 500),
    level=st.sampled_from(["", "tinh", "xa"]),
)


@given(
    st.lists(fields_strategy, min_size=1, max_size=6, unique_by=lambda field: field.name),
    st.text("ab 1", max_size=5),
)
def test_every_form_survives_its_data(fields, form_no):
    form = FormDefinition((Section("s", "", tuple(fields)),), form_no)

    assert form_from_data(form_to_data(form)) == form
