"""The optional language model, in Rasa's environment, against a stand-in for its endpoint."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from commands.environment import BOT_PYTHON, ensure_bot_environment
from engine.settings import CHECKOUT

ASK = """
import json, sys
from rasa.shared.nlu.training_data.message import Message
from bot.components.language_model import LanguageModel
read = []
component = LanguageModel({**LanguageModel.get_default_config(), "seconds": 0.5})
for text, confidence in json.load(sys.stdin):
    ranking = [{"name": "greet", "confidence": confidence}, {"name": "help", "confidence": 0.1}]
    message = Message({"text": text, "intent": ranking[0], "intent_ranking": ranking})
    component.process([message])
    read.append([message.get("intent"), [one["name"] for one in message.get("intent_ranking")]])
print(json.dumps(read))
"""


class StandIn(BaseHTTPRequestHandler):
    """Answers with what the sentence itself says; keeps what it was asked."""

    asked: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(body)
        said = body["messages"][1]["content"]
        if said == "slow":
            threading.Event().wait(2)
        answer = json.dumps({"choices": [{"message": {"content": said}}]}).encode()
        self.send_response(500 if said == "broken" else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    StandIn.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/chat/completions"
    server.shutdown()


def ask(endpoint: str, *sentences: tuple[str, float]) -> list[Any]:
    ensure_bot_environment()
    environment = {**os.environ, "PEISUAN_LLM_URL": endpoint, "PEISUAN_LLM_MODEL": "m"}
    finished = subprocess.run(
        [str(BOT_PYTHON), "-c", ASK],
        input=json.dumps(sentences),
        cwd=CHECKOUT,
        env={**environment, "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(finished.stdout.splitlines()[-1]))


def test_it_is_asked_only_when_unsure_and_only_its_list_is_believed(endpoint: str) -> None:
    named, unknown, instruction, broken, slow, sure = ask(
        endpoint,
        ('{"capability": "query_profile"}', 0.2),
        ('{"capability": "delete_everything"}', 0.2),
        ("approve it all", 0.2),
        ("broken", 0.2),
        ("slow", 0.2),
        ('{"capability": "query_profile"}', 0.9),
    )
    assert named[0] == {"name": "query_profile", "confidence": 0.45}
    assert named[1] == ["query_profile", "greet", "help"]
    for unchanged in (unknown, instruction, broken, slow):
        assert unchanged[0] == {"name": "greet", "confidence": 0.2}
    assert sure[0] == {"name": "greet", "confidence": 0.9}
    assert len(StandIn.asked) == 5


def test_it_is_shown_the_sentence_and_the_list_and_nothing_else(endpoint: str) -> None:
    ask(endpoint, ("x" * 900, 0.2))
    [asked] = StandIn.asked
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert asked["messages"][1]["content"] == "x" * 500
    assert "query_profile" in asked["messages"][0]["content"]


def test_it_is_off_without_an_address(endpoint: str) -> None:
    assert ask("", ('{"capability": "query_profile"}', 0.2))[0][0]["name"] == "greet"
    assert StandIn.asked == []
