"""Replies as DingTalk's messages and cards, within its limits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assistant.language import read_toml
from assistant.reply import Choice, Reply
from channels.dingtalk.markdown import bold, escape, link
from engine.values.visible import one_line

# Of the whole parameter, as JSON in UTF-8; the rest is room for the title and the quoting.
LARGEST = 15_000
LARGEST_TEXT = 12_000
LONGEST_TITLE = 60
_UNTITLED = read_toml(Path(__file__).with_suffix(".toml"))["untitled"]
FILES = ("xlsx", "pdf", "zip", "rar", "doc", "docx")


def markdown_messages(reply: Reply, nick: str = "") -> list[dict[str, str]]:
    """Parameters of `sampleMarkdown`, in parts where it is long. `nick` says whom the answer
    is for in a group. Choices are links that send their words; a card has real buttons."""
    head = [bold(one_line(nick))] if nick else []
    parts = [*head, *map(escape, split(reply.text)), *map(_link, reply.choices)]
    return [{"title": title(reply.text), "text": text} for text in _joined(parts)]


def card_data(reply: Reply, answered: str = "") -> dict[str, str]:
    """The variables of the card template (see docs/dingtalk.md): all are strings."""
    return {
        "title": title(reply.text),
        "markdown": escape(next(split(_below_title(reply.text)), "")),
        "buttons": json.dumps(_buttons(reply.choices), ensure_ascii=False),
        "answered": answered,
    }


def title(text: str) -> str:
    """What the list of conversations and a notification show."""
    first = text.strip().split("\n")[0]
    return first[:LONGEST_TITLE] or str(_UNTITLED)


def _below_title(text: str) -> str:
    """A card shows its title; what stands there whole need not be said again."""
    head, _, rest = text.strip().partition("\n")
    return rest.strip() if rest.strip() and head == title(text) else text


def split(text: str) -> Iterator[str]:
    """Parts that fit, broken between lines where that can be."""
    while _size(escape(text)) > LARGEST_TEXT:
        cut = LARGEST_TEXT // 8
        while _size(escape(text[: cut + 200])) < LARGEST_TEXT and cut < len(text):
            cut += 200
        at = text.rfind("\n", 1, cut)
        at = at if at > 0 else cut
        yield text[:at]
        text = text[at:].removeprefix("\n")
    if text:
        yield text


def _joined(parts: Sequence[str]) -> Iterator[str]:
    """Markdown made of parts that fit, as few pieces as hold them."""
    held = ""
    for part in parts:
        longer = f"{held}  \n{part}" if held else part
        if held and _size(longer) > LARGEST_TEXT:
            yield held
            longer = part
        held = longer
    if held:
        yield held


def _buttons(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    return [
        {
            "text": choice.title,
            "color": "blue" if number == 0 else "gray",
            "event": _event(choice),
        }
        for number, choice in enumerate(choices)
    ]


def _event(choice: Choice) -> dict[str, Any]:
    if choice.url:
        return {"type": "openLink", "params": {"url": choice.url}}
    return {
        "type": "sendCardRequest",
        "params": {"actionId": "press", "params": {"token": choice.token}},
    }


def _link(choice: Choice) -> str:
    """Clicking says the words as the person himself, or leads to the address."""
    words = quote(choice.title, safe="")
    return link(choice.title, choice.url or f"dtmd://dingtalkclient/sendMessage?content={words}")


def _size(markdown: str) -> int:
    """As it goes into the parameter: line ends and quotes are two bytes."""
    return len(json.dumps(markdown, ensure_ascii=False).encode())
