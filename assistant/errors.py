"""What the engine refuses, as a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.setup_told.telling import how_to_load, kind_called, kinds_lacking
from assistant.speech import Speech
from engine.values.errors import EngineError, NotPermitted


def say_error(speech: Speech, error: EngineError) -> str:
    """The sentence for an error's code, filled with its arguments."""
    if isinstance(error, NotPermitted):
        return _not_permitted(speech, error)
    key = f"error.{error.code}"
    if not speech.knows(key):
        return speech.say("error.other", code=error.code)
    said = speech.say(key, **_in_words(speech, error.args_by_name))
    lacking = kinds_lacking().get(error.code)
    return said if lacking is None else how_to_load(speech, lacking, said)


def _not_permitted(speech: Speech, error: NotPermitted) -> str:
    """With whom to turn to, and which kind of data is theirs."""
    args = dict(error.args_by_name)
    who = speech.say(f"role.{args.pop('who_has')}")
    if "taken" in args:
        args["taken"] = speech.say(f"role.{args['taken']}")
    if "loaded" in args:
        args["loaded"] = kind_called(speech, str(args["loaded"]))
    return speech.say(f"not_permitted.{error.code}", who=who, **args)


def deciders_in_words(speech: Speech, args: Mapping[str, Any]) -> dict[str, object]:
    """The role that decides, and those that stand in for it."""
    return {
        "role": speech.say(f"decider.{args['role']}"),
        "instead": [speech.say(f"decider.{role}") for role in args.get("instead", ())],
    }


def _in_words(speech: Speech, args: Mapping[str, object]) -> dict[str, object]:
    """A request's state, what was tried with it, who decides, and what is wrong with a file are
    codes."""
    words = dict(args)
    if "role" in words and "instead" in words:
        words |= deciders_in_words(speech, words)
    for name in ("state", "event"):
        if name in words:
            words[name] = speech.say(f"{name}.{words[name]}")
    for name, of in (("why", "file"), ("what", "file"), ("table", "thing")):
        if name in words and speech.knows(f"imports.{of}.{words[name]}"):
            words[name] = speech.say(f"imports.{of}.{words[name]}")
    return words
