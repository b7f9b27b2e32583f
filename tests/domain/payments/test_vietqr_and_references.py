"""Codes that banks' apps read, and references that survive a memo line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.payments import references, vietqr


def test_the_published_vectors():
    assert (
        vietqr.payload(bank="970416", account="257678859", amount_vnd=10_000, purpose="Chuyen tien")
        == "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6"
    )
    assert vietqr.payload(bank="970416", account="257678859").endswith("0208QRIBFTTA53037045802VN6304AE9F")


def test_the_purpose_loses_its_marks():
    assert "0811Nop le phi " not in vietqr.payload(bank="970416", account="1", purpose="Nộp lệ phí Đ")
    assert "Nop le phi D" in vietqr.payload(bank="970416", account="1", purpose="Nộp lệ phí Đ")


@pytest.mark.parametrize(
    ("bank", "account", "amount"),
    [("97041", "1", 1), ("970416", "", 1), ("970416", "1" * 20, 1), ("970416", "1", 0), ("970416", "1-2", 1)],
)
def test_what_cannot_stand_in_a_code_is_refused(bank, account, amount):
    with pytest.raises(vietqr.TransferNotPossible):
        vietqr.payload(bank=bank, account=account, amount_vnd=amount)


@given(
    account=st.from_regex(r"[0-9]{1,19}", fullmatch=True),
    amount=st.none() | st.integers(1, 10**12),
    purpose=st.text(max_size=40),
)
def test_every_code_is_whole(account, amount, purpose):
    text = vietqr.payload(bank="970436", account=account, amount_vnd=amount, purpose=purpose)

    assert text.isascii()
    assert int(text[-4:], 16) == vietqr.crc(text[:-4].encode())
    place, ids = 0, []
    while place < len(text):
        ids.append(text[place : place + 2])
        place += 4 + int(text[place + 2 : place + 4])
    assert place == len(text)
    assert ids == sorted(ids)


@given(number=st.integers(0, references.CHOICES - 1), data=st.data())
def test_a_reference_is_found_in_a_mangled_memo(number, data):
    reference = references.reference_of(number)
    mangled = "".join(letter + data.draw(st.sampled_from(["", " ", ".", "-"])) for letter in reference)
    memo = f"MBVCB.123456.{mangled.lower()}.CT tu 0123 NGUYEN VAN A"

    assert reference in references.references_in(memo)
    assert references.order_reference(references.attempt_reference(reference, 2)) == reference


@given(
    number=st.integers(0, references.CHOICES - 1),
    place=st.integers(2, 8),
    letter=st.sampled_from(references.ALPHABET),
)
def test_a_wrong_letter_is_seen(number, place, letter):
    reference = references.reference_of(number)
    wrong = reference[:place] + letter + reference[place + 1 :]
    distance = (references.ALPHABET.index(letter) - references.ALPHABET.index(reference[place])) % 31

    assert references.references_in(wrong) == ((wrong,) if distance == 0 else ())


def test_a_number_beyond_the_choices_has_no_reference():
    with pytest.raises(ValueError, match=str(references.CHOICES)):
        references.reference_of(references.CHOICES)
