"""One word for one thing: the glossary, American spelling, no file without a subject."""

import ast
import re

from tests.architecture.reading import Module, module, modules

REJECTED = {
    "Record": "Dossier",
    "Ticket": "Dossier",
    "Folder": "Dossier",
    "Utils": "a name that says what it does",
}
VIETNAMESE = re.compile(
    r"(^|_)(ho_so|thu_tuc|can_bo|cong_chuc|bo_phan|quy_trinh|don_vi|co_quan|giay_to|le_phi|nguoi_nop|ket_qua"
    r"|tiep_nhan|tra_ket|thoi_han|ngay_hen|bo_sung|tu_choi|gia_han|phieu|mot_cua|chung_thuc|ho_tich)(_|$)"
)
BRITISH = re.compile(
    r"(organis|catalogue|colour|behaviour|licence|centre|favour|grey|analys(e|ing)|cheque)",
    re.I,
)
NO_SUBJECT = {"core", "common", "utils", "helpers", "misc", "base", "util", "helper"}


def misnamed(sources: tuple[Module, ...]) -> list[str]:
    """Return names that the glossary rejects."""
    found = []
    for source in sources:
        if set(source.name.split(".")) & NO_SUBJECT:
            found.append(f"{source.path}: a module that has no better name has no home yet")
        for line, name in identifiers(source):
            if name in REJECTED:
                found.append(f"{source.path}:{line} {name}: say {REJECTED[name]}")
            elif VIETNAMESE.search(snake(name)) or BRITISH.search(name):
                found.append(f"{source.path}:{line} {name}: identifiers are American English")
    return found


def identifiers(source: Module) -> list[tuple[int, str]]:
    names = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append((node.lineno, node.name))
        elif isinstance(node, ast.arg):
            names.append((node.lineno, node.arg))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append((node.lineno, node.id))
    return names


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def test_names_follow_the_glossary():
    assert misnamed(modules()) == []


def test_planted_names_are_found():
    planted = module(
        "motcua.apps.utils",
        "class Ticket: ...\ndef ngay_hen(organisation): ...\nclass HoSoMoi: ...\nfine = 1\n",
    )

    assert len(misnamed((planted,))) == 5
