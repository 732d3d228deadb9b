"""Replies in Block Kit keep Slack's limits, and nothing in them becomes markup."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from assistant.reply import Choice, Reply
from channels.slack.blocks import (
    AS_WORDS,
    answered_blocks,
    fallback,
    header,
    message_blocks,
    split,
)
from channels.slack.events import plain_text
from engine.values.visible import visible
from tests.peoples_words import words


def test_the_text_comes_before_the_buttons() -> None:
    blocks = message_blocks(
        Reply(text="提交吗？", choices=(Choice("提交", "t1"), Choice("不提交", "t2")))
    )
    assert [block["type"] for block in blocks] == ["section", "actions"]
    assert [one["value"] for one in blocks[1]["elements"]] == ["t1", "t2"]


@given(st.text(max_size=20_000), st.integers(0, 60), st.text(min_size=1, max_size=200))
def test_every_limit_is_kept(text: str, count: int, title: str) -> None:
    choices = tuple(Choice(title, "t") for _ in range(count))
    blocks = message_blocks(Reply(text=text, choices=choices))
    assert len(blocks) <= 50
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    assert sum(map(len, rows)) == count
    assert all(len(row) <= 25 for row in rows)
    assert all(len(one["text"]["text"]) <= 75 for row in rows for one in row)
    assert all(len(b["text"]["text"]) <= 3_000 for b in blocks if b["type"] == "section")


@given(st.text(alphabet="ab\n", max_size=200), st.integers(2, 30))
def test_splitting_loses_nothing_but_line_ends(text: str, longest: int) -> None:
    parts = list(split(text, longest))
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")
    assert all(len(part) <= longest for part in parts)


def texts(blocks: object) -> list[dict[str, object]]:
    """Every text object, however deep it stands."""
    if isinstance(blocks, dict):
        own = [blocks] if isinstance(blocks.get("text"), str) else []
        return own + [one for inner in blocks.values() for one in texts(inner)]
    return [one for inner in blocks for one in texts(inner)] if isinstance(blocks, list) else []


@given(words.filter(lambda text: visible(text).strip()), words)
def test_words_are_plain_texts_as_they_were_written(text: str, title: str) -> None:
    blocks = message_blocks(Reply(text=text, choices=(Choice(title, "t"),)))
    blocks += [header(text), *answered_blocks(blocks, text)]
    assert {(one["type"], one["emoji"]) for one in texts(blocks)} == {("plain_text", False)}
    sections = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    assert sections[0] == visible(text)


@given(words)
def test_a_notification_mentions_nobody_and_shows_nothing_from_outside(text: str) -> None:
    told = fallback(text)
    assert not set("<>") & set(told["text"])
    assert unescape(told["text"]) == text
    assert (told["parse"], told["link_names"]) == ("none", False)
    assert AS_WORDS == {"mrkdwn": False, "unfurl_links": False, "unfurl_media": False}


def test_what_was_pressed_stays_and_the_buttons_go() -> None:
    blocks = message_blocks(Reply(text="提交吗？", choices=(Choice("提交", "t1"),)))
    assert [block["type"] for block in answered_blocks(blocks, "已选：提交")] == [
        "section",
        "context",
    ]


def test_markup_is_read_as_it_was_written() -> None:
    written = "<@UBOT> 预算 &lt;5万 见 <https://a.example|说明>"
    assert plain_text(written) == "预算 <5万 见 说明"
