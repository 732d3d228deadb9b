"""The main path through real Rasa in both chat tools, as their people see it."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable

import pytest
from sqlalchemy import select

from engine.store.tables import Request, StoredMessage
from engine.usecases.identities import Account
from tests.codes import link_person
from tests.emulators import dingtalk, slack
from tests.emulators.dingtalk import Call
from tests.emulators.server import wait_for
from tests.real_assistant import Assistant


@pytest.fixture(scope="module", autouse=True)
def linked(assistant: Assistant) -> None:
    tools = (("dingtalk", dingtalk.CORP), ("slack", slack.TEAM))
    for channel, tenant in tools:
        for user, person in (("UHEAD", "retail-head"), ("UHR", "hr"), ("UWORK", "worker")):
            account = Account(channel, tenant, user)
            link_person(assistant.engine, account, person)


def requests(assistant: Assistant) -> list[str]:
    with assistant.database.reading() as session:
        return list(session.scalars(select(Request.number).order_by(Request.id)))


def soon(condition: Callable[[], object], what: str) -> None:
    wait_for(lambda: bool(condition()), 30, what)


def test_a_request_in_dingtalk_by_words_and_cards(assistant: Assistant) -> None:
    ding, before = assistant.dingtalk, len(requests(assistant))

    def cards() -> list[Call]:
        return [c for c in ding.of("createAndDeliver") if "UHEAD" in c.body["openSpaceId"]]

    ding.send(ding.said("UHEAD", "给15个店长做店长管理培训，明年5月"))
    soon(lambda: any("为什么需要" in text for text in ding.texts()), "the question")
    ding.send(ding.said("UHEAD", "新店长不会排班，顾客抱怨多"))
    soon(cards, "a card with the summary")
    card = cards()[-1]
    shown = card.body["cardData"]["cardParamMap"]
    titles = [button["text"] for button in json.loads(shown["buttons"])]
    assert "15" in shown["markdown"]
    assert "提交" in titles
    ding.press("UHEAD", card, titles.index("提交"))
    soon(lambda: any("已提交，编号" in text for text in ding.texts()), "the number")
    assert len(requests(assistant)) == before + 1
    # HR hears of it where he is, and decides there.
    soon(
        lambda: any("UHR" in c.body["openSpaceId"] for c in ding.of("createAndDeliver")), "a notice"
    )


def test_a_request_in_slack_in_english(assistant: Assistant) -> None:
    team, before = assistant.slack, len(requests(assistant))
    team.send(
        team.said("UHEAD", "I need budget for store management training for 12 people next June")
    )

    soon(lambda: any("Why is this" in text for text in team.posted()), "the question")
    team.send(team.said("UHEAD", "because new store managers cannot plan shifts yet"))

    def with_buttons() -> list[slack.Call]:
        return [c for c in team.of("chat.postMessage") if c.args["blocks"][-1]["type"] == "actions"]

    soon(lambda: any(c.args["channel"] == "DUHEAD" for c in with_buttons()), "the summary")
    posted = [c for c in with_buttons() if c.args["channel"] == "DUHEAD"][-1]
    buttons = posted.args["blocks"][-1]["elements"]
    submit = next(one for one in buttons if one["text"]["text"] == "Submit")
    team.press("UHEAD", submit, posted)
    soon(lambda: any("Submitted" in text for text in team.posted()), "the number")
    assert len(requests(assistant)) == before + 1


def test_a_budget_comes_with_its_picture(assistant: Assistant) -> None:
    ding = assistant.dingtalk
    ding.send(ding.said("UHR", "各部门预算还剩多少"))
    soon(
        lambda: any(c.body["msgKey"] == "sampleImageMsg" for c in ding.of("batchSend")), "a picture"
    )
    assert any(content.startswith(b"\x89PNG") for content in ding.media.values())


def test_ones_own_record_asked_in_a_group_is_answered_directly(assistant: Assistant) -> None:
    ding = assistant.dingtalk
    changes = {"conversationType": "2", "conversationId": "cidteam"}
    ding.send(ding.said("UWORK", "我的技能档案", **changes))
    soon(lambda: ding.of("groupMessages/send"), "an answer in the group")
    told = [json.loads(c.body["msgParam"])["text"] for c in ding.of("groupMessages/send")]
    assert all("私聊" in text for text in told)
    direct = [c for c in ding.of("batchSend") if c.body["userIds"] == ["UWORK"]]
    assert direct


def test_a_need_reported_in_a_group_is_finished_in_private(assistant: Assistant) -> None:
    ding, before = assistant.dingtalk, assistant.stored()["needs"]

    def cards() -> list[Call]:
        return [c for c in ding.of("createAndDeliver") if "UWORK" in c.body["openSpaceId"]]

    changes = {"conversationType": "2", "conversationId": "cidteam"}
    ding.send(ding.said("UWORK", "我想学习精益生产", **changes))
    soon(cards, "the question, directly")
    assert cards()[-1].body["openSpaceId"] == "dtv1.card//IM_ROBOT.UWORK"
    ding.send(ding.said("UWORK", "是的"))
    soon(lambda: assistant.stored()["needs"] == before + 1, "the need")


def test_what_was_acknowledged_survives_a_crash_and_is_answered_once(assistant: Assistant) -> None:
    """The application is killed while Rasa has the message: it comes again, and Rasa says
    what it said before."""
    team, texts = assistant.slack, [f"预算还剩多少（{number}）" for number in range(4)]
    before = len([c for c in team.of("chat.postMessage") if c.args["channel"] == "DUHR"])
    assistant.stack.rasa.send_signal(signal.SIGSTOP)
    try:
        envelopes = [team.send(team.said("UHR", text)) for text in texts]
        wait_for(lambda: set(envelopes) <= set(team.acks), what="the acknowledgements")
        time.sleep(1)
        assistant.stack.crash_application()
    finally:
        assistant.stack.rasa.send_signal(signal.SIGCONT)
    assistant.stack.wait_until_ready()
    stored = select(StoredMessage).where(
        StoredMessage.channel == "slack", StoredMessage.user_id == "UHR"
    )

    def all_done() -> bool:
        with assistant.database.reading() as session:
            rows = [row for row in session.scalars(stored) if row.content["text"] in texts]
            return len(rows) == len(texts) and all(row.state == "done" for row in rows)

    wait_for(all_done, 60, "the answers")
    posts = [c for c in team.of("chat.postMessage") if c.args["channel"] == "DUHR"][before:]
    heads = [c.args["text"] for c in posts if "还剩" in c.args["text"].split("\n")[0]]
    assert len(heads) == len(texts)
