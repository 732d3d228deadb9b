"""A Rasa that hangs costs one wait: who waits is told together, who comes then at once."""

import asyncio
import time

import pytest

from channels.pulse import Pulse, Silent

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.pulse.EVERY", 0.02)
    monkeypatch.setattr("channels.pulse.PATIENCE", 0.2)


class Far:
    """The other side, which answers while it is told to."""

    def __init__(self) -> None:
        self.answering = False
        self.asked = 0

    async def answers(self) -> bool:
        self.asked += 1
        return self.answering


@pytest.fixture
def far() -> Far:
    return Far()


async def _forever() -> None:
    await asyncio.sleep(60)


async def _done() -> str:
    return "done"


async def _silent(pulse: Pulse) -> float:
    began = time.monotonic()
    with pytest.raises(Silent):
        await pulse.waits_for(_forever())
    return time.monotonic() - began


def test_what_is_answered_is_given_on(far: Far) -> None:
    async def talk() -> str:
        return await Pulse(far.answers).waits_for(_done())

    assert asyncio.run(talk()) == "done"


def test_all_who_wait_are_told_together_and_the_next_at_once(far: Far) -> None:
    async def talk() -> tuple[list[float], float]:
        pulse = Pulse(far.answers)
        waited = await asyncio.gather(*(_silent(pulse) for _ in range(5)))
        return waited, await _silent(pulse)

    waited, later = asyncio.run(talk())
    assert max(waited) < 5
    assert later < min(waited) / 2


def test_when_it_answers_again_everybody_goes_on(far: Far) -> None:
    async def talk() -> str:
        pulse = Pulse(far.answers)
        await _silent(pulse)
        far.answering = True
        await asyncio.sleep(0.3)
        return await pulse.waits_for(_done())

    assert asyncio.run(talk()) == "done"


def test_who_waits_for_a_long_answer_waits_on_while_others_are_answered(far: Far) -> None:
    far.answering = True

    async def talk() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.6):
                await Pulse(far.answers).waits_for(_forever())

    asyncio.run(talk())


def test_nobody_is_asked_while_nobody_waits(far: Far) -> None:
    far.answering = True

    async def talk() -> int:
        await Pulse(far.answers).waits_for(_done())
        await asyncio.sleep(0.2)
        asked = far.asked
        await asyncio.sleep(0.2)
        return far.asked - asked

    assert asyncio.run(talk()) == 0
