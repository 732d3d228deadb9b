"""The talk before a message and the message itself, as far as they tell what it does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Context:
    """What was said last, and what stands open."""

    # The kind of field that is asked for: confirmed, decision, choice, name, headcount, amount,
    # period, words, rating; None where nothing is.
    asked: str | None = None
    # What is in hand or was talked about last.
    capability: str | None = None
    talked: bool = False
    # A list was shown, whose rows may be meant.
    shown: bool = False
    # A flow was put aside.
    waits: bool = False
    # Something was offered with a question, though no field of a flow.
    offered: bool = False
    # The last turn changed the store.
    done: bool = False


@dataclass(frozen=True)
class Said:
    """The message: its words, and the kinds of the quantities read in it."""

    text: str
    holds: frozenset[str] = frozenset()
