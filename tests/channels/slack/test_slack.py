"""The official SDK against an emulator of Slack: Socket Mode, buttons, threads, files, faults."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from slack_sdk.signature import SignatureVerifier

from application.doors import serving
from assistant.reply import Choice, FileLink, Reply
from channels.gate import Gate
from channels.message import InboundMessage
from channels.slack.door import SlackDoor
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.identities import Account
from engine.usecases.report_files import keep_file
from tests.channels.conftest import FakeRasa
from tests.channels.running import Running, running
from tests.codes import link_person
from tests.conftest import engine_over
from tests.emulators import slack
from tests.emulators.server import wait_for
from tests.emulators.slack import SlackEmulator


@pytest.fixture(scope="module")
def emulator() -> Iterator[SlackEmulator]:
    emulator = SlackEmulator()
    yield emulator
    emulator.stop()


@dataclass
class Office:
    """The app at work in the emulated team."""

    slack: SlackEmulator
    rasa: FakeRasa
    gate: Gate
    door: SlackDoor
    loop: Running

    def say(self, user: str, text: str, **changes: object) -> None:
        self.slack.send(self.slack.said(user, text, **changes))

    def next_posts(self, count: int) -> list[str]:
        wait_for(lambda: len(self.slack.posted()) >= count, what=f"post {count}")
        return self.slack.posted()


def settings_for(emulator: SlackEmulator, home: Path, **changes: str) -> Settings:
    usual = {
        "slack_bot_token": slack.BOT_TOKEN,
        "slack_app_token": slack.APP_TOKEN,
        "slack_api_url": emulator.api_url,
    }
    return Settings(home=home, **{**usual, **changes})


@pytest.fixture
def office(emulator: SlackEmulator, sample_store: Database, tmp_path: Path) -> Iterator[Office]:
    emulator.calls.clear()
    emulator.acks.clear()
    emulator.faults = slack.Faults()
    engine, rasa = engine_over(sample_store), FakeRasa()
    door = SlackDoor(settings_for(emulator, tmp_path), engine)
    gate = Gate(engine, rasa, {"slack": door}, "1000/minute")
    for user, person in (("U1", "workshop-head"), ("U2", "sales-head"), ("UHR", "hr")):
        link_person(engine, Account("slack", slack.TEAM, user), person)
    with running(gate, door) as loop:
        wait_for(lambda: emulator.connected, what="a connection")
        yield Office(emulator, rasa, gate, door, loop)


def test_a_direct_message_is_acknowledged_and_answered(office: Office) -> None:
    envelope = office.slack.send(office.slack.said("U1", "预算还剩多少"))
    assert office.next_posts(1) == ["echo 预算还剩多少"]
    wait_for(lambda: envelope in office.slack.acks, what="the acknowledgement")
    assert office.slack.of("chat.postMessage")[0].args["channel"] == "DU1"


def test_the_same_event_in_two_envelopes_is_answered_once(office: Office) -> None:
    body = office.slack.said("U1", "你好")
    first, second = office.slack.send(body), office.slack.send(body)
    wait_for(lambda: {first, second} <= set(office.slack.acks), what="both acknowledgements")
    office.say("U1", "end")
    assert office.next_posts(2) == ["echo 你好", "echo end"]


def test_a_late_acknowledgement_and_its_repetition_are_one_message(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is slow; Slack loses patience and sends the event again."""
    really = office.gate.accept

    def slowly(message: InboundMessage) -> bool:
        time.sleep(0.8)
        return really(message)

    monkeypatch.setattr(office.gate, "accept", slowly)
    body = office.slack.said("U1", "你好")
    envelopes = {office.slack.send(body)}
    time.sleep(0.4)
    envelopes.add(office.slack.send(body))
    wait_for(lambda: envelopes <= set(office.slack.acks), what="both acknowledgements")
    monkeypatch.undo()
    office.say("U1", "end")
    assert office.next_posts(2) == ["echo 你好", "echo end"]


def test_a_message_that_cannot_be_stored_is_not_acknowledged(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(message: object) -> bool:
        raise OSError("the disk is full")

    monkeypatch.setattr(office.gate, "accept", fails)
    body = office.slack.said("U1", "你好")
    lost = office.slack.send(body)
    time.sleep(0.5)
    monkeypatch.undo()
    again = office.slack.send(body)
    assert office.next_posts(1) == ["echo 你好"]
    assert lost not in office.slack.acks
    wait_for(lambda: again in office.slack.acks, what="the acknowledgement")


def test_after_a_dropped_connection_the_talk_goes_on(office: Office) -> None:
    office.slack.drop_connections()
    office.say("U1", "还在吗")
    assert office.next_posts(1) == ["echo 还在吗"]


def test_a_mention_in_a_channel_is_answered_in_its_thread(office: Office) -> None:
    body = office.slack.said(
        "U1", "<@UBOT> 你好", type="app_mention", channel="C1", channel_type=None
    )
    office.slack.send(body)
    office.next_posts(1)
    posted = office.slack.of("chat.postMessage")[0].args
    assert (posted["channel"], posted["thread_ts"]) == ("C1", body["event"]["ts"])
    assert posted["text"] == "echo 你好"


def test_two_people_in_one_thread_have_a_dialogue_each(office: Office) -> None:
    for user in ("U1", "U2"):
        office.say(user, "hi", type="app_mention", channel="C1", thread_ts="1.1", channel_type=None)
    office.next_posts(2)
    assert len({one.dialogue for one in office.rasa.heard}) == 2


def test_personal_figures_asked_in_a_channel_come_directly(office: Office) -> None:
    office.rasa.answers["我的档案"] = [Reply(text="您的技能：2.0", personal=True)]
    office.say("U1", "<@UBOT> 我的档案", type="app_mention", channel="C1", channel_type=None)
    office.next_posts(2)
    found = {
        call.args["channel"]: call.args["text"] for call in office.slack.of("chat.postMessage")
    }
    assert found["U1"] == "您的技能：2.0"
    assert "私聊" in found["C1"]


class TestButtons:
    @pytest.fixture(autouse=True)
    def offered(self, office: Office) -> None:
        office.rasa.answers["问"] = [
            Reply(text="提交吗？", choices=(Choice("提交"), Choice("不提交")))
        ]
        office.say("U1", "问")
        office.next_posts(1)

    def buttons(self, office: Office) -> list[dict[str, object]]:
        found: list[dict[str, object]] = office.slack.of("chat.postMessage")[0].args["blocks"][-1][
            "elements"
        ]
        return found

    def press(self, office: Office, user: str) -> str:
        posted = office.slack.of("chat.postMessage")[0]
        return office.slack.press(user, self.buttons(office)[0], posted)

    def test_a_press_says_its_words_and_the_buttons_go(self, office: Office) -> None:
        envelope = self.press(office, "U1")
        assert office.next_posts(2)[1] == "echo 提交"
        wait_for(lambda: envelope in office.slack.acks, what="the acknowledgement")
        updated = wait_for(lambda: office.slack.of("chat.update"), what="an update")[0].args
        assert [block["type"] for block in updated["blocks"]] == ["section", "context"]

    def test_a_second_press_is_told_so_and_does_nothing(self, office: Office) -> None:
        self.press(office, "U1")
        office.next_posts(2)
        self.press(office, "U1")
        told = wait_for(lambda: office.slack.of("chat.postEphemeral"), what="a whisper")[0].args
        assert "已经用过" in told["text"]
        assert [one.text for one in office.rasa.heard] == ["问", "提交"]

    def test_somebody_else_cannot_press(self, office: Office) -> None:
        self.press(office, "U2")
        told = wait_for(lambda: office.slack.of("chat.postEphemeral"), what="a whisper")[0].args
        assert "不是给您的" in told["text"]
        assert [one.text for one in office.rasa.heard] == ["问"]


def test_somebody_of_another_team_is_refused(office: Office) -> None:
    office.say("UX", "预算还剩多少", user_team="TOTHER", team="TOTHER")
    assert "本企业" in office.next_posts(1)[0]
    assert office.rasa.heard == []


def test_bots_and_edits_are_no_messages(office: Office) -> None:
    office.say("U1", "x", bot_id="B9")
    office.say("U1", "x", subtype="message_changed")
    office.say("U1", "你好")
    assert office.next_posts(1) == ["echo 你好"]
    assert len(office.rasa.heard) == 1


def test_a_person_is_linked_by_the_address_of_his_profile(office: Office) -> None:
    office.slack.users["U9"] = {
        "profile": {"email": "E000020@peisuan.example"},
        "is_email_confirmed": True,
    }
    office.say("U9", "你好")
    assert office.next_posts(1) == ["echo 你好"]
    assert len(office.slack.of("users.info")) == 1
    office.say("U9", "再见")
    office.next_posts(2)
    assert len(office.slack.of("users.info")) == 1


@pytest.mark.parametrize(
    "user",
    [{"is_restricted": True, "is_email_confirmed": True}, {"is_email_confirmed": False}, {}],
)
def test_a_guest_has_to_prove_himself_and_so_has_an_address(
    office: Office, user: dict[str, bool]
) -> None:
    office.slack.users["U8"] = {"profile": {"email": "e000021@peisuan.example"}, **user}
    office.say("U8", "你好")
    assert "绑定码" in office.next_posts(1)[0]


def test_a_rate_limited_call_is_made_again(office: Office) -> None:
    office.slack.faults.rate_limited["chat.postMessage"] = 1
    office.say("U1", "你好")
    assert office.next_posts(1) == ["echo 你好"]


def test_a_file_is_uploaded_where_it_was_asked_for(office: Office) -> None:
    engine = office.gate._engine
    secret = engine.perform(keep_file, "hr", "slack", "budget.csv", "text/csv", b"a,b")
    link = FileLink("budget.csv", "unused", secret)
    office.rasa.answers["导出"] = [Reply(text="好了", file=link)]
    office.say("U1", "导出")
    done = wait_for(lambda: office.slack.of("files.completeUploadExternal"), what="an upload")
    assert done[0].args["channel_id"] == "DU1"
    assert list(office.slack.uploads.values())[-1] == b"a,b"


def test_a_picture_somebody_sends_is_answered_in_words(office: Office) -> None:
    files = [{"mimetype": "image/png", "name": "a.png"}]
    office.say("U1", "", subtype="file_share", files=files)
    assert "图片" in office.next_posts(1)[0]


def test_the_home_tab_shows_what_waits_and_ones_requests(office: Office) -> None:
    office.slack.send(office.slack.said("U1", "", type="app_home_opened", tab="home"))
    view = wait_for(lambda: office.slack.of("views.publish"), what="the view")[0].args
    text = json.dumps(view, ensure_ascii=False)
    assert "等您处理" in text
    assert "我的申请" in text


def test_the_home_tab_of_a_stranger_shows_nothing(office: Office) -> None:
    office.slack.send(office.slack.said("U7", "", type="app_home_opened", tab="home"))
    view = wait_for(lambda: office.slack.of("views.publish"), what="the view")[0].args
    assert "我的申请" not in json.dumps(view, ensure_ascii=False)


class TestHttp:
    """Events by HTTP, signed; what is forged or old reaches nobody."""

    @pytest.fixture
    def client(
        self, emulator: SlackEmulator, sample_store: Database, tmp_path: Path
    ) -> Iterator[TestClient]:
        emulator.calls.clear()
        settings = settings_for(
            emulator, tmp_path, slack_app_token="", slack_signing_secret=slack.SIGNING_SECRET
        )
        engine = engine_over(sample_store)
        door = SlackDoor(settings, engine)
        gate = Gate(engine, FakeRasa(), {"slack": door}, "1000/minute")

        application = FastAPI(lifespan=lambda _: serving(gate, [door]))
        application.include_router(door.router)
        with TestClient(application) as client:
            yield client

    def post(self, client: TestClient, body: str, secret: str, age: int = 0) -> int:
        stamp = str(int(time.time()) - age)
        signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
        headers = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature or "",
            "Content-Type": "application/json",
        }
        return client.post("/slack/events", content=body, headers=headers).status_code

    def test_a_signed_event_is_answered(self, client: TestClient, emulator: SlackEmulator) -> None:
        body = json.dumps(emulator.said("U1", "你好"))
        assert self.post(client, body, slack.SIGNING_SECRET) == 200
        wait_for(lambda: emulator.posted(), what="a post")

    def test_forged_and_old_events_are_refused(
        self, client: TestClient, emulator: SlackEmulator
    ) -> None:
        body = json.dumps(emulator.said("U1", "你好"))
        assert self.post(client, body, "another secret") == 401
        assert self.post(client, body, slack.SIGNING_SECRET, age=600) == 401
        assert self.post(client, body, slack.SIGNING_SECRET, age=-600) == 401
        assert emulator.posted() == []

    def test_what_came_before_is_acknowledged_and_nothing_more(
        self, client: TestClient, emulator: SlackEmulator
    ) -> None:
        said = emulator.said("U1", "你好")
        # Of another workspace: it is not stored, so that its number tells nothing.
        said["event"] |= {"type": "app_mention", "user_team": "T9"}
        stamp = str(int(time.time()))
        body = json.dumps(said)
        signed = SignatureVerifier(slack.SIGNING_SECRET)
        headers = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signed.generate_signature(timestamp=stamp, body=body) or "",
            "Content-Type": "application/json",
        }
        for _ in range(2):
            answer = client.post("/slack/events", content=body, headers=headers)
            assert answer.status_code == 200
        wait_for(lambda: emulator.posted(), what="a post")
        assert len(emulator.posted()) == 1

    def test_no_moment_is_no_fault(self, client: TestClient) -> None:
        now = str(int(time.time()))
        for stamp, signed in (("soon", b"v0=x"), (now, "v0=é".encode("latin-1"))):
            headers = {"X-Slack-Request-Timestamp": stamp.encode(), "X-Slack-Signature": signed}
            answer = client.post("/slack/events", content=b"{}", headers=headers)
            assert answer.status_code == 401
