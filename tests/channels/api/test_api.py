"""The public interface: every answer is what its description says, refusals have stable codes, copies are told apart."""

import re

import pytest
from django.urls import get_resolver
from jsonschema import Draft202012Validator

from motcua.apps.dossiers.operations import execute
from motcua.channels.api.problems import STATUS_OF, TITLES
from motcua.domain.dossier import commands as c
from tests.factories.dossiers import PROCEDURE, only_item

UNKNOWN = "H31.999-261102-0001"
REFERENCE = {
    "type": "object",
    "required": ["$ref"],
    "properties": {"$ref": {"pattern": "^#/components/schemas/"}},
}
CONTENT = {
    "type": "object", "minProperties": 1,
    "additionalProperties": {"type": "object", "required": ["schema"], "additionalProperties": False,
                             "properties": {"schema": {"type": "object"}}},
}  # fmt: skip
OPERATION = {
    "type": "object", "required": ["operationId", "summary", "responses"], "additionalProperties": False,
    "properties": {
        "operationId": {"type": "string", "pattern": "^[a-zA-Z]+$"}, "summary": {"type": "string"},
        "tags": {"type": "array", "items": {"enum": ["catalog", "lookup"]}},
        "requestBody": {"type": "object", "required": ["content"],
                        "properties": {"content": CONTENT, "required": {"type": "boolean"}}},
        "parameters": {"type": "array", "items": {"$ref": "#/$defs/parameter"}},
        "responses": {
            "type": "object", "minProperties": 1, "propertyNames": {"pattern": "^[1-5][0-9]{2}$"},
            "additionalProperties": {
                "type": "object", "required": ["description"], "additionalProperties": False,
                "properties": {"description": {"type": "string"}, "content": CONTENT, "headers": {"type": "object"}},
            },
        },
    },
}  # fmt: skip
OPENAPI_31 = {
    "$defs": {"parameter": {
        "type": "object", "required": ["name", "in", "schema"], "additionalProperties": False,
        "properties": {"name": {"type": "string"}, "in": {"enum": ["path", "query"]}, "description": {},
                       "required": {"type": "boolean"}, "schema": {"type": "object"}},
        "if": {"properties": {"in": {"const": "path"}}}, "then": {"properties": {"required": {"const": True}}},
    }},
    "type": "object", "required": ["openapi", "info", "paths", "components"], "additionalProperties": False,
    "properties": {
        "openapi": {"pattern": r"^3\.1\.\d+$"}, "jsonSchemaDialect": {"type": "string"},
        "info": {"type": "object", "required": ["title", "version"]},
        "servers": {"type": "array", "items": {"type": "object", "required": ["url"]}},
        "tags": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "paths": {
            "type": "object", "propertyNames": {"pattern": "^/"},
            "additionalProperties": {
                "type": "object", "additionalProperties": False,
                "properties": {"parameters": {"type": "array", "items": {"$ref": "#/$defs/parameter"}},
                               "get": OPERATION, "post": OPERATION},
            },
        },
        "components": {"type": "object", "properties": {"schemas": {"type": "object"}}},
    },
}  # fmt: skip
"""What OpenAPI 3.1.0 asks of the parts that our document uses; nothing else may stand in it."""


@pytest.fixture
def described(client, world):
    return client.get("/api/v1/openapi.json").json()


def schema_of(described, path, status, method="get"):
    """Return the schema that the document gives for an answer, with the components it points to."""
    response = described["paths"][path][method]["responses"][str(status)]
    (content,) = response["content"].values()
    return {**content["schema"], "components": described["components"]}


def assert_fits(described, path, response, method="get"):
    Draft202012Validator(
        schema_of(described, path, response.status_code, method),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    ).validate(response.json())
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.cookies == {}


def test_the_document_is_openapi_and_its_schemas_are_schemas(described):
    Draft202012Validator.check_schema(OPENAPI_31)
    Draft202012Validator(OPENAPI_31).validate(described)
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    references = set(re.findall(r"'\$ref': '([^']+)'", str(described)))
    assert {f"#/components/schemas/{name}" for name in described["components"]["schemas"]} == references


def test_a_wrong_document_would_be_found(described):
    described["paths"]["/api/v1/agencies"]["get"]["responses"]["200"]["contents"] = {}

    assert not Draft202012Validator(OPENAPI_31).is_valid(described)


def test_every_address_is_described(described):
    api = next(one for one in get_resolver().url_patterns if str(one.pattern) == "api/")
    routes = {
        str(one.pattern)
        for one in api.url_patterns
        if one.name != "nothing_here" and "v1/" in str(one.pattern)
    }
    described_routes = {path.removeprefix("/api/") for path in described["paths"]}

    assert {re.sub(r"<\w+:(\w+)>", r"{\1}", route) for route in routes} >= described_routes
    assert len(described_routes) == 6


def test_procedures_are_listed_searched_and_narrowed(client, world, described):
    everything = client.get("/api/v1/procedures")
    found = client.get("/api/v1/procedures?q=giay phep xay dung&tier=commune&subject=citizen")
    nothing = client.get("/api/v1/procedures?subject=foreigner")

    assert_fits(described, "/api/v1/procedures", everything)
    assert [one["key"] for one in found.json()["items"]] == [PROCEDURE]
    assert nothing.json()["total"] == 0
    assert (
        everything.json()["items"][0]["links"]["self"] == f"http://testserver/api/v1/procedures/{PROCEDURE}"
    )


def test_one_procedure_is_told_in_full(client, world, described):
    response = client.get(f"/api/v1/procedures/{PROCEDURE}")

    assert_fits(described, "/api/v1/procedures/{key}", response)
    assert response.json()["limit"]["amount"] > 0
    assert response.json()["papers"]


def test_agencies_are_listed_and_found_by_identifier(client, world, described):
    listed = client.get("/api/v1/agencies?tier=commune")
    one = client.get(f"/api/v1/agencies/{world.agency.identifier}")

    assert_fits(described, "/api/v1/agencies", listed)
    assert_fits(described, "/api/v1/agencies/{key}", one)
    assert world.agency.key in [agency["key"] for agency in listed.json()["items"]]
    assert [decided["key"] for decided in one.json()["decides"]] == [PROCEDURE]


@pytest.mark.parametrize(
    "address", ["/api/v1/procedures", f"/api/v1/procedures/{PROCEDURE}", "/api/v1/agencies"]
)
def test_who_has_the_same_copy_is_not_sent_it_again(client, world, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    other = client.get(address, headers={"If-None-Match": '"another"'})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    assert other.status_code == 200
    assert first["Cache-Control"] == "public, max-age=60"


LOOKUP = "/api/v1/lookup/{code}"


def test_a_code_alone_tells_what_the_web_tells(client, world, described):
    state = world.at_step("appraise")

    response = client.get(f"/api/v1/lookup/{state.code.lower()}")

    assert_fits(described, LOOKUP, response)
    shown = response.json()
    assert shown["stage"] == {"number": 4, "name": "Đang xử lý"}
    assert shown["due"]["at"] == "2026-11-09T17:00:00+07:00"
    assert set(shown) == {"code", "shown_by", "progress", "stage", "headline", "next", "due"}
    assert response["Cache-Control"] == "no-store, private"
    for secret in ("Ánh", "0912", "0318", "An Tảo", "giấy phép", state.pin):
        assert secret not in response.content.decode()


def test_a_proof_in_the_body_opens_more(client, world, described):
    state = world.at_step("appraise")
    item = only_item(state)
    execute(
        c.RequestSupplement(item=item.id, lines=("Bản vẽ móng",), reason="Chưa ký"),
        dossier_id=state.id, actor=world.officer("specialist"), at=world.now,
    )  # fmt: skip

    response = client.post(f"/api/v1/lookup/{state.code}", {"proof": state.pin}, "application/json")

    assert_fits(described, LOOKUP, response, "post")
    assert response.json()["papers_asked"]["lines"] == ["Bản vẽ móng"]
    assert response.json()["timeline"]
    assert "Ánh" not in response.content.decode()


def test_strict_levels_hold_here_too(client, world, settings):
    settings.MOTCUA_LOOKUP_LEVELS = "strict"
    state = world.at_step("appraise")

    assert set(client.get(f"/api/v1/lookup/{state.code}").json()) == {"code", "shown_by", "progress"}


def test_a_wrong_code_and_a_wrong_proof_get_one_answer(client, world, described):
    state = world.accepted()
    bodies = []
    for code in (state.code, UNKNOWN):
        response = client.post(f"/api/v1/lookup/{code}", {"proof": "000000"}, "application/json")
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"
        assert_fits(described, LOOKUP, response, "post")
        bodies.append(response.content)

    assert bodies[0] == bodies[1]
    assert client.get("/api/v1/lookup/khong-phai-ma").content == bodies[0]


def test_the_limit_of_the_web_is_the_limit_here(client, world, settings, described):
    settings.MOTCUA_LOOKUP_LIMITS = "asks=4"
    state = world.accepted()

    responses = [client.get(f"/tra-cuu/{state.code}") for _ in range(3)]
    responses += [client.get(f"/api/v1/lookup/{state.code}") for _ in range(6)]

    assert responses[0].status_code == 200
    assert responses[-1].status_code == 429
    assert responses[-1].json()["code"] == "lookup.too-many-questions"
    assert int(responses[-1]["Retry-After"]) > 0
    assert_fits(described, LOOKUP, responses[-1])


@pytest.mark.parametrize(("address", "status", "code"), [
    ("/api/v1/procedures/khong-co", 404, "catalog.procedure-not-in-force"),
    ("/api/v1/agencies/khong-co", 404, "organization.agency-not-found"),
    ("/api/v1/procedures?tier=planet", 400, "api.bad-parameter"),
    ("/api/v1/procedures?page=0", 400, "api.bad-parameter"),
    ("/api/v1/procedures?page=99", 400, "api.bad-parameter"),
    ("/api/v1/procedures?per_page=9999", 400, "api.bad-parameter"),
    ("/api/v1/procedures?level=5", 400, "api.bad-parameter"),
    ("/api/v1/procedures?page=x", 400, "api.bad-parameter"),
    ("/api/v1/khong-co", 404, "api.not-found"),
])  # fmt: skip
def test_refusals_are_problem_details_with_stable_codes(client, described, address, status, code):
    response = client.get(address)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == f"urn:motcua:problem:{code}"
    problem = {**described["components"]["schemas"]["Problem"], "components": described["components"]}
    Draft202012Validator(problem).validate(response.json())


@pytest.mark.parametrize(
    "body", ["{", "[]", "{}", '{"proof": 1}', '{"proof": ""}', '{"proof": "' + "1" * 21 + '"}']
)
def test_a_body_that_is_no_proof_is_refused(client, world, body):
    response = client.post(f"/api/v1/lookup/{UNKNOWN}", body, "application/json")

    assert response.status_code == 400
    assert response.json()["code"] in {"api.bad-body", "api.bad-parameter"}


@pytest.mark.parametrize("address", ["/api/v1/procedures", "/api/v1/agencies", "/api/v1/openapi.json"])
def test_nothing_can_be_written_here(client, world, address):
    response = client.post(address)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["code"] == "api.method-not-allowed"


def test_pages_of_other_sites_may_read_but_not_send(client, world):
    asked = client.options(f"/api/v1/lookup/{UNKNOWN}", headers={"Origin": "https://example.org"})

    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Content-Type" not in asked["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in asked


def test_every_rule_that_refuses_has_a_title():
    assert set(STATUS_OF) <= set(TITLES)


def test_reading_an_answer_asks_the_database_once(client, world, django_assert_num_queries):
    state = world.accepted()
    client.get(f"/api/v1/lookup/{state.code}")

    with django_assert_num_queries(1):
        client.get(f"/api/v1/lookup/{state.code}")
