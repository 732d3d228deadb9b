"""The acts of a message reach the action server: Rasa keeps a key of its own."""

import json
import subprocess
from pathlib import Path

import pytest

from engine.settings import CHECKOUT

pytestmark = pytest.mark.long

# In Rasa's environment: one message through the component, what Rasa makes of it, and the state
# of the tracker as it is sent to the action server.
PROGRAM = """
import json
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.nlu.training_data.message import Message
from bot.components.act_classifier import ActClassifier

class Taught:
    def shares(self, text):
        return {"ask": 0.2, "vary": 0.8}

message = Message({"text": "and for sales?", "intent": {"name": "help"}, "entities": []})
message = ActClassifier(None, None, Taught()).process([message])[0]
read = message.as_dict(only_output_properties=True)
said = UserUttered(message.get("text"), message.get("intent"), [], read)
stored = UserUttered.from_parameters(json.loads(json.dumps(said.as_dict())))
tracker = DialogueStateTracker.from_events("one", [stored])
state = tracker.current_state(EventVerbosity.ALL)
print(json.dumps(state["latest_message"]["acts"]))
"""


def test_the_acts_reach_the_action_server(bot_python: Path) -> None:
    done = subprocess.run(
        [str(bot_python), "-c", PROGRAM], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [
        {"name": "vary", "confidence": 0.8},
        {"name": "ask", "confidence": 0.2},
    ]
