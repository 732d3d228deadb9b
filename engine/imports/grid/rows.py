"""The rows of a sheet, kept by columns: each different text of a column once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from typing import overload

# Some thousands at a time: fast, and no second copy of a whole sheet.
CHUNK = 5_000
EMPTY = 0


class Texts:
    """A column in the making: the texts that it has, and the place in them of each row's.

    `texts[0]` is the empty text.
    """

    __slots__ = ("codes", "places", "texts")

    def __init__(self, text_of: Callable[[object], str], rows: int) -> None:
        self.texts: list[str] = [""]
        self.places = _Places(text_of, self.texts)
        self.codes = array("I", bytes(4 * rows))

    def add(self, cells: Iterable[object]) -> None:
        self.codes.extend(map(self.places.__getitem__, cells))


class _Places(dict[object, int]):
    """The place of each cell's text, by the cell as it was read: each is put into text once."""

    __slots__ = ("by_text", "text_of", "texts")

    def __init__(self, text_of: Callable[[object], str], texts: list[str]) -> None:
        super().__init__({"": EMPTY, None: EMPTY})
        self.text_of = text_of
        self.texts = texts
        self.by_text = {"": EMPTY}

    def __missing__(self, cell: object) -> int:
        text = self.text_of(cell)
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
    text_of: Callable[[object], str],
    check: Callable[[int, int], None] = lambda rows, columns: None,
    left: int = 0,
) -> Rows:
    """The rows as texts; `left` empty columns come first. `check` is asked, as they come,
    whether so many rows and columns may be."""
    columns: list[Texts] = []
    done = 0
    source = iter(cells)
    while chunk := list(islice(source, CHUNK)):
        width = max(map(len, chunk))
        check(done + len(chunk), max(left + width, len(columns)))
        while len(columns) < left + width:
            columns.append(Texts(text_of, done))
        for column, values in zip(columns, _turned(chunk, width, left, columns), strict=True):
            column.add(values)
        done += len(chunk)
    return Rows(columns)


def _turned(
    chunk: list[Sequence[object]], width: int, left: int, columns: list[Texts]
) -> Iterable[Iterable[object]]:
    """The chunk by columns, of which each has as many cells as there are rows."""
    even = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in chunk]
    blank = [""] * len(chunk)
    after = len(columns) - left - width
    return chain([blank] * left, zip(*even, strict=True), [blank] * after)
