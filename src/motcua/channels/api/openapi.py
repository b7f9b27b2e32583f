"""The interface described as OpenAPI 3.1; the tests hold every answer against it."""

from typing import Any, Final

from motcua.channels.api import schemas
from motcua.channels.api.problems import STATUS_OF, TITLES

Description = dict[str, Any]

VERSION: Final = "1.0.0"
INFO: Final[Description] = {
    "title": "Một cửa điện tử: danh mục công khai và tra cứu hồ sơ",
    "version": VERSION,
    "summary": "Public catalog of procedures and agencies, and where a dossier is.",
    "description": (
        "Everybody may read; no key is needed. Catalog answers carry an ETag: send it back in If-None-Match. "
        "Lookups share levels of privacy and limits with the web: a wrong code and a wrong proof get one answer. "
        "Refusals are problem details (RFC 9457); their `code` is stable. Times are local with their offset, "
        "sums are whole đồng."
    ),
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}


def document(server: str) -> Description:
    """Return the description of the interface at an address."""
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": INFO,
        "servers": [{"url": server.rstrip("/")}],
        "tags": [{"name": "catalog"}, {"name": "lookup"}],
        "paths": {
            "/api/v1/procedures": {"get": _procedures()},
            "/api/v1/procedures/{key}": {
                "parameters": [_in_path("key", "Key of the procedure, such as `gpxd-cap34-nha-o`.")],
                "get": _read("procedure", "One procedure in full", "Procedure", refusals=(404,)),
            },
            "/api/v1/agencies": {"get": _agencies()},
            "/api/v1/agencies/{key}": {
                "parameters": [_in_path("key", "Key or electronic identifier of the agency, such as `H31.100`.")],
                "get": _read("agency", "One agency with what it decides", "AgencyInFull", refusals=(404,)),
            },
            "/api/v1/lookup/{code}": {
                "parameters": [_in_path("code", "Code of the dossier, in the new or the old format.")],
                "get": _looked("lookup", "Where a dossier is, by its code alone"),
                "post": _looked("lookupWithProof", "The same with a proof") | {"requestBody": _proof()},
            },
            "/api/v1/openapi.json": {
                "get": {
                    "operationId": "openapi", "tags": ["catalog"], "summary": "This document",
                    "responses": {"200": _json("The document", {"type": "object"})},
                },
            },
        },
        "components": {"schemas": schemas.SCHEMAS | {"Problem": _problem()}},
    }  # fmt: skip


def _procedures() -> Description:
    return _read(
        "procedures", "Procedures in force, most asked for first", "ProcedurePage", refusals=(400,),
        parameters=[
            _in_query("q", "Words without marks, initials, everyday words or a code.", {"type": "string"}),
            _in_query("field", "Key of a field of work.", {"type": "string"}),
            _in_query("agency", "Key of an agency, or a kind of agencies, that decides.", {"type": "string"}),
            _in_query("tier", "Tier of government.", schemas.TIER),
            _in_query("subject", "Who may file.", schemas.SUBJECT),
            _in_query("scope", "How far the service is online.", schemas.SCOPE),
            _in_query("level", "Level 1 to 4.", schemas.LEVEL),
            *_paging(),
        ],
    )  # fmt: skip


def _agencies() -> Description:
    return _read(
        "agencies", "Agencies that exist today", "AgencyPage", refusals=(400,),
        parameters=[
            _in_query("tier", "Tier of government.", {"type": "string"}),
            _in_query("kind", "Kind of agency.", {"type": "string"}),
            *_paging(),
        ],
    )  # fmt: skip


def _read(
    name: str, summary: str, schema: str, *, refusals: tuple[int, ...],
    parameters: list[Description] | None = None,
) -> Description:  # fmt: skip
    found = _json("Found", _ref(schema)) | {
        "headers": {"ETag": {"schema": {"type": "string"}}, "Cache-Control": {"schema": {"type": "string"}}}
    }
    responses: Description = {"200": found, "304": {"description": "Unchanged since the ETag sent"}}
    return {
        "operationId": name, "tags": ["catalog"], "summary": summary, "parameters": parameters or [],
        "responses": responses | {str(status): _refusal() for status in refusals},
    }  # fmt: skip


def _looked(name: str, summary: str) -> Description:
    too_many = _refusal() | {"headers": {"Retry-After": {"schema": {"type": "integer"}}}}
    return {
        "operationId": name, "tags": ["lookup"], "summary": summary,
        "responses": {
            "200": _json("What the level shows; facts that it does not show are left out", _ref("Answer")),
            "400": _refusal(), "404": _refusal(), "429": too_many,
        },
    }  # fmt: skip


def _proof() -> Description:
    schema = {
        "type": "object", "required": ["proof"],
        "properties": {"proof": {
            "type": "string", "maxLength": 20,
            "description": "PIN of the receipt (6 digits), or the last 4 digits of the applicant's telephone.",
        }},
    }  # fmt: skip
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _problem() -> Description:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "additionalProperties": False,
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": {"type": "string"},
            "status": {"type": "integer", "enum": sorted({400, 404, 405, *STATUS_OF.values()})},
            "detail": {"type": "string"},
            "code": {"type": "string", "enum": sorted(TITLES)},
            "parameter": {"type": "string"},
        },
    }


def _refusal() -> Description:
    return {
        "description": "Refused, with a stable code",
        "content": {"application/problem+json": {"schema": _ref("Problem")}},
    }


def _json(words: str, schema: Description) -> Description:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _ref(name: str) -> Description:
    return {"$ref": f"#/components/schemas/{name}"}


def _in_path(name: str, words: str) -> Description:
    return {"name": name, "in": "path", "required": True, "description": words, "schema": {"type": "string"}}


def _in_query(name: str, words: str, schema: Description) -> Description:
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema}


def _paging() -> list[Description]:
    return [
        _in_query("page", "Number of the page, from 1.", {"type": "integer", "minimum": 1}),
        _in_query("per_page", "How many a page.", {"type": "integer", "minimum": 1, "maximum": 200}),
    ]
