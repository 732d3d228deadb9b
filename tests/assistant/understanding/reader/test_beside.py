"""The tuned reader beside the linear models, in Rasa's components."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from engine.settings import CHECKOUT
from tests.assistant.understanding.reader import made

pytestmark = pytest.mark.long

PROGRAM = """
import json, os, sys
from pathlib import Path
from rasa.shared.nlu.training_data.message import Message
from assistant.understanding.reader import beside
from bot.components.act_classifier import ActClassifier
from bot.components.intent_classifier import LinearIntentClassifier

class Taught:
    def __init__(self, **shares):
        self._shares = shares
    def shares(self, text):
        return self._shares

intents = LinearIntentClassifier(LinearIntentClassifier.get_default_config(), None, None)
intents._model = Taught(budget=0.3, request=0.3, new=0.4)
acts = ActClassifier(None, None, Taught(start=0.4, ask=0.6))

def read(learned, weights=sys.argv[1]):
    beside.LEARNED, beside.WEIGHTS = Path(learned), Path(weights)
    beside._reader.cache_clear()
    beside._read.cache_clear()
    message = Message({"text": "two 培训"})
    acts.process(intents.process([message]))
    ranked = [message.get("intent_ranking"), message.get("acts")]
    return [{one["name"]: one["confidence"] for one in each} for each in ranked]

told = {"alone": read("none.npz"), "no weights": read(sys.argv[2], "none.bin")}
told["both"] = read(sys.argv[2])
told["its own"] = [beside._read("two 培训").capabilities, beside._read("two 培训").acts]
os.environ["PEISUAN_ENCODER"] = "off"
told["off"] = read(sys.argv[2])
os.environ["PEISUAN_ENCODER"] = "on"
print(json.dumps(told))
"""
LINEAR = [{"new": 0.4, "budget": 0.3, "request": 0.3}, {"ask": 0.6, "start": 0.4}]


@pytest.fixture(scope="module")
def told(bot_python: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("reader")
    files = made.weights(folder / "weights.bin"), made.learned(folder / "learned.npz")
    done = subprocess.run(
        [str(bot_python), "-c", PROGRAM, *map(str, files)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("without", ["alone", "no weights", "off"])
def test_without_the_reader_the_linear_models_stand(told: dict[str, Any], without: str) -> None:
    assert told[without] == LINEAR


def test_with_it_an_act_is_as_likely_as_both_think_in_the_mean(told: dict[str, Any]) -> None:
    _, acts = told["both"]
    _, own = told["its own"]
    assert acts == pytest.approx({name: (LINEAR[1][name] + own[name]) / 2 for name in own})


def test_a_capability_that_it_was_not_taught_keeps_its_likelihood(told: dict[str, Any]) -> None:
    capabilities, _ = told["both"]
    assert capabilities["new"] == 0.4
    assert sum(capabilities.values()) == pytest.approx(1)


def test_the_others_are_moved_towards_what_it_reads(told: dict[str, Any]) -> None:
    capabilities, own = told["both"][0], told["its own"][0]
    more, less = sorted(("budget", "request"), key=own.__getitem__, reverse=True)
    assert capabilities[more] > 0.3 or capabilities[less] < 0.3
    assert capabilities[more] - capabilities[less] > 0
