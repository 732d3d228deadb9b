"""Files that people share with the app: fetched as Slack documents it, and loaded."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from channels.door import FetchFailed
from channels.gate import Gate
from channels.slack.door import SlackDoor
from channels.slack.events import read_message
from engine.imports.grid.limits import BYTES
from engine.store.database import Database
from engine.values.errors import InvalidInput
from tests.channels.conftest import FakeRasa
from tests.channels.own_company import HR, WORKER, make_company
from tests.channels.running import running
from tests.channels.slack.test_slack import settings_for
from tests.conftest import engine_over
from tests.emulators import slack
from tests.emulators.server import wait_for
from tests.emulators.slack import SlackEmulator
from tests.engine.usecases.imports.giving import PEOPLE

NEW = (PEOPLE + "04,钱进,财务部,会计,2020-01-01,在职\n").encode()
PAGE = b"<html><table><tr><td>1</td></tr></table></html>"


@pytest.fixture
def emulator() -> Iterator[SlackEmulator]:
    emulator = SlackEmulator()
    yield emulator
    emulator.stop()


@pytest.fixture
def door(emulator: SlackEmulator, empty_store: Database, tmp_path: Path) -> SlackDoor:
    make_company(empty_store, "slack", slack.TEAM, {"U1": HR, "U3": WORKER})
    return SlackDoor(settings_for(emulator, tmp_path), engine_over(empty_store))


def shared(emulator: SlackEmulator, *files: dict[str, Any]) -> dict[str, Any]:
    return emulator.said("U1", "", subtype="file_share", files=list(files))


def fetched(door: SlackDoor, body: dict[str, Any], most: int = BYTES) -> bytes:
    message = read_message(body)
    assert message is not None
    return asyncio.run(door.fetch(message, message.attachments[0], most))


def failure(door: SlackDoor, body: dict[str, Any]) -> FetchFailed:
    with pytest.raises(FetchFailed) as failed:
        fetched(door, body)
    return failed.value


def test_what_was_shared_comes(emulator: SlackEmulator, door: SlackDoor) -> None:
    assert fetched(door, shared(emulator, emulator.shared_file("a.csv", NEW))) == NEW


def test_of_another_teams_file_slack_is_asked(emulator: SlackEmulator, door: SlackDoor) -> None:
    file = emulator.shared_file("a.csv", NEW, only_id=True)
    assert fetched(door, shared(emulator, file)) == NEW
    assert len(emulator.of("files.info")) == 1


@pytest.mark.parametrize("only_id", [False, True])
def test_without_the_scope_the_page_to_sign_in_is_no_file(
    emulator: SlackEmulator, door: SlackDoor, only_id: bool
) -> None:
    emulator.scopes = "chat:write"
    file = emulator.shared_file("a.csv", NEW, only_id=only_id)
    assert failure(door, shared(emulator, file)).for_good


def test_a_page_that_somebody_shared_is_one(emulator: SlackEmulator, door: SlackDoor) -> None:
    file = emulator.shared_file("a.html", PAGE, "text/html")
    assert fetched(door, shared(emulator, file)) == PAGE


def test_the_token_goes_nowhere_else(emulator: SlackEmulator, door: SlackDoor) -> None:
    elsewhere = {
        **emulator.shared_file("a.csv", NEW),
        "url_private_download": "https://drive.example/a.csv",
    }
    assert "not kept at Slack" in str(failure(door, shared(emulator, elsewhere)))


def test_a_deleted_file_is_gone_for_good(emulator: SlackEmulator, door: SlackDoor) -> None:
    file = emulator.shared_file("a.csv", NEW)
    emulator.shared.clear()
    assert failure(door, shared(emulator, file)).for_good


def test_what_is_too_large_is_not_fetched(emulator: SlackEmulator, door: SlackDoor) -> None:
    with pytest.raises(InvalidInput, match="file_too_big"):
        fetched(door, shared(emulator, emulator.shared_file("a.csv", NEW)), most=10)


def test_a_file_is_told_and_loaded_by_its_button(
    emulator: SlackEmulator, door: SlackDoor, empty_store: Database
) -> None:
    rasa = FakeRasa()
    gate = Gate(engine_over(empty_store), rasa, {"slack": door}, "1000/minute")
    with running(gate, door):
        wait_for(lambda: emulator.connected, what="a connection")
        emulator.send(shared(emulator, emulator.shared_file("花名册.csv", NEW)))
        told = wait_for(lambda: emulator.of("chat.postMessage"), what="the report")[0]
        assert told.args["text"].startswith("花名册.csv：人员名单，4 行")
        load, _, page = told.args["blocks"][-1]["elements"]
        assert "/import#" in page["url"]
        envelope = emulator.press("U1", page, told)
        wait_for(lambda: envelope in emulator.acks, what="the acknowledgement")
        emulator.press("U1", load, told)
        wait_for(lambda: "已导入" in emulator.posted()[-1], what="the load")
    assert rasa.heard == []
