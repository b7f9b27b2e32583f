"""What search engines read of a page: schema.org as JSON-LD.

It is data, which no browser runs, so the policy on scripts lets it stand in the page; a test looks at it in Chromium.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from motcua.apps.lookup.agencies import AgencyEntry, Hours
from motcua.apps.lookup.procedures import PublicProcedure

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ESCAPED: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def service(request: HttpRequest, found: PublicProcedure) -> SafeString:
    """Return a procedure as a GovernmentService."""
    definition = found.definition
    url = request.build_absolute_uri(reverse("portal:procedure", args=[definition.key]))
    return _script({
        "@type": "GovernmentService", "@id": url, "url": url, "name": definition.display_name,
        "alternateName": definition.name, "serviceType": definition.field.name, "inLanguage": "vi",
        "serviceOperator": {"@type": "GovernmentOrganization", "name": definition.authority.decides},
        "termsOfService": list(definition.legal_basis),
        "serviceOutput": [{"@type": "Thing", "name": result.name} for result in definition.results],
    })  # fmt: skip


def office(request: HttpRequest, entry: AgencyEntry, hours: Sequence[Hours]) -> SafeString:
    """Return an agency as a GovernmentOffice with its hours."""
    url = request.build_absolute_uri(reverse("portal:agency", args=[entry.key]))
    known = {
        "address": entry.street_address,
        "telephone": entry.phone,
        "email": entry.email,
        "sameAs": entry.website,
    }
    opening = [
        {
            "@type": "OpeningHoursSpecification", "dayOfWeek": [WEEKDAYS[day] for day in one.weekdays],
            "opens": f"{session.start:%H:%M}", "closes": f"{session.end:%H:%M}",
        }
        for one in hours
        for session in one.sessions
    ]  # fmt: skip
    return _script({
        "@type": "GovernmentOffice", "@id": url, "url": url, "name": entry.name, "identifier": entry.identifier,
        "openingHoursSpecification": opening, **{name: value for name, value in known.items() if value},
    })  # fmt: skip


def _script(data: dict[str, Any]) -> SafeString:
    """Return JSON that cannot leave its element, whatever a name contains."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPED)
    return mark_safe(text)  # noqa: S308 - every sign that could end the element is escaped
