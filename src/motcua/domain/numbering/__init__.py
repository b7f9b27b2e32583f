"""Numbers the office gives out: dossier codes, document numbers, and the codes of the national catalog."""

from motcua.domain.numbering.agencies import (
    AgencyCodeInvalid,
    AgencyCodeStyle,
    agency_code_style,
    modern_agency_code,
    parse_agency_code,
)
from motcua.domain.numbering.catalog import (
    CatalogCodeInvalid,
    FieldCode,
    ProcedureCode,
    ResultCode,
    SubjectType,
    parse_field_code,
    parse_procedure_code,
    parse_result_code,
)
from motcua.domain.numbering.documents import (
    DocumentNumber,
    DocumentNumberInvalid,
    next_document_number,
    parse_document_number,
)
from motcua.domain.numbering.dossiers import (
    DossierCode,
    DossierCodeInvalid,
    next_dossier_code,
    normalize_dossier_code,
    parse_dossier_code,
)
from motcua.domain.numbering.provinces import (
    PROVINCES,
    FormerProvince,
    Province,
    ProvinceUnknown,
    province_by_former_code,
)

__all__ = [
    "PROVINCES",
    "AgencyCodeInvalid",
    "AgencyCodeStyle",
    "CatalogCodeInvalid",
    "DocumentNumber",
    "DocumentNumberInvalid",
    "DossierCode",
    "DossierCodeInvalid",
    "FieldCode",
    "FormerProvince",
    "ProcedureCode",
    "Province",
    "ProvinceUnknown",
    "ResultCode",
    "SubjectType",
    "agency_code_style",
    "modern_agency_code",
    "next_document_number",
    "next_dossier_code",
    "normalize_dossier_code",
    "parse_agency_code",
    "parse_document_number",
    "parse_dossier_code",
    "parse_field_code",
    "parse_procedure_code",
    "parse_result_code",
    "province_by_former_code",
]
