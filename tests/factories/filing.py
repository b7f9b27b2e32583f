"""A commune that receives online, a person who files there, and files as people send them."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from motcua.domain.catalog import Case, ServiceFlags
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.fees import Channel
from motcua.domain.forms import Choice, Field, FieldType, FormDefinition, OneOf, Section
from tests.factories.dossiers import DossierWorld, definition

ONLINE = ServiceFlags(forms=True, online_filing=True, online_payment=True, result_delivery=True)
FORM = FormDefinition(
    sections=(
        Section(
            "applicant",
            "Người yêu cầu",
            (
                Field(name="ho_ten", label="Họ và tên", type=FieldType.TEXT, required=True, prefill="vneid.ho_ten"),
                Field(name="dien_thoai", label="Số điện thoại", type=FieldType.PHONE, required=True),
                Field(
                    name="hinh_thuc_nhan", label="Hình thức nhận kết quả", type=FieldType.SELECT, required=True,
                    choices=(Choice("truc_tiep", "Tại quầy"), Choice("buu_chinh", "Bưu chính"), Choice("dien_tu", "Bản điện tử")),
                ),
            ),
        ),
        Section(
            "house",
            "Ngôi nhà",
            (
                Field(name="dien_tich", label="Diện tích (m²)", type=FieldType.INTEGER, required=True),
                Field(
                    name="loai", label="Loại nhà", type=FieldType.RADIO, required=True,
                    choices=(Choice("moi", "Xây mới"), Choice("sua", "Sửa chữa")),
                ),
                Field(
                    name="giay_phep_cu", label="Số giấy phép cũ", type=FieldType.TEXT, required=True,
                    visible_when=OneOf("loai", ("sua",)),
                ),
                Field(
                    name="tang", label="Các tầng", type=FieldType.TABLE,
                    columns=(
                        Field(name="ten_tang", label="Tầng", type=FieldType.TEXT),
                        Field(name="dt_tang", label="Diện tích tầng", type=FieldType.INTEGER),
                    ),
                ),
                Field(name="tong", label="Tổng diện tích sàn", type=FieldType.INTEGER, computed="sum(dt_tang)"),
            ),
        ),
    )
)  # fmt: skip


class OnlineWorld(DossierWorld):
    """The commune with a procedure that is filed online: a form of two sections, a form paper and drawings."""

    def __init__(self, **changes: Any) -> None:
        facts: dict[str, Any] = {
            "channels": (Channel.COUNTER, Channel.ONLINE),
            "service": ONLINE,
            "form": FORM,
            "cases": (
                Case("01", "Nhà ở", Allowance(5, Unit.WORKING_DAY)),
                Case("02", "Nhà kho", Allowance(7, Unit.WORKING_DAY)),
            ),
        }
        super().__init__(procedure=definition(**{**facts, **changes}))


def pdf(words: str = "ban ve") -> bytes:
    """Return a small PDF; other words make another file."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": words})
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def upload(words: str = "ban ve", name: str = "ban-ve.pdf") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, pdf(words), content_type="application/pdf")
