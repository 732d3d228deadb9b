"""A dialogue as it went, for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commands.evaluation.playing import Line, Played
from commands.evaluation.store_changes import Change


def transcript(played: Played) -> str:
    """What was said and answered, expected and stored, in Markdown."""
    return "\n".join(_lines(played)) + "\n"


def _lines(played: Played) -> Iterator[str]:
    yield f"# {played.id} {played.title} (as {played.person})"
    if played.tests:
        yield f"tests: {', '.join(played.tests)}"
    for line in played.given:
        yield from _said(f"before: {line.person}", line)
    for one in played.unprepared:
        yield f"\n**STORED NOTHING BEFOREHAND, so the dialogue lacks what it begins with: {one}**"
    for number, line in enumerate(played.turns, start=1):
        yield from _said(f"turn {number}: {line.person}", line)
    yield f"\n## outcome\n\nexpected: {played.outcome}\n\nchanged in the store by all turns:\n"
    yield from _changed(played.changes) if played.changes else ["- nothing"]


def _said(heading: str, line: Line) -> Iterator[str]:
    yield f"\n## {heading} ({line.seconds:.1f} s)\n"
    yield f"> {line.user}\n"
    for reply in line.replies:
        yield reply["text"]
        if reply["choices"]:
            yield "[" + "] [".join(reply["choices"]) + "]"
        yield ""
    if not line.replies:
        yield "(nothing)\n"
    if line.expect:
        yield f"expected: {line.expect}\n"
    if line.changes:
        yield "changed in the store:\n"
        yield from _changed(line.changes)


def _changed(changes: Sequence[Change]) -> Iterator[str]:
    return (f"- {change}" for change in changes)
