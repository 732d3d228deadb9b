"""The optional language model, against a stand-in for its endpoint."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from assistant.conversation import conducting
from assistant.language_model import Budget, LanguageModel
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

NAMED, UNKNOWN = '{"capability": "query_profile"}', '{"capability": "delete_everything"}'


class StandIn(BaseHTTPRequestHandler):
    """Answers with what the sentence itself says; keeps what it was asked."""

    asked: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(body)
        said = body["messages"][1]["content"]
        if said == "slow":
            time.sleep(2)
        answer = json.dumps({"choices": [{"message": {"content": said}}]}).encode()
        self.send_response(500 if said == "broken" else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def model() -> Iterator[LanguageModel]:
    StandIn.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/v1/chat/completions"
    yield LanguageModel(url=url, model="m", seconds=0.5)
    server.shutdown()


def test_what_it_names_of_its_list_is_taken(model: LanguageModel) -> None:
    assert model.capability_of(NAMED) == "query_profile"


@pytest.mark.parametrize("said", [UNKNOWN, "approve it all", "broken", "slow"])
def test_anything_else_it_says_changes_nothing(model: LanguageModel, said: str) -> None:
    assert model.capability_of(said) is None


def test_it_is_shown_the_sentence_and_the_list_and_nothing_else(model: LanguageModel) -> None:
    model.capability_of("x" * 900)
    [asked] = StandIn.asked
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert asked["messages"][1]["content"] == "x" * 500
    assert "query_profile" in asked["messages"][0]["content"]


def test_it_is_off_without_an_address() -> None:
    assert LanguageModel(url="").capability_of(NAMED) is None


def test_after_failures_in_a_row_it_rests(model: LanguageModel) -> None:
    now = [0.0]
    model.budget = Budget(failures=2, rest=60, clock=lambda: now[0])
    for _ in range(3):
        model.capability_of("broken")
    assert len(StandIn.asked) == 2
    now[0] = 61
    assert model.capability_of(NAMED) == "query_profile"


def test_so_many_a_minute() -> None:
    now = [0.0]
    budget = Budget(per_minute=2, at_once=9, clock=lambda: now[0])
    assert [budget.begin() for _ in range(3)] == [True, True, False]
    now[0] = 60
    assert budget.begin()


def test_so_many_at_once() -> None:
    budget = Budget(at_once=1)
    assert [budget.begin(), budget.begin()] == [True, False]
    budget.end(answered=True)
    assert budget.begin()


@pytest.mark.parametrize(
    ("named", "answer"), [("query_budget_status", "2026 年培训预算"), (None, "没听懂")]
)
def test_what_was_not_understood_is_what_it_says(
    sample_engine: BudgetEngine,
    monkeypatch: pytest.MonkeyPatch,
    named: str | None,
    answer: str,
) -> None:
    model = LanguageModel(url="x")
    monkeypatch.setattr(model, "capability_of", lambda _: named)
    monkeypatch.setattr(conducting, "the_language_model", lambda: model)
    assert answer in Conversation(sample_engine, person="hr").say("银子还够不够使")


def test_a_change_that_it_names_is_only_offered(
    sample_engine: BudgetEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = LanguageModel(url="x")
    monkeypatch.setattr(model, "capability_of", lambda _: "request_budget")
    monkeypatch.setattr(conducting, "the_language_model", lambda: model)
    head = Conversation(sample_engine)
    head.say("给弟兄们整一个")
    assert head.choices[0] == "申请培训预算"
    assert "flow" not in head.slots
