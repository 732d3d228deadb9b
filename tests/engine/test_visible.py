"""What people write stands in a line as it is seen, and nothing unseen stands there."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.visible import one_line, visible


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("谈判\u202eFDP.exe", "谈判FDP.exe"),
        ("张\u200b三\u2060\ufeff\u00ad", "张三"),
        ("好的\n· 财务已批准", "好的 · 财务已批准"),
        ("好的\r\n\u2028\x85\v  财务已批准", "好的 财务已批准"),
        ("\x1b[2J清屏\x07\x00", "[2J清屏"),
        ("a\tb", "a b"),
        ("\u3164\u115f名\U000e0041", "名"),
        ("张\u200d三", "张三"),
    ],
)
def test_what_is_not_seen_goes(written: str, seen: str) -> None:
    assert one_line(written) == seen


@pytest.mark.parametrize(
    "name",
    [
        "欧阳 娜娜",
        "Zoë O’Neill-Straße",
        "\U00020000\ue863",
        "\U0002ebf0",
        "葛\U000e0100",
        "علی\u200cرضا",
        "क्\u200dष",
        "\U0001f469\u200d\U0001f527\ufe0f",
        "Größe × 2 ≥ 3",
        "全角　空格",
    ],
)
def test_words_of_every_script_stay_as_they_are(name: str) -> None:
    assert one_line(name) == name


@given(st.text())
def test_what_is_seen_once_is_seen_the_same_again(text: str) -> None:
    seen = one_line(text)
    assert one_line(seen) == seen
    assert len(seen.splitlines()) <= 1
    assert not any(unicodedata.category(one) in {"Cc", "Zl", "Zp"} for one in seen)


@given(st.text())
def test_lines_stay_where_they_are_wanted(text: str) -> None:
    assert len(visible(text).splitlines()) <= len((text + ".").splitlines())
    assert all(visible(line) == line for line in visible(text).split("\n"))


def test_no_tower_of_marks_covers_the_lines_around_it() -> None:
    assert visible("A" + "\u0301" * 900 + "B") == "A" + "\u0301" * 8 + "B"
    assert visible("ก็") == "ก็"
