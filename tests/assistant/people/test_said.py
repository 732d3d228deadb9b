"""Where in a sentence a person may be named: everything that might be, and never what is not."""

from __future__ import annotations

import pytest

from assistant.people.said import PersonSaid, said_people
from assistant.understanding.names.people import read_people


def said(text: str) -> list[PersonSaid]:
    return said_people(text, [(one.start, one.end) for one in read_people(text)])


def words(text: str) -> set[str]:
    return {one.words for one in said(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("罗文参加过哪些培训", "罗文"),
        ("看看李娜都会啥", "李娜"),
        ("给张磊报个安全班", "张磊"),
        ("王建军的叉车证", "王建军"),
        ("让欧阳建国去", "欧阳建国"),
        ("参训的是阿依古丽·买买提", "阿依古丽·买买提"),
        ("张伟、李娜和王芳一起去", "李娜"),
        ("张伟、李娜和王芳一起去", "王芳"),
        ("which trainings has luo wen attended", "luo wen"),
        ("Luo Wen's record", "Luo Wen"),
        ("Baker, Tom", "Baker, Tom"),
        ("查一下luowen的档案", "luowen"),
        ("Tom Baker的证书", "Tom Baker"),
        ("工号10023的培训记录", "10023"),
        ("3301号员工档案", "3301"),
        ("employee 1043's record", "1043"),
        ("personnel number A-10043", "A-10043"),
        ("E000437", "E000437"),
        ("罗文 10437", "10437"),
        ("10437", "10437"),
    ],
)
def test_a_whole_name_or_number(text: str, name: str) -> None:
    assert name in words(text)


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("小王打了几分", "王"),
        ("老李的证过期没有", "李"),
        ("王工会不会PLC", "王"),
        ("退给欧阳师傅", "欧阳"),
        ("何主管的学历", "何"),
        ("赵女士上过什么课", "赵"),
        ("show me Ms Zhao's record", "Zhao"),
        ("has Mr. Li completed it", "Li"),
        ("did Li finish the course in May", "Li"),
    ],
)
def test_a_family_name_with_a_form_of_address(text: str, surname: str) -> None:
    assert surname in {one.words for one in said(text) if one.part}


@pytest.mark.parametrize(
    "text",
    [
        "提高质量",
        "生产高峰期要赶工",
        "小于10人的班怎么办",
        "小时数不够",
        "电工证的培训",
        "在方法上花时间",
        "于是成本上去了",
        "今年和明年的安全培训",
        "班组长和技术员都要去",
        "小组讨论三个小时",
        "how much is left in my budget",
        "ten people for two days, ten thousand yuan",
        "TR-2026-0012",
        "给20个人报谈判，预算10000",
    ],
)
def test_words_are_no_short_names(text: str) -> None:
    """Of two characters, or as a form of address; longer ones only a namesake makes one."""
    short = [one for one in said(text) if one.part or len(one.words) == 2]
    assert [one.words for one in short if not one.words.isascii()] == []
    assert [one.words for one in said(text) if one.sure] == []


def test_what_only_grammar_names_is_sure_and_what_may_be_a_word_is_not() -> None:
    assert any(one.sure for one in said("王小命的档案"))
    assert not any(one.sure for one in said("看看高峰在不在"))


def test_a_long_message_proposes_no_more_than_it_has_places() -> None:
    text = "张王李赵高安全" * 100 + "Al Bo " * 500
    assert len(said_people(text)) < 4 * len(text)
