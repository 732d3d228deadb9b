"""Files that members send to the robot: fetched as DingTalk documents it, and loaded."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from channels.dingtalk.door import DingTalkDoor
from channels.dingtalk.messages import read_message
from channels.door import FetchFailed
from channels.gate import Gate
from engine.imports.grid.limits import BYTES
from engine.store.database import Database
from engine.values.errors import InvalidInput
from tests.channels.conftest import FakeRasa
from tests.channels.dingtalk.test_dingtalk import settings_for
from tests.channels.own_company import HR, WORKER, make_company
from tests.channels.running import running
from tests.conftest import engine_over
from tests.emulators import dingtalk
from tests.emulators.dingtalk import DingTalkEmulator
from tests.emulators.server import wait_for
from tests.engine.usecases.imports.giving import PEOPLE

NEW = (PEOPLE + "04,钱进,财务部,会计,2020-01-01,在职\n").encode()


@pytest.fixture
def emulator() -> Iterator[DingTalkEmulator]:
    emulator = DingTalkEmulator()
    yield emulator
    emulator.stop()


@pytest.fixture
def door(emulator: DingTalkEmulator, empty_store: Database, tmp_path: Path) -> DingTalkDoor:
    make_company(empty_store, "dingtalk", dingtalk.CORP, {"u1": HR, "u3": WORKER})
    return DingTalkDoor(settings_for(emulator, tmp_path), engine_over(empty_store))


def fetched(door: DingTalkDoor, body: dict[str, Any], most: int = BYTES) -> bytes:
    message = read_message(body)

    async def fetch() -> bytes:
        try:
            return await door.fetch(message, message.attachments[0], most)
        finally:
            await door.api.close()

    return asyncio.run(fetch())


def failure(door: DingTalkDoor, body: dict[str, Any]) -> FetchFailed:
    with pytest.raises(FetchFailed) as failed:
        fetched(door, body)
    return failed.value


def test_what_was_sent_comes(emulator: DingTalkEmulator, door: DingTalkDoor) -> None:
    assert fetched(door, emulator.sent_file("u1", "花名册.csv", NEW)) == NEW


def test_another_robots_code_is_refused_for_good(
    emulator: DingTalkEmulator, door: DingTalkDoor
) -> None:
    body = emulator.sent_file("u1", "a.csv", NEW)
    assert failure(door, {**body, "robotCode": "dingother"}).for_good


def test_a_code_that_is_none_is_refused_for_good(
    emulator: DingTalkEmulator, door: DingTalkDoor
) -> None:
    body = emulator.sent_file("u1", "a.csv", NEW)
    emulator.sent_files.clear()
    assert failure(door, body).for_good


def test_an_address_that_is_out_of_date_is_asked_for_again(
    emulator: DingTalkEmulator, door: DingTalkDoor
) -> None:
    emulator.late_addresses = 1
    assert not failure(door, emulator.sent_file("u1", "a.csv", NEW)).for_good


def test_a_busy_gateway_is_tried_again(emulator: DingTalkEmulator, door: DingTalkDoor) -> None:
    emulator.faults.refused["/v1.0/robot/messageFiles/download"] = [(502, "ServiceUnavailable")]
    assert not failure(door, emulator.sent_file("u1", "a.csv", NEW)).for_good


def test_what_is_too_large_is_not_read_to_its_end(
    emulator: DingTalkEmulator, door: DingTalkDoor
) -> None:
    with pytest.raises(InvalidInput, match="file_too_big"):
        fetched(door, emulator.sent_file("u1", "a.csv", b"x" * 100), most=10)


def test_a_file_is_told_on_a_card_and_loaded_by_its_button(
    emulator: DingTalkEmulator, door: DingTalkDoor, empty_store: Database
) -> None:
    rasa = FakeRasa()
    gate = Gate(engine_over(empty_store), rasa, {"dingtalk": door}, "1000/minute")
    emulator.late_addresses = 1
    with running(gate, door):
        emulator.send(emulator.sent_file("u1", "花名册.csv", NEW))
        card = wait_for(lambda: emulator.of("createAndDeliver"), what="a card")[0]
        shown = card.body["cardData"]["cardParamMap"]
        assert shown["title"] == "花名册.csv：人员名单，4 行"
        link = json.loads(shown["buttons"])[-1]["event"]
        assert (link["type"], "/import#" in link["params"]["url"]) == ("openLink", True)
        emulator.press("u1", card)
        done = wait_for(lambda: emulator.of("createAndDeliver")[1:], what="the next card")[0]
        assert "已导入" in done.body["cardData"]["cardParamMap"]["title"]
    assert rasa.heard == []


def test_without_cards_the_words_of_a_button_do_what_it_does(
    emulator: DingTalkEmulator, door: DingTalkDoor, empty_store: Database, tmp_path: Path
) -> None:
    engine = engine_over(empty_store)
    plain = DingTalkDoor(settings_for(emulator, tmp_path, dingtalk_card_template=""), engine)
    gate = Gate(engine, FakeRasa(), {"dingtalk": plain}, "1000/minute")
    with running(gate, plain):
        emulator.send(emulator.sent_file("u1", "a.csv", NEW))
        (told,) = wait_for(emulator.texts, what="the report")
        assert "[在网页上看](http" in told
        emulator.send(emulator.said("u1", "就这样导入"))
        wait_for(lambda: "已导入" in emulator.texts()[-1], what="the load")
