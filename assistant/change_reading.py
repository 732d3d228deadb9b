"""What is to be different in a request, as it was said: new figures, or figures against those
that stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.deciding.reading import resubmits
from assistant.draft import price_said, quotation_said
from assistant.message import Message, read_facts
from assistant.shift_reading import read_shift
from assistant.understanding.patterns import Patterns
from assistant.when import said_days
from engine.usecases.requests.amending import review_change
from engine.usecases.requests.draft import BY_HEAD, FOR_ALL
from engine.workflow.life import Event

_SAID = Patterns(__file__)

LABELLED = {
    "reason": re.compile(
        _SAID["labelled_reason"],
        re.IGNORECASE | re.DOTALL,
    ),
    "audience": re.compile(
        _SAID["labelled_audience"],
        re.IGNORECASE | re.DOTALL,
    ),
}
NEXT = _SAID.compiled("next_label")
PARTS = _SAID.compiled("parts")
IDLE = _SAID.compiled("idle")
# What a change is read from.
TAKEN = (
    "headcount",
    "vague_headcount",
    "number",
    "period",
    "vague_period",
    "impossible_day",
    "amount",
    "amount_per_head",
    "amount_per_session",
    "tax_rate",
    "course",
    "request_id",
)
LINE = _SAID.compiled("line")
QUOTATION = {
    BY_HEAD: _SAID.compiled("quotation_by_head"),
    FOR_ALL: _SAID.compiled("quotation_for_all"),
}
NUMERALS = {name: number for number, name in enumerate(_SAID["numerals"], 1)}


def read_change(turn: Turn) -> dict[str, Any]:
    """What the message says is to be different, as plain data for a slot; empty for nothing."""
    texts, rest = _texts(turn.message)
    given = {**_figures(replace(turn, message=rest)), **texts}
    if not given and resubmits(turn.message.text):
        given = {"nothing": True}
    if (line := _line(turn)) is not None:
        given["position_no"] = line
    return given


def untaken(turn: Turn) -> list[str]:
    """The clauses of a change that nothing of was taken."""
    texts, rest = _texts(turn.message)
    taken = [one for one in rest.entities if one.get("kind", one["entity"]) in TAKEN]
    if not (taken or texts) or any(one.get("start") is None for one in taken):
        # Nobody knows where it was said.
        return []
    told = [(one["start"], one["end"]) for one in taken]
    return [
        rest.text[first:last].strip()
        for first, last in _clauses(rest.text)
        if not any(first < end and start < last for start, end in told)
        and not _is_idle(rest.text[first:last])
    ]


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in PARTS.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _is_idle(clause: str) -> bool:
    """Whether it says nothing by itself, or what is read elsewhere."""
    if LINE.search(clause) or read_shift(clause) is not None or resubmits(clause):
        return True
    return not any(map(str.isalpha, IDLE.sub(" ", clause)))


def _texts(message: Message) -> tuple[dict[str, Any], Message]:
    """The texts that follow a label, and the message without them: a figure in a reason is none
    of the request."""
    found = {name: pattern.search(message.text) for name, pattern in LABELLED.items()}
    given: dict[str, Any] = {}
    rest, gone = message.text, []
    for name, match in found.items():
        if match is None:
            continue
        start, end = match.start(), _end(match, found.values())
        given[name] = message.text[match.start("said") : end].strip(" ，,；;。.:：")
        rest = rest[:start] + " " * (end - start) + rest[end:]
        gone.append((start, end))
    kept = [
        one
        for one in message.entities
        if one.get("start") is None
        or not any(start < one["end"] and one["start"] < end for start, end in gone)
    ]
    if not gone:
        return given, message
    facts = read_facts(kept, message.today)
    return given, replace(message, text=rest, entities=kept, facts=facts)


def _end(match: re.Match[str], others: Iterable[re.Match[str] | None]) -> int:
    """Where a labelled text ends: before what is said of something else."""
    label = NEXT.search(match.string, match.start("said"))
    ends = [one.start() for one in others if one is not None and one.start() > match.start()]
    return min([match.end(), *ends, *([label.start()] if label else [])])


def _figures(turn: Turn) -> dict[str, Any]:
    facts, text = turn.message.facts, turn.message.text
    change = facts.headcount_change
    shift = read_shift(text)
    count = facts.headcount
    if count is None and change is None and shift is None and not LINE.search(text):
        count = facts.number
    said = {
        "headcount": _whole(count) if change is None else None,
        "headcount_add": _whole(change.add) if change else None,
        "headcount_times": str(change.times) if change and change.times is not None else None,
        "period": said_days(turn) if shift is None else None,
        "later_months": shift.months if shift else None,
        "later_days": shift.days if shift else None,
        "course": facts.course,
        "amount": _price(turn),
    }
    return {name: value for name, value in said.items() if value is not None}


def read_quotation(text: str) -> str | None:
    """How a price agreed for all goes on for another number of people; None where not said."""
    return next((how for how, pattern in QUOTATION.items() if pattern.search(text)), None)


def _line(turn: Turn) -> int | None:
    """Which line of a request with several; None where there is one, or it is not said."""
    if (found := LINE.search(turn.message.text)) is None:
        return None
    said = found["ordinal"] or found["digits"]
    return NUMERALS.get(said) or int(said)


def line_is_open(turn: Turn, number: str) -> bool:
    """Whether the request has several lines and it was not said which is meant."""
    change = turn.slots.get("decision_change") or {}
    lines = turn.perform(review_change, number, Event.AMEND).lines
    return len(lines) > 1 and "position_no" not in change and not change.get("nothing")


def _whole(count: Decimal | None) -> int | None:
    return int(count) if count is not None and count == count.to_integral_value() else None


def _price(turn: Turn) -> dict[str, Any] | None:
    """The price said, with its currency and its tax, as plain data."""
    facts = turn.message.facts
    said = price_said(facts)
    if said is None:
        return None
    return quotation_said(said, turn.company.currency, facts.tax, facts.tax_rate)
