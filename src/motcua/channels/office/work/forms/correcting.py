"""Correct what was typed, with the reason; what it said before stays in the journal."""

from dataclasses import replace
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.channels.office.work.forms.asking import ActForm, line, words
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.commands import Command
from motcua.domain.dossier.values import Application, CollectBy, Paper, Party, PartyKind
from motcua.domain.errors import DomainError
from motcua.domain.identity import (
    parse_citizen_id,
    parse_email,
    parse_partial_date,
    parse_phone,
    parse_tax_code,
)
from motcua.domain.identity.citizens import Sex, require_born
from motcua.ui import wording

COLLECT_BY = (
    (CollectBy.COUNTER.value, _("Tại quầy")),
    (CollectBy.POST.value, _("Qua bưu chính")),
    (CollectBy.ELECTRONIC.value, _("Bản điện tử")),
)
SEXES = (("", _("Chưa rõ")), (Sex.MALE.value, _("Nam")), (Sex.FEMALE.value, _("Nữ")))
PERSON: Final = ("name", "citizen_id", "born_on", "sex", "phone", "email", "address")
ORGANIZATION: Final = ("name", "tax_code", "representative", "citizen_id", "phone", "email", "address")
PROXY: Final = ("name", "citizen_id", "phone", "address")
LABELS: Final = {
    "name": _("Họ tên"), "citizen_id": _("Số định danh cá nhân"), "born_on": _("Ngày sinh"), "sex": _("Giới tính"),
    "phone": _("Điện thoại"), "email": _("Thư điện tử"), "address": _("Địa chỉ"), "tax_code": _("Mã số thuế"),
    "representative": _("Người đại diện"),
}  # fmt: skip
PLAIN: Final = ("subject", "collect_by", "collect_address", "note")


class CorrectForm(ActForm):
    """Every word typed at intake, ready to be corrected."""

    subject = words(_("Nội dung yêu cầu giải quyết"), rows=2, required=False)
    collect_by = forms.ChoiceField(label=_("Nhận kết quả"), choices=COLLECT_BY)
    collect_address = line(_("Địa chỉ nhận kết quả"), required=False)
    priority = forms.BooleanField(label=_("Ưu tiên"), required=False)
    note = words(_("Ghi chú của hồ sơ"), rows=2, required=False)
    reason = words(_("Lý do sửa"), rows=2)

    def arrange(self) -> None:
        application = self.asked.state.application
        self.parties = {"applicant": (application.applicant, _party_fields(application.applicant))}
        if application.proxy is not None:
            self.parties["proxy"] = (application.proxy, PROXY)
        for prefix, (party, names) in self.parties.items():
            self._add_party(prefix, party, names)
        for paper in application.papers:
            self._add_paper(paper)
        for name in PLAIN:
            self.initial[name] = str(getattr(application, name))
        self.initial["priority"] = application.priority
        self.order_fields([*self._party_names(), "subject", "collect_by", "collect_address", *self._paper_names(),
                           "priority", "note", "reason"])  # fmt: skip

    def _add_party(self, prefix: str, party: Party, names: tuple[str, ...]) -> None:
        for name in names:
            key = f"{prefix}_{name}"
            self.fields[key] = line(LABELS[name], required=name == "name")
            if name == "sex":
                self.fields[key] = forms.ChoiceField(label=LABELS[name], choices=SEXES, required=False)
            self.initial[key] = getattr(party, name)
        if prefix == "proxy":
            self.fields["proxy_basis"] = line(_("Giấy ủy quyền"), required=False)
            self.initial["proxy_basis"] = self.asked.state.application.proxy_basis
            self.fields["proxy_name"].label = _("Họ tên người nộp thay")

    def _add_paper(self, paper: Paper) -> None:
        for name, label in (("originals", _("bản chính")), ("copies", _("bản sao"))):
            key = f"paper_{paper.id}_{name}"
            self.fields[key] = forms.IntegerField(
                label=f"{paper.name}: {label}", min_value=0, max_value=999,
                widget=forms.NumberInput(attrs={"class": "short"}),
            )  # fmt: skip
            self.initial[key] = getattr(paper, name)

    def _party_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith(("applicant_", "proxy_"))]

    def _paper_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith("paper_")]

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields as the page groups them."""
        papers = self._paper_names()
        parties = self._party_names()
        rest = [name for name in self.fields if name not in {*papers, *parties, "version", "key", "reason"}]
        named = [
            (_("Người nộp"), [name for name in parties if name.startswith("applicant_")]),
            (_("Người nộp thay"), [name for name in parties if name.startswith("proxy_")]),
            (_("Yêu cầu và nhận kết quả"), rest),
            (_("Giấy tờ"), papers),
            (_("Vì sao sửa"), ["reason"]),
        ]
        return [(str(title), [self[name] for name in names]) for title, names in named if names]

    def clean(self) -> None:
        super().clean()
        for prefix, (party, names) in self.parties.items():
            for name in names:
                key = f"{prefix}_{name}"
                value = self.text(key).strip()
                if value and value != getattr(party, name):
                    self._check(key, name, value)

    def _check(self, key: str, name: str, value: str) -> None:
        try:
            self.cleaned_data[key] = self._normal(name, value)
        except DomainError as refused:
            self.add_error(key, wording.sentence(refused))

    def _normal(self, name: str, value: str) -> str:
        if name == "citizen_id":
            number = parse_citizen_id(value)
            allowed = getattr(settings, "MOTCUA_ALLOW_FUTURE_BIRTH", False)
            require_born(number, by=self.asked.today, allow_future_birth=allowed)
            return str(number)
        reader: Any = {
            "phone": parse_phone, "email": parse_email, "tax_code": parse_tax_code, "born_on": parse_partial_date,
        }.get(name, str)  # fmt: skip
        return str(reader(value))

    def commands(self) -> tuple[Command, ...]:
        application = self.asked.state.application
        parties: dict[str, Any] = {
            prefix: self._party(prefix, party, names) for prefix, (party, names) in self.parties.items()
        }
        plain: dict[str, Any] = {name: self.text(name) for name in PLAIN}
        plain["collect_by"] = CollectBy(plain["collect_by"])
        corrected: Application = replace(
            application,
            **parties,
            **plain,
            proxy_basis=self.text("proxy_basis"),
            priority=self.cleaned_data["priority"],
            papers=tuple(self._paper(paper) for paper in application.papers),
        )
        return (c.Correct(application=corrected, reason=self.text("reason")),)

    def _party(self, prefix: str, party: Party, names: tuple[str, ...]) -> Party:
        typed: dict[str, Any] = {name: self.text(f"{prefix}_{name}").strip() for name in names}
        same_person = all(typed.get(name) == getattr(party, name) for name in ("name", "citizen_id"))
        return replace(party, **typed, from_card=party.from_card and same_person)

    def _paper(self, paper: Paper) -> Paper:
        counts: dict[str, Any] = {
            name: self.cleaned_data[f"paper_{paper.id}_{name}"] for name in ("originals", "copies")
        }
        return replace(paper, **counts)


def _party_fields(party: Party) -> tuple[str, ...]:
    return ORGANIZATION if party.kind == PartyKind.ORGANIZATION else PERSON
