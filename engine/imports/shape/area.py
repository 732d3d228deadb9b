"""A part of a sheet: rows and columns, from and to, of which the last is outside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.imports.grid.rows import EMPTY, Rows, rows_of
from engine.imports.grid.sheet import Sheet, Span

Codes = NDArray[np.uint32]
Mask = NDArray[np.bool_]
_DAY = re.compile(r"\d{2,4} ?[-/.年] ?\d{1,2}(?: ?[-/.月] ?\d{0,4}日?)?(?:[ T]\d{1,2}:\d{2}.*)?")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """`spans` are those of the whole sheet."""

    rows: Rows
    spans: tuple[Span, ...]
    top: int
    bottom: int
    left: int
    right: int

    def part(
        self,
        top: int | None = None,
        bottom: int | None = None,
        columns: tuple[int, int] | None = None,
    ) -> Area:
        left, right = columns or (self.left, self.right)
        return replace(
            self,
            top=self.top if top is None else top,
            bottom=self.bottom if bottom is None else bottom,
            left=left,
            right=right,
        )

    @property
    def columns(self) -> range:
        return range(self.left, self.right)

    def codes(self, column: int) -> Codes:
        whole: Codes = np.frombuffer(self.rows.codes[column], dtype=np.uint32)
        return whole[self.top : self.bottom]

    def filled(self) -> NDArray[np.int32]:
        """How many cells of each row have something."""
        counts = np.zeros(self.bottom - self.top, dtype=np.int32)
        for column in self.columns:
            counts += self.codes(column) != EMPTY
        return counts

    def text(self, row: int, column: int) -> str:
        return self.rows.texts[column][self.rows.codes[column][row]]

    def line(self, row: int) -> dict[int, str]:
        """The filled cells of a row, by column."""
        return {column: text for column in self.columns if (text := self.text(row, column))}

    def has(self, column: int, texts: set[int]) -> Mask:
        """The rows where the column has one of these (codes of) texts."""
        found: Mask = np.isin(self.codes(column), list(texts))
        return found

    def spans_in(self, top: int, bottom: int) -> list[Span]:
        """The merged cells that touch these rows of the area's columns."""
        return [
            one
            for one in self.spans
            if one.first_row < bottom
            and one.last_row >= top
            and one.first_column < self.right
            and one.last_column >= self.left
        ]


def area_of(sheet: Sheet) -> Area:
    rows = sheet.rows if isinstance(sheet.rows, Rows) else rows_of(_listed(sheet))
    return Area(rows=rows, spans=sheet.spans, top=0, bottom=len(rows), left=0, right=rows.width)


def _listed(sheet: Sheet) -> Sequence[Sequence[str]]:
    return sheet.rows


@lru_cache(maxsize=65_536)
def is_value(text: str) -> bool:
    """A number, a day or a time, as headings seldom are."""
    if not _DIGIT.search(text):
        return False
    return not _LETTER.search(text) or bool(_DAY.fullmatch(text))


def is_day(text: str) -> bool:
    return bool(_DAY.fullmatch(text))
