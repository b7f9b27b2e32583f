"""Every write of this app: drafts, files, uploads in pieces, filing, answers to supplement requests."""

from motcua.apps.filing.operations.answering import answer_supplement, checked_answers, form_of
from motcua.apps.filing.operations.drafts import (
    KEPT,
    choose_applicant,
    choose_case,
    choose_collection,
    choose_place,
    delete_expired,
    discard,
    mark_papers,
    save_typed,
    start,
)
from motcua.apps.filing.operations.files import Target, add_file, drop_file, reuse_files
from motcua.apps.filing.operations.lodging import file
from motcua.apps.filing.operations.pieces import abandon_upload, append, begin_upload

__all__ = [
    "KEPT",
    "Target",
    "abandon_upload",
    "add_file",
    "answer_supplement",
    "append",
    "begin_upload",
    "checked_answers",
    "choose_applicant",
    "choose_case",
    "choose_collection",
    "choose_place",
    "delete_expired",
    "discard",
    "drop_file",
    "file",
    "form_of",
    "mark_papers",
    "reuse_files",
    "save_typed",
    "start",
]
