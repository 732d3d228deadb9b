"""What the doctor makes of the running application's figures."""

from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from commands.doctor.figures import said_of
from commands.doctor.finding import NOTE, OK, PROBLEM, Finding


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


def said(registry: CollectorRegistry) -> list[Finding]:
    return list(said_of(text_string_to_metric_families(generate_latest(registry).decode())))


def waits(registry: CollectorRegistry, seconds: Iterator[float] | list[float]) -> None:
    histogram = Histogram(
        "peisuan_message_wait_seconds", "w", ["channel"], buckets=(1, 4, 8, 15), registry=registry
    )
    for number, one in enumerate(seconds):
        histogram.labels("web" if number % 2 else "slack").observe(one)


def test_before_anybody_spoke_there_is_nothing_to_say(registry: CollectorRegistry) -> None:
    assert [one.level for one in said(registry)] == [NOTE]


def test_short_waits_are_well(registry: CollectorRegistry) -> None:
    waits(registry, [0.5] * 19 + [12])
    assert [(one.level, one.said("en")) for one in said(registry)] == [
        (OK, "19 of 20 messages were answered within 1 s")
    ]


def test_long_waits_are_a_problem(registry: CollectorRegistry) -> None:
    waits(registry, [0.5] * 18 + [12, 12])
    assert [(one.level, one.said("en")) for one in said(registry)] == [
        (PROBLEM, "19 of 20 messages were answered within 15 s")
    ]


def test_failures_are_a_problem(registry: CollectorRegistry) -> None:
    turns = Counter("peisuan_turns_total", "t", ["outcome"], registry=registry)
    turns.labels("failed").inc(3)
    turns.labels("told").inc(30)
    assert "3 turns of conversations failed since the start; see the log" in [
        one.said("en") for one in said(registry) if one.level == PROBLEM
    ]
