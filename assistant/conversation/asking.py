"""Asking for what a flow still needs: never the same way three times, and after something else
in one line."""

from __future__ import annotations

from dataclasses import asdict, replace

from assistant.base import Turn
from assistant.conversation.doing import do
from assistant.conversation.flows import Flow
from assistant.conversation.recalling import at_hand
from assistant.conversation.talk import PAUSED, Asked
from assistant.reply import Choice

# Each flow's confirmation of its summary.
CONFIRMED = "confirmed"
# What is open is recalled under the first of so many answers to something else.
REMINDED_EVERY = 3
# As after an answer that did not recall it.
UNRECALLED = 2


def ask(turn: Turn, flow: Flow, field: str) -> None:
    """Ask for `field`; otherwise than before where the answer told nothing."""
    before = turn.talk.asked
    if turn.slots.get(PAUSED):
        turn.set(**{PAUSED: None})
        # What "go on" goes on with is shown before anything is confirmed.
        turn.remember(asked=replace(before, beside=UNRECALLED) if before else None)
        turn.quiet = True
        return
    again = before is not None and (before.flow, before.field) == (flow.name, field)
    if before is None or not again or turn.understood:
        failed, choices = 0, _ask_anew(turn, flow, field)
    else:
        failed = before.failed + 1
        choices = before.choices
        if failed == 1:
            turn.reply(turn.say("small.unclear_in_form"))
            choices = _ask_briefly(turn, flow, field, choices)
        else:
            _offer_ways_out(turn, flow, field, choices)
    turn.remember(asked=Asked(flow=flow.name, field=field, choices=choices, failed=failed))


def come_back(turn: Turn, flow: Flow, field: str) -> None:
    """After something else was answered: what is still open, in one line; not under each of
    several answers in a row."""
    if turn.quiet:
        return
    before = turn.talk.asked
    if before is None or (before.flow, before.field) != (flow.name, field):
        ask(turn, flow, field)
        return
    if before.beside % REMINDED_EVERY == 0:
        _ask_briefly(turn, flow, field, before.choices)
    turn.remember(asked=replace(before, beside=before.beside + 1))


def is_recalled(asked: Asked) -> bool:
    """Whether the last reply asked it, or recalled that it is open."""
    return asked.beside == 0 or asked.beside % REMINDED_EVERY == 1


Choices = tuple[dict[str, object], ...]


def _ask_anew(turn: Turn, flow: Flow, field: str) -> Choices:
    turn.offered = ()
    do(turn, flow.question(field))
    offered: tuple[Choice, ...] = turn.offered
    return tuple(asdict(one) for one in offered)


def _ask_briefly(turn: Turn, flow: Flow, field: str, choices: Choices) -> Choices:
    """A summary is not repeated in full."""
    if field != CONFIRMED:
        return _ask_anew(turn, flow, field)
    turn.reply(turn.say("back.confirmed", what=at_hand(turn, flow)), choices=_buttons(choices))
    return choices


def _offer_ways_out(turn: Turn, flow: Flow, field: str, choices: Choices) -> None:
    """What is understood so far, what an answer may look like, and how to leave."""
    key = f"way_out.{field}"
    example = turn.say(key) if turn.speech.knows(key) else ""
    turn.reply(
        turn.say("way_out.still_open", what=at_hand(turn, flow)),
        example,
        turn.say("way_out.leave"),
        choices=[*_buttons(choices), Choice(turn.say("way_out.stop"))],
    )


def _buttons(choices: Choices) -> list[Choice]:
    return [Choice(**one) for one in choices]  # type: ignore[arg-type]
