"""The talk before a message and the message itself, as far as they tell what it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Context:
    """What was said last, and what stands open."""

    # The kind of field that is asked for: confirmed, decision, choice, name, headcount, amount,
    # period, words, rating; None where nothing is.
    asked: str | None = None
    # The capability of the flow that is open.
    flow: str | None = None
    # The capability of the question that was answered last.
    subject: str | None = None
    talked: bool = False
    # The last turn answered a question.
    answered: bool = False
    # A list was shown, whose rows may be meant.
    shown: bool = False
    # A flow was put aside.
    waits: bool = False
    # Something was offered with a question, though no field of a flow.
    offered: bool = False
    # The last turn changed the store.
    done: bool = False
    # The last message was not understood.
    failed: bool = False

    @property
    def capability(self) -> str | None:
        """What is in hand, else what was talked about last."""
        return self.flow or self.subject

    @property
    def state(self) -> str:
        """The talk in one word."""
        if self.failed:
            return "failed"
        if self.asked:
            return "amid" if self.answered else _OPEN.get(self.asked, "asked")
        if not self.talked:
            return "new"
        return next((name for name in _CLOSED if getattr(self, name)), "answered")


_OPEN = {"confirmed": "confirming", "decision": "deciding", "words": "words", "choice": "choosing"}
_CLOSED = ("offered", "done", "shown")
STATES = ("new", "failed", "amid", "asked", *_OPEN.values(), *_CLOSED, "answered")


@dataclass(frozen=True)
class Said:
    """The message: its words, and the kinds of the quantities read in it."""

    text: str
    holds: frozenset[str] = frozenset()


# What a marked conversation calls the fields that are asked for.
_KINDS = {
    "course": "name",
    "unit": "name",
    "person": "name",
    "request": "name",
    "figure": "amount",
    "days": "period",
    "reason": "words",
    "comment": "words",
}


def after(before: Context, did: Sequence[str]) -> Context:
    """The talk after the assistant did something, in the words of a marked conversation:
    `asks reason request_budget`, `answers query_people list`, `done request_budget` …"""
    act, *of = did
    last = replace(before, talked=True, answered=False, offered=False, done=False, failed=False)
    if act == "asks":
        field, flow = of[0], of[1] if of[1:] else before.flow
        return replace(last, asked=_KINDS.get(field, field), flow=flow)
    if act in ("summary", "decides"):
        field = "confirmed" if act == "summary" else "decision"
        return replace(last, asked=field, flow=of[0] if of else before.flow)
    if act == "answers":
        capability, form = (*of, "text", None)[:2]
        return replace(last, answered=True, subject=capability, shown=form == "list")
    if act == "offers":
        return replace(last, offered=True, answered=True, subject=of[0] if of else before.subject)
    if act == "choices":
        return replace(last, asked=before.asked or "choice", shown=True)
    if act in ("done", "stopped"):
        subject = of[0] if of else before.flow
        return replace(last, asked=None, flow=None, subject=subject, done=act == "done")
    return replace(last, failed=True)
