"""A draft seen as the dossier it may become: what the form keeps, how papers stand, what is to be mended.

Nobody is asked twice (R-E20): how the result comes and in which capacity somebody files are chosen on their own
pages, and files are given on theirs; a form that asks for the same is filled from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings

from motcua.apps.catalog import queries as catalog
from motcua.apps.catalog.places import ReceivingPlace, receiving_places
from motcua.apps.citizens import queries as citizens
from motcua.apps.filing.values import Draft, NotFiledOnline
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.dossier.values import CollectBy, Paper, PaperSource, Party, PartyKind
from motcua.domain.errors import DomainError
from motcua.domain.fees import Channel
from motcua.domain.filing import Finding, PaperState, Prepared, findings_of, paper_states, papers_of
from motcua.domain.forms import (
    FieldType,
    FormDefinition,
    Section,
    Validation,
    computed,
    validate,
    validate_draft,
)

COLLECTION: Final = "hinh_thuc_nhan"
CAPACITY: Final = "tu_cach"
COLLECTION_WORDS: Final = {
    CollectBy.COUNTER.value: "truc_tiep",
    CollectBy.POST.value: "buu_chinh",
    CollectBy.ELECTRONIC.value: "dien_tu",
}
CAPACITY_WORDS: Final = {"self": "chinh_chu", "company": "dai_dien", "principal": "uy_quyen"}
FILES: Final = frozenset({FieldType.FILE, FieldType.IMAGE})
NO_FORM: Final = FormDefinition(sections=())
RIGHT: Final = "file"


@dataclass(frozen=True)
class Preparation:
    """One draft with all that follows from it."""

    draft: Draft
    definition: ProcedureDefinition
    choices: tuple[citizens.Choice, ...]
    places: tuple[ReceivingPlace, ...]
    typed: Mapping[str, Any]
    filed_on: date

    @property
    def form(self) -> FormDefinition:
        """Return the form of the procedure; one without questions where there is none."""
        return self.definition.form or NO_FORM

    @property
    def choice(self) -> citizens.Choice | None:
        """Return for whom it will be filed."""
        return next((one for one in self.choices if one.key == self.draft.acting_for), None)

    @property
    def place(self) -> ReceivingPlace | None:
        """Return where it goes: the place chosen, or the only one there is."""
        if len(self.places) == 1:
            return self.places[0]
        return next((one for one in self.places if place_key(one) == self.draft.place), None)

    @property
    def papers(self) -> tuple[PaperState, ...]:
        """Return how every paper stands."""
        values = self.kept().values
        return paper_states(self.definition, values, self.draft.case, self.draft.marks, self.draft.hashes)

    def checked(self) -> Validation:
        """Return the form checked as it must be for filing."""
        return validate(
            self.form, self._filled(), filed_on=self.filed_on,
            allow_future_birth=settings.MOTCUA_ALLOW_FUTURE_BIRTH,
        )  # fmt: skip

    def kept(self) -> Validation:
        """Return what is kept of the form so far; what is missing is no fault yet."""
        return validate_draft(
            self.form, self._filled(), filed_on=self.filed_on,
            allow_future_birth=settings.MOTCUA_ALLOW_FUTURE_BIRTH,
        )  # fmt: skip

    def findings(self) -> tuple[Finding, ...]:
        """Return what is to be mended before filing."""
        cases = [case.code for case in self.definition.cases]
        choice = self.choice
        prepared = Prepared(
            case_known=self.draft.case in (cases or [""]),
            place_known=self.place is not None,
            applicant=choice.party if choice else None,
            phone=self.draft.phone,
            collect_by=self.draft.collect_by,
            collect_address=self.draft.collect_address,
        )
        return findings_of(prepared, self.checked().errors, self.papers)

    def _filled(self) -> dict[str, Any]:
        """Computed values are worked out anew, whatever came in their place."""
        draft = validate_draft(self.form, self.typed, filed_on=self.filed_on, allow_future_birth=True)
        return {**self.typed, **computed(self.form, draft.values)}

    def paper_list(self) -> tuple[Paper, ...]:
        """Return the list of papers that the dossier keeps, files asked for by the form included."""
        asked = [field for field in self.form.fields() if field.type in FILES]
        from_form = tuple(
            Paper(id=f"form-{field.name}", name=field.label, source=PaperSource.ELECTRONIC, files=files)
            for field in asked
            if (files := self.draft.hashes.get(field.name, ()))
        )
        return (*papers_of(self.papers), *from_form)


def prepare(draft: Draft, at: datetime) -> Preparation:
    """Return a draft with all that follows from it now. Raises NotFiledOnline."""
    on = at.astimezone(TIMEZONE).date()
    definition = online_procedure(draft.procedure, on)
    choices = tuple(one for one in citizens.choices_of(draft.person_id, on) if RIGHT in one.rights)
    prepared = Preparation(draft, definition, choices, receiving_places(draft.procedure, on), {}, on)
    return replace(prepared, typed=_typed(prepared))


def online_procedure(key: str, on: date) -> ProcedureDefinition:
    """Return a procedure that is filed online. Raises NotFiledOnline."""
    try:
        definition = catalog.published_procedure(key, on)[1]
    except DomainError as unknown:
        raise NotFiledOnline from unknown
    if not (
        definition.accepts and definition.service.online_filing and Channel.ONLINE in definition.channels
    ):
        raise NotFiledOnline
    return definition


def place_key(place: ReceivingPlace) -> str:
    """Return the name of a place in a draft: agencies and the commune's name, for one agency serves several."""
    return f"{place.key}-{place.label}"[:120]


def asked_sections(form: FormDefinition) -> tuple[Section, ...]:
    """Return the sections of a form without the questions that other pages ask."""
    found = []
    for section in form.sections:
        fields = tuple(one for one in section.fields if one.name not in {COLLECTION, CAPACITY})
        if fields:
            found.append(Section(section.id, section.title, fields))
    return tuple(found)


def applicant_of(choice: citizens.Choice, person: citizens.Person, phone: str, email: str) -> Party:
    """Return the applicant with where they can be reached; a company is represented by who files."""
    party = replace(choice.party, phone=phone, email=email or choice.party.email)
    if party.kind == PartyKind.ORGANIZATION and not party.representative:
        party = replace(party, representative=person.name)
    return party


def _typed(prepared: Preparation) -> dict[str, Any]:
    """Return what was typed with what other pages say."""
    form, draft = prepared.form, prepared.draft
    typed = {name: value for name, value in draft.typed.items() if form.field(name) is not None}
    choice = prepared.choice
    elsewhere = {
        COLLECTION: COLLECTION_WORDS.get(draft.collect_by, ""),
        CAPACITY: CAPACITY_WORDS.get(choice.kind, "") if choice else "",
    }
    for name, value in elsewhere.items():
        if (field := form.field(name)) is not None:
            typed[name] = value if field.choice(value) else typed.get(name, "")
    for field in form.fields():
        if field.type in FILES:
            typed[field.name] = next(iter(draft.hashes.get(field.name, ())), "")
    return typed
