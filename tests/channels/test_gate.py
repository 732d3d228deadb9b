"""The gate: stored once, worked off in order, answered once, whatever breaks meanwhile."""

import asyncio
from datetime import timedelta

import pytest

from assistant.reply import Choice, Reply
from channels.buttons import CannotPress
from channels.gate import Gate
from channels.linking import account_of
from engine.store.database import Database
from tests.channels.conftest import Place, message, place_over, settled


@pytest.fixture(autouse=True)
def linked(place: Place) -> None:
    place.link("u1", "workshop-head")
    place.link("u2", "sales-head")


def test_a_message_is_answered_as_the_person_its_account_is_linked_to(place: Place) -> None:
    assert place.talk(message("hello", "m1")) == ["echo hello"]
    assert place.rasa.heard[0].person == place.engine.perform(
        lambda context: context.actor.emp_no, "workshop-head", "test"
    )


def test_the_same_message_twice_is_answered_once(place: Place) -> None:
    place.talk(message("hello", "m1"), message("hello", "m1"))
    assert (place.door.sent, len(place.rasa.heard)) == (["echo hello"], 1)


def test_messages_of_one_dialogue_keep_their_order_while_others_go_on(place: Place) -> None:
    place.rasa.pause = 0.05
    place.talk(
        *(message(f"{user}-{n}", f"{user}{n}", user) for n in range(5) for user in ("u1", "u2"))
    )
    heard = [one.text for one in place.rasa.heard]
    assert [text for text in heard if text.startswith("u1")] == [f"u1-{n}" for n in range(5)]
    assert [text for text in heard if text.startswith("u2")] == [f"u2-{n}" for n in range(5)]
    # u2's first need not wait for u1's last.
    assert heard.index("u2-0") < heard.index("u1-4")


def test_two_people_in_one_group_have_a_dialogue_each(place: Place) -> None:
    place.talk(
        message("a", "m1", "u1", conversation="g", group=True),
        message("b", "m2", "u2", conversation="g", group=True),
    )
    assert len({one.dialogue for one in place.rasa.heard}) == 2


def test_a_stored_message_survives_the_end_of_the_process(
    place: Place, sample_store: Database
) -> None:
    place.gate.accept(message("hello", "m1"))
    later = place_over(sample_store)
    assert later.talk(message("hello", "m1")) == ["echo hello"]


def test_a_message_whose_worker_died_is_taken_up_when_its_lease_ends(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.inbox.LEASE", timedelta(0))
    place.gate.accept(message("hello", "m1"))
    place.gate.inbox.claim(5)
    assert place.talk(message("hello", "m1")) == ["echo hello"]


def test_what_was_answered_before_a_crash_is_sent_and_not_asked_again(place: Place) -> None:
    place.gate.accept(message("hello", "m1"))
    taken = place.gate.inbox.claim(5)[0]
    place.gate.inbox.answer(taken.id, [Reply(text="one"), Reply(text="two")])
    place.gate.inbox.count_sent(taken.id, 1)
    place.gate.inbox.postpone(taken.id, 0, "crashed")
    assert place.talk(message("hello", "m1")) == ["two"]
    assert place.rasa.heard == []


def test_while_rasa_is_away_messages_wait_and_are_answered_after(place: Place) -> None:
    place.rasa.away = True

    async def returns(gate: Gate) -> None:
        gate.accept(message("first", "m1"))
        gate.accept(message("second", "m2"))
        await asyncio.sleep(0.4)
        assert place.door.sent == []
        place.rasa.away = False
        await settled(gate, message("first", "m1"), message("second", "m2"))

    place.run(returns)
    assert place.door.sent == ["echo first", "echo second"]


def test_a_hung_rasa_is_told_of_at_once_and_the_message_answered_after(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.gate.LONGEST_PAUSE", 0.1)
    place.rasa.hangs = True

    async def returns(gate: Gate) -> None:
        gate.accept(message("hello", "m1"))
        await asyncio.sleep(0.8)
        place.rasa.hangs = False
        await settled(gate, message("hello", "m1"))

    place.run(returns)
    told, answered = place.door.sent
    assert "Your message is kept" in told
    assert answered == "echo hello"


def test_who_waits_at_the_page_for_a_hung_rasa_is_asked_to_ask_again(place: Place) -> None:
    place.rasa.hangs = True
    here = message("hello", "m1", channel="web", person=place.person("workshop-head"))

    async def ask(gate: Gate) -> list[Reply]:
        return await gate.deliver(here)

    assert "ask again" in place.run(ask)[0].text


def test_after_long_patience_there_is_an_apology(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.gate.USUAL_PATIENCE", 0)
    place.rasa.away = True
    assert "出了点问题" in place.talk(message("你好", "m1"))[0]


def test_a_reply_that_is_not_taken_is_sent_again(place: Place) -> None:
    place.door.failures = 1
    assert place.talk(message("hello", "m1")) == ["echo hello"]
    assert len(place.rasa.heard) == 1


def test_somebody_who_writes_too_fast_is_told_so(sample_store: Database, place: Place) -> None:
    hasty = place_over(sample_store, "2/minute")
    sent = hasty.talk(*(message(f"{n}", f"m{n}") for n in range(3)))
    assert sent[:2] == ["echo 0", "echo 1"]
    assert "太快" in sent[2]


def test_too_long_a_message_is_named_back(place: Place) -> None:
    assert "2001" in place.talk(message("x" * 2001, "m1"))[0].replace(",", "")


def test_a_leading_slash_is_no_command(place: Place) -> None:
    place.talk(message("/approve_request{}", "m1"))
    assert place.rasa.heard[0].text == "approve_request{}"


def test_personal_figures_asked_in_a_group_are_answered_directly(place: Place) -> None:
    place.rasa.answers["我的档案"] = [Reply(text="您的技能：2.0", personal=True)]
    place.talk(message("我的档案", "m1", conversation="g", group=True))
    assert place.door.private == [("u1", "您的技能：2.0")]
    assert "私聊" in place.door.sent[0]


def test_what_is_personal_goes_on_where_the_person_is_alone(place: Place) -> None:
    """Its buttons too: what is pressed is said in the private dialogue."""
    place.rasa.answers["我想学焊接"] = [
        Reply(text="要登记吗？", choices=(Choice("登记"),), personal=True)
    ]
    place.talk(message("我想学焊接", "m1", conversation="g", group=True))
    private = account_of(message("", ""))

    async def press(gate: Gate) -> None:
        await settled(gate, gate.press(private, place.door.choices[0].token))

    place.run(press)
    heard = [(one.text, one.conversation) for one in place.rasa.heard]
    assert heard == [
        ("我想学焊接", "g"),
        ("我想学焊接", "private"),
        ("算了", "g"),
        ("登记", "private"),
    ]


def test_what_was_under_way_in_the_group_goes_on_there(place: Place) -> None:
    asked = Reply(text="提交吗？", choices=(Choice("提交"),))
    place.rasa.answers["我的档案"] = [Reply(text="您的技能：2.0", personal=True), asked]
    place.talk(message("我的档案", "m1", conversation="g", group=True))
    assert place.door.private == [("u1", "您的技能：2.0")]
    assert place.door.sent[0] == "提交吗？"
    assert [one.conversation for one in place.rasa.heard] == ["g"]


def test_a_voice_message_is_echoed_as_heard(place: Place) -> None:
    sent = place.talk(message("预算还剩多少", "m1", spoken=True))
    assert sent == ["我听到的是：“预算还剩多少”", "echo 预算还剩多少"]


class TestButtons:
    """Offered to one person, pressed once, void when something newer was asked."""

    @pytest.fixture(autouse=True)
    def offered(self, place: Place) -> None:
        choices = (Choice("提交"), Choice("不提交"))
        place.rasa.answers["问"] = [Reply(text="提交吗？", choices=choices)]
        place.talk(message("问", "m1"))

    def test_pressing_says_its_words_once(self, place: Place) -> None:
        token = place.door.choices[0].token

        async def press(gate: Gate) -> None:
            said = gate.press(account_of(message("", "")), token)
            with pytest.raises(CannotPress, match=r"door\.old"):
                gate.press(account_of(message("", "")), token)
            await settled(gate, said)

        place.run(press)
        assert place.door.sent[-1] == "echo 提交"
        assert [one.text for one in place.rasa.heard] == ["问", "提交"]

    def test_one_sent_again_since_the_connection_broke_is_the_same_message(
        self, place: Place
    ) -> None:
        account, token = account_of(message("", "")), place.door.choices[0].token

        async def press(gate: Gate) -> None:
            said = gate.press(account, token)
            await settled(gate, said)
            assert gate.press(account, token, again=True).message_id == said.message_id

        place.run(press)
        assert [one.text for one in place.rasa.heard] == ["问", "提交"]

    def test_nor_has_anybody_else_its_answer(self, place: Place) -> None:
        token = place.door.choices[0].token
        place.gate.press(account_of(message("", "")), token)
        with pytest.raises(CannotPress, match=r"door\.not_yours"):
            place.gate.press(account_of(message("", "", "u2")), token, again=True)

    def test_the_other_button_of_the_message_is_used_up_too(self, place: Place) -> None:
        first, second = place.door.choices
        place.gate.press(account_of(message("", "")), first.token)
        with pytest.raises(CannotPress, match=r"door\.old"):
            place.gate.press(account_of(message("", "")), second.token)

    def test_nobody_else_can_press_it(self, place: Place) -> None:
        with pytest.raises(CannotPress, match=r"door\.not_yours"):
            place.gate.press(account_of(message("", "", "u2")), place.door.choices[0].token)

    def test_an_older_question_is_not_answered_any_more(self, place: Place) -> None:
        place.talk(message("问", "m2"))
        with pytest.raises(CannotPress, match=r"door\.old"):
            place.gate.press(account_of(message("", "")), place.door.choices[0].token)

    def test_a_token_that_was_never_offered_is_refused(self, place: Place) -> None:
        with pytest.raises(CannotPress, match=r"door\.old"):
            place.gate.press(account_of(message("", "")), "never-offered")
