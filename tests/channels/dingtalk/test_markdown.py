"""Words are words in DingTalk's Markdown: read by its grammar they are what was written."""

import re

from hypothesis import example, given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.reply import Choice, Reply
from channels.dingtalk.markdown import escape
from channels.dingtalk.rendering import card_data, markdown_messages
from engine.values.visible import visible
from tests.peoples_words import words

GRAMMAR = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# A reader that knows neither backslashes nor where a link may not be.
NAIVE_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
NAIVE_TAG = re.compile(r"<\w")
PLAIN = {"inline", "paragraph_open", "paragraph_close", "text", "softbreak", "hardbreak"}


def read(markdown: str) -> list[Token]:
    return [one for top in GRAMMAR.parse(markdown) for one in (top, *(top.children or ()))]


def shown(markdown: str) -> str:
    """The words that are left, without the spaces between them."""
    tokens = read(markdown)
    return "".join("".join(one.content for one in tokens if one.type == "text").split())


def seen(text: str) -> str:
    return "".join(visible(text).split())


@given(words)
@example("http://[a](\\")
def test_words_are_shown_as_they_are_and_are_no_markup(text: str) -> None:
    markdown = escape(visible(text))
    assert {one.type for one in read(markdown)} <= PLAIN
    assert shown(markdown) == seen(text)
    assert not NAIVE_LINK.search(markdown)
    assert not NAIVE_TAG.search(markdown)


@given(words)
def test_a_message_and_a_card_show_the_words_too(text: str) -> None:
    reply = Reply(text=text)
    assert "".join(shown(one["text"]) for one in markdown_messages(reply)) == seen(text)
    card = card_data(Reply(text=f"题\n{text}"))
    assert shown(card["markdown"]) in {seen(text), seen(f"题\n{text}")}


@given(words, words)
def test_the_only_links_are_the_choices(nick: str, title: str) -> None:
    said = markdown_messages(Reply(text="提交吗？", choices=(Choice(title),)), nick)[0]["text"]
    links = [one.attrs["href"] for one in read(said) if one.type == "link_open"]
    assert len(links) == 1
    assert str(links[0]).startswith("dtmd://dingtalkclient/sendMessage?content=")
    assert not [one for one in read(said) if one.type in ("image", "html_inline", "html_block")]


def test_lines_stay_lines_and_keep_their_indent() -> None:
    tokens = read(escape("一\n    二\n- 三"))
    said = "".join(
        "\n" if one.type == "hardbreak" else one.content for one in tokens[1].children or ()
    )
    assert said == "一\n\u00a0\u00a0\u00a0\u00a0二\n- 三"
