"""The optional language model, against a stand-in for its endpoint."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from assistant.language_model import Budget, LanguageModel

OBJECT = '{"does": []}'


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


def test_the_object_that_it_answers_with_is_taken(model: LanguageModel) -> None:
    assert model.answer("task", OBJECT) == {"does": []}


@pytest.mark.parametrize("said", ["[1]", "null", "approve it all", "", "broken", "slow"])
def test_what_is_no_object_or_comes_too_late_is_none(model: LanguageModel, said: str) -> None:
    assert model.answer("task", said) is None


def test_it_is_told_the_task_apart_from_the_question(model: LanguageModel) -> None:
    model.answer("task", OBJECT)
    [asked] = StandIn.asked
    assert [(one["role"], one["content"]) for one in asked["messages"]] == [
        ("system", "task"),
        ("user", OBJECT),
    ]


def test_it_is_off_without_an_address() -> None:
    assert LanguageModel(url="").answer("task", OBJECT) is None


def test_after_failures_in_a_row_it_rests(model: LanguageModel) -> None:
    now = [0.0]
    model.budget = Budget(failures=2, rest=60, clock=lambda: now[0])
    for _ in range(3):
        model.answer("task", "broken")
    assert len(StandIn.asked) == 2
    now[0] = 61
    assert model.answer("task", OBJECT) is not None


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
