"""An electronic form on a page, and what was typed into it."""

from datetime import date

from django.http import QueryDict
from django.template.loader import render_to_string

from motcua.domain.forms import computed, form_from_data, validate, validate_draft
from motcua.ui import eform
from motcua.ui.eform import Answers

FORM = form_from_data({
    "sections": [
        {"id": "nguoi", "title": "Người đề nghị", "fields": [
            {"name": "ten", "label": "Họ và tên", "type": "text", "required": True, "rule": "ghi như trên thẻ"},
            {"name": "gioi", "label": "Giới", "type": "radio",
             "choices": [{"value": "nam", "label": "Nam"}, {"value": "nu", "label": "Nữ"}]},
            {"name": "nop_thay", "label": "Nộp thay", "type": "boolean"},
            {"name": "ly_do", "label": "Lý do", "type": "textarea", "required": True, "visible_when": "nop_thay = đúng"},
            {"name": "xa", "label": "Các xã", "type": "admin_units", "level": "xa"},
            {"name": "quyen", "label": "Quyền", "type": "multiselect",
             "choices": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]},
        ]},
        {"id": "phi", "title": "", "fields": [
            {"name": "dong", "label": "Các khoản", "type": "table", "required": True, "columns": [
                {"name": "khoan", "label": "Khoản", "type": "text", "required": True},
                {"name": "so_tien", "label": "Số tiền", "type": "money"}]},
            {"name": "tong", "label": "Tổng", "type": "money", "computed": "sum(so_tien)"},
        ]},
        {"id": "an", "title": "Ẩn", "fields": [
            {"name": "an", "label": "Ẩn", "type": "text", "visible_when": "nop_thay = đúng"}]},
    ]
})  # fmt: skip
SENT = QueryDict(
    "ten=Ánh&gioi=nu&xa=12345%0A%0A54321&quyen=a&quyen=b&dong:rows=2&dong[0].khoan=Phí&dong[0].so_tien=1.000"
    "&dong[1].khoan=&dong[1].so_tien=năm"
)


def answers(post=SENT, more_rows=""):
    typed = eform.entered(FORM, post)
    kept = validate_draft(FORM, typed, filed_on=date(2026, 11, 25)).values
    errors = validate(FORM, typed, filed_on=date(2026, 11, 25)).errors
    return Answers(typed=typed, kept=kept, errors=errors, computed=computed(FORM, kept), more_rows=more_rows)


def asked(found):
    return {question.name: question for section in found for question in section.questions}


def test_what_was_typed_is_read_by_the_names_of_the_form():
    assert eform.entered(FORM, SENT) == {
        "ten": "Ánh", "gioi": "nu", "xa": ["12345", "54321"], "quyen": ["a", "b"],
        "dong": [{"khoan": "Phí", "so_tien": "1.000"}, {"khoan": "", "so_tien": "năm"}],
    }  # fmt: skip


def test_only_what_is_asked_now_is_shown():
    found = eform.sections(FORM, answers())
    assert [section.title for section in found] == ["Người đề nghị", ""]
    assert "ly_do" not in asked(found)

    found = eform.sections(FORM, answers(QueryDict("nop_thay=true")))
    assert [section.title for section in found] == ["Người đề nghị", "", "Ẩn"]
    assert asked(found)["ly_do"].error == "Hãy điền mục này."


def test_values_errors_and_computed_values_stand_at_their_questions():
    found = asked(eform.sections(FORM, answers()))

    assert (found["ten"].value, found["ten"].optional, found["ten"].help) == (
        "Ánh",
        False,
        "ghi như trên thẻ",
    )
    assert (found["gioi"].chosen, found["gioi"].optional) == (["nu"], True)
    assert (found["xa"].value, found["quyen"].chosen) == ("12345\n54321", ["a", "b"])
    rows = found["dong"].rows
    assert [(place, number) for place, number, _ in rows] == [("dong[0]", 1), ("dong[1]", 2)]
    assert rows[1][2][1].error == "Hãy nhập một số, ví dụ 1.250,5."
    assert found["tong"].value == "1000"


def test_a_total_is_worked_out_and_cannot_be_typed():
    total = asked(
        eform.sections(FORM, answers(QueryDict("dong:rows=1&dong[0].khoan=x&dong[0].so_tien=1.000")))
    )["tong"]

    assert (total.value, total.computed) == ("1000", True)


def test_rows_are_added_and_taken_away():
    assert len(asked(eform.sections(FORM, answers(more_rows="dong")))["dong"].rows) == 3
    assert len(asked(eform.sections(FORM, answers(QueryDict(""))))["dong"].rows) == 1
    typed = eform.entered(FORM, SENT)
    assert eform.without_row(typed, "dong[0]")["dong"] == [{"khoan": "", "so_tien": "năm"}]
    assert eform.without_row(typed, "khong_co[0]") == typed


def test_errors_are_listed_with_the_way_to_their_questions():
    assert (
        "q-dong-1--so_tien",
        "Các khoản, dòng 2: Số tiền",
        "Hãy nhập một số, ví dụ 1.250,5.",
    ) in eform.error_list(FORM, answers().errors)
    assert eform.error_list(FORM, answers(QueryDict("")).errors)[0] == (
        "q-ten",
        "Họ và tên",
        "Hãy điền mục này.",
    )


def test_the_page_carries_every_kind_of_question():
    text = render_to_string("ui/eform.html", {"sections": eform.sections(FORM, answers())})

    assert 'value="add:dong" formaction="#q-dong"' in text
    assert 'value="drop:dong[1]"' in text
    assert '<input type="hidden" name="dong:rows" value="2" />' in text
    assert 'type="radio" name="gioi" value="nu" checked' in text
    assert 'aria-invalid="true"' in text
    assert "(không bắt buộc)" in text
