"""Long messages of one person are begun one after the other, with time for the others between."""

import pytest

from channels.pace import Pace
from tests.channels.conftest import message


@pytest.fixture
def pace() -> Pace:
    return Pace(lambda: 100.0)


def test_the_first_long_message_is_begun_at_once(pace: Pace) -> None:
    assert pace.seconds_to_wait(message("9" * 2_000, "m1")) == 0


def test_the_next_waits_by_the_length_of_those_before(pace: Pace) -> None:
    waits = [pace.seconds_to_wait(message("9" * 2_000, f"m{n}")) for n in range(3)]
    assert waits == [0, 4, 8]


def test_short_messages_wait_for_nothing(pace: Pace) -> None:
    assert [pace.seconds_to_wait(message("hello", f"m{n}")) for n in range(3)] == [0, 0, 0]


def test_nobody_else_waits_for_it(pace: Pace) -> None:
    pace.seconds_to_wait(message("9" * 2_000, "m1"))
    assert pace.seconds_to_wait(message("hello", "m2", "u2")) == 0
