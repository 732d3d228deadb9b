"""What the learned reader is taught with: sentences of the capabilities, marked talks, and
sentences written for single acts, as one kind of example."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.acting.context import Context
from assistant.acting.features import BEGINS
from assistant.acting.signs import signs_of
from assistant.understanding import acts as taught
from bot import compare
from bot.talks import Marked, MarkedMessage, marked_messages

ACT_SENTENCES = Path(__file__).parent / "data" / "acts"
# Talks are held out whole: a part of this many is never learned from, and calibrates.
PARTS = 5
HELD = 0


@dataclass(frozen=True, kw_only=True)
class Example:
    """A message with what is known of it; None for what it teaches nothing about."""

    text: str
    language: str = ""
    capability: str | None = None
    act: str | None = None
    mentions: tuple[Marked, ...] | None = None
    context: Context | None = None


def part_of(message: MarkedMessage) -> int:
    """The part that the whole of its talk is in."""
    talk, _, _ = message.id.rpartition("-")
    return zlib.crc32(talk.encode()) % PARTS


def held_out() -> list[MarkedMessage]:
    return [one for one in marked_messages() if part_of(one) == HELD]


def examples() -> list[Example]:
    """All but what is held out, and what says the same as something held out."""
    held = {one.text for one in held_out()}
    sentences = [
        Example(text=text, capability=capability, act=BEGINS.get(capability))
        for text, capability in compare.taught()
        if text not in held
    ]
    written = [
        Example(text=text, act=act)
        for text, act in taught.written(ACT_SENTENCES)
        if text not in held
    ]
    talks = [of_talk(one) for one in marked_messages() if one.text not in held]
    return [*sentences, *written, *talks]


def of_talk(message: MarkedMessage) -> Example:
    act, capability = message.acts[0]
    begins = len(message.acts) == 1 and capability and BEGINS.get(capability) == act
    return Example(
        text=message.text,
        language=message.language,
        capability=capability if begins else None,
        act=act,
        mentions=message.mentions,
        context=message.context,
    )


def seen(example: Example, draw: random.Random) -> Sequence[str]:
    """The signs of the talk as they are taught: the talk is sometimes unknown, and what begins
    something may be said at the start."""
    if example.context is None:
        return signs_of(Context()) if draw.random() < 0.4 else ()
    return signs_of(example.context) if draw.random() < 0.75 else ()
