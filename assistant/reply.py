"""The normal form of a reply: what is said, offered and shown, before any channel's form.

It is words, never markup: each channel shows them as they are (`engine.values.visible` says what
that is), whoever wrote them. Lines are the text's alone; a title or a cell has none.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from engine.values.visible import one_line, visible


@dataclass(frozen=True)
class Choice:
    """A button; `token` is what pressing it sends back, once it was offered to somebody. `act`
    is what it does (see `assistant.buttons`); None where it says its title. One with a `url`
    leads there, and says nothing."""

    title: str
    token: str = ""
    act: dict[str, Any] | None = None
    url: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title))


@dataclass(frozen=True)
class ReplyTable:
    """Rows of words. `lines` of the reply's text say the same, for channels without tables;
    one that has them shows the table in their place."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(map(one_line, self.columns)))
        object.__setattr__(self, "rows", tuple(tuple(map(one_line, row)) for row in self.rows))
        object.__setattr__(self, "lines", tuple(map(visible, self.lines)))

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> ReplyTable:
        return cls(
            tuple(plain["columns"]),
            tuple(tuple(row) for row in plain["rows"]),
            tuple(plain["lines"]),
        )


@dataclass(frozen=True)
class FileLink:
    """A file made for the reader, to be fetched at `url`, which its `secret` is in; a picture
    where `alt` says what is to be seen in it."""

    name: str
    url: str
    secret: str
    alt: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(self.name))
        object.__setattr__(self, "alt", one_line(self.alt))


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer. `personal` is what others in a group must not read."""

    text: str
    choices: tuple[Choice, ...] = ()
    table: ReplyTable | None = None
    file: FileLink | None = None
    personal: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", visible(self.text))

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Reply:
        return cls(
            text=plain.get("text") or "",
            choices=tuple(Choice(**one) for one in plain.get("choices", ())),
            table=ReplyTable.from_plain(plain["table"]) if plain.get("table") else None,
            file=FileLink(**plain["file"]) if plain.get("file") else None,
            personal=bool(plain.get("personal")),
        )
