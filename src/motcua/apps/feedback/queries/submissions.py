"""Reading questions and petitions: what everybody may read, what the sender follows, what officers have to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from motcua.apps.catalog.models import Field, Procedure
from motcua.apps.documents import queries as documents
from motcua.apps.feedback.matters import matter_of, office_of_province
from motcua.apps.feedback.models import Submission, SubmissionStep
from motcua.apps.feedback.operations.submissions import SubmissionNotFound
from motcua.domain.access import Actor
from motcua.domain.feedback import submissions
from motcua.domain.feedback.submissions import HANDLERS, KEEPERS, OPEN, Act, Kind, Office, State
from motcua.domain.text import search_key

PAGE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A question or petition with its answer, as everybody reads it; `name` only if its sender agreed."""

    code: str
    kind: Kind
    title: str
    text: str
    answer: str
    agency: str
    name: str
    field: str
    procedure_key: str
    procedure: str
    received_at: datetime
    published_at: datetime


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """One page of what was found, the latest first."""

    rows: Sequence[Published]
    total: int
    first: int

    @property
    def next_first(self) -> int | None:
        """Where the next page begins."""
        after = self.first + PAGE
        return after if after < self.total else None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done; `who` is empty where the reader need not know."""

    action: str
    at: datetime
    agency: str
    who: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What its sender sees with code and PIN: states and agencies, never an officer's name."""

    code: str
    kind: Kind
    state: State
    title: str
    text: str
    agency: str
    received_at: datetime
    forward_by: datetime | None
    answer: str
    published: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of an officer's list."""

    id: int
    code: str
    kind: Kind
    state: State
    title: str
    agency: str
    received_at: datetime
    forward_by: datetime | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One question or petition before an officer who may read it, and what the officer may do."""

    row: Row
    text: str
    name: str
    hide_name: bool
    phone: str
    email: str
    about: str
    about_agency: str
    dossier_id: object
    field: str
    procedure: str
    files: tuple[tuple[str, str, int], ...]
    answer: str
    public: tuple[str, str, str]
    published: bool
    steps: tuple[Step, ...]
    acts: tuple[Act, ...]


def published_answers(
    *, text: str = "", field_key: str = "", procedure_key: str = "", kind: Kind | None = None, first: int = 0
) -> PublishedPage:
    """Return published questions by words (with or without marks), field or procedure, the latest first."""
    found = Submission.objects.filter(published_at__isnull=False)
    for word in search_key(text).split()[:8]:
        found = found.filter(search__contains=word)
    if field_key:
        found = found.filter(field_key=field_key)
    if procedure_key:
        found = found.filter(procedure_key=procedure_key)
    if kind:
        found = found.filter(kind=kind)
    page = list(found.select_related("agency").order_by("-published_at", "-id")[first : first + PAGE])
    return PublishedPage(_published(page), found.count(), first)


def published_answer(code: str) -> Published:
    """Return one published question. Raises SubmissionNotFound."""
    found = Submission.objects.filter(code=code, published_at__isnull=False).select_related("agency").first()
    if found is None:
        raise SubmissionNotFound
    return _published([found])[0]


def fields_with_answers() -> dict[str, str]:
    """Return the fields of which something is published, by key."""
    keys = Submission.objects.filter(published_at__isnull=False).exclude(field_key="").values("field_key")
    return dict(Field.objects.filter(key__in=keys).order_by("name").values_list("key", "name"))


def fields() -> dict[str, str]:
    """Return the fields that have procedures, by key, for choices."""
    return dict(
        Field.objects.filter(procedures__isnull=False).distinct().order_by("name").values_list("key", "name")
    )


def procedure_name(key: str) -> str:
    """Return what a procedure is called; empty where there is none of that key."""
    return _procedure_names([key]).get(key, "") if key else ""


def followed(submission_id: int) -> Followed:
    """Return what its sender sees, whose proof was checked by `operations.prove`. Raises SubmissionNotFound."""
    row = Submission.objects.filter(pk=submission_id).select_related("agency").first()
    if row is None:
        raise SubmissionNotFound
    told = State(row.state) in {State.ANSWERED, State.REFUSED}
    return Followed(
        code=row.code, kind=Kind(row.kind), state=State(row.state), title=row.title, text=row.text,
        agency=row.agency.name, received_at=row.received_at, forward_by=row.forward_by,
        answer=row.answer if told else "", published=row.published_at is not None,
        steps=_steps(row.pk, names=False),
    )  # fmt: skip


def may_handle(actor: Actor, *, petitions: bool) -> bool:
    """Tell whether an officer's roles handle questions, or petitions, anywhere."""
    kinds = (Kind.REGULATION, Kind.CONDUCT) if petitions else (Kind.QUESTION,)
    return any(actor.has_role(*HANDLERS[kind]) for kind in kinds)


def waiting(
    actor: Actor, *, petitions: bool, at: datetime, only: str = "", first: int = 0
) -> tuple[list[Row], int]:
    """Return the questions or petitions an officer may read, and how many: open ones, the oldest first.

    `only` is "overdue" for those that nobody has taken or forwarded in time, "all" for the ended ones too.
    """
    office = office_of_province(at)
    found = _readable(actor, office).filter(_of(petitions=petitions))
    if only == "overdue":
        found = found.filter(state=State.RECEIVED, forward_by__lt=at).order_by("forward_by", "id")
    elif only == "all":
        found = found.order_by("-received_at", "-id")
    else:
        found = found.filter(state__in=OPEN).order_by("received_at", "id")
    rows = found.select_related("agency")[first : first + PAGE]
    return [_row(row, at) for row in rows], found.count()


def opened(submission_id: int, *, actor: Actor, at: datetime) -> Opened:
    """Return one question or petition. Raises SubmissionNotFound, also for one that the actor may not read."""
    related = Submission.objects.select_related("agency", "about_agency")
    row = related.filter(pk=submission_id).first()
    office = office_of_province(at)
    if row is None or not submissions.may_read(actor, matter_of(row), office):
        raise SubmissionNotFound
    names = documents.file_names(row.files)
    return Opened(
        row=_row(row, at), text=row.text, name=row.name, hide_name=row.hide_name, phone=row.phone,
        email=row.email, about=row.about, about_agency=row.about_agency.name if row.about_agency else "",
        dossier_id=row.dossier_id,
        field=_field_names([row.field_key]).get(row.field_key, ""),
        procedure=_procedure_names([row.procedure_key]).get(row.procedure_key, ""),
        files=tuple((sha, *names.get(sha, ("", 0))) for sha in row.files), answer=row.answer,
        public=(row.public_title, row.public_text, row.public_answer), published=row.published_at is not None,
        steps=_steps(row.pk, names=True), acts=_acts(actor, row, office),
    )  # fmt: skip


def _acts(actor: Actor, row: Submission, office: Office) -> tuple[Act, ...]:
    found = submissions.acts_for(actor, matter_of(row), office)
    hidden = Act.PUBLISH if row.published_at else Act.UNPUBLISH
    return tuple(act for act in found if act is not hidden)


def _readable(actor: Actor, office: Office) -> QuerySet[Submission]:
    """Return what an officer may read, in one condition: the same truth as `submissions.may_read`."""
    may = Q(pk__in=[])
    for post in actor.posts:
        for kind, roles in HANDLERS.items():
            if post.role in roles:
                here = Q(kind=kind, agency_id=post.agency_id)
                if kind is Kind.CONDUCT and post.role not in submissions.OF_THE_AGENCY_CONCERNED:
                    here &= ~Q(about_agency_id=post.agency_id) | Q(about_agency_id__isnull=True)
                may |= here
        if post.role in KEEPERS and post.agency_id == office.office:
            may |= ~Q(kind=Kind.CONDUCT) | Q(about_agency_id__isnull=True) | ~Q(about_agency_id=office.office)
    return Submission.objects.filter(may).exclude(concerned__contains=[actor.account_id or 0])


def _of(*, petitions: bool) -> Q:
    return ~Q(kind=Kind.QUESTION) if petitions else Q(kind=Kind.QUESTION)


def _row(row: Submission, at: datetime) -> Row:
    late = row.state == State.RECEIVED and row.forward_by is not None and row.forward_by < at
    return Row(
        id=row.pk, code=row.code, kind=Kind(row.kind), state=State(row.state), title=row.title,
        agency=row.agency.name, received_at=row.received_at, forward_by=row.forward_by, overdue=late,
    )  # fmt: skip


def _steps(submission_id: int, *, names: bool) -> tuple[Step, ...]:
    found = SubmissionStep.objects.filter(submission_id=submission_id).select_related("agency").order_by("id")
    return tuple(
        Step(
            step.action,
            step.at,
            step.agency.name,
            step.by_name if names else "",
            step.note if names else "",
        )
        for step in found
    )


def _published(rows: Sequence[Submission]) -> list[Published]:
    names = _field_names([row.field_key for row in rows])
    procedures = _procedure_names([row.procedure_key for row in rows])
    return [
        Published(
            code=row.code, kind=Kind(row.kind), title=row.public_title, text=row.public_text,
            answer=row.public_answer, agency=row.agency.name, name="" if row.hide_name else row.name,
            field=names.get(row.field_key, ""), procedure_key=row.procedure_key,
            procedure=procedures.get(row.procedure_key, ""), received_at=row.received_at,
            published_at=row.published_at or row.received_at,
        )
        for row in rows
    ]  # fmt: skip


def _field_names(keys: Sequence[str]) -> dict[str, str]:
    return dict(Field.objects.filter(key__in=set(keys)).order_by("id").values_list("key", "name"))


def _procedure_names(keys: Sequence[str]) -> dict[str, str]:
    found = (
        Procedure.objects.filter(key__in=set(keys)).order_by("id").values_list("key", "short_name", "name")
    )
    return {key: short or name for key, short, name in found}
