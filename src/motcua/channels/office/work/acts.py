"""Every act by its address: the command it stands for, its words, icon, key and form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.channels.office.work.forms import answering, clock, correcting, moving, papers
from motcua.channels.office.work.forms.asking import ActForm
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.offers import Offer
from motcua.domain.workflow import ActionKind

PRIMARY_KEY: Final = "B"


@dataclass(frozen=True, slots=True)
class Act:
    """An act that officers do on a dossier's page. `danger` acts stand last, in red words."""

    slug: str
    command: type[c.Command]
    form: type[ActForm]
    label: str | Promise
    icon: str
    done: str | Promise
    key: str = ""
    danger: bool = False
    aside: bool = False


_ALL: Final = (
    Act("claim", c.Claim, moving.ClaimForm, _("Nhận việc"), "box-arrow-in-down", _("Bạn đã nhận việc này."), "N"),
    Act("assign", c.Assign, moving.AssignForm, _("Giao việc"), "person-plus", _("Đã giao việc."), "G"),
    Act("hand-over", c.HandOver, moving.HandOverForm, _("Chuyển bước"), "arrow-right-circle", _("Đã chuyển bước.")),
    Act("send-back", c.SendBack, moving.SendBackForm, _("Chuyển lại người gửi"), "arrow-return-left",
        _("Đã chuyển lại."), "T", danger=True),
    Act("recall", c.Recall, moving.RecallForm, _("Lấy lại hồ sơ"), "arrow-counterclockwise", _("Đã lấy lại hồ sơ.")),
    Act("consult", c.Consult, moving.ConsultForm, _("Hỏi ý kiến cơ quan khác"), "chat-left-dots",
        _("Đã gửi câu hỏi."), "C"),
    Act("answer", c.Answer, moving.AnswerForm, _("Trả lời ý kiến"), "reply", _("Đã trả lời.")),
    Act("request-supplement", c.RequestSupplement, clock.RequestSupplementForm, _("Yêu cầu bổ sung"),
        "file-earmark-plus", _("Đã yêu cầu bổ sung; thời hạn dừng từ bây giờ."), "S"),
    Act("request-payment", c.RequestPayment, clock.RequestPaymentForm, _("Yêu cầu nộp phí, lệ phí"), "cash-coin",
        _("Đã yêu cầu nộp; thời hạn dừng từ bây giờ.")),
    Act("extend", c.Extend, clock.ExtendForm, _("Xin lỗi, hẹn lại"), "calendar-plus", _("Đã hẹn lại."), "H"),
    Act("stop", c.Stop, clock.StopForm, _("Dừng xử lý"), "pause-circle", _("Đã dừng xử lý."), danger=True),
    Act("resume", c.Resume, clock.ResumeForm, _("Tiếp tục xử lý"), "play-circle", _("Hồ sơ tiếp tục được xử lý.")),
    Act("request-withdrawal", c.RequestWithdrawal, clock.RequestWithdrawalForm, _("Người nộp xin rút hồ sơ"),
        "box-arrow-left", _("Đã ghi yêu cầu rút hồ sơ."), danger=True),
    Act("decide-withdrawal", c.DecideWithdrawal, clock.DecideWithdrawalForm, _("Quyết định việc rút hồ sơ"),
        "check2-square", _("Đã quyết định.")),
    Act("close", c.Close, clock.CloseForm, _("Đóng hồ sơ"), "x-octagon", _("Đã đóng hồ sơ."), danger=True),
    Act("write-draft", c.WriteDraft, answering.WriteDraftForm, _("Soạn dự thảo kết quả"), "file-earmark-text",
        _("Đã lưu dự thảo."), "D"),
    Act("sign", c.Sign, answering.SignForm, _("Ký kết quả"), "pen", _("Đã ký.")),
    Act("number", c.NumberResult, answering.NumberForm, _("Vào sổ, lấy số"), "123", _("Đã lấy số.")),
    Act("verification", c.RecordVerification, answering.VerificationForm, _("Lập biên bản kiểm tra"), "geo-alt",
        _("Đã lập biên bản."), "V"),
    Act("finish-on-spot", c.FinishOnSpot, answering.FinishOnSpotForm, _("Giải quyết ngay tại quầy"), "lightning",
        _("Đã có kết quả; trả cho người nộp.")),
    Act("supplement", c.Supplement, papers.SupplementForm, _("Nhận giấy tờ bổ sung"), "file-earmark-check",
        _("Đã nhận bổ sung; thời hạn chạy tiếp.")),
    Act("confirm-payment", c.ConfirmPayment, papers.ConfirmPaymentForm, _("Xác nhận đã nộp phí, lệ phí"),
        "cash-stack", _("Đã ghi nhận tiền nộp.")),
    Act("return-papers", c.ReturnPapers, papers.ReturnPapersForm, _("Trả lại giấy tờ"), "folder-symlink",
        _("Đã trả lại giấy tờ.")),
    Act("receive-papers", c.ReceivePapers, papers.ReceivePapersForm, _("Đã nhận hồ sơ giấy"), "folder-check",
        _("Đã ghi nhận hồ sơ giấy về đơn vị."), "P"),
    Act("correct", c.Correct, correcting.CorrectForm, _("Sửa thông tin"), "pencil", _("Đã sửa."), "E", aside=True),
    Act("attach", c.AttachFiles, papers.AttachForm, _("Đính kèm tệp"), "paperclip", _("Đã đính kèm."), aside=True),
    Act("note", c.AddNote, papers.NoteForm, _("Ghi chú nội bộ"), "sticky", _("Đã ghi chú."), "M", aside=True),
)  # fmt: skip
ACTS: Final[Mapping[str, Act]] = {act.slug: act for act in _ALL}
BY_COMMAND: Final[Mapping[type[c.Command], Act]] = {act.command: act for act in _ALL}
"""Acts at the counter that have pages of their own are not here; see `at_the_counter`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """An act as the dossier's page offers it: where it leads, or why it is not possible yet."""

    label: str
    icon: str
    url: str
    key: str = ""
    danger: bool = False
    aside: bool = False
    lacks: str = ""


def button(state: DossierState, offer: Offer) -> Button:
    """Return the button of an offer."""
    act = BY_COMMAND.get(offer.command)
    if act is None:
        return at_the_counter(state, offer)
    back = offer.action is not None and offer.action.kind == ActionKind.RETURN
    return Button(
        label=label_of(act, state, offer),
        icon="arrow-return-left" if back else act.icon,
        url=act_url(state, act, offer),
        key=PRIMARY_KEY if offer.primary else act.key,
        danger=act.danger or back,
        aside=act.aside,
        lacks=lacks_of(offer),
    )


def label_of(act: Act, state: DossierState, offer: Offer) -> str:
    """Return what the act is called here: a way out bears the words of the process."""
    if offer.action is not None:
        return offer.action.label
    if act.command is c.Assign and any(i.id == offer.item and i.assignee for i in state.items):
        return str(_("Giao lại"))
    if act.command is c.WriteDraft and state.draft is not None:
        return str(_("Sửa dự thảo"))
    return str(act.label)


def lacks_of(offer: Offer) -> str:
    """Return what must be there before and cannot be given in the same form, in words."""
    names = {
        "draft": _("dự thảo kết quả"),
        "signature": _("chữ ký"),
        "number": _("số văn bản"),
        "fees": _("phí, lệ phí"),
    }
    return ", ".join(str(names[missing]) for missing in offer.missing if missing in names)


def act_url(state: DossierState, act: Act, offer: Offer) -> str:
    """Return the address of an act's form, with the item and the way out it is about."""
    url = reverse("office:act", args=[state.id, act.slug])
    about = [("item", offer.item), ("action", offer.action.id if offer.action else None)]
    query = "&".join(f"{name}={value}" for name, value in about if value is not None)
    return f"{url}?{query}" if query else url


def at_the_counter(state: DossierState, offer: Offer) -> Button:
    """Return the button that leads to the page of the counter: checking a filing, returning a result."""
    if offer.command is c.DeliverResult:
        url = f"{reverse('office:return')}?q={state.code}"
        return Button(label=str(_("Trả kết quả")), icon="box-arrow-right", url=url, lacks=lacks_of(offer))
    refuses = offer.command is c.RefuseIntake
    return Button(
        label=str(_("Từ chối tiếp nhận") if refuses else _("Kiểm tra, tiếp nhận")),
        icon="x-circle" if refuses else "clipboard-check",
        url=reverse("office:check", args=[state.id]),
        danger=refuses,
    )
