"""What the engine refuses, as a sentence that says what to do."""

from __future__ import annotations

from actions.speech import Speech
from engine.values.errors import EngineError, NotPermitted


def say_error(speech: Speech, error: EngineError) -> str:
    """The sentence for an error's code, filled with its arguments."""
    if isinstance(error, NotPermitted):
        who = speech.say(f"role.{error.args_by_name['who_has']}")
        return speech.say(f"not_permitted.{error.code}", who=who)
    key = f"error.{error.code}"
    if not speech.knows(key):
        return speech.say("error.other", code=error.code)
    return speech.say(key, **error.args_by_name)
