"""The scanner at the desk reads every code that is printed (R-B4)."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.apps.documents.barcodes import code128_svg
from tests.apps.documents.code128 import read_code128


@given(st.text(alphabet=string.digits, min_size=1, max_size=40))
def test_any_run_of_digits_is_read_back(text):
    assert read_code128(code128_svg(text)) == text


@given(st.text(alphabet=string.ascii_uppercase + string.digits + ".-", min_size=1, max_size=30))
@settings(max_examples=100)
def test_any_code_is_read_back(text):
    assert read_code128(code128_svg(text)) == text


def test_digits_are_packed_in_pairs_so_that_the_bars_fit_the_head_of_an_a5_sheet():
    loose, packed = code128_svg("ABCDEFGHIJKLMNOPQRS"), code128_svg("H31.100-260504-0001")

    assert len(packed) < len(loose)


@pytest.mark.parametrize("text", ["", "Đ31", "tab\t"])
def test_letters_outside_the_alphabet_are_refused(text):
    with pytest.raises(ValueError, match="printable ASCII"):
        code128_svg(text)
