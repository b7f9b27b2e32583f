"""What every form of an act stands on: the facts it asks about, fields that write as people do."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from motcua.apps.documents import operations as documents
from motcua.apps.dossiers.lawbook import Law
from motcua.channels.office.carrying_out import DossierForm
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.commands import Command
from motcua.domain.dossier.offers import Offer
from motcua.domain.dossier.values import WorkItem
from motcua.domain.errors import DomainError
from motcua.domain.workflow import Step
from motcua.ui import formatting, wording

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
Files: TypeAlias = "MultiValueDict[str, UploadedFile[Any]]"

DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y", "%d-%m-%Y"]
MOMENT_FORMATS = ["%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%Y-%m-%dT%H:%M"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a form asks about: the dossier, the law it follows, the act on offer, who asks and when."""

    state: DossierState
    law: Law
    offer: Offer
    actor: Actor
    at: datetime

    @property
    def item(self) -> WorkItem:
        """Return the work item that the act is about."""
        assert self.offer.item is not None
        item = self.state.item(self.offer.item)
        assert item is not None
        return item

    @property
    def step(self) -> Step:
        """Return the step of that item."""
        return self.law.process.step(self.item.step)

    @property
    def today(self) -> date:
        """Return the day in Vietnam."""
        return formatting.local_day(self.at)


class ActForm(DossierForm):
    """A form of one act. `arrange` fits its fields to the dossier; `commands` is what it becomes.

    `short` forms stand on the dossier's page itself. `send` is the words of the button where they are not the
    act's own, `hints` the sentences above the fields.
    """

    short: ClassVar[bool] = False

    def __init__(self, asked: Asked, data: QueryDict | None = None, files: "Files | None" = None) -> None:
        self.asked = asked
        self.hints: list[Words] = []
        initial = {"version": asked.state.version, "key": uuid4().hex}
        super().__init__(data, files, initial=initial)

    def commands(self) -> tuple[Command, ...]:
        """Return what a valid form asks of the dossier."""
        raise NotImplementedError

    def text(self, name: str) -> str:
        """Return what was typed into a field, or nothing."""
        return str(self.cleaned_data.get(name) or "")

    @property
    def visible(self) -> list[forms.BoundField]:
        """Return the fields that a person sees, in order."""
        return self.visible_fields()

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Return the words that were typed, with their labels: what a conflict must not lose."""
        return [
            (str(field.label), str(field.value()))
            for field in self.visible_fields()
            if isinstance(field.field, forms.CharField) and field.value()
        ]


def words(label: Words, *, rows: int = 3, required: bool = True, help_text: Words = "") -> forms.CharField:
    """Return a field for some sentences."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, required=required, help_text=help_text, max_length=5000)


def line(label: Words, *, required: bool = True, help_text: Words = "", most: int = 300) -> forms.CharField:
    """Return a field for one line."""
    return forms.CharField(label=label, required=required, help_text=help_text, max_length=most)


def day(label: Words, *, required: bool = True, help_text: Words = "") -> forms.DateField:
    """Return a field for a day as people write it."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text or _("Ngày/tháng/năm."),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages={"invalid": _("Chưa phải là ngày có thật. Hãy ghi ngày/tháng/năm, ví dụ 16/04/2026.")},
    )


def moment(label: Words) -> forms.DateTimeField:
    """Return a field for a day and a time."""
    return forms.DateTimeField(
        label=label,
        help_text=_("Ngày/tháng/năm giờ:phút."),
        input_formats=MOMENT_FORMATS,
        widget=forms.DateTimeInput(format="%d/%m/%Y %H:%M", attrs={"class": "short", "autocomplete": "off"}),
        error_messages={"invalid": _("Hãy ghi ngày và giờ, ví dụ 16/04/2026 08:30.")},
    )


class Money(forms.IntegerField):
    """A sum in đồng, typed with or without dots."""

    widget = forms.TextInput

    def __init__(self, label: Words) -> None:
        messages = {"invalid": _("Hãy nhập số tiền bằng chữ số, ví dụ 150.000.")}
        super().__init__(label=label, error_messages=messages, help_text=_("Đồng."))
        self.widget.attrs.update({"class": "short digits", "inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """Leave out the dots between the thousands."""
        text = str(value or "").lower().replace("đồng", "").replace("đ", "")
        return super().to_python(text.replace(".", "").replace(" ", ""))


class KeptFile:
    """A file that survives a refused form: it is stored at once, and its hash travels signed in a hidden field.

    The signature names the officer, so that nobody can pass off the hash of a file they have never seen.
    """

    def __init__(self, form: ActForm, *, upload: str = "file", kept: str = "kept") -> None:
        self.form, self.upload, self.kept = form, upload, kept

    def take(self) -> str:
        """Return the hash of the file that was sent now or before; empty without one. Adds errors to the form."""
        upload = self.form.cleaned_data.get(self.upload)
        if isinstance(upload, UploadedFile):
            return self._store(upload)
        return self._before()

    def _store(self, upload: "UploadedFile[Any]") -> str:
        asked = self.form.asked
        try:
            stored = documents.store_file(upload, name=upload.name or "", actor=asked.actor, at=asked.at)
        except DomainError as refused:
            self.form.add_error(self.upload, wording.sentence(refused))
            return ""
        assert isinstance(self.form.data, QueryDict)
        data = self.form.data.copy()
        data[self.kept] = self._signer().sign(stored.sha256)
        self.form.data = data
        return stored.sha256

    def _before(self) -> str:
        try:
            return self._signer().unsign(str(self.form.data.get(self.kept, "")))
        except BadSignature:
            return ""

    def _signer(self) -> Signer:
        return Signer(salt=f"office.kept-file.{self.form.asked.actor.account_id}")
