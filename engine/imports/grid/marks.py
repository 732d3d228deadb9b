"""Cells whose value alone does not say what the spreadsheet shows: a currency, a share, an
error."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from engine.imports.grid.formats import section_of, shown_as
from engine.imports.grid.limits import FORMAT
from engine.imports.grid.values import number_as_text, share_as_text, text_of

_QUOTED = re.compile(r'"[^"]*"|[\\!].')
# A number of a person or a document: as many digits as there are zeros, and what stands around.
_PADDED = re.compile(
    r'(?:"(?P<quoted>[^"]*)"|\\(?P<escaped>.))?(?P<zeros>0{2,})(?:"(?P<after>[^"]*)")?'
)
Show = Callable[[float], str]
SAMPLE = 7.25
NO_CODES = array("H")
UNMARKED = 0


@lru_cache(maxsize=4096)
def show_of(number_format: str) -> Show | None:
    """How a number is written that a format shows with something; None if the format adds
    nothing to it, or is longer than any that is meant."""
    if len(number_format) > FORMAT:
        return None
    around = [_around(number_format, sample) for sample in (SAMPLE, -SAMPLE)]
    is_padded = bool(_PADDED.fullmatch(section_of(number_format, negative=False)))
    if around == [("", ""), ("-", "")] and not is_padded:
        return None
    if "%" in number_format or is_padded:
        return partial(shown, number_format=number_format)
    (before, after), (before_negative, after_negative) = around

    def show(number: float) -> str:
        text = number_as_text(number)
        if text.startswith("-"):
            return f"{before_negative}{text[1:]}{after_negative}"
        return f"{before}{text}{after}"

    return show


def _around(number_format: str, sample: float) -> tuple[str, str]:
    """What stands before and behind a number of that sign, which is the same for all of them."""
    before, _, after = shown(sample, number_format).partition(number_as_text(abs(sample)))
    return before, after


def shown(number: float, number_format: str) -> str:
    text = number_as_text(number)
    section = section_of(number_format, text.startswith("-"))
    if "%" in section:
        # Quoted, a % is written behind the number as it is.
        return share_as_text(number) if "%" in _QUOTED.sub("", section) else f"{text}%"
    said = shown_as(text, number_format)
    padded = _PADDED.fullmatch(section)
    if said != text or padded is None or not text.isdecimal():
        return said
    before = padded["quoted"] or padded["escaped"] or ""
    return f"{before}{text.zfill(len(padded['zeros']))}{padded['after'] or ''}"


class Marks:
    """The marked cells of a sheet: for each column the place in `shows` for each of its rows.

    What is there for an error is its text.
    """

    def __init__(self) -> None:
        self.shows: list[Show | str] = [""]
        self._places: dict[Show | str, int] = {}
        self._columns: dict[int, array[int]] = {}

    def add(self, row: int, column: int, show: Show | str) -> None:
        place = self._places.setdefault(show, len(self.shows))
        if place == len(self.shows):
            self.shows.append(show)
        codes = self._columns.setdefault(column, array("H"))
        if row > len(codes):
            codes.extend(array("H", bytes(2 * (row - len(codes)))))
        if row == len(codes):
            codes.append(place)
        else:
            codes[row] = place

    def of(self, column: int, first: int, count: int) -> Sequence[int]:
        """The marks of a column's cells from row `first` on; the last of them may be missing."""
        return self._columns.get(column, NO_CODES)[first : first + count]

    def text_of(self, mark: int, cell: object) -> str:
        """The text of a cell that has the mark."""
        show = self.shows[mark]
        if isinstance(show, str):
            return show
        return show(cell) if isinstance(cell, int | float) else text_of(cell)
