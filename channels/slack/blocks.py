"""Replies in Block Kit, within Slack's limits. What is said is never `mrkdwn`: a plain text has no
mentions, links, pictures or styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.reply import Choice, Reply

Block = dict[str, Any]
LONGEST_SECTION = 3_000
MOST_BLOCKS = 50
MOST_BUTTONS = 25
LONGEST_BUTTON = 75
LONGEST_HEADER = 150
# Of a message: its text is no markup, and what an address leads to is not fetched.
AS_WORDS = {"mrkdwn": False, "unfurl_links": False, "unfurl_media": False}
LONGEST_TEXT = 4_000
ACTION, LINK = "press", "open"


def message_blocks(reply: Reply) -> list[Block]:
    """The text in sections, then the buttons; a table is the list that the text has."""
    sections = [section(part) for part in split(reply.text, LONGEST_SECTION)]
    buttons = [*_actions(reply.choices)]
    return [*sections[: MOST_BLOCKS - len(buttons)], *buttons]


def answered_blocks(blocks: Sequence[Block], told: str) -> list[Block]:
    """The same message without its buttons, and which was pressed."""
    kept = [block for block in blocks if block.get("type") != "actions"]
    return [*kept[: MOST_BLOCKS - 1], context(told)]


def section(text: str) -> Block:
    return {"type": "section", "text": plain(text, LONGEST_SECTION)}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, LONGEST_HEADER)}


def context(text: str) -> Block:
    return {"type": "context", "elements": [plain(text, LONGEST_SECTION)]}


def plain(text: str, longest: int) -> Block:
    """The only text there is: as it was written, also where it looks like an emoji's name."""
    return {"type": "plain_text", "text": shorten(text, longest), "emoji": False}


def button(choice: Choice, number: int = 0) -> Block:
    text = plain(choice.title, LONGEST_BUTTON)
    if choice.url:
        return {"type": "button", "action_id": f"{LINK}:{number}", "text": text, "url": choice.url}
    return {
        "type": "button",
        "action_id": f"{ACTION}:{number}",
        "text": text,
        "value": choice.token,
    }


def fallback(text: str) -> dict[str, Any]:
    """What notifications and screen readers say, in which Slack looks for nobody's name."""
    return {"text": escape(shorten(text, LONGEST_TEXT)), "parse": "none", "link_names": False}


def escape(text: str) -> str:
    """Slack's three control characters, of which mentions and links are made."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def split(text: str, longest: int) -> Iterator[str]:
    """Parts no longer than `longest`, broken between lines where that can be."""
    while len(text) > longest:
        cut = text.rfind("\n", 1, longest)
        cut = cut if cut > 0 else longest
        yield text[:cut]
        text = text[cut:].removeprefix("\n")
    if text:
        yield text


def _actions(choices: Sequence[Choice]) -> Iterator[Block]:
    for start in range(0, len(choices), MOST_BUTTONS):
        row = choices[start : start + MOST_BUTTONS]
        elements = [button(choice, start + number) for number, choice in enumerate(row)]
        yield {"type": "actions", "elements": elements}
