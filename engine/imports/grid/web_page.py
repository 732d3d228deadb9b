"""A web page with tables, which many programs call a spreadsheet."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from engine.imports.grid.limits import ROWS, Room
from engine.imports.grid.rows import rows_of
from engine.imports.grid.sheet import Sheet, Span

_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|meta|table|style)\b", re.I | re.S
)
CELLS, BREAKS = ("td", "th"), ("br", "p", "div", "li")
# What is in them is not shown.
UNSEEN = ("style", "script", "title")
# More digits than any count of rows or columns has.
LONGEST_COUNT = 9


def is_page(start: str) -> bool:
    return bool(_PAGE.match(start))


def page_sheet(file: str, text: str, room: Room) -> Sheet:
    """Its tables one under another, as a spreadsheet opens them."""
    reader = _Reader(room)
    reader.feed(text)
    reader.close()
    reader.end_cell()
    rows = rows_of(reader.rows, room.check)
    return Sheet(file=file, name="", number=1, rows=rows, spans=tuple(reader.spans))


class _Reader(HTMLParser):
    def __init__(self, room: Room) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.spans: list[Span] = []
        self._room = room
        # The columns that cells of rows above reach into: how many rows they still do.
        self._taken: dict[int, int] = {}
        self._cell: list[str] | None = None
        self._wide = self._high = 1
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self.end_cell()
            self._taken = {}
        elif tag == "tr":
            self.end_cell()
            self._taken = {one: left - 1 for one, left in self._taken.items() if left > 1}
            self.rows.append([])
        elif tag in CELLS:
            self.end_cell()
            said = dict(attrs)
            self._wide, self._high = (_count(said.get(one)) for one in ("colspan", "rowspan"))
            self._cell = []
        elif tag in BREAKS and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in (*CELLS, "tr", "table"):
            self.end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.append(re.sub(r"\s+", " ", data))

    def end_cell(self) -> None:
        if self._cell is None:
            return
        text, self._cell = "".join(self._cell), None
        if not self.rows:
            self.rows.append([])
        row, at = self.rows[-1], len(self.rows) - 1
        while len(row) in self._taken:
            row.append("")
        column = len(row)
        self._room.check(at + self._high, column + self._wide)
        row += [text, *[""] * (self._wide - 1)]
        if self._high > 1:
            self._taken |= dict.fromkeys(range(column, column + self._wide), self._high)
        if self._wide > 1 or self._high > 1:
            self._room.check_merged(len(self.spans))
            self.spans.append(Span(at, column, at + self._high - 1, column + self._wide - 1))


def _count(said: str | None) -> int:
    if not (said and said.isdecimal()):
        return 1
    return max(1, int(said)) if len(said) < LONGEST_COUNT else ROWS + 1
