"""Single records over the API: described, shown, entered, corrected, asked about, refused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from engine.imports.kinds.kind import kinds
from engine.store.database import Database
from tests.application.own_company import own_client

HR = {"X-Peisuan-Person": "hr", "Accept-Language": "en-GB"}
KEYS = count(1)
COURSE = {"name": "焊接基础", "category": "production", "delivery": "internal", "hours": "16"}


@pytest.fixture
def client(sample_store: Database, tmp_path: Path) -> Iterator[TestClient]:
    yield from own_client(sample_store, tmp_path / "home")


def enter(
    client: TestClient,
    kind: str,
    *records: dict[str, str],
    answers: dict[str, str] | None = None,
    person: str = "hr",
    query: str = "",
    key: str = "",
) -> Response:
    headers = {
        **HR,
        "X-Peisuan-Person": person,
        "Idempotency-Key": key or f"record-key-{next(KEYS)}",
    }
    body: dict[str, Any] = {"records": records, "answers": answers or {}}
    return client.post(f"/api/records/{kind}{query}", json=body, headers=headers)


def test_a_kind_is_described_in_the_askers_language(client: TestClient) -> None:
    said = client.get("/api/records/courses/fields", headers=HR).json()
    fields = {one["name"]: one for one in said["fields"]}
    assert (said["label"], said["needs"]) == ("courses", [["name"]])
    assert (fields["name"]["label"], fields["name"]["required"]) == ("course name", True)
    assert fields["delivery"]["words"][0] == {"value": "internal", "label": "internal"}
    chinese = {**HR, "Accept-Language": "zh-CN"}
    said = client.get("/api/records/courses/fields", headers=chinese).json()
    assert said["fields"][0]["label"] == "课程名称"


def test_everybody_sees_the_kinds_that_he_may_enter(client: TestClient) -> None:
    named = {
        person: {
            one["name"]
            for one in client.get("/api/records", headers={**HR, "X-Peisuan-Person": person}).json()
        }
        for person in ("hr", "finance", "director")
    }
    assert {"people", "evaluations"} <= named["hr"]
    assert "invoices" in named["finance"] - named["hr"]
    assert "budgets" in named["director"] - named["hr"]
    refused = client.get("/api/records", headers={**HR, "X-Peisuan-Person": "worker"})
    assert refused.status_code == 403


def test_what_there_is_comes_page_by_page(client: TestClient) -> None:
    first = client.get("/api/records/people?most=2", headers=HR).json()
    assert [one["emp_no"] for one in first["records"]] == ["E000001", "E000002"]
    then = client.get(f"/api/records/people?most=2&after={first['after']}", headers=HR).json()
    assert [one["emp_no"] for one in then["records"]] == ["E000003", "E000004"]
    last = client.get("/api/records/kpis?most=500", headers=HR).json()
    assert (len(last["records"]), last["after"]) == (8, None)


def test_a_record_is_entered_corrected_and_taken_back(client: TestClient) -> None:
    answer = enter(client, "courses", COURSE)
    assert (answer.status_code, answer.json()["fates"]) == (201, ["added"])
    assert answer.json()["text"] == "1 added, 0 changed, 0 known already"
    corrected = enter(client, "courses", {**COURSE, "hours": "24"}).json()
    assert corrected["changes"] == ["1 changed in hours: row 1, 焊接基础: 16 → 24"]
    (latest, before) = client.get("/api/imports", headers=HR).json()
    assert "loaded: entered by hand: courses" in latest["text"]
    assert (before["id"], latest["record"]) == (answer.json()["load"], "courses")
    undone = client.post(f"/api/imports/{corrected['load']}/undo", headers=HR)
    assert undone.json()["state"] == "undone"
    rows = client.get("/api/records/courses?most=500", headers=HR).json()["records"]
    assert next(one for one in rows if one["name"] == "焊接基础")["hours"] == "16"


def test_the_same_key_enters_once(client: TestClient) -> None:
    first = enter(client, "courses", COURSE, key="the-same-key").json()
    again = enter(client, "courses", COURSE, key="the-same-key").json()
    assert (again["repeated"], again["load"]) == (True, first["load"])


def test_a_dry_run_keeps_nothing(client: TestClient) -> None:
    answer = enter(client, "courses", COURSE, query="?dry_run=true")
    assert (answer.status_code, answer.json()["load"]) == (200, None)
    assert client.get("/api/imports", headers=HR).json() == []


def test_what_is_asked_is_a_problem_with_options(client: TestClient) -> None:
    record = {"kpi": "产能", "skill": "设备操作", "coefficient": "10"}
    answer = enter(client, "kpi_skills", record)
    assert (answer.status_code, answer.json()["type"]) == (409, "record_asks")
    (asked,) = answer.json()["args"]["questions"]
    assert answer.json()["detail"] == asked["text"]
    assert asked["key"] == "coefficient_unit:record"
    assert [one["value"] for one in asked["options"]] == ["pp", "relative"]
    assert enter(client, "kpi_skills", record, answers={asked["key"]: "pp"}).status_code == 201


def test_what_would_come_into_being_beside_it_is_asked_about(client: TestClient) -> None:
    record = {"course": "设备操作技能培训", "skill": "铸造", "gain": "1"}
    (asked,) = enter(client, "course_skills", record).json()["args"]["questions"]
    assert asked["text"] == (
        "This would also bring into being: skills (1). Is that so, and is nothing misspelt?"
    )
    assert enter(client, "course_skills", record, answers={"also_new": "yes"}).status_code == 201


def test_what_cannot_be_taken_is_a_problem_with_the_reason(client: TestClient) -> None:
    record = {"emp_no": "E999999", "skill": "设备操作", "level": "3", "assessed_on": "2026-01-02"}
    answer = enter(client, "skills", record)
    assert (answer.status_code, answer.json()["type"]) == (422, "record_refused")
    (refused,) = answer.json()["args"]["refusals"]
    assert (refused["column"], refused["value"]) == ("employee no", "E999999")
    assert answer.json()["detail"].startswith("employee no: 'E999999' ")
    unknown = enter(client, "skills", {"poem": "x"})
    assert (unknown.status_code, unknown.json()["type"]) == (422, "record_fields")
    assert enter(client, "poems", {"name": "x"}).status_code == 404


def test_a_kind_is_for_who_may_load_it(client: TestClient) -> None:
    line = {"unit": "一车间", "year": "2027", "amount": "700000"}
    assert enter(client, "budgets", line).status_code == 403
    assert client.get("/api/records/budgets", headers=HR).status_code == 403
    assert client.get("/api/records/budgets/fields", headers=HR).status_code == 403
    set_anew = {**line, "amount": "710000"}
    assert enter(client, "budgets", set_anew, person="director").json()["fates"] == ["changed"]


@pytest.mark.parametrize("kind", ["evaluations", "needs", "kpi_links", "kpi_skills"])
def test_what_is_shown_can_be_entered(client: TestClient, kind: str) -> None:
    shown = client.get(f"/api/records/{kind}", headers=HR).json()["records"]
    assert set(enter(client, kind, *shown).json()["fates"]) == {"same"}


def test_every_kind_is_described(client: TestClient) -> None:
    entered = {"set_budget": "director", "post_actuals": "finance", "set_rates": "finance"}
    for kind in kinds().values():
        asker = {**HR, "X-Peisuan-Person": entered.get(kind.right, "hr")}
        said = client.get(f"/api/records/{kind.name}/fields", headers=asker)
        assert said.status_code == 200, (kind.name, said.text)
        assert len(said.json()["fields"]) == len(kind.fields)
