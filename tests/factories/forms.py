"""Small forms for tests."""

from typing import Final

from motcua.domain.forms import FormDefinition, form_from_data

SMALL_FORM: Final[FormDefinition] = form_from_data(
    {
        "form_no": "Mẫu số 01",
        "fields": [
            {"name": "ho_ten", "label": "Họ và tên", "type": "text", "required": True},
            {"name": "dien_tich", "label": "Diện tích (m²)", "type": "decimal", "min": 1},
        ],
    }
)
