"""What an online dossier needs before it is filed, and what it is called."""

import dataclasses
import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.catalog import RequiredDocument
from motcua.domain.dossier.values import PaperSource, Party
from motcua.domain.filing import (
    FindingKind,
    Mark,
    Prepared,
    filing_number,
    findings_of,
    paper_states,
    papers_of,
)
from motcua.domain.forms import Field, FieldError, FieldType, FormDefinition, OneOf, Section
from tests.factories.dossiers import definition

FORM = FormDefinition(
    (Section("a", "A", (Field(name="loai", label="Loại", type=FieldType.TEXT),)),), form_no="Mẫu 01"
)
READY = Prepared(
    case_known=True, place_known=True, applicant=Party(name="Đặng Thị Ngọc Ánh"), phone="0912000318",
    collect_by="counter", collect_address="",
)  # fmt: skip


def states(*documents, form=FORM, values=None, marks=None, files=None, case=""):
    return paper_states(
        definition(documents=documents, form=form), values or {}, case, marks or {}, files or {}
    )


def paper(**facts):
    return RequiredDocument(**{"id": "a", "name": "Bản vẽ", "originals": 1, **facts})


@given(st.uuids(), st.integers(0, 50))
def test_a_number_is_short_the_same_each_time_and_has_no_letter_to_mistake(draft: UUID, attempt: int):
    number = filing_number(draft, attempt)

    assert re.fullmatch(r"TT-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", number)
    assert number == filing_number(draft, attempt)


@given(st.lists(st.uuids(), min_size=2, max_size=50, unique=True))
def test_drafts_have_numbers_of_their_own(drafts: list[UUID]):
    assert len({filing_number(draft) for draft in drafts}) == len(drafts)
    assert filing_number(drafts[0]) != filing_number(drafts[0], 1)


@pytest.mark.parametrize(
    ("document", "missing"),
    [
        (paper(), True),
        (paper(name="Đơn đề nghị"), False),
        (paper(form_no="Mẫu 01"), False),
        (paper(replaceable_by="CSDL dân cư"), False),
        (paper(required=False), False),
        (paper(condition="ủy quyền"), False),
    ],
    ids=["needed", "a request that the form replaces", "the form's own number", "a database", "optional", "not said"],
)  # fmt: skip
def test_what_must_be_given_before_filing(document, missing):
    (state,) = states(document)

    assert state.missing is missing


def test_without_an_electronic_form_the_request_itself_is_needed():
    (state,) = states(paper(name="Đơn đề nghị"), form=None)

    assert state.missing


def test_a_condition_holds_when_the_applicant_says_so():
    (state,) = states(paper(condition="ủy quyền"), marks={"a": Mark(applies=True)})

    assert (state.asked, state.missing) == (True, True)


def test_a_condition_that_the_answers_tell_is_not_asked():
    needed = paper(condition="sửa nhà", needed_when=OneOf("loai", ("sua",)))

    (there,) = states(needed, values={"loai": "sua"})
    (not_there,) = states(needed, values={"loai": "moi"})

    assert (there.asked, there.missing, not_there.missing) == (False, True, False)


def test_the_dossier_keeps_how_each_paper_was_given():
    found = papers_of(
        states(
            paper(id="don", name="Đơn đề nghị"), paper(id="ve"), paper(id="cc", replaceable_by="CSDL dân cư"),
            paper(id="uq", condition="ủy quyền"), files={"ve": ["ab" * 32]},
        )
    )  # fmt: skip

    assert [(p.id, p.source, len(p.files), p.received) for p in found] == [
        ("don", PaperSource.ELECTRONIC, 0, True),
        ("ve", PaperSource.ELECTRONIC, 1, True),
        ("cc", PaperSource.DATABASE, 0, True),
    ]


def test_what_is_ready_has_no_findings():
    assert findings_of(READY, {}, states(paper(), files={"a": ["ab" * 32]})) == ()


@pytest.mark.parametrize(
    ("changes", "kind", "subject"),
    [
        ({"case_known": False}, FindingKind.CASE, ""),
        ({"place_known": False}, FindingKind.PLACE, ""),
        ({"applicant": None}, FindingKind.APPLICANT, "applicant"),
        ({"phone": ""}, FindingKind.APPLICANT, "phone"),
        ({"collect_by": ""}, FindingKind.COLLECTION, "way"),
        ({"collect_by": "post"}, FindingKind.COLLECTION, "address"),
    ],
)
def test_each_thing_that_is_missing_is_named_with_its_place(changes, kind, subject):
    (finding,) = findings_of(dataclasses.replace(READY, **changes), {}, ())

    assert (finding.kind, finding.subject) == (kind, subject)


def test_wrong_answers_and_missing_papers_are_told_together():
    found = findings_of(READY, {"loai": FieldError("forms.required")}, states(paper()))

    assert [(one.kind, one.subject) for one in found] == [
        (FindingKind.FIELD, "loai"),
        (FindingKind.PAPER, "a"),
    ]
