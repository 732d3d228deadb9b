"""Asking for what a flow still needs: never the same way three times, and after something else
in one line. A summary is confirmed as it was shown last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from hashlib import sha256

from assistant.base import Turn
from assistant.buttons import answering, stopping
from assistant.conversation.talk import Asked
from assistant.flows.flow import Flow, Summary
from assistant.flows.names import CONFIRMED, KEY
from assistant.flows.refusing import tried
from assistant.reply import Choice

# What is open is recalled under the first of so many answers to something else.
REMINDED_EVERY = 3
# As after an answer that did not recall it.
UNRECALLED = 2
# More lines than this that changed are said by the summary alone.
MOST_ECHOED = 2
BULLET = "· "
SENTENCE_ENDS = ("。", ".")
Choices = tuple[dict[str, object], ...]


def ask(turn: Turn, flow: Flow, field: str) -> None:
    """Ask for `field`; otherwise than before where the answer told nothing."""
    turn.personal, before = flow.is_personal(turn), turn.talk.asked
    if before is None or not _is_of(before, flow, field) or turn.understood:
        _ask_anew(turn, flow, field)
        return
    failed = before.failed + 1
    if failed == 1:
        turn.reply(turn.say("small.unclear_in_form"))
        _put_again(turn, flow, before)
    else:
        _offer_ways_out(turn, flow, field, before.choices)
    turn.remember(asked=replace(before, failed=failed, beside=0))


def ask_briefly(turn: Turn, flow: Flow, field: str) -> None:
    """Ask for `field` where it was asked right before, and something of it was answered."""
    turn.personal, before = flow.is_personal(turn), turn.talk.asked
    if before is None or not _is_of(before, flow, field):
        _ask_anew(turn, flow, field)
        return
    _put_again(turn, flow, before)
    turn.remember(asked=replace(before, beside=0))


def ask_after_none(turn: Turn, flow: Flow, field: str) -> None:
    """Ask for `field` after an answer that was none to it: the next one like it gets ways out."""
    ask_briefly(turn, flow, field)
    if turn.talk.asked is not None:
        turn.remember(asked=replace(turn.talk.asked, failed=1))


def come_back(turn: Turn, flow: Flow, field: str) -> None:
    """After something else was answered: what is still open, in one line; not under each of
    several answers in a row."""
    if turn.quiet:
        return
    turn.personal, before = flow.is_personal(turn), turn.talk.asked
    if before is None or not _is_of(before, flow, field):
        ask(turn, flow, field)
        return
    if before.beside % REMINDED_EVERY == 0:
        _put_again(turn, flow, before)
    turn.remember(asked=replace(before, beside=before.beside + 1))


def leave_for_a_while(turn: Turn, flow: Flow) -> None:
    """Nothing is asked now, and what "go on" goes on with is shown before it is confirmed."""
    turn.reply(turn.say("small.paused", what=flow.about(turn)))
    asked = turn.talk.asked
    turn.remember(asked=replace(asked, beside=UNRECALLED) if asked else None)
    turn.quiet = True


def is_recalled(asked: Asked) -> bool:
    """Whether the last reply asked it, or recalled that it is open."""
    return asked.beside == 0 or asked.beside % REMINDED_EVERY == 1


def seal(lines: Sequence[str]) -> str:
    """By what a button of a summary is told from those of the same one before it was changed."""
    return sha256("\n".join(lines).encode()).hexdigest()[:8]


def _is_of(asked: Asked, flow: Flow, field: str) -> bool:
    return (asked.flow, asked.field) == (flow.name, field)


def _ask_anew(turn: Turn, flow: Flow, field: str) -> None:
    turn.offered = ()
    lines: tuple[str, ...] = ()
    if field == CONFIRMED:
        lines = show_summary(turn, flow)
    else:
        tried(turn, flow, lambda: flow.ask(turn, field), flow.not_asked)
    offered: tuple[Choice, ...] = turn.offered
    choices = tuple(asdict(one) for one in offered)
    turn.remember(asked=Asked(flow=flow.name, field=field, choices=choices, lines=lines))


def show_summary(turn: Turn, flow: Flow) -> tuple[str, ...]:
    """All that will be written, with what changed in it said first; its lines."""
    summary = tried(turn, flow, lambda: flow.summary(turn), flow.not_asked)
    if summary is None:
        return ()
    about, shown = turn.slots.get(KEY), seal(summary.lines)
    turn.reply(
        _changed(turn, flow, summary),
        *summary.lines,
        summary.question,
        choices=[
            answering(summary.yes, yes=True, about=about, shown=shown),
            *summary.others,
            answering(summary.no, yes=False, about=about),
        ],
    )
    return summary.lines


def _changed(turn: Turn, flow: Flow, summary: Summary) -> str:
    """What is other than it was shown before; nothing where it is shown for the first time."""
    before = turn.talk.asked
    if before is None or not _is_of(before, flow, CONFIRMED) or not before.lines:
        return ""
    lines = [one for one in summary.lines if one]
    changed = [one.removeprefix(BULLET) for one in lines if one not in before.lines]
    if not changed:
        return ""
    # Whole sentences are not put into another one, nor said twice.
    sentences = any(one.endswith(SENTENCE_ENDS) for one in changed)
    if sentences or len(changed) > MOST_ECHOED or len(changed) == len(lines):
        return turn.say("flow.changed")
    return turn.say("flow.changed_to", what=changed)


def _put_again(turn: Turn, flow: Flow, asked: Asked) -> None:
    """A summary is not repeated in full."""
    if asked.field != CONFIRMED:
        tried(turn, flow, lambda: flow.ask_again(turn, asked.field), flow.not_asked)
        return
    what = turn.say("back.confirmed", what=flow.about(turn))
    turn.reply(what, choices=_buttons(asked.choices))


def _offer_ways_out(turn: Turn, flow: Flow, field: str, choices: Choices) -> None:
    """What is understood so far, what an answer may look like, and how to leave."""
    key = f"way_out.{field}"
    example = turn.say(key) if turn.speech.knows(key) else ""
    stop = stopping(turn.say("way_out.stop"), about=turn.slots.get(KEY))
    turn.reply(
        turn.say("way_out.still_open", what=flow.about(turn)),
        example,
        turn.say("way_out.leave"),
        choices=[*_buttons(choices), stop],
    )


def _buttons(choices: Choices) -> list[Choice]:
    return [Choice(**one) for one in choices]  # type: ignore[arg-type]
