"""A dossier code in every way it may have been issued (R-C2: old and new format are both accepted)."""

import re

from motcua.domain.numbering import modern_agency_code, normalize_dossier_code

_MODERN = re.compile(r"[A-Z][0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{3})?)?)?")
_OLD_GROUPS = 4
_OLD_WIDTHS = (3, 2, 2)


def spellings(typed: str) -> tuple[str, ...]:
    """Return the code a person meant, then the same code in the other format where there is one.

    Raises DossierCodeInvalid.
    """
    code = normalize_dossier_code(typed)
    agency, _, rest = code.partition("-")
    other = _other_format(agency)
    return (code, f"{other}-{rest}") if other else (code,)


def identity(typed: str) -> str:
    """Return one text for all spellings of a code. Raises DossierCodeInvalid."""
    code = normalize_dossier_code(typed)
    agency, _, rest = code.partition("-")
    return f"{modern_agency_code(agency)}-{rest}"


def _other_format(agency: str) -> str:
    modern = modern_agency_code(agency)
    if modern != agency:
        return modern
    if not _MODERN.fullmatch(agency):
        return ""
    groups = agency.split(".")
    missing = ["0" * width for width in _OLD_WIDTHS[: _OLD_GROUPS - len(groups)]]
    return ".".join([*missing, *reversed(groups)])
