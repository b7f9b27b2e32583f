"""Everybody reads what changed in the procedures (R-C41)."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest

from motcua.apps.catalog.models import ProcedureVersion, Status
from tests.channels.portal.test_lookup_pages import words_of
from tests.factories.dossiers import PROCEDURE

PUBLISHED = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def changed(world):
    first = ProcedureVersion.objects.get(procedure__key=PROCEDURE)
    ProcedureVersion.objects.filter(pk=first.pk).update(valid_to=date(2026, 12, 1))
    data = {**first.data, "allowance": {"working_days": 3}, "legal_basis": ["Luật B"]}
    return ProcedureVersion.objects.create(
        procedure=first.procedure, number=2, status=Status.PUBLISHED, published_at=PUBLISHED,
        valid_from=date(2026, 12, 1), data=data, decision="15/QĐ-UBND", reason="Luật mới",
    )  # fmt: skip


def test_a_change_says_what_from_when_and_by_which_decision(client, changed):
    text = words_of(client.get("/thay-doi-thu-tuc"))

    assert "Cấp giấy phép xây dựng nhà ở riêng lẻ Sửa đổi từ 01/12/2026 . Theo 15/QĐ-UBND" in text
    assert "Sửa Thời hạn giải quyết: 5 ngày làm việc → 3 ngày làm việc" in text
    assert "Thêm Căn cứ pháp lý › Luật B" in text
    assert "Áp dụng từ 01/01/2013" in text


def test_drafts_and_withdrawn_versions_are_not_told(client, changed):
    ProcedureVersion.objects.create(
        procedure=changed.procedure, number=3, valid_from=date(2027, 1, 1), data={}, decision="99/QĐ"
    )
    ProcedureVersion.objects.filter(pk=changed.pk).update(status=Status.WITHDRAWN)

    text = words_of(client.get("/thay-doi-thu-tuc"))

    assert "99/QĐ" not in text
    assert "15/QĐ-UBND" not in text


def test_the_end_of_a_procedure_is_told(client, changed):
    ProcedureVersion.objects.filter(pk=changed.pk).update(valid_to=date(2027, 1, 1), end_decision="9/QĐ-UBND")

    assert "Bãi bỏ từ 01/01/2027 . Theo 9/QĐ-UBND" in words_of(client.get("/thay-doi-thu-tuc"))


def test_changes_of_one_procedure_are_asked_for_alone(client, changed):
    assert "15/QĐ-UBND" in words_of(client.get(f"/thay-doi-thu-tuc?thu-tuc={PROCEDURE}"))
    assert "Chưa có thay đổi nào" in words_of(client.get("/thay-doi-thu-tuc?thu-tuc=khong-co"))


def test_a_long_change_is_told_in_short(client, changed):
    data = {**changed.data, "notes": [f"Ghi chú {n}" for n in range(12)]}
    ProcedureVersion.objects.filter(pk=changed.pk).update(valid_to=date(2028, 1, 1))
    ProcedureVersion.objects.create(
        procedure=changed.procedure, number=3, status=Status.PUBLISHED, published_at=PUBLISHED,
        valid_from=date(2028, 1, 1), data=data,
    )  # fmt: skip

    assert "và 4 điểm khác" in words_of(client.get("/thay-doi-thu-tuc"))


def test_the_feed_carries_the_same(client, changed):
    answer = client.get("/thay-doi-thu-tuc/rss")

    items = ElementTree.fromstring(answer.content).findall("channel/item")  # noqa: S314  our own answer
    assert answer["Content-Type"].startswith("application/rss+xml")
    assert [item.findtext("guid") for item in items] == [f"{PROCEDURE}-2", f"{PROCEDURE}-1"]
    assert "sửa đổi từ 01/12/2026" in items[0].findtext("title")
    assert "15/QĐ-UBND" in items[0].findtext("description")
    assert items[0].findtext("link").endswith(f"/thu-tuc/{PROCEDURE}")
