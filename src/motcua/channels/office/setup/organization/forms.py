"""What administrators type about agencies and units; every form says which plan it stands for."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.organization.queries.tree import kinds_of_agencies, levels_of_agencies
from motcua.apps.organization.reform.words import sentence
from motcua.channels.office.desk.fields import day, line
from motcua.domain.succession import (
    Body,
    Closing,
    Flaw,
    Founding,
    Move,
    NewUnit,
    Plan,
    Renaming,
    Structure,
    Succession,
    UnitMove,
    UnitRenaming,
    after,
)
from motcua.domain.text import search_key
from motcua.ui.forms import PageForm

SLUG: Final = RegexValidator(r"^[a-z0-9-]+$", gettext_lazy("Chỉ dùng chữ thường không dấu, số và gạch nối."))
HEIR: Final = "heir:"


def slug(name: str) -> str:
    """Return a key made of a name."""
    words = "".join(ch if ch.isascii() and ch.isalnum() else " " for ch in search_key(name))
    return "-".join(words.split())


class ChangeForm(PageForm):
    """From which day something changes and by which decision. `agency` is the one whose page it is."""

    on = day(gettext_lazy("Từ ngày"), required=True)
    decision = line(gettext_lazy("Căn cứ (số, ngày quyết định)"), required=True, long=200)

    def __init__(self, *args: Any, structure: Structure, agency: Body, **kwargs: Any) -> None:
        self.structure, self.agency = structure, agency
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in {"on", "decision"}])

    def plan(self) -> Plan:
        """Return what was asked for."""
        return Plan(on=self.cleaned_data["on"], decision=self.cleaned_data["decision"], **self.changes())

    def changes(self) -> dict[str, Any]:
        """Return the parts of the plan besides day and decision."""
        raise NotImplementedError

    def explain(self, flaws: Iterable[Flaw]) -> None:
        """Say what cannot be."""
        for flaw in flaws:
            self.add_error(None, sentence(self._named(flaw)))

    def _named(self, flaw: Flaw) -> Flaw:
        """Agencies and units by their names, as people know them."""
        facts = dict(flaw.facts)
        body = self.structure.get(facts.get("agency", ""))
        if body is not None:
            facts["agency"] = body.name
            facts["unit"] = body.units.get(facts.get("unit", ""), facts.get("unit", ""))
        if (successor := self.structure.get(facts.get("successor", ""))) is not None:
            facts["successor"] = successor.name
        return Flaw(flaw.place, flaw.code, facts)

    def choose(self, name: str, choices: Iterable[tuple[str, str]], nothing: str = "") -> None:
        """Let a field offer choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", nothing), *choices] if nothing else list(choices)

    def others(self, *, same_kind: bool = False) -> list[tuple[str, str]]:
        """Return the other agencies that go on."""
        return [
            (body.key, body.name)
            for body in self.structure.values()
            if body.until is None
            and body.key != self.agency.key
            and (not same_kind or (body.kind, body.level) == (self.agency.kind, self.agency.level))
        ]

    def units(self) -> list[tuple[str, str]]:
        """Return the open units of the agency."""
        return list(self.agency.units.items())


class AddUnitForm(ChangeForm):
    """One more unit."""

    name = line(gettext_lazy("Tên đơn vị"), required=True, long=200)
    code = forms.CharField(
        label=gettext_lazy("Mã đơn vị"), required=False, max_length=40, validators=[SLUG],
        help_text=gettext_lazy("Quy trình gọi đơn vị theo mã này. Bỏ trống thì lấy theo tên."),
    )  # fmt: skip

    def changes(self) -> dict[str, Any]:
        """Return the unit."""
        name = self.cleaned_data["name"]
        code = self.cleaned_data["code"] or slug(name)[:40].strip("-")
        return {"new_units": (NewUnit(agency=self.agency.key, code=code, name=name),)}


class UnitForm(ChangeForm):
    """Something about one unit."""

    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"))

    def arrange(self) -> None:
        """Offer the open units."""
        self.choose("unit", self.units(), _("Chọn đơn vị"))


class RenameUnitForm(UnitForm):
    """Another name for a unit."""

    name = line(gettext_lazy("Tên mới"), required=True, long=200)

    def changes(self) -> dict[str, Any]:
        """Return the name."""
        given = self.cleaned_data
        return {
            "unit_renamings": (UnitRenaming(agency=self.agency.key, code=given["unit"], name=given["name"]),)
        }


class CloseUnitForm(UnitForm):
    """A unit ends and another one goes on with its work."""

    into = forms.ChoiceField(label=gettext_lazy("Đơn vị nhận việc"))

    def arrange(self) -> None:
        """Offer who takes over."""
        super().arrange()
        self.choose("into", self.units(), _("Chọn đơn vị"))

    def changes(self) -> dict[str, Any]:
        """Return who follows whom."""
        given = self.cleaned_data
        return {"closings": (Closing(agency=self.agency.key, code=given["unit"], into=given["into"]),)}


class MoveUnitForm(UnitForm):
    """A unit comes to another agency."""

    to = forms.ChoiceField(label=gettext_lazy("Chuyển về cơ quan"))

    def arrange(self) -> None:
        """Offer where to."""
        super().arrange()
        self.choose("to", self.others(), _("Chọn cơ quan"))

    def changes(self) -> dict[str, Any]:
        """Return the way of the unit."""
        given = self.cleaned_data
        return {"unit_moves": (UnitMove(agency=self.agency.key, code=given["unit"], to_agency=given["to"]),)}


class RenameForm(ChangeForm):
    """Another name for an agency."""

    name = line(gettext_lazy("Tên mới"), required=True, long=200)
    short_name = line(gettext_lazy("Tên ngắn mới"), required=True, long=60)

    def changes(self) -> dict[str, Any]:
        """Return the names."""
        given = self.cleaned_data
        return {
            "renamings": (Renaming(key=self.agency.key, name=given["name"], short_name=given["short_name"]),)
        }


class MoveForm(ChangeForm):
    """Another agency above this one."""

    parent = forms.ChoiceField(label=gettext_lazy("Trực thuộc"))

    def arrange(self) -> None:
        """Offer who may be above."""
        self.choose("parent", self.others(), _("Chọn cơ quan"))

    def changes(self) -> dict[str, Any]:
        """Return the move."""
        return {"moves": (Move(key=self.agency.key, parent=self.cleaned_data["parent"]),)}


class SucceededForm(ChangeForm):
    """An agency ends. Units that the successor lacks are asked for once it is known which these are."""

    successor = forms.ChoiceField(label=gettext_lazy("Cơ quan kế nhiệm"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.data):
            if name.startswith(HEIR):
                self._ask(name, [(self.data[name], self.data[name])])

    def arrange(self) -> None:
        """Offer who takes over."""
        self.choose("successor", self.others(), _("Chọn cơ quan"))

    def _ask(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        key, _colon, code = name.removeprefix(HEIR).partition("/")
        body = self.structure.get(key)
        unit = body.units.get(code, code) if body else code
        self.fields[name] = forms.ChoiceField(
            label=_("Nơi nhận việc của %(unit)s (%(agency)s)")
            % {"unit": unit, "agency": body.short_name if body else key},
            choices=choices,
            required=False,
        )

    def heirs(self) -> dict[str, str]:
        """Return the units that were said to take over, by the code of the unit that ends."""
        return {
            name.removeprefix(HEIR).partition("/")[2]: value
            for name, value in self.cleaned_data.items()
            if name.startswith(HEIR) and value
        }

    def explain(self, flaws: Iterable[Flaw]) -> None:
        """Ask for the units that lack a successor; say everything else."""
        missing = [flaw for flaw in flaws if flaw.code == "unit-without-heir"]
        super().explain(flaw for flaw in flaws if flaw.code != "unit-without-heir")
        if not missing:
            return
        bodies = after(self.structure, self.plan())
        for flaw in missing:
            name = f"{HEIR}{flaw.facts['agency']}/{flaw.facts['unit']}"
            offered = list(bodies[flaw.facts["successor"]].units.items())
            self._ask(name, [("", _("Chọn đơn vị nhận")), *offered])
            self.add_error(name, sentence(self._named(flaw)))


class AbolishForm(SucceededForm):
    """An agency ends and an existing one takes over."""

    def changes(self) -> dict[str, Any]:
        """Return the succession."""
        successor = self.cleaned_data["successor"]
        return {
            "successions": (
                Succession(predecessors=(self.agency.key,), successor=successor, units=self.heirs()),
            )
        }


class MergeForm(SucceededForm):
    """Agencies become one: one of them, or a new one with a name of its own."""

    others_too = forms.MultipleChoiceField(label=gettext_lazy("Nhập cùng"))
    successor = forms.ChoiceField(label=gettext_lazy("Cơ quan sau sáp nhập"), required=False)
    new_name = line(gettext_lazy("Tên cơ quan mới"), long=200)
    new_short_name = line(gettext_lazy("Tên ngắn của cơ quan mới"), long=60)
    identifier = line(gettext_lazy("Mã định danh của cơ quan mới"), long=35)
    field_order = ("others_too", "successor", "new_name", "new_short_name", "identifier")

    def arrange(self) -> None:
        """Offer agencies of the same kind; the successor is new unless one of them is chosen."""
        self.choose("others_too", self.others(same_kind=True))
        self.fields["others_too"].widget.attrs["size"] = 8
        same = [(self.agency.key, self.agency.name), *self.others(same_kind=True)]
        self.choose("successor", same, _("Lập cơ quan mới"))
        self.fields["new_name"].help_text = _("Chỉ điền khi lập cơ quan mới.")
        self.fields["identifier"].help_text = _("Có thể dùng lại mã của cơ quan vừa kết thúc.")

    def clean(self) -> dict[str, Any]:
        """Ask for the names of a new agency."""
        cleaned = super().clean() or {}
        if not cleaned.get("successor"):
            for name in ("new_name", "new_short_name"):
                if not cleaned.get(name):
                    self.add_error(name, _("Hãy điền tên, hoặc chọn một cơ quan đang có làm nơi kế nhiệm."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """Return the merger, and the agency that begins where there is one."""
        given = self.cleaned_data
        keys = (self.agency.key, *given["others_too"])
        successor = given["successor"] or self._fresh_key()
        founded = {} if given["successor"] else {"foundings": (self._founding(successor),)}
        merger = Succession(
            predecessors=tuple(key for key in keys if key != successor),
            successor=successor,
            units=self.heirs(),
        )
        return {**founded, "successions": (merger,)}

    def _fresh_key(self) -> str:
        stem = slug(self.cleaned_data["new_short_name"])[:50]
        on = self.cleaned_data["on"]
        return stem if stem not in self.structure else f"{stem}-{on.year}"

    def _founding(self, key: str) -> Founding:
        given = self.cleaned_data
        return Founding(
            key=key,
            kind=self.agency.kind,
            level=self.agency.level,
            parent=self.agency.parent,
            name=given["new_name"],
            short_name=given["new_short_name"],
            identifier=given["identifier"],
            like=self.agency.key,
        )


class SplitForm(SucceededForm):
    """Several take over: the first one gets what the others do not."""

    second = forms.ChoiceField(label=gettext_lazy("Cơ quan nhận phần tách ra"))
    only = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị chuyển sang phần tách ra"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    communes = forms.MultipleChoiceField(
        label=gettext_lazy("Xã, phường có hồ sơ chuyển sang phần tách ra"), required=False
    )
    field_order = ("successor", "second", "only", "communes")

    def arrange(self) -> None:
        """Offer successors, units and communes."""
        super().arrange()
        self.fields["successor"].label = _("Cơ quan nhận phần còn lại")
        self.choose("second", self.others(), _("Chọn cơ quan"))
        self.choose("only", self.units())
        communes = [
            (body.key, body.short_name)
            for body in self.structure.values()
            if body.kind == "commune_committee" and body.until is None
        ]
        self.choose("communes", communes)
        self.fields["communes"].widget.attrs["size"] = 8

    def clean(self) -> dict[str, Any]:
        """Ask for a rule, or nothing would go to the second one."""
        cleaned = super().clean() or {}
        if not cleaned.get("only") and not cleaned.get("communes"):
            self.add_error("only", _("Hãy chọn đơn vị hoặc xã, phường thuộc phần tách ra."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """Return both successions."""
        given, heirs = self.cleaned_data, self.heirs()
        keys = (self.agency.key,)
        return {
            "successions": (
                Succession(predecessors=keys, successor=given["successor"], units=heirs),
                Succession(
                    predecessors=keys,
                    successor=given["second"],
                    units=heirs,
                    only=tuple(given["only"]),
                    communes=tuple(given["communes"]),
                ),
            )
        }


class FoundForm(ChangeForm):
    """A new agency under this one."""

    name = line(gettext_lazy("Tên cơ quan"), required=True, long=200)
    short_name = line(gettext_lazy("Tên ngắn"), required=True, long=60)
    kind = forms.ChoiceField(label=gettext_lazy("Loại cơ quan"))
    level = forms.ChoiceField(label=gettext_lazy("Cấp"))
    identifier = line(gettext_lazy("Mã định danh điện tử"), long=35)
    administrative_code = line(gettext_lazy("Mã đơn vị hành chính"), long=5)
    like = forms.ChoiceField(label=gettext_lazy("Có các đơn vị như"))

    def arrange(self) -> None:
        """Offer kinds, levels and models."""
        self.choose("kind", kinds_of_agencies(), _("Chọn loại"))
        self.choose("level", levels_of_agencies(), _("Chọn cấp"))
        same = [(body.key, body.name) for body in self.structure.values() if body.until is None]
        self.choose("like", same, _("Chọn cơ quan làm mẫu"))

    def changes(self) -> dict[str, Any]:
        """Return the agency."""
        given = self.cleaned_data
        key = slug(given["short_name"])[:50]
        if key in self.structure:
            key = f"{key}-{given['on'].year}"
        names = ("name", "short_name", "kind", "level", "identifier", "administrative_code", "like")
        facts: dict[str, Any] = {name: given[name] for name in names}
        return {"foundings": (Founding(key=key, parent=self.agency.key, **facts),)}
