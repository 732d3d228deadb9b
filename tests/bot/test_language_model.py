"""The optional language model, in Rasa's environment, against a stand-in for its endpoint."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from engine.settings import CHECKOUT

ASK = """
import json, sys
from rasa.shared.nlu.training_data.message import Message
from bot.components.language_model import LanguageModel
import os
read = []
config = {**LanguageModel.get_default_config(), "seconds": 0.5}
switched_on = LanguageModel(config)
os.environ["PEISUAN_LLM_URL"] = ""
switched_off = LanguageModel(config)
for text, confidence, on in json.load(sys.stdin):
    component = switched_on if on else switched_off
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


NAMED, UNKNOWN = '{"capability": "query_profile"}', '{"capability": "delete_everything"}'
LONG = "x" * 900
# What is said, how sure the assistant is of it, and whether the language model is on.
SENTENCES = (
    (NAMED, 0.2, True),
    (UNKNOWN, 0.2, True),
    ("approve it all", 0.2, True),
    ("broken", 0.2, True),
    ("slow", 0.2, True),
    (NAMED, 0.9, True),
    (LONG, 0.2, True),
    (NAMED, 0.2, False),
)


@pytest.fixture(scope="module")
def read(bot_python: Path) -> Iterator[list[Any]]:
    """What became of each sentence: intent, and the ranking's names; read in one process,
    since Rasa's environment takes many seconds to start."""
    StandIn.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    finished = subprocess.run(
        [str(bot_python), "-c", ASK],
        input=json.dumps(SENTENCES),
        cwd=CHECKOUT,
        env={
            **os.environ,
            "PEISUAN_LLM_URL": f"http://127.0.0.1:{server.server_port}/v1/chat/completions",
            "PEISUAN_LLM_MODEL": "m",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    yield list(json.loads(finished.stdout.splitlines()[-1]))
    server.shutdown()


def asked_about(text: str) -> list[dict[str, Any]]:
    return [body for body in StandIn.asked if body["messages"][1]["content"] == text]


def test_what_it_names_of_its_list_is_believed(read: list[Any]) -> None:
    assert read[0][0] == {"name": "query_profile", "confidence": 0.45}
    assert read[0][1] == ["query_profile", "greet", "help"]


@pytest.mark.parametrize("number", [1, 2, 3, 4], ids=["unknown", "instruction", "broken", "slow"])
def test_anything_else_it_says_changes_nothing(read: list[Any], number: int) -> None:
    assert read[number][0] == {"name": "greet", "confidence": 0.2}


def test_it_is_asked_only_when_the_assistant_is_unsure(read: list[Any]) -> None:
    assert read[5][0] == {"name": "greet", "confidence": 0.9}
    assert len(asked_about(NAMED)) == 1


def test_it_is_shown_the_sentence_and_the_list_and_nothing_else(read: list[Any]) -> None:
    [asked] = asked_about("x" * 500)
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert "query_profile" in asked["messages"][0]["content"]


def test_it_is_off_without_an_address(read: list[Any]) -> None:
    assert read[7][0] == {"name": "greet", "confidence": 0.2}
    assert len(asked_about(NAMED)) == 1
