"""How a procedure is told to a citizen: their word first, the legal word after."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.lookup.procedures import Cost, Deciders, Price, PublicProcedure
from motcua.domain.catalog import (
    OnlineScope,
    PresenceReason,
    ProcedureDefinition,
    ReceivingRule,
    RequiredDocument,
    ServiceFlags,
    ServiceLevel,
    Subject,
)
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.fees import Channel, FeeRule
from motcua.domain.workflow import CALENDAR_DAY_MINUTES, WORKING_DAY_MINUTES, Step, TimeUnit
from motcua.ui import formatting, wording
from motcua.ui.tables import Column, Table

SCOPES: Final[Mapping[OnlineScope, tuple[str, str, str | Promise]]] = {
    OnlineScope.FULLY_ONLINE: ("full", "check2-all", gettext_lazy("Toàn trình")),
    OnlineScope.PARTLY_ONLINE: ("part", "circle-half", gettext_lazy("Một phần")),
    OnlineScope.INFORMATION_ONLY: ("info", "info-circle", gettext_lazy("Cung cấp thông tin")),
}
SCOPE_SENTENCES: Final[Mapping[OnlineScope, str | Promise]] = {
    OnlineScope.FULLY_ONLINE: gettext_lazy("Làm hết qua mạng được, không phải đến."),
    OnlineScope.PARTLY_ONLINE: gettext_lazy("Một phần làm qua mạng, có lúc cần đến trực tiếp."),
    OnlineScope.INFORMATION_ONLY: gettext_lazy("Nộp trực tiếp hoặc qua bưu chính."),
}
PRESENCE: Final[Mapping[PresenceReason, str | Promise]] = {  # R-E12
    PresenceReason.PHYSICAL_PRESENCE: gettext_lazy("Bạn cần có mặt vì pháp luật yêu cầu."),
    PresenceReason.FIELD_VERIFICATION: gettext_lazy("Cán bộ cần kiểm tra thực địa."),
    PresenceReason.TECHNICAL_INCIDENT: gettext_lazy("Hệ thống đang có sự cố kỹ thuật."),
}
SUBJECTS: Final[Mapping[Subject, str | Promise]] = {
    Subject.CITIZEN: gettext_lazy("công dân Việt Nam"),
    Subject.ORGANIZATION: gettext_lazy("doanh nghiệp, tổ chức"),
    Subject.FOREIGNER: gettext_lazy("người nước ngoài"),
}
CHANNELS: Final[Mapping[Channel, str | Promise]] = {
    Channel.COUNTER: gettext_lazy("tại quầy một cửa"),
    Channel.POST: gettext_lazy("qua bưu chính công ích"),
    Channel.ONLINE: gettext_lazy("qua mạng, trên Cổng Dịch vụ công quốc gia"),
}
GROUPS: Final[Mapping[str, str | Promise]] = {
    "commune_committee": gettext_lazy("Ủy ban nhân dân %(n)d xã, phường"),
    "commune_police": gettext_lazy("Công an %(n)d xã, phường"),
    "land_branch": gettext_lazy("%(n)d chi nhánh Văn phòng Đăng ký đất đai"),
    "district_committee": gettext_lazy("Ủy ban nhân dân %(n)d huyện, thành phố"),
    "school": gettext_lazy("%(n)d cơ sở giáo dục"),
}
LEVELS: Final[Mapping[ServiceLevel, str | Promise]] = {
    ServiceLevel.INFORMATION: gettext_lazy("có đủ thông tin để chuẩn bị"),
    ServiceLevel.FORMS: gettext_lazy("tải được mẫu đơn"),
    ServiceLevel.FILING: gettext_lazy("điền và nộp qua mạng"),
    ServiceLevel.FULL: gettext_lazy("nộp tiền qua mạng, nhận kết quả tại nhà hoặc qua mạng"),
}
LACKING: Final[Mapping[str, str | Promise]] = {
    "information": gettext_lazy("chưa có thông tin"),
    "forms": gettext_lazy("chưa có mẫu đơn để tải"),
    "online_filing": gettext_lazy("chưa nộp qua mạng được"),
    "online_payment": gettext_lazy("chưa nộp tiền qua mạng được"),
    "result_delivery": gettext_lazy("chưa trả kết quả qua mạng hoặc bưu chính"),
}
RECEIVING: Final[Mapping[ReceivingRule, str | Promise]] = {
    ReceivingRule.COMPETENT_AGENCY: gettext_lazy("bộ phận một cửa của cơ quan giải quyết"),
    ReceivingRule.PROVINCIAL_CENTER: gettext_lazy("Trung tâm Phục vụ hành chính công tỉnh"),
    ReceivingRule.ANY_COMMUNE: gettext_lazy("bất kỳ xã, phường nào trong tỉnh"),
}
DESKS: Final = frozenset({"reception", "return_desk"})


def limit(allowance: Allowance) -> str:
    """Return the limit in a list: "15 ngày làm việc"."""
    return wording.limit(allowance.amount, allowance.unit.name)


def limit_sentence(definition: ProcedureDefinition) -> str:
    """Return how the limit is counted."""
    if definition.immediate or definition.same_day:
        return _("Trả ngay trong ngày nếu nộp đủ giấy tờ.")
    if definition.allowance.unit is Unit.DAY:
        return _("Kể từ khi đủ giấy tờ, tính cả thứ Bảy, Chủ nhật.")
    return _("Kể từ khi đủ giấy tờ, không tính ngày nghỉ.")


def price(value: Price) -> str:
    """Return the fee in one look."""
    amount = formatting.money(value.amount_vnd) + (f"/{value.per}" if value.per else "")
    unset = _("theo mức của tỉnh")
    return {
        Cost.FREE: _("Không thu phí"),
        Cost.FIXED: amount,
        Cost.FROM: _("Từ %s") % amount,
        Cost.FREE_OR: _("Miễn phí hoặc %s") % (_("từ %s") % amount if value.amount_vnd else unset),
        Cost.UNSET: _capital(unset),
    }[value.cost]


def people(definition: ProcedureDefinition) -> str:
    """Return who may file."""
    return _capital(_listed(SUBJECTS[subject] for subject in definition.subjects))


def channels(definition: ProcedureDefinition) -> str:
    """Return how one may file."""
    return _capital(_listed(CHANNELS[channel] for channel in definition.channels))


def group(kind: str, agencies: int) -> str:
    """Return all agencies of a kind by their number."""
    return str(GROUPS[kind]) % {"n": agencies}


def deciders(value: Deciders) -> str:
    """Return who decides: those all over the province by number, the others by name."""
    groups = [group(kind, agencies) for kind, agencies in value.groups.items()]
    return "; ".join((*groups, *value.agencies))


def condition(document: RequiredDocument) -> str:
    """Return when a paper is needed; the data say it after "nếu" or without."""
    words = document.condition.strip().rstrip(".")
    if not words:
        return ""
    return f"{_capital(words)}." if words.lower().startswith("nếu") else _("Chỉ khi %s.") % words


def copies(document: RequiredDocument) -> str:
    """Return how many of a paper: "1 bản chính, 2 bản sao; Mẫu số 01"."""
    parts = []
    if document.originals:
        parts.append(_("%d bản chính") % document.originals)
    if document.copies:
        parts.append(_("%d bản sao") % document.copies)
    counted = ", ".join(parts)
    return "; ".join(part for part in (counted, document.form_no) if part)


def step_time(step: Step) -> str:
    """Return the time of a step, in days where it makes whole ones."""
    minutes = step.time.amount_minutes
    if not minutes or step.excluded_from_limit:
        return _("không tính vào thời hạn")
    if step.time.unit is TimeUnit.CALENDAR:
        return _("%s ngày") % _decimal(minutes / CALENDAR_DAY_MINUTES)
    if minutes >= WORKING_DAY_MINUTES and not minutes * 2 % WORKING_DAY_MINUTES:
        return _("%s ngày làm việc") % _decimal(minutes / WORKING_DAY_MINUTES)
    return formatting.duration(minutes) + _(" làm việc")


def step_place(step: Step) -> str:
    """Return whose desk a step is."""
    return _("Bộ phận một cửa") if step.role in DESKS else str(wording.ROLES.get(step.role, ""))


def levels(service: ServiceFlags) -> list[tuple[int, str, bool, str]]:
    """Return the four levels with what each means, whether it is reached and what it lacks (R-E1 to R-E5)."""
    return [
        (
            int(step.level),
            str(LEVELS[step.level]),
            step.reached,
            "" if step.reached else _capital(_listed(LACKING[flag] for flag in step.lacking)),
        )
        for step in service.steps
    ]


def receiving(rules: Iterable[ReceivingRule]) -> str:
    """Return where a dossier may be handed in (R-A15)."""
    return _capital(_listed(RECEIVING[rule] for rule in rules))


def fee_table(procedure: PublicProcedure) -> Table | None:
    """Return the fees in force, or nothing where there are none."""
    if not procedure.fees:
        return None
    columns = [Column(_("Khoản")), Column(_("Khi nào")), Column(_("Số tiền"), "num")]
    rows = [[rule.label, _when(rule), _amount(rule)] for rule in procedure.fees]
    return Table(_("Mức thu từng khoản"), columns, rows)


def _when(rule: FeeRule) -> str:
    by = _listed(CHANNELS[channel] for channel in sorted(rule.channels))
    words = "; ".join(part for part in (rule.case, _("nộp %s") % by if by else "") if part)
    return _capital(words) or _("Mọi trường hợp")


def _amount(rule: FeeRule) -> str:
    if rule.amount_vnd is None:
        return _("Theo mức của tỉnh")
    return price(Price(Cost.FIXED if rule.amount_vnd else Cost.FREE, rule.amount_vnd, rule.per))


def _listed(words: Iterable[str | Promise]) -> str:
    return ", ".join(str(word) for word in words)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _decimal(number: float) -> str:
    return f"{number:g}".replace(".", ",")
