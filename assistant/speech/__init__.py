"""Everything the assistant says, in Chinese and English: one phrase each, side by side."""

from assistant.speech.speech import LANGUAGES, Speech

__all__ = ["LANGUAGES", "Speech"]
