"""Files sent in a chat: looked at before the reader, loaded by a button as they were shown."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from assistant.reply import Choice
from channels.buttons import CannotPress
from channels.gate import Gate
from channels.linking import account_of
from channels.message import Attachment, InboundMessage
from engine.store.database import Database
from engine.store.tables import Employee, ImportLoad
from engine.usecases.imports.begin import answer_import, discard_import
from tests.channels.conftest import TENANT, Place, message, place_over, settled
from tests.channels.own_company import HR, WORKER, make_company
from tests.engine.usecases.imports.giving import PEOPLE, TRAININGS

OLD = r"door\.old"
NEW = PEOPLE + "04,钱进,财务部,会计,2020-01-01,在职\n"
ODD = PEOPLE + "04,钱进,财务部,会计,2020-01-01,修行中\n"


@pytest.fixture
def place(empty_store: Database) -> Place:
    """A company of its own, whose HR (u1) and a worker (u3) are linked."""
    make_company(empty_store, "dingtalk", TENANT, {"u1": HR, "u3": WORKER})
    return place_over(empty_store)


def sent(place: Place, id: str = "m1", user: str = "u1", **changes: Any) -> InboundMessage:
    """A message with files, which the door has."""
    files = changes.pop("files", {"people.csv": NEW})
    place.door.files.update({name: content.encode() for name, content in files.items()})
    kept = tuple(Attachment("file", name) for name in files)
    return message(changes.pop("text", ""), id, user, attachments=kept, **changes)


def pressed(place: Place, title: str, user: str = "u1") -> str:
    """Press the button that was offered last under that title; what is said to it."""
    choice = [one for one in place.door.choices if one.title == title][-1]
    return press(place, choice, user)


def press(place: Place, choice: Choice, user: str = "u1") -> str:
    async def main(gate: Gate) -> None:
        await settled(gate, gate.press(account_of(message("", "", user)), choice.token))

    place.run(main)
    return place.door.sent[-1]


def employees(place: Place) -> int:
    with place.engine.database.reading() as session:
        return session.scalar(select(func.count(Employee.id))) or 0


def drafts(place: Place) -> list[int]:
    with place.engine.database.reading() as session:
        return list(session.scalars(select(ImportLoad.id).where(ImportLoad.state == "draft")))


def titles(place: Place) -> list[str]:
    return [one.title for one in place.door.choices]


def test_a_file_is_told_before_anything_is_loaded(place: Place) -> None:
    (told,) = place.talk(sent(place))
    assert told.startswith("people.csv：人员名单，4 行\n· 新增 1，更改 0，原已有 3，拒收 0")
    assert titles(place) == ["就这样导入", "放弃", "在网页上看"]
    assert place.door.choices[-1].url.endswith(f"/import#{drafts(place)[0]}")
    assert (employees(place), place.rasa.heard) == (3, [])


def test_the_button_loads_what_was_shown(place: Place) -> None:
    place.talk(sent(place))
    assert "新增 1" in pressed(place, "就这样导入")
    assert (employees(place), drafts(place)) == (4, [])


def test_it_is_the_draft_that_the_page_shows(place: Place) -> None:
    place.talk(sent(place))
    with place.engine.database.reading() as session:
        load = session.get_one(ImportLoad, drafts(place)[0])
        assert (load.actor, load.channel) == (HR, "dingtalk")


def test_two_presses_load_once(place: Place) -> None:
    place.talk(sent(place))
    load = place.door.choices[0]

    async def twice(gate: Gate) -> None:
        account = account_of(message("", ""))
        first = await asyncio.to_thread(gate.press, account, load.token)
        with pytest.raises(CannotPress, match=OLD):
            gate.press(account, load.token)
        await settled(gate, first)

    place.run(twice)
    assert (employees(place), len(place.door.sent)) == (4, 2)


def test_a_press_whose_answer_was_lost_is_answered_and_loads_nothing_again(place: Place) -> None:
    place.talk(sent(place))
    load = place.door.choices[0]
    said = pressed(place, "就这样导入")
    again = place.gate.inbox.find(message("", f"press:{load.token}"))
    assert again is not None
    place.gate.inbox._change(again.id, state="waiting", replies=None, sent=0)
    place.run(lambda gate: settled(gate, again.message))
    assert place.door.sent[-2:] == [said, said]


def test_an_open_question_is_asked_and_answered_by_a_button(place: Place) -> None:
    (told,) = place.talk(sent(place, files={"people.csv": ODD}))
    assert "修行中" in told
    assert "就这样导入" not in titles(place)
    assert "新增 1" in pressed(place, "在职")
    assert "新增 1" in pressed(place, "就这样导入")


def test_what_changed_on_the_page_meanwhile_is_shown_before_it_is_loaded(place: Place) -> None:
    place.talk(sent(place, files={"people.csv": ODD}))
    pressed(place, "在职")
    answers = {"word:status=修行中": "left"}
    place.engine.perform(answer_import, HR, "api", drafts(place)[0], answers)
    assert pressed(place, "就这样导入").startswith("和给您看过的已经不一样了")
    assert (employees(place), len(drafts(place))) == (3, 1)
    assert "已导入" in pressed(place, "就这样导入")


def test_an_older_report_of_the_same_files_cannot_be_pressed(place: Place) -> None:
    place.talk(sent(place, files={"people.csv": ODD}))
    older = place.door.choices[0]
    pressed(place, "在职")
    with pytest.raises(CannotPress, match=OLD):
        place.gate.press(account_of(message("", "")), older.token)


def test_files_given_up_on_the_page_are_gone(place: Place) -> None:
    place.talk(sent(place))
    place.engine.perform(discard_import, HR, "api", drafts(place)[0])
    assert "请重新发" in pressed(place, "就这样导入")
    assert employees(place) == 3


def test_files_are_given_up_by_a_button(place: Place) -> None:
    place.talk(sent(place))
    assert "什么都没有导入" in pressed(place, "放弃")
    assert (employees(place), drafts(place)) == (3, [])


def test_the_words_of_a_button_do_what_it_does(place: Place) -> None:
    place.talk(sent(place), message("就这样导入", "m2"))
    assert (employees(place), place.rasa.heard) == (4, [])


def test_the_words_of_a_button_are_words_once_something_else_was_said(place: Place) -> None:
    place.talk(sent(place), message("预算还剩多少", "m2"), message("就这样导入", "m3"))
    assert employees(place) == 3
    assert [one.text for one in place.rasa.heard] == ["预算还剩多少", "就这样导入"]


def test_who_may_load_nothing_is_told_so_and_nothing_is_fetched(place: Place) -> None:
    (told,) = place.talk(sent(place, user="u3"))
    assert "人力资源部" in told
    assert (place.door.fetched, drafts(place)) == ([], [])


def test_what_he_wrote_with_it_is_answered(place: Place) -> None:
    place.talk(sent(place, user="u3", text="要给名单上的人培训"))
    assert place.door.sent[-1] == "echo 要给名单上的人培训"


def test_what_is_written_with_a_file_is_no_yes_to_anything(place: Place) -> None:
    place.talk(sent(place, text="好的"))
    assert "请单独发一条" in place.door.sent[-1]
    assert place.rasa.heard == []


def test_in_the_sample_company_nothing_is_loaded(sample_store: Database) -> None:
    sample = place_over(sample_store)
    sample.link("u1", "hr")
    assert sample.talk(sent(sample)) == ["库里是示例公司。公司自己的数据要放进自己的库。"]


def test_several_files_of_one_message_are_one_draft(place: Place) -> None:
    files = {"people.csv": NEW, "more.csv": TRAININGS.replace("2026-03", "2026-05")}
    (told,) = place.talk(sent(place, files=files))
    assert "people.csv" in told
    assert "more.csv" in told
    assert len(drafts(place)) == 1


def test_the_same_message_twice_is_one_draft(place: Place) -> None:
    place.talk(sent(place), sent(place))
    assert len(drafts(place)) == 1


def test_a_file_that_does_not_come_is_asked_for_again(place: Place) -> None:
    place.door.late = 1
    (told,) = place.talk(sent(place))
    assert told.startswith("people.csv：人员名单")


def test_a_file_that_never_comes_is_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.importing.MOST_FETCHES", 1)
    place.door.late = 9
    (told,) = place.talk(sent(place))
    assert "没能从聊天工具取到 people.csv" in told
    assert titles(place) == ["在网页上看"]


def test_what_is_no_table_is_said(place: Place) -> None:
    (told,) = place.talk(sent(place, files={"报价.pdf": "%PDF-1.4 x"}))
    assert "PDF" in told


def test_in_a_group_files_are_told_to_the_person_alone(place: Place) -> None:
    place.talk(sent(place, conversation="g", group=True))
    assert [user for user, text in place.door.private if "people.csv" in text] == ["u1"]
    assert all("people.csv" not in text for text in place.door.sent)


def test_pictures_are_still_declined(place: Place) -> None:
    picture = (Attachment("picture"),)
    assert "图片" in place.talk(message("", "m1", attachments=picture))[0]


def test_a_load_that_does_nothing_is_not_offered(place: Place) -> None:
    (told,) = place.talk(sent(place, files={"people.csv": PEOPLE}))
    assert "没有要导入的" in told
    assert titles(place) == ["放弃", "在网页上看"]
