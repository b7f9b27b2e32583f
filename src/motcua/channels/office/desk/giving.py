"""Giving a result or papers back: who comes, on what proof, what is paid, what goes along (R-A40, R-H8)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.channels.office.carrying_out import DossierForm
from motcua.channels.office.desk.fields import SENDS, CleanChar, line
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import CollectBy, Obligation, ObligationState, Paper, Party
from motcua.domain.identity import CardUnreadable, parse_cccd_qr
from motcua.domain.text import name_key
from motcua.ui import wording

METHODS = [(CollectBy.COUNTER.value, _("Tại quầy")), (CollectBy.POST.value, _("Bưu chính")),
           (CollectBy.ELECTRONIC.value, _("Điện tử"))]  # fmt: skip
PAY = [("cash", _("Tiền mặt")), ("transfer", _("Mã QR"))]
PROXY, APPLICANT = "proxy", "applicant"


class GiveForm(DossierForm):
    """Who takes the result. For another's result an authority is needed; by post, the postman's slip."""

    method = forms.ChoiceField(
        label=_("Trả"), choices=METHODS, required=False, widget=forms.RadioSelect(SENDS), initial="counter"
    )
    by_proxy = forms.BooleanField(
        label=_("Nhận thay"),
        required=False,
        widget=forms.CheckboxInput({**SENDS, "data-key": "F4", "role": "switch"}),
    )
    receiver = line(_("Người nhận"), required=True)
    identity = CleanChar(
        label=_("Số định danh cá nhân"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    authority = line(_("Giấy tờ nhận thay"), placeholder=_("Giấy ủy quyền chứng thực ngày …"))
    slip = line(_("Số phiếu gửi bưu chính"), long=60)
    result_given = forms.BooleanField(label=_("Kết quả"), required=False)
    originals_given = forms.BooleanField(label=_("Bản chính đã mượn để đối chiếu"), required=False)
    pay = forms.ChoiceField(
        label=_("Cách nộp"), choices=PAY, required=False, widget=forms.RadioSelect, initial="cash"
    )
    receipt = line(_("Số biên lai"), long=60, placeholder=_("Số biên lai"))
    reason = line(_("Vì sao chưa trả được"))

    def __init__(self, *args: Any, state: DossierState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state = state
        method, by_proxy = self["method"].value() or "counter", bool(self["by_proxy"].value())
        if method == CollectBy.COUNTER:
            self.fields["identity"].required = True
            self.fields["authority"].required = by_proxy
        self.fields["slip"].required = method == CollectBy.POST
        self.fields["result_given"].required = True
        self.fields["originals_given"].required = bool(borrowed(state))
        for name in ("identity", "authority", "slip", "result_given", "originals_given"):
            label = self.fields[name].label
            check = isinstance(self.fields[name], forms.BooleanField)
            self.fields[name].error_messages["required"] = (
                _("Hãy đánh dấu “%s”.") if check else _("Hãy điền “%s”.")
            ) % label

    def commands(self) -> tuple[c.Command, ...]:
        """Return what settles the fees and hands everything over."""
        typed = self.cleaned_data
        paying: tuple[c.Command, ...] = ()
        if open_fees := unpaid(self.state):
            numbers = tuple(fee.id for fee in open_fees)
            paying = (
                c.ConfirmPayment(
                    obligations=numbers, method=typed["pay"] or "cash", receipt=typed["receipt"]
                ),
            )
        if self.state.stage != 9:
            return (*paying, c.ReturnPapers(receiver=typed["receiver"], identity=self._proof()))
        deliver = c.DeliverResult(
            receiver=typed["receiver"],
            capacity=PROXY if typed["by_proxy"] else APPLICANT,
            identity=self._proof(),
            method=CollectBy(typed["method"] or CollectBy.COUNTER),
            slip=typed["slip"],
            originals_returned=bool(borrowed(self.state)),
        )
        return (*paying, deliver)

    def _proof(self) -> str:
        parts = [self.cleaned_data["identity"]]
        if self.cleaned_data["by_proxy"]:
            parts.append(self.cleaned_data["authority"])
        return "; ".join(part for part in parts if part)


def unpaid(state: DossierState) -> tuple[Obligation, ...]:
    """Return what is still to be paid."""
    return tuple(fee for fee in state.obligations if fee.state == ObligationState.DUE)


def borrowed(state: DossierState) -> tuple[Paper, ...]:
    """Return the papers whose originals were kept for comparison and go back now (R-A40)."""
    return tuple(paper for paper in state.application.papers if paper.note)


def first_values(state: DossierState) -> dict[str, Any]:
    """Return the form as it opens: whoever filed is expected."""
    application = state.application
    taker = application.proxy or application.applicant
    return {
        "version": state.version,
        "method": application.collect_by.value,
        "by_proxy": "on" if application.proxy else "",
        "authority": application.proxy_basis,
        **_taken_by(taker),
    }


def _taken_by(party: Party) -> dict[str, Any]:
    return {"receiver": party.representative or party.name, "identity": party.citizen_id}


def switched(state: DossierState, values: dict[str, Any]) -> dict[str, Any]:
    """Return the form after the switch of who comes: the known names follow it."""
    application = state.application
    names = {_name(party) for party in _parties(state)}
    if values.get("receiver", "") not in names | {""}:
        return values
    taker = application.proxy if values.get("by_proxy") else application.applicant
    return values | (_taken_by(taker) if taker else {"receiver": "", "identity": ""})


def scanned(state: DossierState, values: dict[str, Any], scan: str) -> tuple[dict[str, Any], str]:
    """Return the form with the card's person in it, and what went wrong."""
    try:
        card = parse_cccd_qr(scan)
    except CardUnreadable as refused:
        return values, wording.sentence(refused)
    own = card.citizen_id.number == state.application.applicant.citizen_id
    return values | {
        "receiver": card.name,
        "identity": card.citizen_id.number,
        "by_proxy": "" if own else "on",
        "scanned": "1",
    }, ""


def agreement(state: DossierState, values: dict[str, Any]) -> tuple[bool, str] | None:
    """Return whether who comes is known to the dossier, in words; None before anybody is named."""
    name, number = str(values.get("receiver", "")), str(values.get("identity", ""))
    if not name or not number:
        return None
    application = state.application
    if _same(application.applicant, name, number):
        return True, str(_("Khớp với người nộp hồ sơ."))
    if application.proxy is not None and _same(application.proxy, name, number):
        return True, str(_("Khớp với người được ủy quyền ghi lúc tiếp nhận."))
    stranger = _(
        "Không phải người nộp, cũng không phải người được ủy quyền lúc tiếp nhận: cần giấy ủy quyền."
    )
    return False, str(stranger)


def _same(party: Party, name: str, number: str) -> bool:
    return party.citizen_id == number and name_key(_name(party)) == name_key(name)


def _name(party: Party) -> str:
    return party.representative or party.name


def _parties(state: DossierState) -> Iterable[Party]:
    application = state.application
    return [party for party in (application.applicant, application.proxy) if party is not None]
