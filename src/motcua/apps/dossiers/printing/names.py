"""How papers call places, people, limits and ways of delivery."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from motcua.apps.documents.sheets import Applicant, Letterhead, Signer
from motcua.apps.dossiers.printing import site
from motcua.apps.organization import queries as organization
from motcua.apps.organization.models import Account
from motcua.apps.organization.queries import AgencyFacts, MandateFacts, UnitAddress
from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.deadlines import Allowance
from motcua.domain.deadlines import Unit as TimeUnit
from motcua.domain.dossier.events import Recorded
from motcua.domain.dossier.values import Application, CollectBy, Party, PartyKind
from motcua.domain.workflow.definition import WORKING_DAY_MINUTES

SERVICE_CENTER: Final = "service_center"
COMMUNE: Final = "commune"
BY_HAND: Final = "……………………"
"""Where a form's sentence needs a word that nobody has given: it is written by hand."""
LINES_BY_HAND: Final = "\n".join(["…" * 34] * 2)
"""Where a form needs a whole paragraph written by hand."""

_COMMUNE_NAME = re.compile(r".*\b(?:xã|phường|đặc khu) (?P<name>.+)", re.IGNORECASE)
_PROVINCE_WORD = re.compile(r"^(?:Tỉnh|Thành phố) ")
_NAMELESS_POINT = re.compile(r" (?:xã|phường)$")
_UNITS: Final = {
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.DAY: "ngày",
    TimeUnit.HOUR: "giờ làm việc",
    TimeUnit.MONTH: "tháng",
}
_METHODS: Final = {
    "cash": "Tiền mặt",
    "transfer": "Chuyển khoản",
    "platform": "Trực tuyến, qua Nền tảng thanh toán",
    "card": "Thẻ ngân hàng",
    "online": "Thanh toán trực tuyến",
    "post": "Thu hộ qua bưu chính công ích",
}


def date_line_place(agency: AgencyFacts, province: str) -> str:
    """Return the place before the date: the commune's own name, else the province's (R-B9)."""
    found = _COMMUNE_NAME.fullmatch(agency.short_name) if agency.level == COMMUNE else None
    return found["name"] if found else _PROVINCE_WORD.sub("", province)


def receiving_point(point: UnitAddress, agency: AgencyFacts, place: str) -> str:
    """Return the full name of a one-stop unit: a commune's own carries the commune's name."""
    if agency.kind == SERVICE_CENTER:
        return agency.name
    return f"{point.unit_name} {place}" if _NAMELESS_POINT.search(point.unit_name) else point.unit_name


def letterhead_of(unit: UnitAddress, agency: AgencyFacts, place: str, on: date) -> Letterhead:
    """Return the head of a paper that a unit of an agency issues in its own name (R-B9)."""
    name = organization.name_on(agency.id, on)
    if agency.kind == SERVICE_CENTER and agency.parent_id is not None:
        above = organization.name_on(agency.parent_id, on)
        return Letterhead(agency=above, counter=name, place=place, on=on, agency_id=agency.id)
    return Letterhead(agency=name, counter=point_in_head(unit), place=place, on=on, agency_id=agency.id)


def point_in_head(unit: UnitAddress) -> str:
    """Return a one-stop unit's name under that of its agency, which has said already of which commune."""
    return _NAMELESS_POINT.sub("", unit.unit_name)


def whose(unit: UnitAddress, home_agency: int) -> str:
    """Return a unit as a colleague knows it: with its agency's name only where that is another one."""
    return unit.unit_name if unit.agency_id == home_agency else f"{unit.unit_name}, {unit.agency_name}"


def title_of(definition: ProcedureDefinition, case: str, subject: str = "") -> str:
    """Return what is asked for: the official name, the case and the applicant's own words."""
    label = definition.case(case).label if case else ""
    return " – ".join(part for part in (definition.name, label, subject) if part)


def limit_of(allowance: Allowance) -> str:
    """Return a limit with its unit, numbers under ten in two digits: `05 ngày làm việc`."""
    if allowance.amount == 0:
        return "Trong ngày làm việc"
    return f"{allowance.amount:02d} {_UNITS[allowance.unit]}"


def working_time(minutes: int) -> str:
    """Return working minutes as days of eight hours, or as hours under a day: `2,5 ngày làm việc`."""
    unit, name = (
        (WORKING_DAY_MINUTES, "ngày làm việc") if minutes >= WORKING_DAY_MINUTES else (60, "giờ làm việc")
    )
    amount = f"{minutes / unit:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{amount:0>2} {name}" if "," not in amount else f"{amount} {name}"


def applicant_of(application: Application) -> Applicant:
    """Return the person or organization whose dossier it is."""
    party = application.applicant
    organized = party.kind == PartyKind.ORGANIZATION
    return Applicant(
        name=party.name,
        address=party.address,
        phone=phone_of(party.phone),
        email=party.email,
        identity=party.tax_code if organized else party.citizen_id,
        identity_label="Mã số thuế" if organized else "Số CCCD",
    )


def submitter_of(application: Application) -> str:
    """Return who stands at the counter: the proxy, else the representative, else the applicant."""
    if application.proxy is not None:
        return application.proxy.name
    return _person(application.applicant)


def _person(party: Party) -> str:
    return party.representative or party.name


def phone_of(number: str) -> str:
    """Return a phone number in groups: `0912 000 318`."""
    return f"{number[:4]} {number[4:7]} {number[7:]}" if len(number) == 10 else number


def delivery_of(application: Application, point: str) -> str:
    """Return where the applicant wants the result (form 01, line 6)."""
    match application.collect_by:
        case CollectBy.POST:
            address = application.collect_address or application.applicant.address
            return f"Địa chỉ của người nộp, qua dịch vụ bưu chính công ích: {address}".rstrip(": ")
        case CollectBy.ELECTRONIC:
            return "Bản điện tử, nhận trên Cổng Dịch vụ công"
        case _:
            return point


def short_delivery(way: CollectBy) -> str:
    """Return a way of delivery for a column of the register."""
    return {CollectBy.COUNTER: "Trực tiếp", CollectBy.POST: "Bưu chính", CollectBy.ELECTRONIC: "Điện tử"}[way]


def method_of(method: str) -> str:
    """Return how a fee was paid; words of an officer's own stay as they are."""
    return _METHODS.get(method, method)


def day_text(day: date) -> str:
    """Return a day inside a sentence of a form: `04/05/2026`."""
    return day.strftime("%d/%m/%Y")


def signer_of(entry: Recorded, agency_id: int, on: date) -> Signer:
    """Return who signed with title and authority: KT. for a head's deputy, or as the mandate says (R-B22)."""
    if entry.post is None:
        return Signer(name=entry.actor_name)
    title = organization.posts([entry.post])[entry.post].title
    if entry.mandate is not None:
        mandate = organization.mandates([entry.mandate])[entry.mandate]
        return Signer(
            name=entry.actor_name, title=_own_title(entry, agency_id, on), authority=_authority(mandate)
        )
    return Signer(name=entry.actor_name, title=title, authority=_deputy_authority(title))


def _authority(mandate: MandateFacts) -> str:
    return f"{mandate.signing_form}. {mandate.from_title}".rstrip()


def _deputy_authority(title: str) -> str:
    return "KT. " + title.removeprefix("Phó ") if title.startswith("Phó ") else ""


def _own_title(entry: Recorded, agency_id: int, on: date) -> str:
    held = organization.officers_of_agency(agency_id, on)
    return next((post.title for post in held if post.account_id == entry.account_id), "")


def joined(names: Iterable[str]) -> str:
    """Return names in a row, each once."""
    return "; ".join(dict.fromkeys(names))


def payer_of(application: Application) -> Applicant:
    """Return who pays: name and address are enough (R-H12)."""
    party = application.applicant
    return Applicant(name=party.name, address=party.address)


def contact_phone(account_id: int | None) -> str:
    """Return the number under which an officer is reached, else the province's hotline, else dots."""
    officers = Account.objects.filter(pk__in=[account_id] if account_id else [])
    own = officers.values_list("phone", flat=True).first()
    return phone_of(own or "") or site.hotline() or BY_HAND
