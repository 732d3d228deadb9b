"""The analyses over the API: what each answers, and how bad input is refused."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.application.test_app import as_person, client


def yuan(amount: int) -> dict[str, str]:
    return {"amount": str(amount), "currency": "CNY"}


__all__ = ["client"]  # the fixture
EQ = {"training": {"course": "TC-EQ"}}
GET = [
    "/api/gaps?unit=W1",
    "/api/gaps/by/unit?unit=C",
    "/api/gaps/by/person?unit=W1",
    "/api/profile",
    "/api/performance?unit=W1",
    "/api/training-history?unit=RET",
    "/api/effects/courses/TC-FUP?year=YEAR",
    "/api/effects/next-year?year=YEAR",
    "/api/effects/correlation?course=TC-FUP&kpi=KP-CONV&unit=SAL&year=YEAR",
    "/api/budget",
    "/api/priorities",
]
POST: list[tuple[str, dict[str, Any]]] = [
    ("/api/estimates", {**EQ, "headcount": 50}),
    ("/api/estimates", {**EQ, "headcount": 50, "basis": "by_session"}),
    ("/api/cost-plans", {"lines": [{**EQ, "headcount": 20}]}),
    ("/api/audiences", {**EQ, "unit": "W1", "headcount": 200}),
    ("/api/goals/plan", {"kpi": "KP-SALES", "change": 0.1, "unit": "SAL"}),
    ("/api/goals/plan", {"kpi": "KP-CAP", "change": 0.05, "unit": "W1"}),
    ("/api/allocations", {"total": yuan(700_000)}),
    ("/api/allocations", {"total": yuan(700_000), "mode": "proportional"}),
    ("/api/priorities", {"weights": {"strategy": "0.2", "business": "0.5", "employee": "0.3"}}),
    ("/api/query", {"of": "participations", "measures": ["coverage"], "by": ["unit"]}),
    ("/api/effects/roi", {"course": "TC-EQ", "year": 0, "benefit": yuan(500_000)}),
]


@pytest.fixture
def last_year(client: TestClient) -> int:
    """The sample company's history ends in the year of the tests' clock."""
    year: int = client.get("/api/priorities", headers=as_person("hr")).json()["year"] - 2
    return year


def checked(value: Any) -> None:
    """No figure anywhere that is none."""
    if isinstance(value, dict):
        for item in value.values():
            checked(item)
    elif isinstance(value, list):
        for item in value:
            checked(item)
    else:
        assert not (isinstance(value, float) and not math.isfinite(value))


@pytest.mark.parametrize("path", GET)
def test_what_is_asked_is_answered_and_replays(
    client: TestClient, last_year: int, path: str
) -> None:
    answer = client.get(path.replace("YEAR", str(last_year)), headers=as_person("hr"))
    assert answer.status_code == 200, answer.text
    checked(answer.json())
    again = client.get("/api/explanations/latest", headers=as_person("hr")).json()
    replayed = client.get(f"/api/explanations/{again['id']}/replay", headers=as_person("hr"))
    assert replayed.json()["same"] is True


@pytest.mark.parametrize(("path", "body"), POST)
def test_what_is_worked_out_is_answered(
    client: TestClient, last_year: int, path: str, body: dict[str, Any]
) -> None:
    body = {**body, "year": last_year} if "year" in body else body
    answer = client.post(path, json=body, headers=as_person("hr"))
    assert answer.status_code == 200, answer.text
    checked(answer.json())


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/api/goals/plan", {"kpi": "KP-SALES", "unit": "SAL"}, 422, "goal_unclear"),
        ("/api/goals/plan", {"kpi": "NONE", "change": 0.1}, 404, "unknown_name"),
        ("/api/goals/plan", {"kpi": "KP-CONV", "to": 1.7, "unit": "SAL"}, 422, "goal_impossible"),
        (
            "/api/goals/plan",
            {"kpi": "KP-CONV", "to": 0.9, "unit": "SAL"},
            409,
            "beyond_observed_range",
        ),
        (
            "/api/allocations",
            {"limits": [{"of": "unit", "code": "X", "bound": "at_least", "amount": yuan(1)}]},
            404,
            "unknown_name",
        ),
        ("/api/estimates", {**EQ, "headcount": 0}, 422, "headcount_not_positive"),
        (
            "/api/weights/pairwise",
            {"judgements": [{"first": "strategy", "second": "business", "ratio": "3"}]},
            422,
            "pair_missing",
        ),
        ("/api/scenarios", {"name": " ", "total": yuan(1000)}, 422, "scenario_name"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(
    client: TestClient, path: str, body: dict[str, Any], status: int, code: str
) -> None:
    for language, word in (("en-GB", "[a-z] [a-z]"), ("zh-CN", "[一-龥]{2}")):
        headers = {**as_person("hr"), "Accept-Language": language}
        answer = client.post(path, json=body, headers=headers)
        problem = answer.json()
        assert (answer.status_code, problem["type"]) == (status, code), answer.text
        assert re.search(word, problem["detail"])
        assert "{" not in problem["detail"]


def test_an_employee_learns_no_figure(client: TestClient) -> None:
    for path in GET:
        if path != "/api/profile":
            answer = client.get(path.replace("YEAR", "2025"), headers=as_person("worker"))
            assert answer.status_code == 403, path
