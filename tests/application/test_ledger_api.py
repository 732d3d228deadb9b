"""The ledger and the end of a training over the API, and what is said when it is refused."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.application.test_app import as_person, client

__all__ = ["client"]  # the fixture
INVOICE = {"invoice": "INV-1", "amount": {"amount": "10000", "currency": "CNY"}}


def money(amount: int | str) -> dict[str, str]:
    return {"amount": str(amount), "currency": "CNY"}


@dataclass
class Desk:
    """Calls with keys of their own, unless one is given."""

    client: TestClient
    today: date
    _keys: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def call(self, who: str, method: str, path: str, body: Any, **headers: str) -> Any:
        key = {"Idempotency-Key": f"key-of-call-{next(self._keys)}"}
        return self.client.request(
            method, f"/api{path}", json=body, headers={**as_person(who), **key, **headers}
        )

    def done(self, who: str, method: str, path: str, body: Any) -> Any:
        answer = self.call(who, method, path, body)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def line(self, headcount: int = 20, **training: Any) -> dict[str, Any]:
        days = {"first_day": str(self.today), "last_day": str(self.today + timedelta(days=20))}
        return {"training": training or {"course": "TC-EQ"}, "headcount": headcount, **days}

    def approved(self, **training: Any) -> str:
        asked = {"lines": [self.line(**training)]}
        made = self.done("workshop-head", "POST", "/requests", asked)
        number: str = made["request"]["number"]
        for who in ("hr", "hr", "hr", "finance", "director"):
            if self._state(number) != "approved":
                self.done(who, "POST", f"/requests/{number}/approval", {})
        assert self._state(number) == "approved"
        return number

    def delivered(self, **training: Any) -> str:
        number = self.approved(**training)
        days = {"first_day": str(self.today), "last_day": str(self.today)}
        self.done("hr", "PUT", f"/requests/{number}/schedule", days)
        self.done("hr", "PUT", f"/requests/{number}/delivery", {"attended": [20]})
        return number

    def _state(self, number: str) -> str:
        found = self.client.get("/api/requests", headers=as_person("hr")).json()["requests"]
        return next(one["state"] for one in found if one["number"] == number)


@pytest.fixture
def desk(client: TestClient) -> Desk:
    engine = client.app.state.engine  # type: ignore[attr-defined]
    with engine.database.reading() as session:
        from engine.queries.company import company_of

        return Desk(client, company_of(session).day_of(engine.clock()))


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["type"]) == (status, code), answer.text
    return problem


def test_a_key_with_another_body_is_refused(desk: Desk) -> None:
    number = desk.approved()
    path, key = f"/requests/{number}/invoices", {"Idempotency-Key": "the-same-key"}
    first = desk.call("finance", "POST", path, INVOICE, **key)
    assert first.status_code == 201
    for other in (
        {**INVOICE, "amount": money(77_777)},
        {**INVOICE, "invoice": "INV-99", "amount": money(5)},
        {**INVOICE, "final": True},
    ):
        refused(desk.call("finance", "POST", path, other, **key), 422, "key_reused")
    desk.done("finance", "POST", path, {**INVOICE, "invoice": "INV-2", "amount": money(1)})
    again = desk.call("finance", "POST", path, INVOICE, **key)
    assert (again.status_code, again.json()) == (201, {**first.json(), "repeated": True})


def test_a_budget_that_is_set_twice_tells_the_same_before(desk: Desk) -> None:
    path, key = f"/budget/{desk.today.year + 1}/W1", {"Idempotency-Key": "the-same-key"}
    body = {"amount": money(990_000)}
    first = desk.call("director", "PUT", path, body, **key).json()
    again = desk.call("director", "PUT", path, body, **key).json()
    assert again == {**first, "repeated": True}
    assert first["before"]["amount"] != "990000.00"
    other = desk.call("director", "PUT", path, {"amount": money(980_000)}, **key)
    refused(other, 422, "key_reused")


def test_budgets_of_the_year_after_are_worked_out_from_the_next(desk: Desk) -> None:
    path, asked = f"/budget/{desk.today.year + 2}", {"rate": "0.05"}
    shown = desk.done("director", "POST", f"{path}/from-last-year", {**asked, "preview": True})
    assert shown["base_year"] == desk.today.year + 1
    assert desk.done("director", "POST", f"{path}/from-last-year", asked) == shown
    assert {"735000.00"} == {
        line["after"]["amount"] for line in shown["lines"] if line["unit"]["code"] == "W1"
    }
    refused(desk.call("hr", "POST", f"{path}/from-last-year", asked), 403, "set_budget")
    quarter = {"amount": money(200_000), "quarter": 1}
    made = desk.done("director", "PUT", f"{path}/QC", quarter)
    assert (made["created"], made["phases"][0]["left"]["amount"]) == (True, "200000.00")
    refused(
        desk.call("director", "PUT", "/budget/2207/W1", {"amount": money(5)}), 422, "budget_year"
    )


def test_a_request_of_other_people_is_not_the_one_before(desk: Desk) -> None:
    key = {"Idempotency-Key": "the-same-key"}
    first = desk.call("workshop-head", "POST", "/requests", {"lines": [desk.line(5)]}, **key)
    more = desk.call("workshop-head", "POST", "/requests", {"lines": [desk.line(50)]}, **key)
    refused(more, 422, "key_reused")
    again = desk.call("workshop-head", "POST", "/requests", {"lines": [desk.line(5)]}, **key)
    assert again.json() == {**first.json(), "repeated": True}


def test_from_delivery_to_a_late_invoice(desk: Desk) -> None:
    number = desk.delivered(topic="团队拓展", quotation={"price": money(20_000)})
    path = f"/requests/{number}"
    desk.done("hr", "PUT", f"{path}/evaluation", {})
    problem = refused(desk.call("hr", "PUT", f"{path}/closing", {}), 409, "invoice_awaited")
    assert problem["args"]["committed"] == {"amount": "20000.00", "currency": "CNY"}
    assert "20,000 元" in problem["detail"]
    closed = desk.done("hr", "PUT", f"{path}/closing", {"release": True})
    assert closed["released"]["amount"] == "20000.00"
    late = desk.done("finance", "POST", f"{path}/invoices", {**INVOICE, "amount": money(20_000)})
    assert (late["late"], late["beyond"]["amount"]) == (True, "20000.00")
    note = {"invoice": "inv-1", "credit_note": "CN-1", "amount": money(3_000)}
    noted = desk.done("finance", "POST", f"{path}/credit-notes", note)
    assert noted["left"]["amount"] == "17000.00"
    for posting in (noted["posting"], late["posting"]):
        asked = {"posting": posting, "reason": "wrong"}
        assert desk.done("finance", "POST", "/reversals", asked)["posting"] == posting


def test_the_result_of_a_training_is_entered_and_named_when_it_lacks(desk: Desk) -> None:
    number = desk.delivered()
    path = f"/requests/{number}"
    problem = refused(desk.call("hr", "PUT", f"{path}/evaluation", {}), 409, "not_evaluated_yet")
    assert number in problem["detail"]
    result = {
        "level": "learning",
        "measure": "考试",
        "before": "60",
        "after": "82",
        "n": 20,
        "day": str(desk.today),
    }
    entered = desk.done("hr", "POST", f"{path}/results", result)
    assert entered["levels"] == ["learning"]
    desk.done("hr", "PUT", f"{path}/evaluation", {})
    desk.done("hr", "PUT", f"{path}/closing", {"release": True})


@pytest.mark.parametrize("written", ["inv-1", "ＩＮＶ－１", " INV – 1"])
def test_an_invoice_is_booked_once_over_the_api(desk: Desk, written: str) -> None:
    path = f"/requests/{desk.approved()}/invoices"
    desk.done("finance", "POST", path, INVOICE)
    refused(
        desk.call("finance", "POST", path, {**INVOICE, "invoice": written}), 422, "invoice_known"
    )


def test_what_cannot_be_is_refused_with_a_sentence_in_both_languages(desk: Desk) -> None:
    number = desk.approved()
    path = f"/requests/{number}"
    desk.done("finance", "POST", f"{path}/invoices", INVOICE)
    tomorrow = str(desk.today + timedelta(days=1))
    note = {"invoice": "INV-1", "credit_note": "CN-1", "amount": money(1)}
    days = {"first_day": str(desk.today), "last_day": str(desk.today)}
    early = {"first_day": str(desk.today - timedelta(days=1)), "last_day": str(desk.today)}
    calls: list[tuple[str, str, str, dict[str, Any], str]] = [
        *(
            ("finance", "POST", f"{path}/invoices", {**INVOICE, "invoice": "I", "booked_on": d}, c)
            for d, c in (
                ("1900-01-01", "booking_day_too_early"),
                ("2099-12-31", "booking_day_to_come"),
                (tomorrow, "booking_day_to_come"),
            )
        ),
        ("finance", "POST", f"{path}/credit-notes", {**note, "invoice": "X"}, "unknown_invoice"),
        (
            "finance",
            "POST",
            f"{path}/credit-notes",
            {**note, "amount": money(10_001)},
            "credit_note_beyond_invoice",
        ),
        ("hr", "PUT", f"{path}/schedule", early, "schedule_day"),
        ("hr", "PUT", f"{path}/schedule", days, ""),
        (
            "hr",
            "PUT",
            f"{path}/delivery",
            {"attended": [20], "held_on": tomorrow},
            "delivery_day_to_come",
        ),
        (
            "hr",
            "PUT",
            f"{path}/delivery",
            {"attended": [20], "held_on": "2019-02-28"},
            "delivery_too_early",
        ),
        ("hr", "PUT", f"{path}/delivery", {"attended": [21]}, "attendance_beyond_plan"),
        ("hr", "PUT", f"{path}/delivery", {"attended": [2000]}, "attendance_implausible"),
    ]
    for who, method, where, body, code in calls:
        if not code:
            desk.done(who, method, where, body)
            continue
        for language, word in (("en-GB", "[a-z] [a-z]"), ("zh-CN", "[一-龥]{2}")):
            answer = desk.call(who, method, where, body, **{"Accept-Language": language})
            problem = answer.json()
            assert problem["type"] == code, answer.text
            assert re.search(word, problem["detail"])
            assert "{" not in problem["detail"]
