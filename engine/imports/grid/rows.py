"""The rows of a sheet, kept by columns: each different text of a column once."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, zip_longest
from typing import overload

from engine.imports.grid.limits import DIGITS
from engine.imports.grid.marks import UNMARKED, Marks
from engine.imports.grid.values import text_of

# Some thousands at a time: fast, and no second copy of a whole sheet.
CHUNK = 5_000
EMPTY = 0
_ON_END = re.compile(rf"\d{{{DIGITS + 1}}}")


class LongNumber(Exception):
    """A text with more digits on end than any number has; it may be long itself."""


class Texts:
    """A column in the making: the texts that it has, and the place in them of each row's.

    `texts[0]` is the empty text.
    """

    __slots__ = ("codes", "marks", "places", "places_by_mark", "texts")

    def __init__(self, marks: Marks, rows: int) -> None:
        self.texts: list[str] = [""]
        self.marks = marks
        self.places = _Places(text_of, self.texts, {"": EMPTY})
        self.places_by_mark: dict[int, _Places] = {UNMARKED: self.places}
        self.codes = array("I", bytes(4 * rows))

    def add(self, cells: Sequence[object], marks: Sequence[int]) -> None:
        """`marks` are those of the first cells; the others have none."""
        if bool in set(map(type, cells)):
            # What is equal has one place, and True is equal to 1.
            cells = [text_of(one) if isinstance(one, bool) else one for one in cells]
        if not any(marks):
            self.codes.extend(map(self.places.__getitem__, cells))
            return
        for one in set(marks) - self.places_by_mark.keys():
            shown = partial(self.marks.text_of, one)
            self.places_by_mark[one] = _Places(shown, self.texts, self.places.by_text)
        by_mark = self.places_by_mark
        both = zip_longest(marks, cells, fillvalue=UNMARKED)
        self.codes.extend(by_mark[mark][cell] for mark, cell in both)


class _Places(dict[object, int]):
    """The place of each cell's text, by the cell as it was read: each is put into text once."""

    __slots__ = ("by_text", "text_of", "texts")

    def __init__(
        self, text_of: Callable[[object], str], texts: list[str], by_text: dict[str, int]
    ) -> None:
        super().__init__()
        self.text_of = text_of
        self.texts = texts
        self.by_text = by_text

    def __missing__(self, cell: object) -> int:
        text = self.text_of(cell)
        if len(text) > DIGITS and _ON_END.search(text):
            raise LongNumber(text)
        place = self.by_text.setdefault(text, len(self.texts))
        if place == len(self.texts):
            self.texts.append(text)
        self[cell] = place
        return place


class Rows(Sequence[Sequence[str]]):
    """Rows of equal length; `texts` and `codes` are those of each column."""

    def __init__(self, columns: Sequence[Texts]) -> None:
        self.texts: list[list[str]] = [one.texts for one in columns]
        self.codes: list[array[int]] = [one.codes for one in columns]
        self._height = len(self.codes[0]) if columns else 0

    def __len__(self) -> int:
        return self._height

    @overload
    def __getitem__(self, at: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[str, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[str, ...] | list[tuple[str, ...]]:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(self._height))]
        return tuple(
            [texts[codes[at]] for texts, codes in zip(self.texts, self.codes, strict=True)]
        )

    @property
    def width(self) -> int:
        return len(self.texts)


def rows_of(
    cells: Iterable[Sequence[object]],
    check: Callable[[int, int], None] = lambda rows, columns: None,
    left: int = 0,
    marks: Marks | None = None,
) -> Rows:
    """The rows as texts; `left` empty columns come first. `check` is asked, as they come,
    whether so many rows and columns may be."""
    columns: list[Texts] = []
    marks = marks or Marks()
    done = 0
    source = iter(cells)
    while chunk := list(islice(source, CHUNK)):
        width = left + max(map(len, chunk))
        check(done + len(chunk), max(width, len(columns)))
        columns += [Texts(marks, done) for _ in range(width - len(columns))]
        blank: Sequence[object] = [""] * len(chunk)
        turned = zip(*_even(chunk, width - left), strict=True)
        for place, column in enumerate(columns):
            values = next(turned, blank) if place >= left else blank
            column.add(values, marks.of(place, done, len(chunk)))
        done += len(chunk)
    return Rows(columns)


def _even(chunk: list[Sequence[object]], width: int) -> Iterator[Sequence[object]]:
    """Rows of equal length."""
    for row in chunk:
        yield row if len(row) == width else [*row, *[""] * (width - len(row))]
