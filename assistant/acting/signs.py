"""The talk before a message as signs that the reader knows: it sees them beside the words."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.acting.context import Context

_FLAGS = ("answered", "shown", "waits", "offered", "done", "failed")


def signs_of(context: Context | None) -> list[str]:
    """None where the talk is not known."""
    return [] if context is None else list(_signs(context))


def _signs(context: Context) -> Iterator[str]:
    yield f"state {context.state}"
    if context.asked:
        yield f"asked {context.asked}"
    if context.flow:
        yield f"flow {context.flow}"
    if context.subject:
        yield f"subject {context.subject}"
    yield from (name for name in _FLAGS if getattr(context, name))
