"""What agencies add to papers and say in messages, and where their numbers begin: dated, with rights and a trail."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from motcua.apps.audit import queries as audit
from motcua.apps.documents import operations, settings
from motcua.apps.documents.previews import preview
from motcua.apps.documents.settings import Additions
from motcua.apps.documents.sheets import SheetKind
from motcua.domain.access import Actor, ActorKind, NotPermitted, Post
from motcua.domain.messages import BUILT_IN, MessageEvent, PlaceholderUnknown
from tests.apps.documents.pdfs import flat_text_of
from tests.factories.documents import RECEIPT
from tests.factories.organization import AgencyFactory

AT = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
TODAY, LATER = date(2026, 11, 30), date(2026, 12, 15)
EVENT = MessageEvent.ACCEPTED

pytestmark = pytest.mark.django_db


def person(role, agency_id=1):
    return Actor(ActorKind.OFFICER, "Đỗ Minh Khang", 7, (Post(1, agency_id, 1, role),))


ADMIN = person("province_admin")


@pytest.fixture
def ward():
    return AgencyFactory()


def add(agency_id, kind="", on=TODAY, actor=ADMIN, **texts):
    settings.set_additions(
        agency_id=agency_id, kind=kind, additions=Additions(**texts), valid_from=on, actor=actor, at=AT
    )


def say(agency_id, text, regime="", on=TODAY, actor=ADMIN, *, plain=False):
    settings.set_message(
        agency_id=agency_id, event=EVENT, regime=regime, text=text, plain=plain, valid_from=on, actor=actor, at=AT
    )  # fmt: skip


def test_additions_fall_back_field_by_field_and_hold_from_their_day(ward):
    add(None, footer="Tổng đài 1022", place="Hưng Yên")
    add(ward.pk, footer="Đường dây nóng 0221")
    add(ward.pk, "receipt", note="Mở cửa sáng thứ Bảy\n\n  từ 07:30 ")
    add(ward.pk, "receipt", on=LATER, note="Mở cửa cả thứ Bảy")

    now = settings.additions_for(ward.pk, "receipt", on=TODAY)
    assert now == Additions(
        footer="Đường dây nóng 0221", place="Hưng Yên", note="Mở cửa sáng thứ Bảy\ntừ 07:30"
    )
    assert settings.additions_for(ward.pk, "receipt", on=LATER).note == "Mở cửa cả thứ Bảy"
    assert settings.additions_for(ward.pk, "apology", on=TODAY).note == ""
    assert settings.additions_for(None, "receipt", on=TODAY).footer == "Tổng đài 1022"
    assert [row.note for row in settings.sheet_versions(ward.pk, "receipt")] == [
        "Mở cửa cả thứ Bảy",
        "Mở cửa sáng thứ Bảy\ntừ 07:30",
    ]
    assert len(audit.acts_on(object_type="papers", object_id=ward.pk)) == 3
    assert (
        audit.acts_on(object_type="papers", object_id="province")[0].payload["after"]["footer"]
        == "Tổng đài 1022"
    )


def test_a_printed_sheet_bears_what_its_agency_adds(ward):
    from dataclasses import replace

    add(
        ward.pk,
        above="Ủy ban nhân dân tỉnh Hưng Yên",
        footer="Đường dây nóng 0221 000 1022",
        note="Cảm ơn Ông/Bà.",
    )
    head = replace(RECEIPT.letterhead, agency_id=ward.pk)
    mine, others = (
        replace(RECEIPT, letterhead=head),
        replace(RECEIPT, letterhead=replace(head, agency_id=None)),
    )

    def words(sheet):
        printed = operations.print_sheet(sheet, regime="REG-2018", dossier_id=UUID(int=1), actor=ADMIN, at=AT)
        return flat_text_of(operations.reprint(sheet_id=printed.pk, actor=ADMIN, at=AT))

    text = words(mine)
    assert "ỦY BAN NHÂN DÂN TỈNH HƯNG YÊN" in text
    assert text.count("Đường dây nóng 0221 000 1022") == text.count("Trang ") > 0  # On every page.
    assert text.count("Cảm ơn Ông/Bà.") == 2
    assert "Cảm ơn" not in words(others)


def test_a_preview_shows_a_sample_as_it_would_be(ward):
    text = flat_text_of(
        preview(
            SheetKind.APOLOGY, regime="REG-2025", agency_name="Ủy ban nhân dân xã Mẫu",
            additions=Additions(note="#set text(red) <b>đậm</b>"), place="Xã Mẫu", at=AT,
        )
    )  # fmt: skip
    assert "MẪU" in text
    assert "ỦY BAN NHÂN DÂN XÃ MẪU" in text
    assert "Xã Mẫu, ngày 30 tháng 11 năm 2026" in text
    assert "#set text(red) <b>đậm</b>" in text


@pytest.mark.parametrize("kind", SheetKind)
def test_every_form_can_be_looked_at(kind):
    additions = Additions(above="Cơ quan chủ quản", footer="Chân trang", note="Cuối trang")
    assert (
        preview(kind, regime="REG-2015", agency_name="", additions=additions, place="", at=AT)[:5] == b"%PDF-"
    )


@pytest.mark.parametrize(
    ("texts", "field"),
    [({"above": "a\nb"}, "above"), ({"footer": "x" * 161}, "footer"), ({"note": "x" * 501}, "note")],
)
def test_lines_are_lines_and_fit(ward, texts, field):
    with pytest.raises(settings.TextNotPlain) as refusal:
        add(ward.pk, **texts)
    assert refusal.value.field == field


def test_nothing_is_set_for_the_past_or_for_unknown_forms(ward):
    with pytest.raises(settings.SettingNotLater):
        add(ward.pk, on=date(2026, 11, 29), note="x")
    with pytest.raises(settings.SettingNotLater):
        say(ward.pk, "x", on=date(2026, 11, 29))
    with pytest.raises(settings.KindUnknown):
        add(ward.pk, "no-such-form", note="x")


def test_messages_fall_back_from_agency_to_province_to_what_is_built_in(ward):
    def said(regime="REG-2025", on=TODAY, agency=ward.pk):
        found = settings.message_text(EVENT, agency, regime, on)
        return found.text, found.origin

    assert said() == (BUILT_IN[EVENT], "default")
    say(None, "Tỉnh: {ma_ho_so}")
    assert said() == ("Tỉnh: {ma_ho_so}", "province")
    say(ward.pk, "Phường: {ma_ho_so}", plain=True)
    assert said() == ("Phường: {ma_ho_so}", "agency")
    assert said(agency=None) == ("Tỉnh: {ma_ho_so}", "province")
    say(ward.pk, "Theo 2018: {ma_ho_so}", regime="REG-2018")
    assert said("REG-2018")[0] == "Theo 2018: {ma_ho_so}"
    assert said("REG-2025")[0] == "Phường: {ma_ho_so}"
    say(ward.pk, "Sau này: {ma_ho_so}", on=LATER)
    assert said()[0] == "Phường: {ma_ho_so}"
    assert said(on=LATER)[0] == "Sau này: {ma_ho_so}"
    versions = settings.message_versions(ward.pk, EVENT)
    assert [row.author_name for row in versions] == ["Đỗ Minh Khang"] * 3
    act = audit.acts_on(object_type="papers", object_id=ward.pk)[-1]
    assert (act.payload["before"], act.payload["after"]) == ("Tỉnh: {ma_ho_so}", "Phường: {ma_ho_so}")


def test_a_text_with_an_unknown_name_is_not_kept(ward):
    with pytest.raises(PlaceholderUnknown):
        say(ward.pk, "{khong_co}")
    assert settings.message_versions(ward.pk, EVENT) == []


def begin(agency_id, number, kind="apology", reason="Đã cấp trên giấy", actor=ADMIN):
    settings.begin_sequence(
        agency_id=agency_id, kind=kind, year=2026, next_number=number, reason=reason, actor=actor, at=AT
    )


def test_a_sequence_goes_on_from_the_number_that_was_set_and_never_back(ward):
    begin(ward.pk, 40)
    assert operations.next_document_number(ward.pk, SheetKind.APOLOGY, 2026) == "40/PXL"
    for number in (1, 12, 40):
        with pytest.raises(settings.SequenceBackwards) as refusal:
            begin(ward.pk, number)
        assert refusal.value.lowest == 41
    begin(ward.pk, 41 + 9)
    last = {row.kind: row.last for row in settings.sequences_of(ward.pk, 2026)}
    assert (last["apology"], last["refusal"], last["result"]) == (49, 0, 0)
    assert settings.sequences_of(ward.pk, 2027)[0].last == 0
    acts = audit.acts_on(object_type="papers", object_id=ward.pk)
    assert [act.payload["last_before"] for act in acts] == [40, 0]
    with pytest.raises(settings.SequenceBackwards):
        begin(ward.pk, 1, kind="refusal")


def test_a_sequence_needs_a_reason_and_a_kind(ward):
    with pytest.raises(settings.ChangeReasonMissing):
        begin(ward.pk, 5, reason=" ")
    with pytest.raises(settings.KindUnknown):
        begin(ward.pk, 5, kind="poem")


def test_an_agency_sets_its_own_only(ward):
    other = AgencyFactory()
    own = person("unit_admin", ward.pk)
    add(ward.pk, note="x", actor=own)
    say(ward.pk, "x", actor=own)
    begin(ward.pk, 5, actor=own)
    for act in (
        lambda: add(other.pk, note="x", actor=own),
        lambda: add(None, note="x", actor=own),
        lambda: say(None, "x", actor=own),
        lambda: begin(other.pk, 5, actor=own),
        lambda: say(ward.pk, "x", actor=person("procedure_control", ward.pk)),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert settings.may_read(own, None)
    assert not settings.may_read(own, other.pk)
    assert settings.may_read(person("procedure_control"), other.pk)
