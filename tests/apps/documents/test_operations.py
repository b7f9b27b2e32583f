"""Numbers without gaps, sheets that stay as printed, files that are what they say."""

import io
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from motcua.apps.audit.models import AccessLog
from motcua.apps.documents import contents, links, operations, options, queries, rendering
from motcua.apps.documents.models import PrintedSheet, Sequence, StoredFile
from motcua.apps.documents.sheets import SheetKind
from motcua.apps.documents.uploads import FileInfected, FileTooLarge
from motcua.domain.access import Actor, ActorKind
from tests.apps.documents import uploads_made
from tests.apps.documents.pdfs import flat_text_of
from tests.factories.documents import RECEIPT, REGISTER, SUPPLEMENT_REQUEST
from tests.factories.organization import AgencyFactory

AT = datetime(2026, 5, 4, 2, 5, tzinfo=UTC)
DOSSIER = UUID("6f1b0c1e-0000-4000-8000-000000000007")
OFFICER = Actor(kind=ActorKind.OFFICER, name="Lương Thị Kim Oanh", account_id=7)


def print_receipt(**changes):
    return operations.print_sheet(
        replace(RECEIPT, **changes), regime="REG-2018", dossier_id=DOSSIER, actor=OFFICER, at=AT
    )


# ---- Numbers ----


def test_each_agency_kind_and_year_counts_from_one(db):
    """Law: R-B23."""
    here, there = AgencyFactory.create(), AgencyFactory.create()
    asked = [
        (here.pk, "a", 2026),
        (here.pk, "a", 2026),
        (here.pk, "b", 2026),
        (there.pk, "a", 2026),
        (here.pk, "a", 2027),
    ]

    assert [operations.next_number(*sequence) for sequence in asked] == [1, 2, 1, 1, 1]


@pytest.mark.parametrize(
    ("kind", "number"),
    [(SheetKind.SUPPLEMENT_REQUEST, "01/HDHS"), (SheetKind.APOLOGY, "01/PXL"), (SheetKind.REFUSAL, "01/PTC")],
)
def test_document_numbers_carry_their_symbol(db, kind, number):
    """Law: R-B9, B.3."""
    assert operations.next_document_number(AgencyFactory.create().pk, kind, 2026) == number


def test_a_province_may_choose_its_symbols(db, settings):
    settings.MOTCUA_DOCUMENT_SYMBOLS = {"refusal": "TCTN"}

    assert operations.next_document_number(AgencyFactory.create().pk, SheetKind.REFUSAL, 2026) == "01/TCTN"


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused():
    with pytest.raises(operations.OutsideTransaction):
        operations.next_number(AgencyFactory.create().pk, "a", 2026)


@pytest.mark.django_db(transaction=True)
def test_eight_threads_leave_no_gap_though_some_of_them_fail():
    agency = AgencyFactory.create().pk
    taken, failures = [], []

    def take(thread):
        try:
            for turn in range(25):
                with transaction.atomic():
                    number = operations.next_number(agency, "HDHS", 2026)
                    undone = (thread + turn) % 5 == 0
                    transaction.set_rollback(undone)
                if not undone:
                    taken.append(number)
        except Exception as error:  # noqa: BLE001  # A failure in a thread must reach the test.
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(thread,)) for thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sorted(taken) == list(range(1, 161))
    assert Sequence.objects.get(agency=agency).last == 160


# ---- Printed sheets ----


def test_a_printed_sheet_keeps_what_it_said_and_who_printed_it(db):
    """Law: R-B2."""
    printed = print_receipt()

    assert (printed.kind, printed.number, printed.copies) == ("receipt", RECEIPT.code, 2)
    assert printed.data["applicant"]["name"] == RECEIPT.applicant.name
    assert printed.data["due_at"] == "2026-05-25T17:00"
    assert (printed.printed_by_account_id, printed.printed_by_name) == (7, OFFICER.name)
    assert AccessLog.objects.get().subject_id == str(DOSSIER)


def test_a_reprint_is_identical_and_leaves_a_trace(db, monkeypatch):
    printed = print_receipt()
    first = queries.reprint(printed.pk)
    monkeypatch.setattr(rendering, "render", None)

    again = operations.reprint(sheet_id=printed.pk, actor=OFFICER, at=AT + timedelta(days=3))

    assert again == first
    assert len(again) == printed.size
    (summary,) = queries.sheets_of(DOSSIER)
    assert (summary.number, summary.reprint_count) == (RECEIPT.code, 1)
    assert list(AccessLog.objects.order_by("id").values_list("action", flat=True)) == ["print", "reprint"]


def test_a_sheet_changed_on_the_disk_is_not_handed_out(db):
    printed = print_receipt()
    with open(default_storage.path(printed.path), "r+b") as file:  # noqa: PTH123
        file.seek(100)
        file.write(b"x")

    with pytest.raises(contents.ContentDamaged):
        queries.reprint(printed.pk)
    default_storage.delete(printed.path)  # Other tests read the same storage.


def test_a_sheet_missing_on_the_disk_is_named(db):
    printed = print_receipt(code="H31.100-260504-0099")
    default_storage.delete(printed.path)

    with pytest.raises(contents.ContentDamaged) as damaged:
        queries.reprint(printed.pk)

    assert damaged.value.path == printed.path


def test_printed_sheets_and_reprints_cannot_be_changed(db):
    printed = print_receipt()
    operations.reprint(sheet_id=printed.pk, actor=OFFICER, at=AT)

    for change in (
        lambda: PrintedSheet.objects.update(number="x"),
        lambda: PrintedSheet.objects.filter(pk=printed.pk)._raw_delete("default"),
        lambda: printed.reprints.update(printed_by_name="x"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_the_latest_sheet_of_a_kind_is_found(db):
    print_receipt()
    corrected = print_receipt(submitter="Vũ Văn Long")

    assert queries.latest_sheet(DOSSIER, "receipt") == corrected
    assert queries.latest_sheet(DOSSIER, "refusal") is None
    assert queries.sheet_of_dossier(corrected.pk, dossier_id=DOSSIER) == corrected
    with pytest.raises(PrintedSheet.DoesNotExist):
        queries.sheet_of_dossier(corrected.pk, dossier_id=UUID(int=1))


def test_a_register_belongs_to_no_dossier(db):
    printed = operations.print_sheet(REGISTER, regime="REG-2025", dossier_id=None, actor=OFFICER, at=AT)

    assert (printed.dossier_id, printed.number) == (None, "")
    assert AccessLog.objects.get().subject_type == "sheet"


def test_the_number_of_the_sheet_comes_before_the_code(db):
    sheet = replace(SUPPLEMENT_REQUEST, code=RECEIPT.code)

    printed = operations.print_sheet(sheet, regime="REG-2018", dossier_id=DOSSIER, actor=OFFICER, at=AT)

    assert printed.number == "05/HDHS"


@pytest.mark.parametrize(
    ("identity", "shown"), [("full", "033426001256"), ("masked", "033 4•• ••• 256"), ("hidden", None)]
)
def test_the_identity_number_is_printed_as_the_province_chose(db, settings, identity, shown):
    settings.MOTCUA_PRINT = {"identity": identity}
    printed = print_receipt(applicant=replace(RECEIPT.applicant, identity="033426001256"))

    text = flat_text_of(queries.reprint(printed.pk))

    assert ("CCCD" in text) == (shown is not None)
    assert (shown or "") in text
    assert ("033426001256" in str(printed.data)) == (identity == "full")


def test_optional_rows_can_be_switched_off():
    nothing = options.PrintOptions(fees=False, lookup=False, hotline=False, rating=False)

    plain = nothing.applied_to(replace(RECEIPT, rating=None))

    assert (plain.fees, plain.lookup_url, plain.pin, plain.hotline) == ((), "", "", "")
    assert nothing.applied_to(REGISTER) == REGISTER


# ---- Files ----


def test_a_file_is_named_by_its_content_and_kept_once(db):
    content = uploads_made.pdf()
    first = operations.store_bytes(content, name="C:\\hồ sơ\\don.pdf", actor=OFFICER, at=AT)
    second = operations.store_bytes(content, name="khac.pdf", actor=OFFICER, at=AT)

    assert first == second
    assert (first.name, first.media_type) == ("don.pdf", "application/pdf")
    assert queries.file_content(first.sha256).content == content
    assert queries.file_names([first.sha256]) == {first.sha256: ("don.pdf", len(content))}


def test_the_limit_is_a_setting_and_no_more_than_it_is_read(db, settings):
    settings.MOTCUA_UPLOAD_MAX_BYTES = 100
    upload = io.BytesIO(uploads_made.pdf())

    with pytest.raises(FileTooLarge) as refused:
        operations.store_file(upload, name="don.pdf", actor=OFFICER, at=AT)

    assert refused.value.limit == 100
    assert upload.tell() == 101


def test_an_infected_file_is_neither_handed_out_nor_taken_in_again(db):
    stored = operations.store_bytes(uploads_made.png(), name="anh.png", actor=OFFICER, at=AT)
    operations.record_scan(sha256=stored.sha256, infected=True, actor=Actor.system("scanner"), at=AT)

    with pytest.raises(FileInfected):
        queries.file_content(stored.sha256)
    with pytest.raises(FileInfected):
        operations.store_bytes(uploads_made.png(), name="lai.png", actor=OFFICER, at=AT)
    assert queries.files_to_scan(limit=10) == []


def test_where_files_must_be_scanned_a_waiting_one_is_not_handed_out(db, settings):
    settings.MOTCUA_SCANNED_FILES_ONLY = True
    stored = operations.store_bytes(uploads_made.png(), name="anh.png", actor=OFFICER, at=AT)

    assert queries.files_to_scan(limit=10) == [stored.sha256]
    with pytest.raises(queries.FileNotScannedYet):
        queries.file_content(stored.sha256)
    operations.record_scan(sha256=stored.sha256, infected=False, actor=Actor.system("scanner"), at=AT)
    assert queries.file_content(stored.sha256).media_type == "image/png"


def test_a_verdict_needs_a_time(db):
    operations.store_bytes(uploads_made.png(), name="anh.png", actor=OFFICER, at=AT)

    with pytest.raises(DatabaseError, match="file_verdict_has_a_time"):
        StoredFile.objects.update(scan="clean")


def test_a_link_is_good_for_its_reader_and_for_a_short_time(db, settings):
    settings.MOTCUA_LINK_SECONDS = 60
    stored = operations.store_bytes(uploads_made.png(), name="anh.png", actor=OFFICER, at=AT)
    token = queries.download_token(stored.sha256, reader="7", at=AT)

    assert queries.file_behind(token, reader="7", at=AT + timedelta(seconds=60)).sha256 == stored.sha256
    for reader, later, changed in [("8", 0, token), ("7", 61, token), ("7", 0, token[:-1]), ("7", 0, "")]:
        with pytest.raises(links.LinkNotValid):
            queries.file_behind(changed, reader=reader, at=AT + timedelta(seconds=later))
