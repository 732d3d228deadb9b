"""Everything the assistant says, one phrase in each language, side by side."""

from assistant.language import LANGUAGES
from assistant.speech.speech import Speech

__all__ = ["LANGUAGES", "Speech"]
