"""What buttons do: the act itself, for one request in one version, not words to be read."""

from __future__ import annotations

from typing import Any

from assistant.reply import Choice

AFFIRM, DENY, CANCEL = "affirm", "deny", "cancel"


def deciding(
    title: str,
    intent: str,
    number: str | None = None,
    version: int | None = None,
    **more: Any,
) -> Choice:
    """A button that takes up a decision: approve_request, return_request, …"""
    return Choice(title, act={"intent": intent, "number": number, "version": version, **more})


def answering(title: str, yes: bool, about: str | None = None, **more: Any) -> Choice:
    """A button that answers the question it stands under; `about` is the draft's key, so that
    it answers no other one."""
    return Choice(
        title, act={"intent": AFFIRM if yes else DENY, "answer": yes, "about": about, **more}
    )


def stopping(title: str, about: str | None) -> Choice:
    """A button that drops what is open."""
    return Choice(title, act={"intent": CANCEL, "stop": True, "about": about})
