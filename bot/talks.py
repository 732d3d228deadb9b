"""Conversations marked by hand: what each message does, what stands in it, and the talk before it.

Plain text in `bot/data/talks/`, a talk a paragraph; docs/marking.md tells how to write and mark them:

    # head, stamping plant
    U start request_budget | need {forklift:course} for {20 people:headcount}
    A asks reason request_budget | What makes it necessary?
    U fill request_budget | {two accidents since August:reason}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.acting.context import Context, after
from assistant.acting.features import ACTS, BEGINS
from assistant.reading.mention import GIVEN, KINDS, ROLES

FOLDER = Path(__file__).parent / "data" / "talks"
_MARK = re.compile(rf"\{{([^{{}}]*?):({'|'.join(KINDS)})(?::({'|'.join(ROLES)}))?\}}")
_LINE = re.compile(r"^(?P<side>[UA]) (?P<marks>[^|]*?)(?: \| ?(?P<text>.*))?$")
WITHOUT = "none"


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A span of a message: its kind and its role in what is said."""

    start: int
    end: int
    kind: str
    role: str = GIVEN


@dataclass(frozen=True, kw_only=True)
class MarkedMessage:
    """What a person said. `acts` are (act, capability) in the order in which they are said."""

    id: str
    language: str
    text: str
    acts: tuple[tuple[str, str | None], ...]
    context: Context
    mentions: tuple[Marked, ...] = ()


class BadMarks(ValueError):
    """A line that cannot be read; the message says which, and what is wrong."""


def marked_messages(folder: Path = FOLDER) -> list[MarkedMessage]:
    """All messages of all files.

    Raises:
        BadMarks: a line is not in the form.
    """
    files = sorted(folder.glob("*.txt"))
    return [message for file in files for message in _of_file(file)]


def begun(messages: Iterable[MarkedMessage]) -> list[tuple[str, str]]:
    """(text, capability) of those that begin one thing by their own words: what only goes on with
    the talk (a yes, "and sales?") tells of none."""
    return [
        (one.text, capability)
        for one in messages
        for act, capability in one.acts[:1]
        if len(one.acts) == 1 and capability and BEGINS.get(capability) == act
    ]


def _of_file(file: Path) -> Iterator[MarkedMessage]:
    text = file.read_text(encoding="utf-8")
    for number, talk in enumerate(re.split(r"\n\s*\n", text.strip()), 1):
        name = f"{file.stem}-{number:03}"
        yield from _of_talk(name, file.stem[:2], talk.splitlines())


def _of_talk(name: str, language: str, lines: Iterable[str]) -> Iterator[MarkedMessage]:
    context = Context()
    said = 0
    for line in lines:
        if line.startswith("#"):
            continue
        found_line = _LINE.match(line)
        if found_line is None:
            raise BadMarks(f"{name}: neither a person's line nor the assistant's: {line}")
        marks, text = found_line["marks"].strip(), found_line["text"] or ""
        if found_line["side"] == "A":
            context = after(context, marks.split())
            continue
        said += 1
        plain, mentions = _unmarked(text)
        yield MarkedMessage(
            id=f"{name}-{said:02}",
            language=language,
            text=plain,
            acts=tuple(_acts(marks)),
            context=context,
            mentions=mentions,
        )
        context = replace(context, talked=True)


def _acts(marks: str) -> Iterator[tuple[str, str | None]]:
    for one in marks.split(" + "):
        act, _, capability = one.strip().partition(" ")
        if act not in ACTS:
            raise BadMarks(f"there is no act called {act}: {marks}")
        yield act, None if capability in ("", WITHOUT) else capability


def _unmarked(text: str) -> tuple[str, tuple[Marked, ...]]:
    """The text as it was said, and what is marked in it."""
    plain, found, end = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        words, kind, role = match.groups()
        found.append(
            Marked(start=len(plain), end=len(plain) + len(words), kind=kind, role=role or GIVEN)
        )
        plain, end = plain + words, match.end()
    plain += text[end:]
    if "{" in plain or "}" in plain:
        raise BadMarks(f"a mark that cannot be read: {plain}")
    return plain, tuple(found)
