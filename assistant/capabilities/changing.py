"""Which capabilities have arguments of their own that a message may say, or change, in its own
words: what stands in their folders (`hearing.py`)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from types import ModuleType

from assistant.capabilities import CAPABILITIES, of_kind
from assistant.message import Message


def asked_in_words(message: Message) -> Message | None:
    """The message as the question that its words alone make it, whatever it was taken for; what is
    to be done is none."""
    if message.act is not None or message.intent in of_kind("change"):
        return None
    for name in CAPABILITIES:
        hearing = _hearing(name)
        if hearing is not None and hearing.is_asked(message):
            return replace(message, intent=name, confidence=1.0)
    return None


def changes_the_last(name: str, text: str) -> bool:
    """Whether `text` changes the last answer of the capability, though it names nothing."""
    hearing = _hearing(name)
    return hearing is not None and bool(hearing.changes_the_last(text))


@cache
def _hearing(name: str) -> ModuleType | None:
    if not (CAPABILITIES[name].folder / "hearing.py").exists():
        return None
    return import_module(f"{__package__}.{name}.hearing")
