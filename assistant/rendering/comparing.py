"""Figures side by side, and by how much they differ."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.speech import Speech
from engine.values.money import Money


def difference_line(speech: Speech, what: str, figures: Sequence[tuple[str, Money | int]]) -> str:
    """Each figure with whose it is; of two also how much more or less the second is."""
    said = [
        speech.say("compare.figure", name=name, value=_said(speech, one)) for name, one in figures
    ]
    line = speech.say("compare.line", what=what, figures=said)
    if len(figures) != 2:
        return line
    (_, first), (second_name, second) = figures
    more = _difference(first, second)
    if more is None:
        return line
    zero = more.amount == 0 if isinstance(more, Money) else more == 0
    if zero:
        return line + speech.say("compare.same")
    rises = more.amount > 0 if isinstance(more, Money) else more > 0
    key = "compare.more" if rises else "compare.less"
    return line + speech.say(key, name=second_name, value=_said(speech, more if rises else -more))


def _difference(first: Money | int, second: Money | int) -> Money | int | None:
    if isinstance(first, Money) and isinstance(second, Money):
        return second - first if first.currency == second.currency else None
    if isinstance(first, int) and isinstance(second, int):
        return second - first
    return None


def _said(speech: Speech, value: Money | int) -> str:
    return speech.money(value) if isinstance(value, Money) else f"{value:,}"
