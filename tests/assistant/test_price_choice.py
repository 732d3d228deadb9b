"""A sum that does not pay for the sessions: said in one sentence, both offered, one chosen."""

from decimal import Decimal

import pytest

from assistant.conversation.looking_up import ANSWERS
from assistant.draft import request_draft
from engine.store.database import Database
from engine.usecases.requests.amending import amend_request
from engine.usecases.requests.draft import LineChange
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_request
from engine.usecases.requests.view import RequestView
from tests.assistant.steps import REQUEST_READS, REQUEST_SUMS_UP
from tests.assistant.talking import Entity, Talk, buttons, said
from tests.conftest import engine_over

EQUIPMENT: Entity = {
    "entity": "course",
    "value": "设备操作技能培训",
    "code": "TC-EQ",
    "start": 0,
    "end": 4,
}
APRIL: Entity = {
    "entity": "period",
    "value": "4月",
    "first_day": "2027-04-01",
    "last_day": "2027-04-30",
    "start": 0,
}


def people(count: int) -> Entity:
    return {"entity": "headcount", "value": count, "start": 0, "end": 0}


@pytest.fixture
def talk(sample_store: Database) -> Talk:
    return Talk(engine_over(sample_store), "workshop-head")


def test_the_estimate_says_so_in_one_sentence_and_offers_both_sums(talk: Talk) -> None:
    replies = talk.run(ANSWERS["estimate_cost"], "设备操作培训12人要多少钱", EQUIPMENT, people(12))

    lines = said(replies).splitlines()
    assert lines[0] == "设备操作技能培训，12 人：约 18,000 元（人均 1,500 元）。"
    assert lines[1] == (
        "按人均算的这笔钱不够开班：要开 1 期（每期最多 30 人），约需 29,600 元，还差 11,600 元。"
    )
    assert said(replies).count("29,600") == 1
    assert buttons(replies) == ["按人均 18,000 元", "按开班 29,600 元"]


def test_in_english_too(talk: Talk) -> None:
    replies = talk.run(
        ANSWERS["estimate_cost"],
        "equipment operation for 12 people, how much",
        EQUIPMENT,
        people(12),
    )

    lines = said(replies).splitlines()
    assert lines[0].endswith("for 12 people: about CNY 18,000 (CNY 1,500 per head).")
    assert lines[1] == (
        "By cost per head that would not pay for the sessions: it takes 1 of at most 30 people, "
        "about CNY 29,600, which is CNY 11,600 more."
    )
    assert buttons(replies) == ["Per head: CNY 18,000", "By session: CNY 29,600"]


def test_many_people_are_offered_no_second_sum(talk: Talk) -> None:
    replies = talk.run(
        ANSWERS["estimate_cost"], "设备操作培训200人要多少钱", EQUIPMENT, people(200)
    )
    assert not any("开班" in title for title in buttons(replies))
    assert "约 300,000 元" in said(replies)
    assert "可以更省" in said(replies)


def submitted(talk: Talk) -> RequestView:
    """The request that the draft makes."""
    draft = request_draft(talk.slots)
    assert draft is not None
    return talk.engine.perform(submit_request, talk.person, "test", draft, "key").request


def request_for(talk: Talk, count: int) -> None:
    talk.run(REQUEST_READS, f"申请设备操作培训{count}人，4月", EQUIPMENT, people(count), APRIL)
    if talk.slots["requested_slot"] == "audience":
        talk.run(REQUEST_READS, "全部")


def chosen_by_session(talk: Talk) -> None:
    request_for(talk, 12)
    talk.run(REQUEST_READS, "因为设备老出故障")
    talk.run(REQUEST_READS, "按开班")


@pytest.mark.parametrize(
    ("answer", "entities", "basis", "amount"),
    [
        ("按开班 29,600 元", ({"entity": "amount", "value": "29600"},), "by_session", 29_600),
        ("按开班的来", (), "by_session", 29_600),
        ("29600", ({"entity": "number", "value": "29600"},), "by_session", 29_600),
        (
            "按人均 18,000 元",
            ({"entity": "amount", "value": "18000"},),
            "per_participant",
            18_000,
        ),
        ("人均就行", (), "per_participant", 18_000),
    ],
)
def test_the_request_is_made_with_the_sum_chosen(
    talk: Talk, answer: str, entities: tuple[Entity, ...], basis: str, amount: int
) -> None:
    request_for(talk, 12)
    talk.run(REQUEST_READS, "因为设备老出故障")
    assert talk.slots["requested_slot"] == "confirmed"
    assert buttons(talk.run(REQUEST_SUMS_UP, ""))[1] == "按开班 29,600 元"

    talk.run(REQUEST_READS, answer, *entities)

    assert talk.slots["basis"] == basis
    assert talk.slots["requested_slot"] == "confirmed"
    asked = talk.run(REQUEST_SUMS_UP, "")
    assert f"费用 {amount:,} 元" in said(asked)
    other = "按人均 18,000 元" if basis == "by_session" else "按开班 29,600 元"
    assert buttons(asked)[1] == other
    assert submitted(talk).total.amount == amount


def test_who_chooses_nothing_gets_the_headline(talk: Talk) -> None:
    request_for(talk, 12)
    talk.run(REQUEST_READS, "因为设备老出故障")
    assert submitted(talk).total.amount == 18_000


def test_other_people_make_it_another_choice(talk: Talk) -> None:
    chosen_by_session(talk)
    assert talk.slots["basis"] == "by_session"

    talk.run(REQUEST_READS, "改成13人", people(13))

    assert talk.slots["basis"] is None


def test_another_sum_is_a_quotation(talk: Talk) -> None:
    request_for(talk, 12)

    talk.run(REQUEST_READS, "25000", {"entity": "amount", "value": "25000"})

    assert talk.slots["amount"] is not None
    assert talk.slots["basis"] is None


def test_the_basis_stays_when_the_request_is_changed(talk: Talk) -> None:
    chosen_by_session(talk)
    number = submitted(talk).number

    talk.engine.perform(
        amend_request, "workshop-head", "test", number, LineChange(headcount=14), None
    )

    (found,) = talk.engine.perform(request_status, "workshop-head", "test", number).requests
    # One session all the same, and two more to feed.
    assert found.total.amount == Decimal(29_700)
