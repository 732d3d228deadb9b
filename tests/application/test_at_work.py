"""What an application says of itself when it begins its work."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from application.at_work import NAME, at_work
from engine.locks import store_lock
from engine.settings import Settings


async def begun(settings: Settings) -> None:
    async with at_work(settings):
        pass


@pytest.mark.parametrize(("redis_url", "times"), [("", 1), ("redis://127.0.0.1", 0)])
def test_it_warns_where_several_count_each_for_itself(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, redis_url: str, times: int
) -> None:
    settings = Settings(home=tmp_path, database_url="", redis_url=redis_url)
    with store_lock(settings.store_url).hold(NAME):
        asyncio.run(begun(settings))
    assert caplog.text.count("each counts calls, messages and wrong codes for itself") == times


def test_one_alone_counts_all(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    asyncio.run(begun(Settings(home=tmp_path, database_url="", redis_url="")))
    assert caplog.text == ""
