"""What must be said of a figure."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.speech import Speech
from engine.values.results import Caveat

MOST_LINES = 8


def caveat_line(speech: Speech, caveat: Caveat) -> str:
    return speech.say(f"caveat.{caveat.code}", **caveat.args)


def caveat_lines(speech: Speech, caveats: Iterable[Caveat]) -> list[str]:
    said = ["· " + caveat_line(speech, caveat) for caveat in caveats]
    return list(dict.fromkeys(said))
