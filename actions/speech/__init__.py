"""Everything the assistant says, in Chinese and English: one phrase each, side by side."""

from actions.speech.speech import Speech

__all__ = ["Speech"]
