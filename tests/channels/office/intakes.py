"""What an officer at the counter sends: a whole intake, to be changed in one place."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from tests.factories.dossiers import PROCEDURE

CARD = "033591204716|112233445|Đặng Thị Ngọc Ánh|14092191|Nữ|Số 27 Nguyễn Văn Linh, phường Phố Mẫu|01012021"
PROXY_CARD = "033472508663||Đinh Công Tuấn|02031972|Nam|Số 5 Bãi Sậy, phường Phố Mẫu|01012021"


def filing(**changes) -> dict:
    """Return the fields of a complete filing with both papers."""
    fields = {
        "key": "lan-1",
        "procedure": PROCEDURE,
        "papers_for": PROCEDURE,
        "kind": "person",
        "name": "Đặng Thị  Ngọc Ánh",
        "citizen_id": "033 5 91 204 716",
        "born_on": "14/09/2191",
        "phone": "0912 000 318",
        "address": "TDP An Tảo, phường Phố Mẫu",
        "paper-don-received": "on",
        "paper-don-originals": "1",
        "paper-don-copies": "0",
        "paper-ban-ve-received": "on",
        "paper-ban-ve-originals": "2",
        "paper-ban-ve-copies": "1",
    }
    merged = {**fields, **{name.replace("__", "-"): value for name, value in changes.items()}}
    return {name: value for name, value in merged.items() if value is not None}


def without(fields: dict, *names: str) -> dict:
    """Return the fields without some."""
    return {name: value for name, value in fields.items() if name not in names}


def pdf(name: str = "ban-ve.pdf") -> SimpleUploadedFile:
    """Return a scan."""
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.write(content)
    return SimpleUploadedFile(name, content.getvalue(), content_type="application/pdf")
