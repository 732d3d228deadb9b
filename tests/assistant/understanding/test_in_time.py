"""Reading is given up when it takes longer than its time."""

import re
import threading

import pytest

from assistant.understanding.in_time import TooLong, in_time


def test_a_regular_expression_that_would_take_for_ever_is_interrupted() -> None:
    with pytest.raises(TooLong), in_time(0.1):
        re.fullmatch(r"(a+)+b", "a" * 64)


def test_what_takes_its_time_is_left_alone() -> None:
    with in_time(0.1):
        pass
    sum(range(3_000_000))


def test_elsewhere_than_in_the_main_thread_nothing_is_limited() -> None:
    found: list[int] = []

    def work() -> None:
        with in_time(0.01):
            found.append(sum(range(1_000_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found
