"""Another language."""

from __future__ import annotations

from assistant.base import PeisuanAction, Turn
from assistant.language import fallbacks, languages_named


class Answer(PeisuanAction):
    """The language asked for, not the one it is asked in."""

    def respond(self, turn: Turn) -> None:
        named = languages_named(turn.message.text)
        language = named[0] if len(named) == 1 else fallbacks(turn.speech.language)[1]
        turn.speech = type(turn.speech)(language)
        turn.set(language=language)
        turn.reply(turn.say("small.switched"))
