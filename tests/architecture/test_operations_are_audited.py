"""Every write leaves a trace in a journal (R-I18)."""

import ast

from tests.architecture.reading import Module, called_names, decorators, module, modules

JOURNALS = {"record", "log_access", "seal", "seal_day", "append_event"}
WITHOUT_TRACE = {
    "catalog.keep_favorite": "a convenience of one person, of no consequence to others",
    "catalog.drop_favorite": "a convenience of one person, of no consequence to others",
    "catalog.count_uses": "a counter that orders a list",
    "notifications.send": "the message, its text's hash and its deliveries are a journal of what was said",
    "notifications.remind_officer": "writes a notice to an officer, which is itself what happened",
    "notifications.note_report": "writes the journal of deliveries",
    "notifications.forget": "empties what may be kept no longer, by a fixed rule; hashes and deliveries stay",
    "notifications.mark_read": "a convenience of one person, of no consequence to others",
    "notifications.mark_all_read": "a convenience of one person, of no consequence to others",
    "filing.save_typed": "a draft concerns nobody but its writer until it is filed",
    "filing.choose_case": "a draft concerns nobody but its writer until it is filed",
    "filing.choose_place": "a draft concerns nobody but its writer until it is filed",
    "filing.choose_applicant": "a draft concerns nobody but its writer until it is filed",
    "filing.choose_collection": "a draft concerns nobody but its writer until it is filed",
    "filing.mark_papers": "a draft concerns nobody but its writer until it is filed",
    "organization.note_sign_in": "writes the log of sign-ins, which is a journal of its own",
    "organization.begin_second_factor": "a device that is not confirmed yet opens nothing",
}


def unaudited(sources: tuple[Module, ...]) -> list[str]:
    """Return operations from which no call leads to a journal, following names inside their app."""
    found = []
    for app, members in by_app(sources).items():
        if app == "audit":  # It is the journal.
            continue
        bodies = {node.name: node for source in members for node in functions(source)}
        for source in members:
            if ".operations" not in source.name:
                continue
            for node in source.functions:
                operation = f"{app}.{node.name}"
                if is_operation(node) and operation not in WITHOUT_TRACE and not reaches(node, bodies):
                    found.append(f"{source.path}:{node.lineno} {operation} writes no audit entry")
    return found


def by_app(sources: tuple[Module, ...]) -> dict[str, list[Module]]:
    apps: dict[str, list[Module]] = {}
    for source in sources:
        parts = source.name.split(".")
        if len(parts) > 2:
            apps.setdefault(parts[2], []).append(source)
    return apps


def functions(source: Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef)]


def is_operation(node: ast.FunctionDef) -> bool:
    return not node.name.startswith("_") and "atomic" in decorators(node)


def reaches(node: ast.FunctionDef, bodies: dict[str, ast.FunctionDef]) -> bool:
    seen: set[str] = set()
    waiting = [node]
    while waiting:
        for name in called_names(waiting.pop()) - seen:
            if name in JOURNALS:
                return True
            seen.add(name)
            if name in bodies:
                waiting.append(bodies[name])
    return False


def test_every_operation_writes_an_audit_entry():
    assert unaudited(modules("apps")) == []


def test_an_operation_without_a_trace_is_found():
    planted = module(
        "motcua.apps.dossiers.operations",
        "@transaction.atomic\ndef burn(*, at): Dossier.objects.all().delete()\n"
        "@transaction.atomic\ndef keep(*, at): _note()\n"
        "def _note(): audit.record(1)\n",
    )

    assert unaudited((planted,)) == [
        "src/motcua/apps/dossiers/operations.py:2 dossiers.burn writes no audit entry"
    ]


def test_the_exceptions_still_exist():
    existing = {
        f"{app}.{node.name}"
        for app, members in by_app(modules("apps")).items()
        for source in members
        for node in source.functions
    }

    assert set(WITHOUT_TRACE) <= existing
