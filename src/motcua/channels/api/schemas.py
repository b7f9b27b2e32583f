"""The shapes of what is read, as JSON Schema 2020-12."""

from typing import Any, Final

from motcua.apps.lookup.answers import NextStep
from motcua.apps.lookup.levels import Level as ShownBy
from motcua.apps.lookup.procedures import Cost
from motcua.domain.catalog import Level, OnlineScope, PresenceReason, ServiceLevel, Subject
from motcua.domain.deadlines import Standing, Unit
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import CollectBy
from motcua.domain.fees import Channel

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
TEXTS: Final[Schema] = {"type": "array", "items": TEXT}
WHOLE: Final[Schema] = {"type": "integer", "minimum": 0}
MOMENT: Final[Schema] = {"type": ["string", "null"], "format": "date-time"}
TIER: Final[Schema] = {"type": "string", "enum": [one.value for one in Level]}
SUBJECT: Final[Schema] = {"type": "string", "enum": [one.value for one in Subject]}
SCOPE: Final[Schema] = {"type": "string", "enum": [one.value for one in OnlineScope]}
LEVEL: Final[Schema] = {"type": "integer", "enum": [int(one) for one in ServiceLevel]}
CHANNELS: Final[Schema] = {
    "type": "array",
    "items": {"type": "string", "enum": [one.value for one in Channel]},
}
STAGE: Final[Schema] = {"type": "integer", "enum": [int(one) for one in Stage]}


def thing(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    """Return the schema of an object with these members and no others, all required but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def listed(schema: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": schema}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _page(name: str) -> Schema:
    return thing({
        "total": WHOLE, "page": WHOLE, "pages": WHOLE, "per_page": WHOLE, "items": listed(_ref(name)),
    })  # fmt: skip


LINKS: Final = thing({"self": TEXT | {"format": "uri"}, "page": TEXT | {"format": "uri"}})
LIMIT: Final = thing({
    "amount": WHOLE, "unit": {"type": "string", "enum": [unit.name.lower() for unit in Unit]}, "words": TEXT,
})  # fmt: skip
PRICE: Final = thing({
    "kind": {"type": "string", "enum": [cost.value for cost in Cost]}, "amount_vnd": WHOLE, "per": TEXT,
})  # fmt: skip
CARD: Final = thing({
    "key": TEXT, "code": TEXT, "name": TEXT, "full_name": TEXT, "field": thing({"key": TEXT, "name": TEXT}),
    "limit": _ref("Limit"), "price": _ref("Price"), "scope": SCOPE, "level": LEVEL, "tiers": listed(TIER),
    "subjects": listed(SUBJECT), "links": _ref("Links"),
})  # fmt: skip
PAPER: Final = thing({
    "id": TEXT, "name": TEXT, "originals": WHOLE, "copies": WHOLE, "form_no": TEXT, "condition": TEXT,
    "required": {"type": "boolean"}, "replaceable_by": TEXT,
})  # fmt: skip
FEE: Final = thing({
    "label": TEXT, "amount_vnd": {"type": ["integer", "null"]}, "per": TEXT, "case": TEXT, "channels": CHANNELS,
    "basis": TEXT,
})  # fmt: skip
PROCEDURE: Final = thing({
    "key": TEXT, "code": TEXT, "name": TEXT, "full_name": TEXT,
    "field": thing({"key": TEXT, "name": TEXT, "code": TEXT}), "tiers": listed(TIER), "subjects": listed(SUBJECT),
    "channels": CHANNELS, "decides": TEXT,
    "deciders": thing({"agencies": TEXTS, "kinds": {"type": "object", "additionalProperties": WHOLE}}),
    "limit": _ref("Limit"), "cases": listed(thing({"code": TEXT, "label": TEXT, "limit": _ref("Limit")})),
    "papers": listed(_ref("Paper")), "price": _ref("Price"), "fees": listed(_ref("Fee")), "results": TEXTS,
    "steps": TEXTS, "scope": SCOPE, "level": LEVEL,
    "presence_reason": {"type": ["string", "null"], "enum": [*(one.value for one in PresenceReason), None]},
    "legal_basis": TEXTS, "publishing_decision": TEXT, "notes": TEXTS, "links": _ref("Links"),
})  # fmt: skip
AGENCY_MEMBERS: Final[Schema] = {
    "key": TEXT, "identifier": TEXT, "name": TEXT, "short_name": TEXT, "kind": TEXT, "tier": TEXT,
    "parent": {"type": ["string", "null"]}, "procedures": WHOLE, "links": _ref("Links"),
}  # fmt: skip
ANSWER: Final = thing(
    {
        "code": TEXT,
        "shown_by": {"type": "string", "enum": [one.value for one in ShownBy]},
        "progress": thing({"leg": WHOLE, "legs": WHOLE, "share": {"type": "number", "minimum": 0, "maximum": 1}}),
        "stage": thing({"number": STAGE, "name": TEXT}),
        "headline": TEXT,
        "next": thing({
            "code": {"type": "string", "enum": [one.value for one in NextStep]}, "title": TEXT, "text": TEXT,
        }),
        "due": thing({
            "at": MOMENT, "first_at": MOMENT, "finished_at": MOMENT,
            "standing": {"type": "string", "enum": [one.value.lower() for one in Standing]},
        }),
        "procedure": TEXT, "received_at": TEXT, "agency": TEXT, "divisions": TEXTS, "officers": TEXTS,
        "timeline": listed(thing({"stage": STAGE, "name": TEXT, "since": MOMENT, "until": MOMENT})),
        "papers_asked": thing({
            "number": TEXT, "lines": TEXTS, "reason": TEXT, "asked_at": MOMENT, "answer_by": MOMENT,
        }),
        "fees_due": listed(thing({"label": TEXT, "amount_vnd": WHOLE})),
        "collection": thing({
            "by": {"type": "string", "enum": [one.value for one in CollectBy]}, "words": TEXT, "place": TEXT,
            "delivered_at": MOMENT,
        }),
    },
    optional=(
        "stage", "headline", "next", "due", "procedure", "received_at", "agency", "divisions", "officers",
        "timeline", "papers_asked", "fees_due", "collection",
    ),
)  # fmt: skip

SCHEMAS: Final[Schema] = {
    "Links": LINKS,
    "Limit": LIMIT,
    "Price": PRICE,
    "ProcedureCard": CARD,
    "ProcedurePage": _page("ProcedureCard"),
    "Paper": PAPER,
    "Fee": FEE,
    "Procedure": PROCEDURE,
    "Agency": thing(AGENCY_MEMBERS),
    "AgencyPage": _page("Agency"),
    "AgencyInFull": thing(AGENCY_MEMBERS | {"decides": listed(thing({"key": TEXT, "name": TEXT}))}),
    "Answer": ANSWER,
}
