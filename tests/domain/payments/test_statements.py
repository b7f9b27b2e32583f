"""Statements of several makes say the same; the same line has the same key."""

from datetime import date
from uuid import uuid4

import pytest

from motcua.domain.payments import orders, statements
from motcua.domain.payments.ledger import Account
from motcua.domain.payments.statements import StatementUnreadable, Verdict, judge, read_statement
from motcua.domain.spreadsheets.sheets import Sheet
from motcua.domain.spreadsheets.writing import write_xlsx

CSV = """Sao kê tài khoản;;;
Ngày giao dịch;Số tham chiếu;Ghi có (VND);Ghi nợ;Nội dung
25/11/2026 10:02:11;FT1;1.250.000;;MC TEST
25/11/2026;FT2;;90.000;Phí
26-11-2026;FT3;8,000.00;;Chuyển tiền
;;1.258.000;;Tổng
"""
CAMT = b"""<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Ntry><Amt Ccy="VND">50000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-25</Dt></BookgDt><AcctSvcrRef>A1</AcctSvcrRef>
<NtryDtls><TxDtls><RmtInf><Ustrd>MC X</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="VND">1</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-11-25</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>"""


def test_what_came_in_is_read_and_what_went_out_is_not():
    found = read_statement(CSV.encode())

    assert [(one.day, one.amount_vnd, one.memo) for one in found] == [
        (date(2026, 11, 25), 1_250_000, "MC TEST"),
        (date(2026, 11, 26), 8_000, "Chuyển tiền"),
    ]


def test_a_workbook_says_the_same_as_its_text():
    rows = tuple(tuple(line.split(";")) for line in CSV.strip().split("\n"))

    assert read_statement(write_xlsx([Sheet("Sao kê", rows)])) == read_statement(CSV.encode())


def test_camt_is_read():
    (line,) = read_statement(CAMT)

    assert (line.day, line.amount_vnd, line.memo) == (date(2026, 11, 25), 50_000, "MC X")


def test_two_equal_lines_are_two_and_keep_their_keys():
    twice = "Ngày,Số tiền,Nội dung\n25/11/2026,5000,a\n25/11/2026,5000,a\n"

    first, second = read_statement(twice.encode())

    assert first.key != second.key
    assert read_statement(twice.encode()) == (first, second)


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (b"a,b\n1,2\n", "headings"),
        ("Ngày,Số tiền,Nội dung\nhôm qua,5000,a\n".encode(), "day"),
        ("Ngày,Số tiền,Nội dung\n25/11/2026,5x,a\n".encode(), "amount"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "document-type"),
        (b"<a>", "xml"),
        (b"<a/>", "statement"),
    ],
)
def test_what_is_no_statement_is_refused(data, fact):
    with pytest.raises(StatementUnreadable) as refused:
        read_statement(data)

    assert refused.value.fact == fact


def test_the_verdict_of_a_line():
    order = orders.open_order(uuid4(), 50_000)
    part = orders.fold(
        order, orders.decide_money(order, orders.Received(Account.BANK, "k", 20_000), still_due=True)
    )
    claimed = orders.Received(Account.BANK, "c", 50_000, claimed=True)
    counter = orders.fold(order, orders.decide_money(order, claimed, still_due=True))

    assert judge(1, None, still_due=False) is Verdict.UNKNOWN
    assert judge(50_000, order, still_due=True) is Verdict.EXACT
    assert judge(30_000, part, still_due=True) is Verdict.EXACT
    assert judge(20_000, order, still_due=True) is Verdict.UNDER
    assert judge(60_000, order, still_due=True) is Verdict.OVER
    assert judge(50_000, order, still_due=False) is Verdict.NOT_OWED
    assert judge(50_000, counter, still_due=False) is Verdict.PROOF
    assert statements.NEEDED
