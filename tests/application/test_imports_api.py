"""A company's files over the API: given, answered, loaded, taken back; templates; who may."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient

from application.app import create_app
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from tests.application.own_company import own_client
from tests.codes import sign_in_code

NEW = "工号,姓名,部门,状态\nN01,王芳,新车间,在职\nN02,李强,新车间,修行中\nN03,,新车间,在职\n"
ENGLISH = {"Accept-Language": "en-GB"}
HR = {"X-Peisuan-Person": "hr", **ENGLISH}


@pytest.fixture
def client(sample_store: Database, tmp_path: Path) -> Iterator[TestClient]:
    yield from own_client(sample_store, tmp_path / "home")


def give(client: TestClient, text: str = NEW, name: str = "people.csv") -> dict[str, Any]:
    files = [("files", (name, text.encode(), "text/csv"))]
    answer = client.post("/api/imports", files=files, headers=HR)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_files_are_given_answered_loaded_and_taken_back(client: TestClient) -> None:
    look = give(client)
    (sheet,) = look["sheets"]
    assert (sheet["kind"], sheet["fates"]["added"]) == ("people", 2)
    assert sheet["taken_for"] == "people.csv: people, 3 rows"
    assert sheet["refusals"][0] == {
        "row": 4,
        "column": "姓名",
        "value": "",
        "why": "must not be empty",
        "whole_row": True,
    }
    (asked,) = [one for one in look["questions"] if one["key"].startswith("word:")]
    assert asked["options"][0] == {"value": "active", "label": "employed"}
    answers = {"answers": {asked["key"]: "active"}}
    url = f"/api/imports/{look['id']}"
    look = client.put(f"{url}/answers", json=answers, headers=HR).json()
    assert asked["key"] not in {one["key"] for one in look["questions"]}
    assert client.get(url, headers=HR).json() == look
    loaded = client.post(f"{url}/load", headers=HR).json()
    assert (loaded["state"], loaded["added"], loaded["refused"]) == ("loaded", 2, 1)
    again = client.post(f"{url}/load", headers=HR)
    assert (again.status_code, again.json()["type"]) == (422, "import_is_loaded")
    assert again.json()["detail"] == f"Load {look['id']} is loaded already."
    assert client.get(url, headers=HR).json()["can_undo"]
    assert client.post(f"{url}/undo", headers=HR).json()["state"] == "undone"
    (latest,) = client.get("/api/imports", headers=HR).json()
    assert (latest["state"], latest["files"]) == ("undone", ["people.csv"])


def test_a_sheet_is_read_as_it_is_said(client: TestClient) -> None:
    look = give(client)
    url = f"/api/imports/{look['id']}"
    mapping = look["sheets"][0]["mapping"]
    fields = [one for one in mapping["fields"] if one["field"] != "status"]
    body = {"sheets": [{**mapping, "fields": fields}]}
    look = client.put(f"{url}/mapping", json=body, headers=HR).json()
    assert [one["label"] for one in look["sheets"][0]["columns"]][-1] == "not used"
    body["sheets"][0]["fields"] = [{"field": "poem", "column": "状态"}]
    wrong = client.put(f"{url}/mapping", json=body, headers=HR)
    assert (wrong.status_code, wrong.json()["type"]) == (422, "mapping_fields")
    assert client.delete(url, headers=HR).status_code == 204
    assert client.get(url, headers=HR).status_code == 404


def test_refused_rows_come_back_with_the_reason(client: TestClient) -> None:
    look = give(client)
    url = f"/api/imports/{look['id']}"
    for _ in range(2):
        answer = client.get(f"{url}/refused.xlsx", headers=HR)
        page = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        assert rows[0] == [
            "工号",
            "姓名",
            "部门",
            "状态",
            "row in the file",
            "why it was not loaded",
        ]
        assert rows[2][:5] == ["N03", None, "新车间", "在职", "4"]
        assert rows[2][5] == "姓名 '' must not be empty"
        client.post(f"{url}/load", headers=HR)


def test_templates_have_headings_of_the_askers_language(client: TestClient) -> None:
    answer = client.get("/api/imports/templates/people", headers=HR)
    page = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    headings = [cell.value for cell in page[1]]
    assert headings[:2] == ["employee no", "name"]
    status = openpyxl.utils.get_column_letter(headings.index("status") + 1)
    chosen = [str(one.sqref) for one in page.data_validations.dataValidation]
    assert f"{status}2:{status}2000" in chosen
    chinese = {**HR, "Accept-Language": "zh-CN"}
    answer = client.get("/api/imports/templates/people?format=csv", headers=chinese)
    headings = next(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert headings[:3] == ["工号", "姓名", "部门"]
    missing = client.get("/api/imports/templates/poems", headers=HR)
    assert (missing.status_code, missing.json()["type"]) == (404, "unknown_kind")


def test_a_filled_template_given_again_changes_nothing(client: TestClient) -> None:
    asker = {**HR, "Accept-Language": "zh-CN"}
    answer = client.get("/api/imports/templates/courses?filled=true", headers=asker)
    assert answer.status_code == 200, answer.text
    files = [("files", ("mine.xlsx", answer.content, "application/octet-stream"))]
    look = client.post("/api/imports", files=files, headers=asker).json()
    (sheet,) = look["sheets"]
    assert (sheet["kind"], look["questions"]) == ("courses", [])
    assert [name for name, n in sheet["fates"].items() if n] == ["same"]


def test_a_filled_template_of_budgets_is_for_who_may_set_them(client: TestClient) -> None:
    path = "/api/imports/templates/budgets?filled=true"
    assert client.get(path, headers=HR).status_code == 403
    assert client.get(path, headers={"X-Peisuan-Person": "director"}).status_code == 200


@pytest.mark.parametrize("person", ["worker", "workshop-head"])
def test_loading_is_for_hr(client: TestClient, person: str) -> None:
    look = give(client)
    asker = {"X-Peisuan-Person": person, **ENGLISH}
    files = [("files", ("people.csv", NEW.encode(), "text/csv"))]
    url = f"/api/imports/{look['id']}"
    answers = [
        client.post("/api/imports", files=files, headers=asker),
        client.get("/api/imports", headers=asker),
        client.get(url, headers=asker),
        client.get(f"{url}/refused.xlsx", headers=asker),
        client.post(f"{url}/load", headers=asker),
        client.post(f"{url}/undo", headers=asker),
        client.delete(url, headers=asker),
        client.put(f"{url}/answers", json={"answers": {}}, headers=asker),
        client.put(f"{url}/mapping", json={"sheets": [{}]}, headers=asker),
        client.get("/api/imports/templates/people?filled=true", headers=asker),
    ]
    assert {one.status_code for one in answers[:-2]} == {403}
    assert answers[-1].status_code == 403
    assert answers[0].json()["detail"].startswith("The company's data are loaded by HR.")


def test_a_form_of_another_site_gives_nothing(client: TestClient) -> None:
    files = [("files", ("people.csv", NEW.encode(), "text/csv"))]
    del client.headers["X-Peisuan-Secret"]
    assert client.post("/api/imports", files=files).status_code == 401
    code = sign_in_code(client.app.state.engine, "hr")  # type: ignore[attr-defined]
    token = {"X-CSRF-Token": client.get("/web/session").json()["csrf"]}
    assert client.post("/web/sign-in", json={"code": code}, headers=token).status_code < 300
    assert client.post("/api/imports", files=files).status_code == 403
    token = {"X-CSRF-Token": client.get("/web/session").json()["csrf"]}
    assert client.post("/api/imports", files=files, headers=token).status_code == 201


def test_the_sample_company_takes_no_files(sample_store: Database, tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path / "home", database_url=sample_store.url, rasa_port=free_port()
    )
    with TestClient(create_app(settings)) as client:
        headers = {**HR, "X-Peisuan-Secret": settings.secret("operator")}
        files = [("files", ("people.csv", NEW.encode(), "text/csv"))]
        answer = client.post("/api/imports", files=files, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (422, "store_holds_sample")
