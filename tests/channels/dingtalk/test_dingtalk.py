"""The official SDK against an emulator of DingTalk: Stream, cards, files, HTTP, faults."""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import Mock

import pytest
import websockets
from fastapi import FastAPI
from fastapi.testclient import TestClient

from application import doors
from application.doors import serving
from assistant.reply import Choice, FileLink, Reply
from channels.dingtalk.door import DingTalkDoor
from channels.dingtalk.messages import signature
from channels.gate import Gate
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.identities import Account
from engine.usecases.report_files import keep_file
from tests.channels.conftest import FakeRasa
from tests.channels.running import running
from tests.codes import link_person
from tests.conftest import engine_over
from tests.emulators import dingtalk
from tests.emulators.dingtalk import DingTalkEmulator, Faults
from tests.emulators.server import wait_for


@pytest.fixture(scope="module")
def emulator() -> Iterator[DingTalkEmulator]:
    emulator = DingTalkEmulator()
    yield emulator
    emulator.stop()


@dataclass
class Office:
    """The app at work in the emulated organisation."""

    ding: DingTalkEmulator
    rasa: FakeRasa
    gate: Gate
    door: DingTalkDoor

    def say(self, user: str, text: str = "", **changes: object) -> str:
        return self.ding.send(self.ding.said(user, text, **changes))

    def next_texts(self, count: int) -> list[str]:
        wait_for(lambda: len(self.ding.texts()) >= count, what=f"text {count}")
        return self.ding.texts()


def settings_for(emulator: DingTalkEmulator, home: Path, **changes: object) -> Settings:
    usual = {
        "dingtalk_client_id": dingtalk.CLIENT_ID,
        "dingtalk_client_secret": dingtalk.CLIENT_SECRET,
        "dingtalk_api_url": emulator.url,
        "dingtalk_old_api_url": emulator.url,
        "dingtalk_card_template": "template.schema",
    }
    return Settings(home=home, **{**usual, **changes})  # type: ignore[arg-type]


def linked_gate(settings: Settings, store: Database) -> tuple[Gate, DingTalkDoor, FakeRasa]:
    engine, rasa = engine_over(store), FakeRasa()
    door = DingTalkDoor(settings, engine)
    for user, person in (("u1", "workshop-head"), ("u2", "sales-head")):
        link_person(engine, Account("dingtalk", dingtalk.CORP, user), person)
    return Gate(engine, rasa, {"dingtalk": door}, "1000/minute"), door, rasa


@pytest.fixture
def office(emulator: DingTalkEmulator, sample_store: Database, tmp_path: Path) -> Iterator[Office]:
    emulator.calls.clear()
    emulator.acks.clear()
    emulator.faults = Faults()
    gate, door, rasa = linked_gate(settings_for(emulator, tmp_path), sample_store)
    before = emulator.connections
    with running(gate, door):
        wait_for(lambda: emulator.connections > before, what="a connection")
        yield Office(emulator, rasa, gate, door)
    emulator.drop_connections()


def test_a_direct_message_is_acknowledged_and_answered(office: Office) -> None:
    frame = office.say("u1", "预算还剩多少")
    assert office.next_texts(1) == ["echo 预算还剩多少"]
    wait_for(lambda: frame in office.ding.acks, what="the acknowledgement")
    assert office.ding.acks[frame] == {"response": None}
    sent = office.ding.of("batchSend")[0].body
    assert (sent["userIds"], sent["msgKey"]) == (["u1"], "sampleMarkdown")


def test_the_same_message_in_two_frames_is_answered_once(office: Office) -> None:
    body = office.ding.said("u1", "你好")
    frames = {office.ding.send(body), office.ding.send(body)}
    wait_for(lambda: frames <= set(office.ding.acks), what="both acknowledgements")
    office.say("u1", "end")
    assert office.next_texts(2) == ["echo 你好", "echo end"]


def test_a_message_that_cannot_be_stored_is_not_acknowledged(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(message: object) -> bool:
        raise OSError("the disk is full")

    monkeypatch.setattr(office.gate, "accept", fails)
    body = office.ding.said("u1", "你好")
    lost = office.ding.send(body)
    time.sleep(0.5)
    monkeypatch.undo()
    again = office.ding.send(body)
    assert office.next_texts(1) == ["echo 你好"]
    assert lost not in office.ding.acks
    wait_for(lambda: again in office.ding.acks, what="the acknowledgement")


@pytest.mark.parametrize("how", ["disconnect", "drop_connections"])
def test_after_the_connection_ended_the_talk_goes_on(office: Office, how: str) -> None:
    before = office.ding.connections
    getattr(office.ding, how)()
    wait_for(lambda: office.ding.connections > before, what="a new connection")
    office.say("u1", "还在吗")
    assert office.next_texts(1) == ["echo 还在吗"]


def connects_again(
    emulator: DingTalkEmulator, store: Database, home: Path, pages: int
) -> tuple[int, int]:
    """How many pages are left, and how many connections were made, once there is one."""
    emulator.faults = Faults(pages=pages)
    gate, door, _ = linked_gate(settings_for(emulator, home), store)
    before = emulator.connections
    with running(gate, door):
        wait_for(lambda: emulator.connections > before, seconds=30, what="a connection")
    return emulator.faults.pages, emulator.connections - before


def test_a_page_in_place_of_the_first_connection_does_not_end_it(
    emulator: DingTalkEmulator, sample_store: Database, tmp_path: Path
) -> None:
    assert connects_again(emulator, sample_store, tmp_path, pages=1) == (0, 1)


def test_an_sdk_that_dies_is_started_again(
    emulator: DingTalkEmulator,
    sample_store: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It names websockets.exceptions without importing it, and dies of handling a fault."""
    monkeypatch.delattr(websockets, "exceptions")
    monkeypatch.setattr(doors, "FIRST_PAUSE", 0.05)
    assert connects_again(emulator, sample_store, tmp_path, pages=3) == (0, 1)


def test_the_pauses_grow_and_begin_anew_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now, pauses = [0.0], []
    lasted = iter([0, 0, 0, 0, 700, 0])

    class Failing:
        name = "failing"

        async def listen(self) -> None:
            now[0] += next(lasted)  # StopIteration is no Exception a coroutine may raise
            raise ConnectionError("away")

    async def wait(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 6:
            raise asyncio.CancelledError

    monkeypatch.setattr(doors, "LONGEST_PAUSE", 10.0)
    monkeypatch.setattr(doors.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(doors.asyncio, "sleep", wait)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(doors._listen(Failing()))  # type: ignore[arg-type]
    assert pauses == [2, 4, 8, 10, 2, 4]


def test_a_door_with_nothing_to_listen_to_is_left_alone(
    emulator: DingTalkEmulator, sample_store: Database, tmp_path: Path
) -> None:
    settings = settings_for(emulator, tmp_path, dingtalk_http=True)
    door = DingTalkDoor(settings, engine_over(sample_store))
    asyncio.run(asyncio.wait_for(doors._listen(door), 5))


def test_a_message_in_a_group_is_answered_there_by_name(office: Office) -> None:
    office.say("u1", "你好", conversationType="2", conversationId="cidgroup")
    assert office.next_texts(1) == ["**u1**  \necho 你好"]
    assert office.ding.of("groupMessages/send")[0].body["openConversationId"] == "cidgroup"


def test_personal_figures_asked_in_a_group_come_directly(office: Office) -> None:
    office.rasa.answers["我的档案"] = [Reply(text="您的技能：2.0", personal=True)]
    office.say("u1", "我的档案", conversationType="2", conversationId="cidgroup")
    office.next_texts(2)
    direct = json.loads(office.ding.of("batchSend")[0].body["msgParam"])
    group = json.loads(office.ding.of("groupMessages/send")[0].body["msgParam"])
    assert direct["text"] == "您的技能：2.0"
    assert "私聊" in group["text"]


def test_a_spoken_message_is_echoed_and_answered(office: Office) -> None:
    content = {"recognition": "预算还剩多少", "downloadCode": "d", "duration": 2000}
    office.say("u1", msgtype="audio", content=content)
    assert office.next_texts(2) == ["我听到的是：“预算还剩多少”", "echo 预算还剩多少"]


class TestCards:
    @pytest.fixture(autouse=True)
    def offered(self, office: Office) -> None:
        office.rasa.answers["问"] = [
            Reply(text="提交吗？", choices=(Choice("提交"), Choice("不提交")))
        ]
        office.say("u1", "问")
        wait_for(lambda: office.ding.of("createAndDeliver"), what="a card")

    def card(self, office: Office) -> dingtalk.Call:
        return office.ding.of("createAndDeliver")[0]

    def test_choices_come_as_a_card_to_the_person(self, office: Office) -> None:
        body = self.card(office).body
        assert body["openSpaceId"] == "dtv1.card//IM_ROBOT.u1"
        assert (body["cardTemplateId"], body["callbackType"]) == ("template.schema", "STREAM")
        assert body["cardData"]["cardParamMap"]["markdown"] == "提交吗？"

    def test_a_press_is_acknowledged_says_its_words_and_closes_the_card(
        self, office: Office
    ) -> None:
        frame = office.ding.press("u1", self.card(office))
        assert office.next_texts(1) == ["echo 提交"]
        wait_for(lambda: frame in office.ding.acks, what="the acknowledgement")
        assert office.ding.acks[frame] == {"response": {}}
        closed = wait_for(lambda: office.ding.of("card/instances"), what="an update")[0].body
        assert closed["outTrackId"] == self.card(office).body["outTrackId"]
        assert closed["cardData"]["cardParamMap"] == {"answered": "已选：提交", "buttons": "[]"}

    def test_a_second_press_does_nothing_and_says_so(self, office: Office) -> None:
        office.ding.press("u1", self.card(office))
        office.next_texts(1)
        office.ding.press("u1", self.card(office), 1)
        assert "已经用过" in office.next_texts(2)[1]
        assert [one.text for one in office.rasa.heard] == ["问", "提交"]

    def test_somebody_else_cannot_press(self, office: Office) -> None:
        office.ding.press("u2", self.card(office))
        assert "不是给您的" in office.next_texts(1)[0]
        assert [one.text for one in office.rasa.heard] == ["问"]


def test_an_outsider_in_a_group_is_refused(office: Office) -> None:
    office.say("ux", "预算", senderStaffId="", conversationType="2", conversationId="cidgroup")
    assert "本企业" in office.next_texts(1)[0]
    assert office.rasa.heard == []


def test_a_message_over_the_quota_is_answered_with_what_to_do(office: Office) -> None:
    office.say("u1", text=None, msgtype=None, code="20001")
    assert "额度" in office.next_texts(1)[0]


def test_a_member_is_linked_by_the_number_in_the_directory(office: Office) -> None:
    office.ding.members["u9"] = {"job_number": "E000020", "name": "someone"}
    office.say("u9", "你好")
    assert office.next_texts(1) == ["echo 你好"]


def test_a_member_under_flow_control_gets_the_answer_later(office: Office) -> None:
    office.ding.faults.flow_controlled.add("u1")
    office.say("u1", "你好")
    wait_for(lambda: office.ding.of("batchSend"), what="a first try")
    office.ding.faults.flow_controlled.clear()
    office.next_texts(2)
    assert len(office.rasa.heard) == 1


def test_an_ended_token_is_renewed(office: Office) -> None:
    office.say("u1", "一")
    office.next_texts(1)
    office.ding.expire_tokens()
    office.say("u1", "二")
    assert office.next_texts(2)[1] == "echo 二"


def test_a_throttled_call_is_made_again(office: Office) -> None:
    path = "/v1.0/robot/oToMessages/batchSend"
    office.ding.faults.refused[path] = [(429, "Throttling.Api")]
    office.say("u1", "你好")
    assert office.next_texts(1) == ["echo 你好"]


def test_files_and_pictures_are_uploaded(office: Office) -> None:
    perform = office.gate._engine.perform
    pdf = perform(keep_file, "hr", "dingtalk", "a.pdf", "application/pdf", b"pdf")
    png = perform(keep_file, "hr", "dingtalk", "a.png", "image/png", b"png")
    office.rasa.answers["导出"] = [
        Reply(text="文件", file=FileLink("a.pdf", "unused", pdf)),
        Reply(text="图", file=FileLink("a.png", "unused", png, "各部门预算")),
    ]
    office.say("u1", "导出")
    wait_for(lambda: len(office.ding.of("batchSend")) == 4, what="both")
    kinds = [call.body["msgKey"] for call in office.ding.of("batchSend")]
    assert kinds == ["sampleMarkdown", "sampleFile", "sampleMarkdown", "sampleImageMsg"]
    assert list(office.ding.media.values())[-2:] == [b"pdf", b"png"]


def test_a_file_that_fails_does_not_repeat_what_was_said(office: Office) -> None:
    png = office.gate._engine.perform(keep_file, "hr", "dingtalk", "a.png", "image/png", b"png")
    office.rasa.answers["图"] = [Reply(text="见图", file=FileLink("a.png", "unused", png, "预算"))]
    office.ding.media_failures = 1
    office.say("u1", "图")
    wait_for(lambda: len(office.ding.of("batchSend")) == 2, what="the picture")
    kinds = [call.body["msgKey"] for call in office.ding.of("batchSend")]
    assert kinds == ["sampleMarkdown", "sampleImageMsg"]


def test_calls_and_messages_are_counted(office: Office) -> None:
    office.say("u1", "你好")
    office.next_texts(1)
    assert office.door._usage.used("message") == 1
    # The token, and the answer.
    assert office.door._usage.used("call") == 2


class TestHttp:
    """Callbacks by HTTP: signed, not old, stored once; the body is not covered by the sign."""

    @pytest.fixture
    def client(
        self, emulator: DingTalkEmulator, sample_store: Database, tmp_path: Path
    ) -> Iterator[TestClient]:
        emulator.calls.clear()
        emulator.faults = Faults()
        settings = settings_for(emulator, tmp_path, dingtalk_http=True)
        gate, door, _ = linked_gate(settings, sample_store)
        application = FastAPI(lifespan=lambda _: serving(gate, [door]))
        application.include_router(door.router)
        with TestClient(application) as client:
            yield client

    def post(self, client: TestClient, body: object, secret: str, age: int = 0) -> int:
        stamp = str(int(time.time() * 1000) - age)
        headers = {"timestamp": stamp, "sign": signature(stamp, secret)}
        return client.post("/dingtalk/messages", json=body, headers=headers).status_code

    def test_a_signed_message_is_answered_once(
        self, client: TestClient, emulator: DingTalkEmulator
    ) -> None:
        body = emulator.said("u1", "你好")
        assert self.post(client, body, dingtalk.CLIENT_SECRET) == 200
        assert self.post(client, body, dingtalk.CLIENT_SECRET) == 200
        self.post(client, emulator.said("u1", "end"), dingtalk.CLIENT_SECRET)
        wait_for(lambda: len(emulator.texts()) == 2, what="two answers")
        assert emulator.texts() == ["echo 你好", "echo end"]

    def test_forged_and_old_ones_are_refused(
        self, client: TestClient, emulator: DingTalkEmulator
    ) -> None:
        body = emulator.said("u1", "你好")
        assert self.post(client, body, "another secret") == 401
        assert self.post(client, body, dingtalk.CLIENT_SECRET, age=310_000) == 401
        assert self.post(client, body, dingtalk.CLIENT_SECRET, age=-310_000) == 401

    def test_clocks_may_be_some_minutes_apart(
        self, client: TestClient, emulator: DingTalkEmulator
    ) -> None:
        for age in (290_000, -290_000):
            body = emulator.said("u1", f"{age}")
            assert self.post(client, body, dingtalk.CLIENT_SECRET, age=age) == 200

    def test_a_signature_says_one_thing_alone(
        self, client: TestClient, emulator: DingTalkEmulator
    ) -> None:
        stamp = str(int(time.time() * 1000))
        headers = {"timestamp": stamp, "sign": signature(stamp, dingtalk.CLIENT_SECRET)}
        own, forged = emulator.said("u1", "预算"), emulator.said("u2", "同意")
        codes = [
            client.post("/dingtalk/messages", json=body, headers=headers).status_code
            for body in (own, forged, own)
        ]
        assert codes == [200, 401, 200]
        wait_for(lambda: emulator.texts() == ["echo 预算"], what="one answer")

    def test_what_could_not_be_stored_may_come_again(
        self, client: TestClient, emulator: DingTalkEmulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stamp = str(int(time.time() * 1000))
        headers = {"timestamp": stamp, "sign": signature(stamp, dingtalk.CLIENT_SECRET)}
        body = emulator.said("u1", "预算")
        with monkeypatch.context() as broken:
            broken.setattr(Gate, "accept", Mock(side_effect=OSError("no room")))
            with pytest.raises(OSError, match="no room"):
                client.post("/dingtalk/messages", json=body, headers=headers)
        assert client.post("/dingtalk/messages", json=body, headers=headers).status_code == 200
        wait_for(lambda: emulator.texts() == ["echo 预算"], what="an answer")

    def test_what_is_no_message_is_named_so(self, client: TestClient) -> None:
        assert self.post(client, {"x": 1}, dingtalk.CLIENT_SECRET) == 400
