"""A field says what it asks for and what is wrong, to the eye and to a screen reader."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from motcua.ui.forms import PageForm
from motcua.ui.tables import Cell, Column, Table


class Sample(PageForm):
    name = forms.CharField(
        label="Họ và tên", help_text="Viết có dấu", widget=forms.TextInput(attrs={"class": "short"})
    )
    born = forms.DateField(label="Ngày sinh", required=False)
    sex = forms.ChoiceField(label="Giới tính", choices=[("m", "Nam"), ("f", "Nữ")], widget=forms.RadioSelect)
    paper = forms.FileField(label="Bản chụp")
    agree = forms.BooleanField(label="Tôi cam đoan đúng.")
    code = forms.CharField(label="Mã", error_messages={"required": "Xem mã ở đầu giấy hẹn."})
    token = forms.CharField(widget=forms.HiddenInput)


def field(form: forms.Form, name: str, **extra: object) -> str:
    return render_to_string("ui/field.html", {"field": form[name], **extra})


def test_label_help_and_input_are_tied_together():
    html = field(Sample(), "name")

    assert '<label class="form-label" for="id_name">Họ và tên' in html
    assert '<p class="form-text" id="id_name_helptext">Viết có dấu</p>' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'class="form-control short"' in html


def test_only_the_optional_is_marked():
    assert "(không bắt buộc)" in field(Sample(), "born")
    assert "(không bắt buộc)" not in field(Sample(), "name")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("name", "Hãy điền “Họ và tên”."),
        ("sex", "Hãy chọn “Giới tính”."),
        ("paper", "Hãy chọn tệp cho “Bản chụp”."),
        ("agree", "Hãy đánh dấu “Tôi cam đoan đúng”."),
        ("code", "Xem mã ở đầu giấy hẹn."),
    ],
)
def test_an_empty_answer_is_refused_with_the_label_of_its_field(name, words):
    html = field(Sample({}), name)

    assert words in html
    assert f'id="id_{name}_error"' in html
    assert 'class="field bad"' in html


def test_a_refused_input_says_so_to_a_screen_reader():
    html = field(Sample({}), "name")

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    html = field(Sample({}), "sex")

    assert "<legend>Giới tính" in html
    assert '<label class="choice" for="id_sex_0"><input type="radio" name="sex" value="m"' in html
    assert html.count('class="form-check-input"') == 2
    assert 'aria-describedby="id_sex_error"' in html


def test_a_file_can_be_dropped_and_photographed():
    html = field(Sample(), "paper")

    assert "data-drop" in html
    assert 'capture="environment"' in html


def test_a_hidden_field_has_no_label():
    assert field(Sample(), "token").strip().startswith('<input type="hidden" name="token"')


def test_the_summary_counts_the_errors_and_leads_to_each():
    form = Sample({"token": "x"})
    form.add_error(None, "Hồ sơ đang tạm dừng.")

    html = render_to_string("ui/error_summary.html", {"form": form})

    assert "Có 6 chỗ cần sửa" in html
    assert "<li>Hồ sơ đang tạm dừng.</li>" in html
    assert '<a href="#id_sex_0">Hãy chọn “Giới tính”.</a>' in html
    assert render_to_string("ui/error_summary.html", {"form": Sample()}).strip() == ""


def test_pages_keep_the_filters_of_the_address():
    page = Paginator(range(1284), 20).page(3)
    request = RequestFactory().get("/?step=tham-tra&page=3")

    html = render_to_string("ui/pagination.html", {"page": page}, request=request)

    assert 'href="?step=tham-tra&amp;page=4"' in html
    assert "41–60 trong 1.284" in html
    assert '<span aria-current="page">3</span>' in html
    assert "…" in html


def test_one_page_needs_no_pager():
    request = RequestFactory().get("/")

    assert (
        render_to_string("ui/pagination.html", {"page": Paginator([1], 20).page(1)}, request=request).strip()
        == ""
    )


def test_a_table_repeats_its_headings_for_phones_and_leads_to_the_figures():
    table = Table(
        "Khoản",
        [Column("Khoản"), Column("Số tiền", "num")],
        [["Lệ phí", Cell("50.000", "/x")]],
        ["Cộng", "50.000"],
    )

    html = render_to_string("ui/table.html", {"table": table, "fold": True})

    assert '<th scope="row" class="">Lệ phí</th>' in html
    assert '<td class="num" data-label="Số tiền"><a href="/x">50.000</a></td>' in html
    assert html.index("<tfoot>") < html.index("Cộng")


def test_a_row_as_wide_as_its_table_is_demanded():
    with pytest.raises(ValueError, match="zip"):
        Table("Khoản", [Column("Khoản")], [["Lệ phí", "50.000"]]).body  # noqa: B018
