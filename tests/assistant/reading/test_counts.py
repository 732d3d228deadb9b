"""How many people a message says by what stands around its numbers."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.message import Facts, Message, read_facts
from assistant.reading.counts import with_counts
from assistant.understanding.quantities.read import read_quantities

TODAY = date(2026, 11, 28)


def _facts(text: str) -> Facts:
    entities = [
        {"entity": one.entity, "value": str(one.value), "start": one.start, "end": one.end}
        for one in read_quantities(text, TODAY)
    ]
    message = Message(
        text=text,
        intent="request_budget",
        confidence=1.0,
        choices=(),
        message_id="m",
        person="x",
        channel="console",
        today=TODAY,
        entities=entities,
        facts=read_facts(entities, TODAY),
    )
    return with_counts(message).facts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("headcount to 208, the team leaders too", 208),
        ("change the headcount of TR-2026-0001 to 20", 20),
        ("the number of people is 35", 35),
        ("人数改成20，理由：人多了", 20),
        ("the worst 50 of the 100 people", 50),
        ("12 out of those 40", 12),
        ("100个人里最差的50个", 50),
        ("40人当中的12个人", 12),
        ("30 people", 30),
        ("两打人", 24),
    ],
)
def test_the_people_that_are_meant(text: str, count: int) -> None:
    assert _facts(text).headcount == Decimal(count)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("about a dozen people", "about a dozen people"),
        ("a dozen people or so", "a dozen people or so"),
        ("一打左右", "一打左右"),
        ("大概一打人", "大概一打人"),
    ],
)
def test_a_dozen_or_so_is_no_twelve(text: str, words: str) -> None:
    facts = _facts(text)
    assert facts.headcount is None
    assert facts.vague_headcount == words


@pytest.mark.parametrize(
    "text", ["4 of 5 stars", "headcount up to 20%", "3 of the 8 courses", "2 of 5"]
)
def test_others_count_nobody(text: str) -> None:
    assert _facts(text).headcount is None
