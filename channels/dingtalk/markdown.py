"""Words in DingTalk's Markdown: a robot has no other message that holds several lines and links."""

from __future__ import annotations

import re

# What a link, a picture, a style, a code or a table may be made of, wherever it stands. The
# bracket after a bracket too: what knows no backslashes would else still see a link.
_ANYWHERE = re.compile(r"[\\`*_\[\]~|]|(?<=\])\(")
# What makes a list or a heading, or one of the line before, at the head of its line.
_HEAD = re.compile(r"(?m)^([ \u00a0]*\d*)([-+=#.)])")
_INDENT = re.compile(r"(?m)^ +")
# Tags as entities: HTML knows those by itself.
_TAGS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_TAG = re.compile("[&<>]")


def escape(text: str) -> str:
    """`text` as Markdown that shows just that."""
    text = _INDENT.sub(lambda indent: "\u00a0" * len(indent[0]), text)
    text = _HEAD.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\g<0>", text))
    return lines(_TAG.sub(lambda mark: _TAGS[mark[0]], text))


def link(title: str, url: str) -> str:
    """A line that leads somewhere; `url` is ours."""
    return f"- [{escape(title)}]({url})"


def bold(text: str) -> str:
    return f"**{escape(text)}**"


def lines(text: str) -> str:
    """Markdown joins lines unless two spaces end them."""
    return text.replace("\n", "  \n")
