"""A company's own file: what it replaces and adds, and what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge.book import Book, load_book
from assistant.knowledge.figures import said
from assistant.knowledge.topics import shipped
from tests.assistant.knowledge.sources import figures

CANTEEN = (
    '[bonus]\nasked = ["考证奖金有多少", "拿到证书公司奖励多少"]\nanswer = "每证 {currency}500。"\n'
)


def book(home: Path, text: str, language: str = "zh") -> Book:
    (home / "knowledge").mkdir(exist_ok=True)
    (home / "knowledge" / f"{language}.toml").write_text(text, "utf-8")
    return load_book(home)


def told(of: Book, topic: str, language: str = "zh") -> str:
    return of.answer(topic, language, said(figures(), language))


def test_without_a_file_ours_stand(tmp_path: Path) -> None:
    assert load_book(tmp_path).topics == load_book().topics


def test_an_answer_replaces_ours(tmp_path: Path) -> None:
    changed = book(tmp_path, '[urgent]\nanswer = "加急请打 8023。"')
    assert told(changed, "urgent") == "加急请打 8023。"


def test_what_is_asked_stays_where_the_answer_is_replaced(tmp_path: Path) -> None:
    changed = book(tmp_path, '[urgent]\nanswer = "加急请打 8023。"')
    assert changed.topics["zh"]["urgent"].asked == shipped("zh")["urgent"].asked


def test_the_other_language_stays(tmp_path: Path) -> None:
    changed = book(tmp_path, '[urgent]\nanswer = "加急请打 8023。"')
    assert changed.topics["en"] == shipped("en")


def test_sentences_are_added_to_ours(tmp_path: Path) -> None:
    changed = book(tmp_path, '[urgent]\nasked = ["走特批通道"]')
    assert changed.find("走特批通道可以吗", "zh")[0].topic == "urgent"


def test_a_new_topic_is_found(tmp_path: Path) -> None:
    assert book(tmp_path, CANTEEN).find("考到证书奖金多少啊", "zh")[0].topic == "bonus"


def test_a_new_topic_is_told_with_figures(tmp_path: Path) -> None:
    assert told(book(tmp_path, CANTEEN), "bonus") == "每证 元500。"


def test_a_new_topic_in_one_language_is_told_in_it(tmp_path: Path) -> None:
    assert told(book(tmp_path, CANTEEN), "bonus", "en") == "每证 CNY500。"


def test_an_unknown_topic_is_told_apart(tmp_path: Path) -> None:
    assert not load_book(tmp_path).knows("bonus")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[urgent]\nanswer = "{speed} 天"',
            "there is no figure {speed}; there are approval_levels",
        ),
        ('[urgent]\nanswer = "{ 天"', "the braces in `answer` do not match"),
        ("[urgent]\nanswer = 3", "`answer` has to be a text"),
        ('[urgent]\nanswer = " "', "`answer` has to be a text"),
        ('[urgent]\nasked = "走特批"', "`asked` has to be a list of sentences"),
        ("[urgent]\nasked = []", "`asked` has no sentence"),
        ('[urgent]\nantwort = "x"', "`antwort` is neither `asked` nor `answer`"),
        ('[bonus]\nanswer = "500"', "a new topic needs both `asked` and `answer`"),
        ('urgent = "x"', "it has to be a table"),
        ("[urgent", "cannot be read, nothing of it is used"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, message: str) -> None:
    (problem,) = book(tmp_path, text).problems
    assert message in str(problem)


def test_a_problem_names_the_file_and_the_topic(tmp_path: Path) -> None:
    (problem,) = book(tmp_path, "[urgent]\nanswer = 3").problems
    assert str(problem).startswith(f"{tmp_path / 'knowledge' / 'zh.toml'}: [urgent] is not used")


@pytest.mark.parametrize("text", ["[urgent]\nanswer = 3", "[urgent", '[urgent]\nanswer = "{x}"'])
def test_ours_stands_where_theirs_is_wrong(tmp_path: Path, text: str) -> None:
    assert book(tmp_path, text).topics["zh"] == shipped("zh")


def test_the_rest_of_a_file_is_used(tmp_path: Path) -> None:
    half = book(tmp_path, f"[urgent]\nanswer = 3\n{CANTEEN}")
    assert half.knows("bonus")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "zh.toml").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in str(load_book(tmp_path).problems[0])
