"""The intake page: what the template needs beside the intake itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.documents.queries import SheetSummary
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.carrying_out import Conflict
from motcua.channels.office.desk import deciding, picking
from motcua.channels.office.desk.counter import counters_of
from motcua.channels.office.desk.files import file_url
from motcua.channels.office.desk.intake import Intake
from motcua.channels.office.frame import page
from motcua.domain import identity
from motcua.domain.dossier import DossierState
from motcua.domain.identity import Mismatch
from motcua.ui import wording
from motcua.ui.context import Key

NAMED = 2


@dataclass(frozen=True, slots=True)
class Notice:
    """A word before the decision: `kind` as in `ui/notice.html`."""

    kind: str
    icon: str
    title: str
    text: str = ""
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper that was printed for the dossier just done."""

    id: int
    kind: str
    words: str


def intake_page(
    request: OfficerRequest,
    shown: Intake,
    *,
    conflict: Conflict | None = None,
    refused: str = "",
    done: DossierState | None = None,
    sheets: Sequence[SheetSummary] = (),
) -> HttpResponse:
    """Render the intake, or the check of a filing; `refused` is the act that could not be carried out."""
    _focus(shown, request)
    checking = shown.state is not None
    context = aside_context(shown) | {
        "counters": counters_of(request),
        "choices": () if checking else picking.choices(request, shown.counter, shown.query),
        "conflict": conflict,
        "refused": refused,
        "done": done,
        "sheets": [Sheet(sheet.id, sheet.kind, str(wording.SHEETS[sheet.kind])) for sheet in sheets],
        "paper_files": _files(request, shown),
        "action": reverse("office:check", args=[shown.state.id]) if shown.state else reverse("office:intake"),
    }
    here = "office:incoming" if checking else "office:intake"
    status = 422 if refused else 200
    return page(request, "office/desk/intake.html", context, here=here, keys=_keys(shown), status=status)


def _files(request: OfficerRequest, shown: Intake) -> list[tuple[str, str]]:
    """Return name and address of every file that came with a filing in the system."""
    if shown.state is None:
        return []
    held = {sha256 for paper in shown.state.application.papers for sha256 in paper.files}
    scans = [scan for row in shown.papers.rows for scan in row.scans if scan.sha256 in held]
    return [(scan.name, file_url(request, shown.state.id, scan.sha256)) for scan in scans]


def aside_context(shown: Intake) -> dict[str, object]:
    """Return what fees, due date and decision are made of."""
    return {"intake": shown, "form": shown.form, "notices": notices(shown), "due_url": _due_url(shown)}


def _due_url(shown: Intake) -> str:
    url = reverse("office:intake_due")
    return f"{url}?checking={shown.state.id}" if shown.state else url


def _keys(shown: Intake) -> list[Key]:
    keys = [] if shown.state else [Key.of(_("Thủ tục"), "F2")]
    if shown.definition is None:
        return [*keys, Key.of(_("Chọn"), "↑", "↓"), Key.of(_("Dùng"), "Enter")]
    act = {
        deciding.FINISH: _("Trả ngay"),
        deciding.SUPPLEMENT: _("Tiếp nhận và in"),
        deciding.ACCEPT: _("Tiếp nhận và in"),
    }[shown.primary]
    return [
        *keys,
        Key.of(_("Nộp thay"), "F4"),
        Key.of(_("Đủ cả"), "F7"),
        Key.of(_("Quét tập"), "F8"),
        Key.of(act, "F9"),
        Key.of(_("Bổ sung"), "F10"),
        Key.of(_("Từ chối"), "F12"),
        Key.of(_("Ô kế tiếp"), "Tab"),
    ]


def _focus(shown: Intake, request: OfficerRequest) -> None:
    """Put the cursor where the next thing is typed."""
    name = _next_field(shown, request)
    if name:
        shown.form.fields[name].widget.attrs["autofocus"] = True


def _next_field(shown: Intake, request: OfficerRequest) -> str:
    if shown.definition is None or shown.form.is_bound:
        return ""
    value = shown.values.get
    if shown.form.has_proxy and not value("proxy_citizen_id"):
        return "proxy_citizen_id"
    if not value("citizen_id"):
        return "tax_code" if shown.form.is_organization else "citizen_id"
    if not value("phone"):
        return "phone"
    return "subject" if request.POST.get("scan") or request.POST.get("person") else ""


def notices(shown: Intake) -> list[Notice]:
    """Return what the officer should know before deciding."""
    found = [*_about_person(shown), *_about_repeats(shown)]
    if shown.definition is None:
        return found
    if shown.papers.missing:
        found.append(Notice("warn", "exclamation-circle", _("Còn thiếu:"), _named(shown.papers.missing)))
    elif shown.papers.unscanned:
        found.append(_unscanned(shown))
    if shown.fees.cases and not shown.fees.rows:
        found.append(Notice("warn", "cash-coin", _("Chọn trường hợp thu phí, lệ phí.")))
    if shown.fees.undetermined:
        text = _("Nhập số tiền nếu đã biết; nếu không, hồ sơ được tiếp nhận mà chưa có khoản này.")
        found.append(Notice("warn", "cash-coin", _("Có khoản chưa có mức thu."), text))
    return found


def _named(names: Sequence[str]) -> str:
    """Return the first names and how many more there are: the list itself stands beside."""
    some = "; ".join(names[:NAMED])
    more = len(names) - NAMED
    return some if more <= 0 else _("%(some)s và %(more)s giấy tờ khác.") % {"some": some, "more": more}


def _unscanned(shown: Intake) -> Notice:
    names = shown.papers.unscanned
    title = (
        _("%(count)s giấy tờ chưa quét.") % {"count": len(names)}
        if len(names) > 1
        else _("%s chưa quét.") % names[0]
    )
    return Notice("warn", "exclamation-circle", title, _("Quét xong trước khi chuyển."))


def _about_repeats(shown: Intake) -> list[Notice]:
    if not shown.repeats:
        return []
    first = shown.repeats[0]
    return [
        Notice(
            "warn", "files", _("Hôm nay người này đã nộp thủ tục này."), "",
            reverse("office:dossier", args=[first.id]), first.code or _("Mở hồ sơ đó"),
        )
    ]  # fmt: skip


def _about_person(shown: Intake) -> list[Notice]:
    """A birth or sex that contradicts the number is shown, not refused: cards have errors too."""
    value = shown.values.get
    try:
        card = identity.parse_citizen_id(str(value("citizen_id") or ""))
        born = identity.parse_partial_date(str(value("born_on"))) if value("born_on") else None
    except (identity.CitizenIdInvalid, identity.PartialDateInvalid):
        return []
    typed = str(value("sex") or "")
    sex = identity.Sex(typed) if typed in set(identity.Sex) else None
    words = {
        Mismatch.BIRTH_YEAR: _("Số định danh nói người này sinh năm %s, khác ngày sinh đã ghi.")
        % card.birth_year,
        Mismatch.SEX: _("Số định danh nói giới tính khác với đã ghi."),
    }
    found = identity.mismatches(card, sex=sex, born_on=born)
    return [Notice("warn", "person-exclamation", words[each], _("Hãy xem lại thẻ.")) for each in found]
