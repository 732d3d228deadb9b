"""Nothing that the API takes is without bounds, by its own description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.application.test_app import as_person, client
from tests.application.test_schema import description

__all__ = ["client"]  # the fixture
DESCRIPTION = description()
# What has a shape of its own, which is short.
SHAPES = ("date", "date-time", "uuid")
LARGEST = 2**63 - 1


def unbounded(
    schema: dict[str, Any], where: str, seen: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Every place of a schema where something may be as large as one likes."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in seen:
            yield from unbounded(DESCRIPTION["components"]["schemas"][name], name, seen | {name})
        return
    for one in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("oneOf", ())):
        yield from unbounded(one, where, seen)
    yield from _itself(schema, where)
    for name, one in schema.get("properties", {}).items():
        yield from unbounded(one, f"{where}.{name}", seen)
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            yield from unbounded(schema[name], f"{where}[]", seen)


def _itself(schema: dict[str, Any], where: str) -> Iterator[str]:
    kind = schema.get("type")
    if "enum" in schema or "const" in schema:
        return
    if kind == "string" and "contentMediaType" not in schema:
        if schema.get("format") not in SHAPES and not {"maxLength", "pattern"} & set(schema):
            yield f"{where}: a text of any length"
    elif kind in ("integer", "number"):
        least = schema.get("minimum", schema.get("exclusiveMinimum"))
        most = schema.get("maximum", schema.get("exclusiveMaximum"))
        if least is None or most is None or max(abs(least), abs(most)) > LARGEST:
            yield f"{where}: a number of any size"
    elif kind == "array" and "maxItems" not in schema:
        yield f"{where}: a list of any length"
    elif kind == "object" and schema.get("additionalProperties") and "maxProperties" not in schema:
        yield f"{where}: any number of fields"


def given(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in operation.get("parameters", ()):
        # Of headers, the server takes 64 kB in all.
        if one["in"] != "header":
            yield one["name"], one["schema"]
    for one in operation.get("requestBody", {}).get("content", {}).values():
        yield "body", one["schema"]


OPERATIONS = [
    pytest.param(operation, id=f"{method} {path}")
    for path, operations in DESCRIPTION["paths"].items()
    for method, operation in operations.items()
]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_everything_that_is_taken_has_bounds(operation: dict[str, Any]) -> None:
    assert [place for name, schema in given(operation) for place in unbounded(schema, name)] == []


@pytest.mark.parametrize(
    ("language", "words"), [("zh-CN", "最多 1 MB"), ("en-GB", "1 MB at most here")]
)
def test_who_sends_too_much_is_told_so(client: TestClient, language: str, words: str) -> None:
    headers = {**as_person("hr"), "Accept-Language": language, "Content-Type": "application/json"}
    answer = client.post("/api/estimates", content=b" " * 2_000_000, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (413, "body_too_large")
    assert words in answer.json()["detail"]


def test_a_number_that_nothing_holds_is_told_as_such(client: TestClient) -> None:
    body = '{"total": {"amount": 1E+99999999, "currency": "CNY"}}'
    headers = {**as_person("hr"), "Content-Type": "application/json"}
    answer = client.post("/api/allocations", content=body, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (400, "number_not_stored")


@pytest.mark.parametrize("number", ["1E+99999999", "1E-99999999", "9" * 4000, "NaN", "Infinity"])
def test_a_number_as_a_text_has_the_same_bounds(client: TestClient, number: str) -> None:
    for path, body in (
        ("/api/allocations", {"weights": {"strategy": number, "business": "0", "employee": "0"}}),
        ("/api/priorities", {"weights": {"strategy": number, "business": "0"}}),
        ("/api/effects/roi", {"course": "TC-EQ", "isolation": number}),
        ("/api/goals/plan", {"kpi": "KP-SALES", "change": 0.1, "mix": {"TC-EQ": number}}),
        ("/api/query", {"of": "people", "where": [{"name": "level", "values": [number]}]}),
        ("/api/budget/2027/from-last-year", {"rate": number}),
    ):
        headers = {**as_person("hr"), "Idempotency-Key": "number-bounds"}
        call = client.post(path, json=body, headers=headers)
        assert 400 <= call.status_code < 500, (path, call.text)
        assert call.headers["content-type"] == "application/problem+json"
